/** Multi-part ICMP messages (RFC 4884) with MPLS labels (RFC 4950), interface information (RFC 5837) and interface identification (RFC 8335). */
import { expectedChecksum, internetChecksum, sumWords } from "../../../base/checksum";
import type { Dissection } from "../../../dissect/dissection";
import { CHECKSUM } from "../../../fields/tables/checksum-status";
import { icmp } from "./fields";

const { f } = icmp;

/** Shows the extension structure from `at` to the end of the layer. */
export function drawExtensions(d: Dissection, at: number): void {
  const end = d.reported;
  d.open(f.ext, at, Math.max(0, Math.min(end, d.end) - at), undefined, "ICMP Multi-Part Extensions");
  const word = d.u16(at);
  d.put(f["ext.version"], at, 1, word >> 12);
  d.item(f["ext.res"], at);
  const field = d.item(f["ext.checksum"], at + 2);
  drawChecksum(d, at, field, end);
  for (d.pos = at + 4; d.pos + 4 <= end;) {
    const start = d.pos, length = d.u16(start), kind = d.u8(start + 2), type = d.u8(start + 3);
    const limit = Math.min(end, start + length), isCut = start + length > end;
    const name = kind === 1 ? "MPLS Stack Entry" : kind === 2 ? "Interface Information Object" : kind === 3 ? "Interface Identification Object" : `Unknown object (${kind}/${type})`;
    d.openText(start, Math.max(0, limit - start), `${name}${isCut ? " (truncated)" : ""}`);
    d.item(f["ext.length"], start); d.item(f["ext.class"], start + 2);
    d.pos = start + 4;
    if (length >= 4) d.item(f["ext.ctype"], start + 3);
    if (length >= 4) readObject(d, kind, type, limit);
    d.close();
    if (length < 4) break;
    d.pos = limit;
  }
  d.pos = end;
  d.close();
}

function drawChecksum(d: Dissection, at: number, field: number, end: number): void {
  const node = d.last;
  if (end > d.end) return;
  // RFC 4884 §7: a sender may leave it zero
  if (field === 0) { d.generated(f["ext.checksum.status"], CHECKSUM.notPresent, at + 2, 2); return; }
  const computed = internetChecksum(sumWords(d.bytes, at, end));
  if (computed === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["ext.checksum.status"], CHECKSUM.good, at + 2);
    return;
  }
  const expected = `0x${expectedChecksum(computed, field).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${expected}`);
  d.notice(f["ext.checksum_bad"], node, `Bad checksum [should be ${expected}]`);
  d.generated(f["ext.checksum.status"], CHECKSUM.bad, at + 2);
}

function readObject(d: Dissection, kind: number, type: number, limit: number): void {
  if (kind === 1 && type === 1) { labels(d, limit); return; }
  if (kind === 2) { interfaceInformation(d, type, limit); return; }
  if (kind === 3) { interfaceIdentification(d, type, limit); return; }
  if (d.pos < limit) d.read(f["ext.data"], limit - d.pos);
}

function labels(d: Dissection, limit: number): void {
  while (d.pos + 4 <= limit) {
    const at = d.pos, word = d.u32(at);
    d.openText(at, 4, `Label: ${word >>> 12}, Exp: ${(word >> 9) & 7}, S: ${(word >> 8) & 1}, TTL: ${word & 255}`);
    d.item(f["mpls.label"], at);
    d.put(f["mpls.exp"], at + 2, 1, (word >> 9) & 7);
    d.put(f["mpls.s"], at + 2, 1, (word >> 8) & 1);
    d.item(f["mpls.ttl"], at + 3);
    d.close();
    d.pos = at + 4;
  }
  if (d.pos < limit) d.read(f["mpls.data"], limit - d.pos);
}

/** RFC 5837 §4: the type's bits say which parts follow. */
function interfaceInformation(d: Dissection, type: number, limit: number): void {
  const at = d.pos - 1;
  d.push(d.last);
  for (const field of [f["int_info.role"], f["int_info.reserved"], f["int_info.ifindex"], f["int_info.ipaddr"], f["int_info.name_present"], f["int_info.mtu_present"]]) d.item(field, at);
  d.close();
  if (type & 8 && d.pos + 4 <= limit) d.read(f["int_info.index"]);
  if (type & 4 && d.pos + 4 <= limit) {
    const start = d.pos, family = d.u16(start);
    const size = family === 1 ? 4 : family === 2 ? 16 : 0;
    d.openText(start, 4 + size, "IP Address Sub-Object");
    d.read(f["int_info.afi"]);
    d.read(f.reserved, 2);
    if (d.pos + size <= limit) {
      if (family === 1) d.read(f["int_info.ipv4"]);
      else if (family === 2) d.read(f["int_info.ipv6"]);
    }
    d.close();
  }
  if (type & 2 && d.pos < limit) {
    const start = d.pos, length = d.u8(start);
    d.openText(start, Math.min(length, limit - start), "Interface Name Sub-Object");
    d.read(f["int_info.name_length"]);
    const room = Math.min(length - 1, limit - d.pos);
    if (room > 0) putText(d, "int_info.name", room);
    d.close();
  }
  if (type & 1 && d.pos + 4 <= limit) d.read(f["int_info.mtu"]);
}

function putText(d: Dissection, key: "int_info.name" | "int_ident.name", length: number): void {
  const text = d.text(d.pos, length), zero = text.indexOf("\0");
  d.put(f[key], d.pos, length, zero < 0 ? text : text.slice(0, zero));
  d.pos += length;
}

/** RFC 8335 §2.1. */
function interfaceIdentification(d: Dissection, type: number, limit: number): void {
  if (d.drawing) d.append(d.last, type === 1 ? " (Identifies Interface By Name)" : type === 2 ? " (Identifies Interface By Index)" : type === 3 ? " (Identifies Interface By Address)" : ` (Unknown C-Type ${type})`);
  const room = limit - d.pos;
  if (type === 1) { if (room > 0) putText(d, "int_ident.name", room); return; }
  if (type === 2) { if (room >= 4) d.read(f["int_ident.index"]); return; }
  if (type !== 3 || room < 4) return;
  const family = d.read(f["int_ident.afi"]), length = d.read(f["int_ident.addr_length"]);
  d.read(f["int_ident.reserved"], 1);
  const rest = limit - d.pos;
  if (family === 1 && length === 4 && rest >= 4) d.read(f["int_ident.ipv4"]);
  else if (family === 2 && length === 16 && rest >= 16) d.read(f["int_ident.ipv6"]);
  else if (rest > 0) d.read(f["int_ident.address"], rest);
}
