/** NetBIOS name service (RFC 1002 §4.2). */
import type { Field } from "../../../fields/field";
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import { ether, ipv4, protocol, string, u16, u32, u8 } from "../../../fields/declare";
import { ipv4Text } from "../../../fields/format";
import { values } from "../../../fields/values";
import { plainName, readNetbiosName, suffixName, suffixText } from "./names";

const flagsOpcodeNames = values({
  0: "Name query", 5: "Registration", 6: "Release", 7: "Wait for acknowledgment", 8: "Refresh", 9: "Refresh (alternate opcode)",
  15: "Multi-homed registration",
});
const flagsRcodeNames = values({
  0: "No error", 1: "Request was invalidly formatted", 2: "Server failure", 3: "Requested name does not exist", 4: "Request is not implemented",
  5: "Request was refused", 6: "Name is owned by another node", 7: "Name is in conflict",
});
const nameFlagsOntNames = values({
  0: "B-node", 8192: "P-node", 16384: "M-node",
});
const nbFlagsOntNames = values({
  0: "B-node", 8192: "P-node", 16384: "M-node", 24576: "H-node",
});
const typeNames = values({
  32: "NB", 33: "NBSTAT",
});
const classNames = values({
  1: "IN", 2: "CS", 3: "CH", 4: "HS", 254: "NONE", 255: "ANY",
});

export const nbns = protocol("nbns", "NetBIOS Name Service", {
  "flags": u16("Flags", { display: "hex" }),
  "flags.response": u16("Response", { mask: 0x8000, words: ["Message is a response", "Message is a query"] }),
  "flags.opcode": u16("Opcode", { mask: 0x7800, values: flagsOpcodeNames }),
  "flags.authoritative": u16("Authoritative", { mask: 0x400, words: ["Server is an authority for domain", "Server is not an authority for domain"] }),
  "flags.truncated": u16("Truncated", { mask: 0x200, words: ["Message is truncated", "Message is not truncated"] }),
  "flags.recdesired": u16("Recursion desired", { mask: 0x100, words: ["Do query recursively", "Don't do query recursively"] }),
  "flags.recavail": u16("Recursion available", { mask: 0x80, words: ["Server can do recursive queries", "Server can't do recursive queries"] }),
  "flags.broadcast": u16("Broadcast", { mask: 0x10, words: ["Broadcast packet", "Not a broadcast packet"] }),
  "flags.rcode": u16("Reply code", { mask: 0xf, values: flagsRcodeNames }),
  "id": u16("Transaction ID", { display: "hex" }),
  "count.queries": u16("Questions"),
  "count.answers": u16("Answer RRs"),
  "count.auth_rr": u16("Authority RRs"),
  "count.add_rr": u16("Additional RRs"),
  "name_flags": u16("Name flags", { display: "hex" }),
  "name_flags.group": u16("Name type", { mask: 0x8000, words: ["Group name", "Unique name"] }),
  "name_flags.ont": u16("ONT", { mask: 0x6000, values: nameFlagsOntNames }),
  "name_flags.drg": u16("Name is being deregistered", { mask: 0x1000, words: ["Yes", "No"] }),
  "name_flags.cnf": u16("Name is in conflict", { mask: 0x800, words: ["Yes", "No"] }),
  "name_flags.act": u16("Name is active", { mask: 0x400, words: ["Yes", "No"] }),
  "name_flags.prm": u16("Permanent node name", { mask: 0x200, words: ["Yes", "No"] }),
  "nb_flags": u16("Name flags", { display: "hex" }),
  "nb_flags.group": u16("Name type", { mask: 0x8000, words: ["Group name", "Unique name"] }),
  "nb_flags.ont": u16("ONT", { mask: 0x6000, values: nbFlagsOntNames }),
  "type": u16("Type", { values: typeNames }),
  "class": u16("Class", { values: classNames }),
  "name": string("Name"),
  "addr": ipv4("Addr"),
  "number_of_names": u8("Number of names"),
  "unit_id": ether("Unit ID"),
  "jumpers": u8("Jumpers", { display: "hex" }),
  "test_result": u8("Test result", { display: "hex" }),
  "version_number": u16("Version number", { display: "hex" }),
  "period_of_statistics": u16("Period of statistics", { display: "hex" }),
  "num_crcs": u16("Number of CRCs"),
  "num_alignment_errors": u16("Number of alignment errors"),
  "num_collisions": u16("Number of collisions"),
  "num_send_aborts": u16("Number of send aborts"),
  "num_good_sends": u32("Number of good sends"),
  "num_good_receives": u32("Number of good receives"),
  "numretransmits": u16("Number of retransmits"),
  "num_no_resource_conditions": u16("Number of no resource conditions"),
  "numcommand_blocks": u16("Number of command blocks"),
  "numpending_sessions": u16("Number of pending sessions"),
  "max_num_pending_sessions": u16("Max number of pending sessions"),
  "max_total_sessions_possible": u16("Max total sessions possible"),
  "session_data_packet_size": u16("Session data packet size"),
  "netbios_name": string("Name"),
  "ttl": u32("Time to live"),
  "data_length": u16("Data length"),
}, { short: "NBNS" });
const { f } = nbns;

