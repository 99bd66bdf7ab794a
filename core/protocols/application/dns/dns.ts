/**
 * Domain Name System (RFC 1035) with EDNS (RFC 6891), updates (RFC 2136) and stateful operations
 * (RFC 8490); its kin on the link, mDNS (RFC 6762) and LLMNR (RFC 4795).
 */
import { SOME_MORE } from "../../../dissect/stream-request";
import { attach, dissector, heuristic } from "../../../dissect/tables";
import type { DissectFn } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import { protocol } from "../../../fields/declare";
import type { Declared } from "../../../fields/declare";
import type { Field } from "../../../fields/field";
import { labelCount, readName } from "../domain-name";
import { dns, llmnr, mdns } from "./fields";
import { readRecord } from "./records";
import { addLinks, noteRepetition, partOf, track } from "./transactions";
import { classes, opcodes, rcodes, statefulTypes, typeNames } from "./values";

const { f } = dns;

const UPDATE = 5, STATEFUL = 6;

/** Words for the four sections, which mean something else in updates (RFC 2136 §2). */
const SECTIONS = ["Queries", "Answers", "Authoritative nameservers", "Additional records"] as const;
const UPDATE_SECTIONS = ["Zone", "Prerequisites", "Updates", "Additional records"] as const;
const COUNTS = [f["count.queries"], f["count.answers"], f["count.auth_rr"], f["count.add_rr"]] as const;
const UPDATE_COUNTS = [f["count.zones"], f["count.prerequisites"], f["count.updates"], f["count.add_rr"]] as const;

const DNS_QUERY = [f["flags.response"], f["flags.opcode"], f["flags.truncated"], f["flags.recdesired"], f["flags.z"], f["flags.checkdisable"]];
const DNS_QUERY_AD = [...DNS_QUERY.slice(0, 5), f["flags.authenticated.query"], f["flags.checkdisable"]];
const DNS_RESPONSE = [
  f["flags.response"], f["flags.opcode"], f["flags.authoritative"], f["flags.truncated"], f["flags.recdesired"], f["flags.recavail"],
  f["flags.z"], f["flags.authenticated"], f["flags.checkdisable"], f["flags.rcode"],
];
const LLMNR_QUERY = [f["flags.response"], f["flags.opcode"], f["flags.conflict.query"], f["flags.truncated"], f["flags.tentative"]];
const LLMNR_RESPONSE = [f["flags.response"], f["flags.opcode"], f["flags.conflict.response"], f["flags.truncated"], f["flags.tentative"], f["flags.rcode"]];

type Kin = typeof dns | Declared<Record<never, never>>;

/** The bits below the flags, which depend on who speaks. */
function flagBits(own: Kin, isResponse: boolean, flags: number): readonly Field[] {
  if (own === llmnr) return isResponse ? LLMNR_RESPONSE : LLMNR_QUERY;
  return isResponse ? DNS_RESPONSE : flags & 0x20 ? DNS_QUERY_AD : DNS_QUERY;
}

/** Reads one message whose first byte is `base`, in a layer that begins at `d.start`, two bytes earlier over TCP. */
function message(d: Dissection, own: Kin, base: number): void {
  d.setProtocol(own.short);
  d.setInfo("");
  const id = d.u16(base), flags = d.u16(base + 2);
  const isResponse = (flags & 0x8000) !== 0, opcode = (flags >> 11) & 15, rcode = flags & 15;
  if (d.columns) {
    const operation = opcodes.name(opcode) ?? `Unknown operation (${opcode})`;
    const error = isResponse && rcode !== 0 ? ` ${rcodes.name(rcode) ?? `Unknown error (${rcode})`}` : "";
    d.setInfo(`${operation}${isResponse ? " response" : ""} 0x${id.toString(16).padStart(4, "0")}${error}`);
  }
  const part = partOf(d, isResponse);
  d.begin(own, d.end - d.start, d.drawing ? `${own.title} (${isResponse ? "response" : "query"})` : undefined);
  if (base > d.start) d.item(f.length, d.start);
  d.item(f.id, base);
  noteRepetition(d, part, isResponse);
  d.pos = base + 2;
  const bits = flagBits(own, isResponse, flags);
  d.flags(f.flags, bits);
  if (d.drawing) {
    const outcome = isResponse ? ` response, ${rcodes.name(rcode) ?? "Unknown error"}` : "";
    d.setLabel(d.tree.parent[d.last] ?? -1, `Flags: 0x${flags.toString(16).padStart(4, "0")} ${opcodes.name(opcode) ?? "Unknown operation"}${outcome}`);
  }
  const counts = (opcode === UPDATE ? UPDATE_COUNTS : COUNTS).map((field) => d.read(field));
  const titles = opcode === UPDATE ? UPDATE_SECTIONS : SECTIONS;
  const multicast = own === mdns;
  section(d, titles[0], counts[0], () => question(d, base, multicast));
  // a message whose questions cannot be read is part of no exchange; the rest does not matter for that
  if (d.tracking) {
    if (!d.quoted) track(d, id, isResponse);
    return;
  }
  for (let i = 1; i < counts.length; i++) section(d, titles[i], counts[i], () => readRecord(d, base, multicast));
  if (opcode === STATEFUL && counts.every((n) => n === 0)) statefulOperation(d);
  addLinks(d, part, isResponse);
  extraneous(d);
}

