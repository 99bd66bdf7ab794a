/** Internet Control Message Protocol (RFC 792; RFC 950, 1256, 4884, 5944, 8335). */
import { expectedChecksum, internetChecksum, sumWords } from "../../../base/checksum";
import { ConversationKind } from "../../../dissect/conversations";
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import { CHECKSUM } from "../../../fields/tables/checksum-status";
import { drawExchange, trackEcho } from "./echo";
import { drawExtensions } from "./extensions";
import { codeName, icmp, typeNames } from "./fields";

const { f } = icmp;
const ECHO_REPLY = 0, ECHO = 8;
/** A ping's own time is believed when it lies within a day of the packet's. */
const DAY = 86_400;

attach(dissector(icmp, (d) => {
  const at = d.start;
  d.setProtocol("ICMP");
  d.setInfo("");
  d.need(at, 8);
  const type = d.u8(at), code = d.u8(at + 1), field = d.u16(at + 2);
  const name = type === 9 && (code === 0 || code === 16) ? "Mobile IP Advertisement" : typeNames.name(type) ?? "Unknown ICMP (obsolete or malformed?)";
  const show = d.pass === "show";
  d.begin(icmp);
  if (show) {
    d.item(f.type, at);
    if (d.drawing) d.setLabel(d.last, `Type: ${type} (${name})`);
    const meaning = codeName(type, code);
    d.item(f.code, at + 1);
    if (d.drawing) d.setLabel(d.last, `Code: ${code}${meaning === undefined ? "" : ` (${meaning})`}`);
    drawChecksum(d, at, field);
    if (d.columns) d.setInfo(meaning === undefined ? `${name.padEnd(20)} ` : `${name.padEnd(20)} (${meaning})`);
  }
  switch (type) {
    case ECHO_REPLY: case ECHO: echo(d, at, type, field); break;
    case 3: case 4: case 5: case 11: case 12: error(d, at, type, code); break;
    case 9: if (show) routerAdvertisement(d, at); break;
    case 13: case 14: if (show) { identified(d, at); timestamps(d, at + 8); } break;
    case 15: case 16: if (show) identified(d, at); break;
    case 17: case 18: if (show) { identified(d, at); d.item(f.address_mask, at + 8); } break;
    case 42: case 43: if (show) extendedEcho(d, at, type); break;
    default:
  }
}, { carriesPackets: true }), "ip.proto", 1);

function drawChecksum(d: Dissection, at: number, field: number): void {
  d.item(f.checksum, at + 2);
  const node = d.last;
  if (d.end < d.reported || d.quoted) {
    if (d.drawing) d.append(node, d.quoted ? " [unverified] [in ICMP error packet]" : " [unverified]");
    d.generated(f["checksum.status"], CHECKSUM.unverified, at + 2);
    return;
  }
  const computed = internetChecksum(sumWords(d.bytes, at, d.reported));
  if (computed === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["checksum.status"], CHECKSUM.good, at + 2);
    return;
  }
  const expected = `0x${expectedChecksum(computed, field).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${expected}`);
  d.notice(f.checksum_bad, node, `Bad checksum [should be ${expected}]`);
  d.generated(f["checksum.status"], CHECKSUM.bad, at + 2);
}

/** Identifier and sequence number, in both byte orders as systems differ in theirs. */
function identified(d: Dissection, at: number, info = true): void {
  const id = d.item(f.ident, at + 4);
  d.item(f.ident_le, at + 4);
  const sequence = d.item(f.seq, at + 6), reversed = d.item(f.seq_le, at + 6);
  if (info && d.columns) d.appendInfo(`id=0x${id.toString(16).padStart(4, "0")}, seq=${sequence}/${reversed}${d.hopLimit < 0 ? "" : `, ttl=${d.hopLimit}`}`);
}

function echo(d: Dissection, at: number, type: number, checksum: number): void {
  const isRequest = type === ECHO;
  if (d.pass === "show") identified(d, at);
  if (!d.quoted) {
    d.converse(ConversationKind.ip, 0, 0);
    // a reply carries the request's data, so that its checksum tells the request's: they differ by the type
    if (d.tracking) trackEcho(d, isRequest, `${d.u32(at + 4)}/${isRequest ? checksum : requestChecksum(checksum)}`);
    if (d.pass === "show") drawExchange(d, f, at, isRequest, "No response seen to ICMP request");
  }
  if (d.pass !== "show") return;
  let data = at + 8;
  if (!d.quoted && d.end >= data + 8 && drawDataTime(d, data)) data += 8;
  d.close();
  d.data(data, d.reported - data);
}

function requestChecksum(reply: number): number {
  const sum = (~reply & 0xffff) + 0x0800;
  return ~((sum & 0xffff) + (sum >> 16)) & 0xffff;
}

/** Many a ping sends seconds and microseconds, each in four bytes of its own byte order. */
function drawDataTime(d: Dissection, at: number): boolean {
  const believed = (seconds: number, micros: number): boolean => Math.abs(seconds - d.frame.seconds) < DAY && micros < 1_000_000;
  let seconds = d.u32(at), micros = d.u32(at + 4);
  if (!believed(seconds, micros)) {
    seconds = d.u32le(at); micros = d.u32le(at + 4);
    if (!believed(seconds, micros)) return false;
  }
  const time = BigInt(seconds) * 1_000_000_000n + BigInt(micros) * 1000n;
  d.put(f.data_time, at, 8, time);
  d.generated(f.data_time_relative, d.time - time, at, 8);
  return true;
}