const NB = 32, NBSTAT = 33;
const QUERY_FLAGS = [f["flags.response"], f["flags.opcode"], f["flags.truncated"], f["flags.recdesired"], f["flags.broadcast"]];
const RESPONSE_FLAGS = [
  f["flags.response"], f["flags.opcode"], f["flags.authoritative"], f["flags.truncated"], f["flags.recdesired"], f["flags.recavail"],
  f["flags.broadcast"], f["flags.rcode"],
];
const NAME_FLAGS = [
  f["name_flags.group"], f["name_flags.ont"], f["name_flags.drg"], f["name_flags.cnf"], f["name_flags.act"], f["name_flags.prm"],
];
/** RFC 1002 §4.2.18 and what Microsoft put after it */
const STATISTICS: readonly Field[] = [
  f.unit_id, f.jumpers, f.test_result, f.version_number, f.period_of_statistics, f.num_crcs, f.num_alignment_errors, f.num_collisions,
  f.num_send_aborts, f.num_good_sends, f.num_good_receives, f.numretransmits, f.num_no_resource_conditions, f.numcommand_blocks,
  f.numpending_sessions, f.max_num_pending_sessions, f.max_total_sessions_possible, f.session_data_packet_size,
];
const NODE_TYPES = ["B-node", "P-node", "M-node", "H-node"];

attach(dissector(nbns, (d) => {
  const at = d.start;
  d.setProtocol("NBNS");
  d.setInfo("");
  const flags = d.u16(at + 2), opcode = (flags >> 11) & 15, isResponse = (flags & 0x8000) !== 0;
  const operation = flagsOpcodeNames.name(opcode) ?? `Unknown operation (${opcode})`;
  d.setInfo(operation + (isResponse ? ` response${flags & 15 ? `, ${flagsRcodeNames.name(flags & 15) ?? `Unknown error (${flags & 15})`}` : ""}` : ""));
  d.begin(nbns);
  d.read(f.id);
  d.flags(f.flags, isResponse ? RESPONSE_FLAGS : QUERY_FLAGS);
  if (d.drawing) d.append(d.tree.parent[d.last] ?? -1, flagsText(flags, operation));
  const queries = d.read(f["count.queries"]), answers = d.read(f["count.answers"]);
  const authorities = d.read(f["count.auth_rr"]), additional = d.read(f["count.add_rr"]);
  section(d, "Queries", queries, () => { query(d, at, !isResponse); });
  section(d, "Answers", answers, () => { record(d, at, opcode, isResponse); });
  section(d, "Authoritative nameservers", authorities, () => { record(d, at, opcode, false); });
  section(d, "Additional records", additional, () => { record(d, at, opcode, false); });
}), "udp.port", 137);

