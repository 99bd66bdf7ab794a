/** Internet Group Management Protocol, versions 0 to 3 (RFC 988, RFC 1112, RFC 2236, RFC 3376). */
import { expectedChecksum, internetChecksum, sumWords } from "../../base/checksum";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, ipv4, notice, protocol, u16, u32, u8 } from "../../fields/declare";
import { ipv4Text } from "../../fields/format";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const RECORDS = values({ 1: "Mode Is Include", 2: "Mode Is Exclude", 3: "Change To Include Mode", 4: "Change To Exclude Mode", 5: "Allow New Sources", 6: "Block Old Sources" });

export const igmp = protocol("igmp", "Internet Group Management Protocol", {
  "version": u8("IGMP Version"),
  "type": u8("Type", { display: "hex", values: values({
    0x01: "Create Group Request", 0x02: "Create Group Reply", 0x03: "Join Group Request", 0x04: "Join Group Reply", 0x05: "Leave Group Request",
    0x06: "Leave Group Reply", 0x07: "Confirm Group Request", 0x08: "Confirm Group Reply", 0x11: "Membership Query", 0x12: "Membership Report",
    0x13: "DVMRP Protocol", 0x14: "PIM Routing Message", 0x16: "Membership Report", 0x17: "Leave Group", 0x1e: "Traceroute Response",
    0x1f: "Traceroute Query or Request", 0x22: "Membership Report",
  }) }),
  "reserved": bytes("Reserved"),
  "group_type": u8("Type Of Group", { values: values({ 0: "Public Group", 1: "Private Group" }) }),
  "reply": u8("Reply", { values: values({ 0: "Request Granted", 1: "Request Denied, No Resources", 2: "Request Denied, Invalid Code", 3: "Request Denied, Invalid Group", 4: "Request Denied, Invalid Key" }) }),
  "reply.pending": u8("Reply Pending"),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "identifier": u32("Identifier"),
  "access_key": bytes("Access Key"),
  "max_resp": u8("Max Resp Time", { help: "Longest wait before an answer, in tenths of a second." }),
  "max_resp.exp": u8("Exponent", { display: "hex", mask: 0x70 }),
  "max_resp.mant": u8("Mantissa", { display: "hex", mask: 0x0f }),
  "s": bool("S", { mask: 0x08, words: ["SUPPRESS router side processing", "Do not suppress router side processing"] }),
  "qrv": u8("QRV", { mask: 0x07 }),
  "qqic": u8("QQIC"),
  "num_src": u16("Num Src"),
  "saddr": ipv4("Source Address"),
  "num_grp_recs": u16("Num Group Records"),
  "record_type": u8("Record Type", { values: RECORDS }),
  "aux_data_len": u8("Aux Data Len"),
  "maddr": ipv4("Multicast Address"),
  "aux_data": bytes("Aux Data"),
  "data": bytes("Data"),
  "bad_checksum": notice("error", "checksum", "Bad checksum"),
}, { short: "IGMP" });

const { f } = igmp;

attach(dissector(igmp, (d) => {
  const at = d.start;
  d.setProtocol("IGMP");
  d.setInfo("");
  const type = d.u8(at), size = d.reported - at;
  // other routing protocols travel as types of IGMP
  if (type === 0x13 || type === 0x14) { if (d.next("igmp.type", type, at, size)) return; }
  const version = versionOf(d, at, type, size);
  d.setProtocol(version < 0 ? "IGMP" : `IGMPv${version}`);
  d.begin(igmp);
  if (version >= 0) d.generated(f.version, version, at);
  d.item(f.type, at);
  d.pos = at + 1;
  switch (type) {
    case 0x11: if (version === 3) query3(d, at); else query(d, at, version); break;
    case 0x12: unsolicited(d, at, "Membership Report"); break;
    case 0x16: reportOrLeave(d, at, "Membership Report group "); break;
    case 0x17: reportOrLeave(d, at, "Leave Group "); break;
    case 0x22: report3(d, at); break;
    default: if (type >= 1 && type <= 8) group0(d, at, type); else unknown(d, at, type);
  }
}), "ip.proto", 2);

/** RFC 3376 §4.1: a query's version shows in its length and its second byte. */
function versionOf(d: Dissection, at: number, type: number, size: number): number {
  if (type === 0x11) return size >= 12 ? 3 : d.u8(at + 1) === 0 ? 1 : 2;
  if (type === 0x12) return 1;
  if (type === 0x16 || type === 0x17) return 2;
  if (type === 0x22) return 3;
  return type >= 1 && type <= 8 ? 0 : -1;
}

function checksum(d: Dissection, at: number): void {
  const field = d.item(f.checksum, at + 2), node = d.last;
  d.pos = at + 4;
  if (d.end < d.reported) { d.generated(f["checksum.status"], CHECKSUM.unverified, at + 2); return; }
  const computed = internetChecksum(sumWords(d.bytes, at, d.reported));
  if (computed === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["checksum.status"], CHECKSUM.good, at + 2);
    return;
  }
  const expected = `0x${expectedChecksum(computed, field).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${expected}`);
  d.notice(f.bad_checksum, node, `Bad checksum [should be ${expected}]`);
  d.generated(f["checksum.status"], CHECKSUM.bad, at + 2);
}

