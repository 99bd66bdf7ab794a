/** Internet Control Message Protocol for IPv6 (RFC 4443, RFC 4861, RFC 3810, RFC 8335). */
import { expectedChecksum, internetChecksum, sumWords } from "../../../base/checksum";
import { ConversationKind } from "../../../dissect/conversations";
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import { CHECKSUM } from "../../../fields/tables/checksum-status";
import { drawExchange, trackEcho } from "./echo";
import { drawExtensions } from "./extensions";
import { icmpv6 } from "./v6-fields";
import * as message from "./v6-messages";
import { codeName, typeNames } from "./v6-names";
import { quoteIpv6 } from "./v6-options";

const { f } = icmpv6;
const NEXT_HEADER = 58, ECHO = 128, ECHO_REPLY = 129;

attach(dissector(icmpv6, (d) => {
  const at = d.start;
  d.setProtocol("ICMPv6");
  d.setInfo("");
  d.begin(icmpv6);
  const show = d.pass === "show";
  const type = d.u8(at);
  if (show) d.item(f.type, at);
  const code = d.u8(at + 1), field = d.u16(at + 2);
  if (show) drawHead(d, at, type, code, field);
  d.pos = at + 4;
  if (type === ECHO || type === ECHO_REPLY) echo(d, at, type, field);
  else if (type >= 1 && type <= 4) error(d, at, type);
  else if (show) body(d, at, type, code);
}, { carriesPackets: true }), "ip.proto", NEXT_HEADER);

function drawHead(d: Dissection, at: number, type: number, code: number, field: number): void {
  const meaning = codeName(type, code), name = typeNames.name(type) ?? "Unknown";
  d.item(f.code, at + 1);
  if (meaning !== undefined && d.drawing) d.append(d.last, ` (${meaning})`);
  if (d.columns) d.setInfo(meaning === undefined ? name : `${name} (${meaning})`);
  d.item(f.checksum, at + 2);
  const node = d.last;
  if (d.quoted || d.end < d.reported) {
    if (d.drawing) d.append(node, d.quoted ? " [unverified] [in ICMP error packet]" : " [unverified]");
    d.generated(f["checksum.status"], CHECKSUM.unverified, at + 2);
    return;
  }
  const computed = internetChecksum(sumWords(d.bytes, at, d.reported, pseudoHeader(d, d.reported - at)));
  if (computed === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["checksum.status"], CHECKSUM.good, at + 2);
    return;
  }
  const expected = `0x${expectedChecksum(computed, field).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${expected}`);
  d.notice(f["checksum_bad.expert"], node, `Bad checksum [should be ${expected}]`);
  d.generated(f["checksum.status"], CHECKSUM.bad, at + 2);
}

/** Sum of the pseudo-header (RFC 8200 §8.1). */
function pseudoHeader(d: Dissection, length: number): number {
  const source = d.state.addresses.bytes(d.source), destination = d.state.addresses.bytes(d.destination);
  return sumWords(destination, 0, destination.length, sumWords(source, 0, source.length)) + (length >>> 16) + (length & 0xffff) + NEXT_HEADER;
}

function body(d: Dissection, at: number, type: number, code: number): void {
  switch (type) {
    case 130: message.listenerQuery(d); break;
    case 131: case 132: message.listenerReport(d); break;
    case 133: message.routerSolicitation(d); break;
    case 134: message.routerAdvertisement(d); break;
    case 135: message.neighborSolicitation(d); break;
    case 136: message.neighborAdvertisement(d); break;
    case 137: message.redirect(d); break;
    case 138: message.routerRenumbering(d, code); break;
    case 139: case 140: message.nodeInformation(d, type, code); break;
    case 143: message.listenerReport2(d); break;
    case 144: d.read(f["mip6.identifier"]); d.read(f.reserved, 2); break;
    case 145: d.read(f["mip6.identifier"]); d.read(f.reserved, 2); while (d.reported - d.pos > 0) d.read(f["mip6.home_agent_address"]); break;
    case 146: d.read(f["mip6.identifier"]); d.read(f.reserved, 2); break;
    case 147: d.read(f["mip6.identifier"]); d.flags(f["mip6.flag"], [f["mip6.flag.m"], f["mip6.flag.o"], f["mip6.flag.rsv"]]); break;
    case 151: d.read(f["mcast_ra.query_interval"]); d.read(f["mcast_ra.robustness_variable"]); break;
    case 152: case 153: d.read(f.reserved, 4); break;
    case 155: message.rplControl(d, code); break;
    case 160: case 161: extendedEcho(d, at, type); break;
    default: if (d.pos < d.end) d.read(f.data, d.end - d.pos);
  }
}

function echo(d: Dissection, at: number, type: number, checksum: number): void {
  const isRequest = type === ECHO;
  d.need(at, 8);
  if (d.pass === "show") {
    const id = d.item(f["echo.identifier"], at + 4), sequence = d.item(f["echo.sequence_number"], at + 6);
    if (d.columns) d.appendInfo(` id=0x${id.toString(16).padStart(4, "0")}, seq=${sequence}, hop limit=${d.hopLimit}`);
  }
  if (!d.quoted) {
    d.converse(ConversationKind.ip, 0, 0);
    if (d.tracking) trackEcho(d, isRequest, `${d.u32(at + 4)}/${isRequest ? checksum : requestChecksum(checksum)}`);
    if (d.pass === "show") drawExchange(d, f, at, isRequest, `No response seen to ICMPv6 request in frame ${d.frame.number}`);
  }
  if (d.pass !== "show") return;
  d.close();
  d.data(at + 8, d.reported - at - 8);
}

/** A reply differs from its request by the type, 129 for 128; the addresses change places, which the sum does not feel. */
function requestChecksum(reply: number): number {
  const sum = (~reply & 0xffff) + 0xfeff;
  return ~((sum & 0xffff) + (sum >> 16)) & 0xffff;
}

/** RFC 4443 §3: a word, then as much of the packet as fits; RFC 4884 puts extensions behind it. */
function error(d: Dissection, at: number, type: number): void {
  const start = at + 8, whole = d.reported - start;
  const stated = (type === 1 || type === 3) && d.end > at + 4 ? d.u8(at + 4) * 8 : 0;
  if (d.pass === "show") {
    if (type === 2) d.item(f.mtu, at + 4);
    else if (type === 4) d.item(f.pointer, at + 4);
    else if (stated > 0) { d.item(f.length, at + 4); d.item(f.reserved, at + 5, 3); } else d.item(f.reserved, at + 4, 4);
  }
  // RFC 4443 §2.4 (c): an error always quotes something
  if (whole <= 0) throw MALFORMED;
  const length = stated > 0 && stated < whole ? stated : whole;
  quoteIpv6(d, start, length);
  if (d.pass === "show" && length < whole) drawExtensions(d, start + length);
}

/** RFC 8335 §2 and §3. */
function extendedEcho(d: Dissection, at: number, type: number): void {
  d.item(f["echo.identifier"], at + 4);
  d.item(f["ext.echo.seq"], at + 6);
  if (type === 160) {
    d.item(f["ext.echo.req.res"], at + 7); d.item(f["ext.echo.req.local"], at + 7);
    if (d.reported > at + 8) drawExtensions(d, at + 8);
    return;
  }
  for (const field of [f["ext.echo.rsp.state"], f["ext.echo.rsp.res"], f["ext.echo.rsp.active"], f["ext.echo.rsp.ipv4"], f["ext.echo.rsp.ipv6"]]) d.item(field, at + 7);
  if (d.reported > at + 8) d.data(at + 8);
}