function flagsText(flags: number, operation: string): string {
  const isResponse = (flags & 0x8000) !== 0;
  return `${isResponse ? ", Response" : ""}, Opcode: ${operation}${isResponse && flags & 0x400 ? ", Authoritative" : ""}${flags & 0x200 ? ", Truncated" : ""}` +
    `${flags & 0x100 ? ", Recursion desired" : ""}${isResponse && flags & 0x80 ? ", Recursion available" : ""}${flags & 0x10 ? ", Broadcast" : ""}` +
    (isResponse ? `, Reply code: ${flagsRcodeNames.name(flags & 15) ?? "Unknown"}` : "");
}

function section(d: Dissection, title: string, count: number, one: () => void): void {
  if (count === 0) return;
  const at = d.pos, node = d.openText(at, d.end - at, title);
  for (let i = 0; i < count; i++) one();
  d.setLength(node, d.pos - at);
  d.close();
}

function heading(text: string, type: number, rrClass: number): string {
  return `${text}: type ${typeNames.name(type) ?? "unknown"}, class ${classNames.name(rrClass) ?? "unknown"}`;
}

function query(d: Dissection, base: number, inInfo: boolean): void {
  const at = d.pos, name = readNetbiosName(d, at, base), next = at + name.length;
  const type = d.u16(next);
  if (inInfo && d.columns) d.appendInfo(` ${typeNames.name(type) ?? "unknown"} ${name.text}`);
  d.openText(at, name.length + 4, d.drawing ? heading(name.text, type, d.u16(next + 2)) : "");
  d.put(f.name, at, name.length, name.text, d.drawing ? `Name: ${name.text}${name.suffix < 0 ? "" : ` (${suffixName(name.suffix)})`}` : undefined);
  d.pos = next;
  d.read(f.type); d.read(f.class);
  d.close();
}

function record(d: Dissection, base: number, opcode: number, inInfo: boolean): void {
  const at = d.pos, name = readNetbiosName(d, at, base), next = at + name.length;
  const type = d.u16(next), length = d.u16(next + 8);
  if (inInfo && d.columns) d.appendInfo(` ${typeNames.name(type) ?? "unknown"}`);
  const text = type === NB && name.suffix >= 0 ? `${name.text} (${suffixName(name.suffix)})` : name.text;
  d.openText(at, name.length + 10 + length, d.drawing ? heading(name.text, type, d.u16(next + 2)) : "");
  // the first byte is left out, as tshark has it
  d.put(f.name, at + 1, Math.max(0, name.length - 1), text);
  d.pos = next;
  d.read(f.type); d.read(f.class); d.read(f.ttl); d.read(f.data_length);
  const end = d.pos + length;
  if (type === NB && opcode !== 7) addresses(d, end, inInfo);
  else if (type === NBSTAT) status(d, end);
  d.need(end, 0);
  d.pos = end;
  d.close();
}

function addresses(d: Dissection, end: number, inInfo: boolean): void {
  let isFirst = true;
  while (d.pos + 6 <= end) {
    const flags = d.flags(f.nb_flags, [f["nb_flags.group"], f["nb_flags.ont"]]);
    if (d.drawing) d.append(d.tree.parent[d.last] ?? -1, ` (${NODE_TYPES[(flags >> 13) & 3]}, ${flags & 0x8000 ? "group" : "unique"})`);
    const address = d.read(f.addr);
    if (isFirst && inInfo && d.columns) d.appendInfo(` ${ipv4Text(address)}`);
    isFirst = false;
  }
}

function status(d: Dissection, end: number): void {
  const count = d.read(f.number_of_names);
  for (let i = 0; i < count && d.pos + 18 <= end; i++) {
    const raw = d.slice(d.pos, 16), suffix = raw[15] as number;
    const name = plainName(raw.subarray(0, 15));
    d.put(f.netbios_name, d.pos, 16, name, d.drawing ? `Name: ${name}${suffixText(suffix)} (${suffixName(suffix)})` : undefined);
    d.pos += 16;
    d.flags(f.name_flags, NAME_FLAGS);
  }
  for (const field of STATISTICS) {
    if (d.pos + field.width > end) return;
    d.read(field);
  }
}