/** Tenths of a second; from 128 on as a floating-point number (RFC 3376 §4.1.1). */
function maxResponse(d: Dissection, at: number, floating: boolean): void {
  const raw = d.u8(at + 1);
  const tenths = floating && raw >= 128 ? ((raw & 0x0f) | 0x10) << (((raw >> 4) & 7) + 3) : raw;
  d.put(f.max_resp, at + 1, 1, tenths, d.drawing ? `Max Resp Time: ${(tenths / 10).toFixed(1)} sec (0x${raw.toString(16).padStart(2, "0")})` : undefined);
  if (!floating || raw < 128) return;
  d.push(d.last);
  d.item(f["max_resp.exp"], at + 1); d.item(f["max_resp.mant"], at + 1);
  d.close();
}

function query(d: Dissection, at: number, version: number): void {
  if (version === 1) d.item(f.reserved, at + 1, 1); else maxResponse(d, at, false);
  checksum(d, at);
  const group = d.read(f.maddr);
  if (d.columns) d.setInfo(version === 1 ? "Membership Query" : `Membership Query, ${isZero(group) ? "general" : `specific for group ${ipv4Text(group)}`}`);
  rest(d);
}

function query3(d: Dissection, at: number): void {
  maxResponse(d, at, true);
  checksum(d, at);
  const group = d.read(f.maddr);
  d.item(f.s, d.pos); d.item(f.qrv, d.pos);
  d.pos += 1;
  // QQIC has the same floating-point form (RFC 3376 §4.1.7)
  d.item(f.qqic, d.pos);
  d.pos += 1;
  const count = d.read(f.num_src);
  const sources: string[] = [];
  for (let i = 0; i < count; i++) { const source = d.read(f.saddr); if (d.columns) sources.push(ipv4Text(source)); }
  if (d.columns) {
    d.setInfo(`Membership Query, ${isZero(group) ? "general" : `specific for group ${ipv4Text(group)}`}${sources.length > 0 ? `, source${sources.length > 1 ? "s" : ""} {${sources.join(", ")}}` : ""}`);
  }
  rest(d);
}

function unsolicited(d: Dissection, at: number, info: string): void {
  d.item(f.reserved, at + 1, 1);
  checksum(d, at);
  d.read(f.maddr);
  d.setInfo(info);
  rest(d);
}

function reportOrLeave(d: Dissection, at: number, info: string): void {
  maxResponse(d, at, false);
  checksum(d, at);
  const group = d.read(f.maddr);
  if (d.columns) d.setInfo(info + ipv4Text(group));
  rest(d);
}

/** RFC 3376 §4.2. */
function report3(d: Dissection, at: number): void {
  d.setInfo("Membership Report");
  d.item(f.reserved, at + 1, 1);
  checksum(d, at);
  d.read(f.reserved, 2);
  const count = d.read(f.num_grp_recs);
  if (count === 0) d.appendInfo(" - General query");
  for (let i = 0; i < count; i++) groupRecord(d);
  rest(d);
}

function groupRecord(d: Dissection): void {
  const at = d.pos, type = d.u8(at), words = d.u8(at + 1), sources = d.u16(at + 2);
  d.need(at, 8);
  const group = d.drawing || d.columns ? ipv4Text(d.slice(at + 4, 4)) : "";
  d.openText(at, 8 + sources * 4 + words * 4, `Group Record : ${group}  ${RECORDS.name(type) ?? "Unknown"}`);
  d.read(f.record_type); d.read(f.aux_data_len); d.read(f.num_src); d.read(f.maddr);
  const list: string[] = [];
  for (let i = 0; i < sources; i++) { const source = d.read(f.saddr); if (d.columns) list.push(ipv4Text(source)); }
  if (words > 0) d.read(f.aux_data, words * 4);
  d.close();
  if (d.columns) d.appendInfo(recordInfo(type, group, list));
}

/** What a record asks for, in words (RFC 3376 §4.2.12). */
function recordInfo(type: number, group: string, sources: readonly string[]): string {
  const list = `{${sources.join(", ")}}`, none = sources.length === 0;
  switch (type) {
    case 1: case 3: return none ? ` / Leave group ${group}` : ` / Join group ${group} for source${sources.length > 1 ? "s" : ""} ${list}`;
    case 2: case 4: return none ? ` / Join group ${group} for any sources` : ` / Join group ${group}, not for source${sources.length > 1 ? "s" : ""} ${list}`;
    case 5: return ` / Group ${group}, new source${sources.length > 1 ? "s" : ""} ${list}`;
    case 6: return ` / Group ${group}, block source${sources.length > 1 ? "s" : ""} ${list}`;
    default: return ` / Group ${group}, unknown record type`;
  }
}

/** RFC 988 appendix I: the messages of version 0. */
function group0(d: Dissection, at: number, type: number): void {
  d.setInfo(f.type.values?.name(type) ?? "");
  if (type === 1) d.item(f.group_type, at + 1);
  else if (type % 2 === 1) d.item(f.reserved, at + 1, 1);
  else if (d.u8(at + 1) < 5) d.item(f.reply, at + 1);
  else d.item(f["reply.pending"], at + 1);
  checksum(d, at);
  d.read(f.identifier);
  d.read(f.maddr);
  d.read(f.access_key, 8);
}

function unknown(d: Dissection, at: number, type: number): void {
  if (d.columns) d.setInfo(f.type.values?.name(type) ?? `Unknown Type:0x${type.toString(16).padStart(2, "0")}`);
  checksum(d, at);
  rest(d);
}

function rest(d: Dissection): void { if (d.pos < d.end) d.read(f.data, d.end - d.pos); }

const isZero = (address: Uint8Array): boolean => address.every((octet) => octet === 0);