/** One section: `count` entries, each read by `entry`, below a heading. */
function section(d: Dissection, title: string | undefined, count: number | undefined, entry: () => void): void {
  if (!count) return;
  const at = d.pos;
  const node = d.openText(at, d.end - at, title ?? "");
  for (let i = 0; i < count; i++) entry();
  d.setLength(node, d.pos - at);
  d.close();
}

/** One entry of the question section (RFC 1035 §4.1.2). */
function question(d: Dissection, base: number, multicast: boolean): void {
  const at = d.pos;
  const name = readName(d, at, base);
  const type = d.u16(at + name.length), wire = d.u16(at + name.length + 2);
  const unicast = multicast && (wire & 0x8000) !== 0;
  const typeName = typeNames.name(type) ?? `Unknown (${type})`;
  const kind = multicast ? `, "${unicast ? "QU" : "QM"}" question` : "";
  d.appendInfo(` ${typeName} ${name.text}${kind}`);
  d.openText(at, name.length + 4, d.drawing ? `${name.text}: type ${typeName}, class ${classes.name(multicast ? wire & 0x7fff : wire) ?? "Unknown"}${kind}` : "");
  d.put(f["qry.name"], at, name.length, name.text);
  // a name of one byte counts as none, as elsewhere
  const counts = name.octets > 1;
  d.generated(f["qry.name.len"], counts ? name.octets : 0, at, name.length);
  d.generated(f["count.labels"], counts ? labelCount(name.text) : 0, at, name.length);
  d.pos = at + name.length;
  d.read(f["qry.type"]);
  if (multicast) {
    d.item(f["qry.class.mdns"], d.pos);
    d.item(f["qry.qu"], d.pos, 2);
  } else d.item(f["qry.class"], d.pos);
  d.pos += 2;
  d.close();
}

/** TLVs in place of sections (RFC 8490 §5.4). */
function statefulOperation(d: Dissection): void {
  d.open(f.dso, d.pos, d.end - d.pos);
  while (d.pos < d.reported) {
    const at = d.pos;
    const type = d.u16(at), length = d.u16(at + 2);
    d.need(at, 4 + length);
    d.open(f["dso.tlv"], at, 4 + length, undefined, d.drawing ? `DSO TLV: ${statefulTypes.name(type) ?? "Unknown"}` : undefined);
    d.read(f["dso.tlv.type"]);
    d.read(f["dso.tlv.length"]);
    if (type === 1) { d.read(f["dso.tlv.keepalive.inactivity"]); d.read(f["dso.tlv.keepalive.interval"]); }
    else if (type === 2) d.read(f["dso.tlv.retrydelay.retrydelay"]);
    else if (type === 3) d.read(f["dso.tlv.encpad.padding"], length);
    else d.read(f["dso.tlv.data"], length);
    d.pos = at + 4 + length;
    d.close();
  }
  d.close();
}

/** Bytes behind the last section. */
function extraneous(d: Dissection): void {
  const length = d.reportedRemaining;
  if (length <= 0 || d.pos >= d.end) return;
  const at = d.pos;
  const node = d.openText(at, length, `Extraneous Data (${length} bytes)`);
  d.item(f["extraneous.data"], at, length);
  d.generated(f["extraneous.length"], length, at + d.start);
  d.notice(f.extraneous, node);
  d.close();
}

const HEADER = 12;

/** Most records that a message on an unknown port may have in a section, to be taken for DNS. */
const LIKELY_ANSWERS = 100, LIKELY_OTHERS = 10;

/** True where the bytes look like a standard query or its answer, whatever the port. */
function looksLikeDns(d: Dissection): boolean {
  const at = d.start;
  if (d.end - at <= HEADER) return false;
  const flags = d.u16(at + 2), questions = d.u16(at + 4), answers = d.u16(at + 6), authorities = d.u16(at + 8), others = d.u16(at + 10);
  if (((flags >> 11) & 15) !== 0 || others > LIKELY_OTHERS) return false;
  if (flags & 0x8000) return questions <= 1 && answers <= LIKELY_ANSWERS && authorities <= LIKELY_OTHERS;
  return questions === 1 && answers === 0 && authorities === 0;
}

const datagram = (own: Kin): DissectFn => (d) => message(d, own, d.start);

const overUdp = dissector(dns, datagram(dns));
attach(overUdp, "udp.port", 53);
attach(overUdp, "media_type", "application/dns-message");
heuristic(dissector(dns, (d) => (looksLikeDns(d) ? overUdp.dissect(d) : false)), "udp");

/** Never shown: what cuts a stream into messages is not itself a layer. */
const framing = protocol("dns.tcp", "DNS over TCP", {}, { short: "DNS", pseudo: true });
const framed = dissector(dns, (d) => message(d, dns, d.start + 2));

attach(dissector(framing, (d) => {
  while (d.pos < d.reported) {
    const at = d.pos, room = d.reported - at;
    const missing = room < 2 ? SOME_MORE : 2 + d.u16(at) - room;
    if (d.stream && !d.stream.ended && (room < 2 || missing > 0)) {
      d.stream.ask(at, missing);
      return;
    }
    const length = Math.min(room, 2 + d.u16(at));
    d.call(framed, at, length);
    // the layer has its name from the framing already
    d.stack.pop();
    d.pos = at + length;
  }
}, { stackName: "dns" }), "tcp.port", 53, 5353);

attach(dissector(mdns, datagram(mdns)), "udp.port", 5353);
attach(dissector(llmnr, datagram(llmnr)), "udp.port", 5355);
