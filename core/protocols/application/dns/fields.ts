/**
 * Fields of DNS messages: header, sections, facts that link messages. What records carry is declared
 * in record-fields.ts. RFC 1035 §4.1, RFC 6891 (EDNS), RFC 2136 (update), RFC 6762 (mDNS),
 * RFC 4795 (LLMNR), RFC 8490 (stateful operations).
 */
import { bool, bytes, framenum, heading, i32, notice, protocol, reltime, string, u16, u32, u8 } from "../../../fields/declare";
import { recordFields } from "./record-fields";
import { classes, opcodes, rcodes, statefulTypes, types } from "./values";

export const dns = protocol("dns", "Domain Name System", {
  "length": u16("Length", { help: "Length of the message that follows; only over TCP, where messages have no other bounds (RFC 1035 §4.2.2)." }),
  "id": u16("Transaction ID", { display: "hex", help: "Chosen by whoever asks and repeated in the answer, so that the two can be matched." }),
  "flags": u16("Flags", { display: "hex" }),
  "flags.response": bool("Response", { mask: 0x8000, words: ["Message is a response", "Message is a query"] }),
  "flags.opcode": u16("Opcode", { mask: 0x7800, values: opcodes }),
  "flags.authoritative": bool("Authoritative", { mask: 0x0400, words: ["Server is an authority for domain", "Server is not an authority for domain"] }),
  "flags.conflict.query": bool("Conflict", { name: "dns.flags.conflict", mask: 0x0400, words: ["The sender received multiple responses", "None"] }),
  "flags.conflict.response": bool("Conflict", { name: "dns.flags.conflict", mask: 0x0400, words: ["The name is not considered unique", "The name is considered unique"] }),
  "flags.truncated": bool("Truncated", { mask: 0x0200, words: ["Message is truncated", "Message is not truncated"], help: "The answer did not fit: it is to be asked for again over TCP." }),
  "flags.recdesired": bool("Recursion desired", { mask: 0x0100, words: ["Do query recursively", "Don't do query recursively"] }),
  "flags.tentative": bool("Tentative", { mask: 0x0100, words: ["Tentative", "Not tentative"] }),
  "flags.recavail": bool("Recursion available", { mask: 0x0080, words: ["Server can do recursive queries", "Server can't do recursive queries"] }),
  "flags.z": bool("Z", { mask: 0x0040, words: ["reserved - incorrect!", "reserved (0)"] }),
  "flags.authenticated": bool("Answer authenticated", { mask: 0x0020, words: ["Answer/authority portion was authenticated by the server", "Answer/authority portion was not authenticated by the server"] }),
  "flags.authenticated.query": bool("AD bit", { name: "dns.flags.authenticated", mask: 0x0020 }),
  "flags.checkdisable": bool("Non-authenticated data", { mask: 0x0010, words: ["Acceptable", "Unacceptable"] }),
  "flags.rcode": u16("Reply code", { mask: 0x000f, values: rcodes }),
  "count.queries": u16("Questions"),
  "count.zones": u16("Zones"),
  "count.answers": u16("Answer RRs"),
  "count.prerequisites": u16("Prerequisites"),
  "count.auth_rr": u16("Authority RRs"),
  "count.updates": u16("Updates"),
  "count.add_rr": u16("Additional RRs"),

  "qry.name": string("Name", { help: "What is asked about." }),
  "qry.name.len": u16("Name Length"),
  "count.labels": u16("Label Count"),
  "qry.type": u16("Type", { values: types }),
  "qry.class": u16("Class", { display: "hex", values: classes }),
  "qry.class.mdns": u16("Class", { name: "dns.qry.class", display: "hex", mask: 0x7fff, values: classes }),
  "qry.qu": bool("\"QU\" question", { mask: 0x8000, words: ["True", "False"], help: "A unicast answer is welcome (RFC 6762 §5.4)." }),

  "resp.name": string("Name"),
  "resp.type": u16("Type", { values: types }),
  "resp.class": u16("Class", { display: "hex", values: classes }),
  "resp.class.mdns": u16("Class", { name: "dns.resp.class", display: "hex", mask: 0x7fff, values: classes }),
  "resp.cache_flush": bool("Cache flush", { mask: 0x8000, words: ["True", "False"], help: "Older records of this name and type are to be forgotten (RFC 6762 §10.2)." }),
  "resp.ttl": u32("Time to live", { help: "Seconds for which the record may be cached." }),
  "resp.len": u16("Data length"),
  "ttl.high_bit_set": notice("note", "protocol", "The highest bit of the TTL is set (RFC 2181 §8)"),

  "srv.service": string("Service"),
  "srv.proto": string("Protocol"),
  "srv.name": string("Name"),

  "rr.udp_payload_size": u16("UDP payload size"),
  "rr.udp_payload_size.mdns": u16("UDP payload size", { name: "dns.rr.udp_payload_size", display: "hex", mask: 0x7fff }),
  "resp.ext_rcode": u8("Higher bits in extended RCODE", { display: "hex" }),
  "resp.edns0_version": u8("EDNS0 version"),
  "resp.z": u16("Z", { display: "hex" }),
  "resp.z.do": bool("DO bit", { mask: 0x8000, words: ["Accepts DNSSEC security RRs", "Cannot handle DNSSEC security RRs"] }),
  "resp.z.reserved": u16("Reserved", { display: "hex", mask: 0x7fff }),

  ...recordFields,

  "dso": heading("DNS Stateful Operation"),
  "dso.tlv": heading("DSO TLV"),
  "dso.tlv.type": u16("Type", { values: statefulTypes }),
  "dso.tlv.length": u16("Length"),
  "dso.tlv.data": bytes("Data"),
  "dso.tlv.keepalive.inactivity": u32("Inactivity Timeout"),
  "dso.tlv.keepalive.interval": u32("Keepalive Interval"),
  "dso.tlv.retrydelay.retrydelay": u32("Retry Delay"),
  "dso.tlv.encpad.padding": bytes("Padding"),

  "response_in": framenum("Response In", { help: "The packet with the answer to this query." }),
  "response_to": framenum("Request In", { help: "The packet with the query that this answers." }),
  "time": reltime("Time", { unit: "seconds", help: "From the query to the answer." }),
  "retransmission": bool("Retransmission", { words: ["True", "False"] }),
  "retransmit_request_in": framenum("Retransmitted request. Original request in"),
  "retransmit_response_in": framenum("Retransmitted response. Original response in"),
  "unsolicited": bool("Unsolicited", { words: ["True", "False"], help: "No query for this answer is in the capture." }),
  "retransmit_request": notice("warning", "protocol", "DNS query retransmission"),
  "retransmit_response": notice("warning", "protocol", "DNS response retransmission"),

  "extraneous.data": bytes("Extraneous Data Bytes"),
  "extraneous.length": i32("Extraneous Data Length"),
  "extraneous": notice("note", "undecoded", "Extraneous data"),
}, { short: "DNS", help: "Translates names into addresses and other records." });

export const mdns = protocol("mdns", "Multicast Domain Name System", {}, { short: "MDNS", help: "DNS among neighbours on a link, without a server." });
export const llmnr = protocol("llmnr", "Link-local Multicast Name Resolution", {}, { short: "LLMNR", help: "Asks the neighbours on a link for a host name." });