/** Errors quote the beginning of the packet that they speak of (RFC 1122 §3.2.2), RFC 4884's with extensions behind it. */
function error(d: Dissection, at: number, type: number, code: number): void {
  const show = d.pass === "show";
  const hasLength = type === 3 || type === 11 || type === 12;
  const stated = hasLength && d.end >= at + 6 ? d.u8(at + 5) * 4 : 0;
  if (show) {
    switch (type) {
      case 4: break;
      case 5: d.item(f.redir_gw, at + 4); break;
      case 12:
        d.put(f.pointer, at + 4, 1, d.u8(at + 4));
        if (stated > 0) { drawLength(d, at, stated); d.item(f.unused, at + 6, 2); } else d.item(f.unused, at + 5, 3);
        break;
      default:
        if (stated > 0) { d.item(f.unused, at + 4, 1); drawLength(d, at, stated); }
        if (type === 3 && code === 4) {
          if (stated === 0) d.item(f.unused, at + 4, 2);
          d.item(f.mtu, at + 6);
        } else if (stated > 0) d.item(f.unused, at + 6, 2);
        else d.item(f.unused, at + 4, 4);
    }
  }
  const start = at + 8, whole = d.reported - start;
  if (whole <= 0) return;
  if (!hasLength) { quote(d, start, whole); return; }
  // RFC 4884 §5.5: without a length extensions are taken to lie behind 128 bytes, unless the packet quoted is itself longer
  const length = stated > 0 ? stated : start + 4 <= d.end && d.u16(start + 2) > 128 ? whole : 128;
  quote(d, start, Math.min(length, whole));
  if (!show || whole <= length) { if (show && stated > whole) d.need(start, stated); return; }
  drawExtensions(d, start + length);
}

function drawLength(d: Dissection, at: number, stated: number): void {
  d.item(f.length, at + 5);
  d.generated(f["length.original_datagram"], stated, at + 5, 1);
}

/** Shows the quoted packet below this one; the addresses and the columns stay those of the error. */
function quote(d: Dissection, start: number, length: number): void {
  const { source, destination, sourcePort, destinationPort, quoted, root, info, protocolColumn } = d;
  d.quoted = true;
  d.root = d.parent;
  d.next("ip.version", 4, start, length);
  d.root = root;
  d.quoted = quoted;
  d.source = source; d.destination = destination; d.sourcePort = sourcePort; d.destinationPort = destinationPort;
  d.setProtocol(protocolColumn);
  d.restoreInfo(info);
}

function timestamps(d: Dissection, at: number): void {
  d.item(f.originate_timestamp, at); d.item(f.receive_timestamp, at + 4); d.item(f.transmit_timestamp, at + 8);
}

/** RFC 1256 §3; with extensions of Mobile IP (RFC 5944 §2.1) behind the addresses. */
function routerAdvertisement(d: Dissection, at: number): void {
  const count = d.item(f.num_addrs, at + 4), size = d.item(f.addr_entry_size, at + 5);
  const lifetime = d.item(f.lifetime, at + 6);
  if (d.drawing) d.append(d.last, ` (${lifetime} seconds)`);
  d.pos = at + 8;
  for (let i = 0; i < count && size === 2; i++) { d.read(f.router_address); d.read(f.pref_level); }
  while (d.pos < d.reported) mobileExtension(d);
}

function mobileExtension(d: Dissection): void {
  const at = d.pos, type = d.u8(at);
  const name = f["mip.type"].values?.name(type) ?? `Unknown extension ${type}`;
  if (type === 0) {
    d.openText(at, 1, `Ext: ${name}`);
    d.item(f["mip.type"], at);
    d.close();
    d.pos = at + 1;
    return;
  }
  const length = d.u8(at + 1), end = at + 2 + length;
  d.openText(at, 2 + length, `Ext: ${name}`);
  d.read(f["mip.type"]); d.read(f["mip.length"]);
  if (type === 16) {
    d.read(f["mip.seq"]); d.read(f["mip.life"]);
    d.flags(f["mip.flags"], [f["mip.r"], f["mip.b"], f["mip.h"], f["mip.f"], f["mip.m"], f["mip.g"], f["mip.v"], f["mip.rt"], f["mip.u"], f["mip.x"], f["mip.reserved"]]);
    while (d.pos + 4 <= end) d.read(f["mip.coa"]);
  } else if (type === 19) {
    while (d.pos < end) d.read(f["mip.prefixlength"]);
  } else if (type === 24) {
    d.read(f["mip.challenge"], length);
  } else {
    d.read(f["mip.content"], length);
  }
  d.close();
  d.pos = end;
}

/** RFC 8335 §2 and §3. */
function extendedEcho(d: Dissection, at: number, type: number): void {
  d.item(f.ident, at + 4); d.item(f.ident_le, at + 4);
  d.item(f["ext.echo.seq"], at + 6);
  if (type === 42) {
    d.item(f["ext.echo.req.res"], at + 7); d.item(f["ext.echo.req.local"], at + 7);
    if (d.reported > at + 8) drawExtensions(d, at + 8);
    return;
  }
  for (const field of [f["ext.echo.rsp.state"], f["ext.echo.rsp.res"], f["ext.echo.rsp.active"], f["ext.echo.rsp.ipv4"], f["ext.echo.rsp.ipv6"]]) d.item(field, at + 7);
  if (d.reported > at + 8) d.data(at + 8);
}
