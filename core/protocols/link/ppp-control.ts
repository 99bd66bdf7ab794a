/** PPP's link and network control protocols: LCP (RFC 1661 §5), IPCP (RFC 1332, RFC 1877) and IPV6CP (RFC 5072). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, ipv4, protocol, u16, u32, u8 } from "../../fields/declare";
import type { Protocol } from "../../fields/field";
import { pppProtocols } from "../../fields/tables/ppp-protocols";
import { values } from "../../fields/values";
import { readOptions } from "./ppp-options";
import type { OptionForm, OptionHead } from "./ppp-options";

const HEAD = 4;
const CONFIGURATION_CODES_END = 4, CODE_REJECT = 7, PROTOCOL_REJECT = 8, ECHO_REQUEST = 9, DISCARD_REQUEST = 11;
const CODES = values({
  0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack", 3: "Configuration Nak", 4: "Configuration Reject", 5: "Termination Request",
  6: "Termination Ack", 7: "Code Reject", 8: "Protocol Reject", 9: "Echo Request", 10: "Echo Reply", 11: "Discard Request", 12: "Identification",
  13: "Time Remaining", 14: "Reset Request", 15: "Reset Ack",
});
const TRUE = ["True", "False"] as const;
const CONTROL_CHARACTERS = [
  "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "lf", "vt", "ff", "cr", "so", "si",
  "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc", "fs", "gs", "rs", "us",
] as const;
const asyncMapBits = Object.fromEntries(CONTROL_CHARACTERS.map((name, bit) => [`opt.asyncmap.${name}`, bool(name.toUpperCase(), { mask: 2 ** bit, words: TRUE })]));

export const lcp = protocol("lcp", "PPP Link Control Protocol", {
  "code": u8("Code", { name: "ppp.code", values: CODES, help: "What the message asks for or answers." }),
  "identifier": u8("Identifier", { name: "ppp.identifier", display: "dec-hex", help: "The same in a request and its answer." }),
  "length": u16("Length", { name: "ppp.length" }),
  "data": bytes("Data", { name: "ppp.data" }),
  "magic_number": u32("Magic Number", { display: "hex", help: "A random number: getting one's own back means that the line is looped." }),
  "echo_data": bytes("Data", { name: "lcp.data" }),
  "rej_proto": u16("Rejected Protocol", { display: "hex", values: pppProtocols }),
  "opt.type": u8("Type"),
  "opt.length": u8("Length"),
  "opt.mtu_bytes": bytes("Maximum Receive Unit"),
  "opt.mru": u16("Maximum Receive Unit", { help: "Largest packet the sender will take." }),
  "opt.asyncmap_bytes": bytes("Async Control Character Map"),
  "opt.asyncmap": u32("Async Control Character Map", { display: "hex" }),
  "opt.auth_protocol_bytes": bytes("Authentication Protocol"),
  "opt.auth_protocol": u16("Authentication Protocol", { display: "hex", values: pppProtocols }),
  "opt.algorithm": u8("Algorithm", { values: values({ 5: "CHAP with MD5", 6: "SHA-1", 128: "MS-CHAP", 129: "MS-CHAP-2" }) }),
  "opt.magic_number_bytes": bytes("Magic Number"),
  "opt.magic_number": u32("Magic Number", { display: "hex" }),
  "opt.field_compress": bytes("Protocol Field Compression"),
  "opt.addr_field_compress": bytes("Address and Control Field Compression"),
  "opt.callback": bytes("Callback"),
  "opt.operation": u8("Operation"),
  "opt.message": bytes("Message"),
  "opt.multilink_mrru": bytes("Multilink MRRU"),
  "opt.mrru": u16("MRRU"),
  ...asyncMapBits,
}, { short: "PPP LCP", help: "Both ends of a PPP link agree on how to use it." });

const f = lcp.f;
const asyncMapFields = lcp.fields.filter((field) => field.name.startsWith("lcp.opt.asyncmap.")).reverse();

const LCP_OPTIONS: ReadonlyMap<number, OptionForm> = new Map<number, OptionForm>([
  [1, { name: "Maximum Receive Unit", whole: f["opt.mtu_bytes"], parts: [f["opt.mru"]] }],
  [2, { name: "Async Control Character Map", whole: f["opt.asyncmap_bytes"], parts: [f["opt.asyncmap"]], bits: asyncMapFields }],
  [3, { name: "Authentication Protocol", whole: f["opt.auth_protocol_bytes"], parts: [f["opt.auth_protocol"], f["opt.algorithm"]] }],
  [5, { name: "Magic Number", whole: f["opt.magic_number_bytes"], parts: [f["opt.magic_number"]] }],
  [7, { name: "Protocol Field Compression", whole: f["opt.field_compress"], parts: [] }],
  [8, { name: "Address and Control Field Compression", whole: f["opt.addr_field_compress"], parts: [] }],
  [13, { name: "Callback", whole: f["opt.callback"], parts: [f["opt.operation"], f["opt.message"]] }],
  [17, { name: "Multilink MRRU", whole: f["opt.multilink_mrru"], parts: [f["opt.mrru"]] }],
]);

const ipcp = protocol("ipcp", "PPP IP Control Protocol", {
  "opt.type": u8("Type"),
  "opt.length": u8("Length"),
  "opt.compress": bytes("IP Compression Protocol"),
  "opt.compress_proto": u16("IP Compression Protocol", { display: "hex", values: values({ 0x0003: "Robust Header Compression (ROHC)", 0x002d: "VJ compression", 0x0061: "IP Header Compression" }) }),
  "opt.max_slot_id": u8("Max Slot ID"),
  "opt.comp_slot_id": bool("Comp Slot ID", { mask: 0x01, words: ["The slot identifier may be compressed", "The slot identifier must not be compressed"] }),
  "opt.addr": bytes("IP Address"),
  "opt.ip_address": ipv4("IP Address"),
  "opt.pri_dns": bytes("Primary DNS Server IP Address"),
  "opt.pri_dns_address": ipv4("Primary DNS Address"),
  "opt.pri_nbns": bytes("Primary NBNS Server IP Address"),
  "opt.pri_nbns_address": ipv4("Primary NBNS Address"),
  "opt.sec_dns": bytes("Secondary DNS Server IP Address"),
  "opt.sec_dns_address": ipv4("Secondary DNS Address"),
  "opt.sec_nbns": bytes("Secondary NBNS Server IP Address"),
  "opt.sec_nbns_address": ipv4("Secondary NBNS Address"),
}, { short: "PPP IPCP", help: "Both ends of a PPP link agree on IPv4 addresses and name servers." });

const i = ipcp.f;
const IPCP_OPTIONS: ReadonlyMap<number, OptionForm> = new Map<number, OptionForm>([
  [2, { name: "IP Compression Protocol", whole: i["opt.compress"], parts: [i["opt.compress_proto"], i["opt.max_slot_id"], i["opt.comp_slot_id"]] }],
  [3, { name: "IP Address", whole: i["opt.addr"], parts: [i["opt.ip_address"]] }],
  [129, { name: "Primary DNS Server IP Address", whole: i["opt.pri_dns"], parts: [i["opt.pri_dns_address"]] }],
  [130, { name: "Primary NBNS Server IP Address", whole: i["opt.pri_nbns"], parts: [i["opt.pri_nbns_address"]] }],
  [131, { name: "Secondary DNS Server IP Address", whole: i["opt.sec_dns"], parts: [i["opt.sec_dns_address"]] }],
  [132, { name: "Secondary NBNS Server IP Address", whole: i["opt.sec_nbns"], parts: [i["opt.sec_nbns_address"]] }],
]);

const ipv6cp = protocol("ipv6cp", "PPP IPv6 Control Protocol", {
  "opt.type": u8("Type"),
  "opt.length": u8("Length"),
  "opt.interface_identifier": bytes("Interface Identifier"),
  "interface_identifier": bytes("Interface Identifier"),
}, { short: "PPP IPV6CP", help: "Both ends of a PPP link agree on IPv6 interface identifiers." });

const IPV6CP_OPTIONS: ReadonlyMap<number, OptionForm> = new Map<number, OptionForm>([
  [1, { name: "Interface Identifier", whole: ipv6cp.f["opt.interface_identifier"], parts: [ipv6cp.f.interface_identifier] }],
]);

/** What is behind the head of an LCP message that is not about options. */
function linkMessage(d: Dissection, code: number, end: number): void {
  if (code >= ECHO_REQUEST && code <= DISCARD_REQUEST) {
    if (d.pos + 4 <= end) d.read(f.magic_number);
    if (d.pos < end) d.read(f.echo_data, end - d.pos);
  } else if (code === PROTOCOL_REJECT) {
    const rejected = d.read(f.rej_proto);
    d.close();
    if (d.pos >= end) return;
    d.next("ppp.protocol", rejected, d.pos, end - d.pos);
    d.setProtocol(lcp.short);
    d.setInfo("Protocol Reject");
  } else {
    const data = d.item(f.data, d.pos, end - d.pos);
    if (code === CODE_REJECT && d.drawing) d.setLabel(d.last, `Rejected Packet (${data.length} bytes)`);
  }
}

function message(d: Dissection, name: string, owner: Protocol, head: OptionHead, forms: ReadonlyMap<number, OptionForm>): void {
  const at = d.start;
  d.setProtocol(name);
  const code = d.u8(at), length = d.u16(at + 2);
  if (d.columns) d.setInfo(CODES.name(code) ?? "Unknown");
  d.begin(owner, length);
  d.read(f.code);
  d.read(f.identifier);
  d.read(f.length);
  const end = at + length;
  if (length <= HEAD) return;
  if (code >= 1 && code <= CONFIGURATION_CODES_END) readOptions(d, d.pos, end, head, forms);
  else linkMessage(d, code, end);
}

attach(dissector(lcp, (d) => message(d, "PPP LCP", lcp, { type: f["opt.type"], length: f["opt.length"] }, LCP_OPTIONS)), "ppp.protocol", 0xc021);
attach(dissector(ipcp, (d) => message(d, "PPP IPCP", ipcp, { type: i["opt.type"], length: i["opt.length"] }, IPCP_OPTIONS)), "ppp.protocol", 0x8021);
attach(dissector(ipv6cp, (d) => message(d, "PPP IPV6CP", ipv6cp, { type: ipv6cp.f["opt.type"], length: ipv6cp.f["opt.length"] }, IPV6CP_OPTIONS)), "ppp.protocol", 0x8057);
