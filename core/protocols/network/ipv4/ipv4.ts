/** Internet Protocol version 4 (RFC 791), with the DS field of RFC 2474 and ECN of RFC 3168. */
import { AddressKind } from "../../../dissect/addresses";
import { frameFact, conversationState } from "../../../dissect/capture-state";
import { NO_CONVERSATION } from "../../../dissect/conversations";
import type { Dissection } from "../../../dissect/dissection";
import { FragmentTable, drawFragments, fragmentsNode } from "../../../dissect/fragments";
import type { Datagram } from "../../../dissect/fragments";
import { attach, dissector } from "../../../dissect/tables";
import { hex } from "../../../base/text";
import { dsFieldSummary } from "../../../fields/tables/differentiated-services";
import { CHECKSUM } from "../../../fields/tables/checksum-status";
import { ipProtocols } from "../../../fields/tables/ip-protocols";
import { fragmentFields, ip } from "./fields";
import { drawOptions } from "./options";

const { f } = ip;
const MORE = 0x2000;
const IGMP = 2, OSPF = 89, PIM = 103;

const fragments = conversationState("ip.fragments", () => new FragmentTable());
const datagramOf = frameFact<Datagram>("ip.datagram");

const dissectIpv4 = dissector(ip, (d) => {
  const at = d.start, first = d.u8(at), version = first >> 4;
  d.setProtocol("IPv4");
  d.setInfo("");
  if (version !== 4) { bogusVersion(d, version, 20, `Bogus IPv4 version (${version}, must be 4)`); return; }
  const headerLength = (first & 0x0f) * 4;
  d.begin(ip, Math.min(headerLength, d.end - at));
  const show = d.pass === "show";
  if (show) { d.item(f.version, at); d.put(f.hdr_len, at, 1, headerLength); }
  if (headerLength < 20) {
    if (show) d.notice(f.bogus_header_length, d.last, `Bogus IP header length (${headerLength}, must be at least 20)`);
    d.setInfo(`Bogus IP header length (${headerLength}, must be at least 20)`);
    return;
  }
  const whole = d.reported - at;
  const total = show ? drawLengths(d, at, headerLength, whole) : d.u16(at + 2) || whole;
  if (total < headerLength) {
    d.setInfo(`Bogus IP length (${total}, less than header length ${headerLength})`);
    return;
  }
  if (show) drawFixed(d, at);
  const flags = d.u16(at + 6), protocol = d.u8(at + 9);
  d.hopLimit = d.u8(at + 8);
  d.source = d.address(AddressKind.ipv4, at + 12, 4);
  if (show) drawAddress(d, at + 12, true);
  const via = d.destination = d.address(AddressKind.ipv4, at + 16, 4);
  const final = headerLength > 20 ? finalDestination(d, at + 20, at + headerLength) : -1;
  if (show && final < 0) drawAddress(d, at + 16, false);
  if (show && final >= 0) {
    d.item(f.cur_rt, at + 16);
    d.hidden(f.cur_rt_host, at + 16, 4, d.state.addresses.text(via));
  }
  if (final >= 0) d.destination = d.address(AddressKind.ipv4, final, 4);
  if (d.drawing) {
    const { addresses } = d.state;
    d.setLabel(d.parent, `Internet Protocol Version 4, Src: ${addresses.text(d.source)}, Dst: ${addresses.text(d.destination)}${final >= 0 ? `, Via: ${addresses.text(via)}` : ""}`);
  }
  const node = d.parent;
  if (show && headerLength > 20) drawOptions(d, at + 20, headerLength - 20);
  d.need(at, headerLength);
  d.close();
  d.pos = at + headerLength;
  d.endsAt(at + total);
  payload(d, node, protocol, flags, total - headerLength);
}, { carriesPackets: true });

attach(dissectIpv4, "ethertype", 0x0800);
attach(dissectIpv4, "ip.version", 4);

function bogusVersion(d: Dissection, version: number, length: number, text: string): void {
  d.begin(ip, Math.min(length, d.end - d.start), `Internet Protocol, bogus version (${version})`);
  d.item(f.version, d.start);
  d.notice(f.bogus_ip_version, d.last, text);
  d.setInfo(text);
}

/** Where only the first byte tells the version, as in captures of raw IP and in tunnels. */
const dissectEither = dissector(ip, (d) => {
  const version = d.u8(d.start) >> 4;
  const { start, reported } = d;
  if (version === 4) { dissectIpv4.dissect(d); return; }
  if (version === 6) {
    d.stack.pop();
    d.next("ip.version", version, start, reported - start);
    return;
  }
  d.setProtocol("IP");
  bogusVersion(d, version, 1, "Bogus IP version");
  d.setInfo(`Bogus IP version (${version})`);
}, { carriesPackets: true });

attach(dissectEither, "network", "ip");
attach(dissectEither, "ip.proto", 4, 41, 94);

/** DS field and total length; returns the length to go by. */
function drawLengths(d: Dissection, at: number, headerLength: number, whole: number): number {
  d.pos = at + 1;
  const field = d.flags(f.dsfield, [f["dsfield.dscp"], f["dsfield.ecn"]], 1);
  if (d.drawing) d.append(d.tree.parent[d.last] ?? -1, dsFieldSummary(field));
  const total = d.u16(at + 2);
  if (total === 0) {
    // segmentation offload leaves it to the network card
    d.put(f.len, at + 2, 2, whole, d.drawing ? `Total Length: ${whole} bytes (reported as 0, presumed to be because of "TCP segmentation offload" (TSO))` : undefined);
    return whole;
  }
  if (total < headerLength) {
    const node = d.put(f.len, at + 2, 2, total, d.drawing ? `Total Length: ${total} bytes (bogus, less than header length ${headerLength})` : undefined);
    d.notice(f.bogus_ip_length, node);
    return total;
  }
  const node = d.put(f.len, at + 2, 2, total);
  if (total > whole && !d.quoted) d.notice(f.bogus_ip_length, node, `IPv4 total length exceeds packet length (${whole} bytes)`);
  return total;
}

/** Identification up to the header checksum. */
function drawFixed(d: Dissection, at: number): void {
  d.item(f.id, at + 4);
  d.pos = at + 6;
  const bits = d.u8(at + 6);
  d.item(f.flags, at + 6);
  const flags = d.last;
  d.push(flags);
  d.item(f["flags.rb"], at + 6); d.item(f["flags.df"], at + 6); d.item(f["flags.mf"], at + 6);
  d.close();
  if (d.drawing) d.append(flags, `${bits & 0x80 ? ", Reserved bit" : ""}${bits & 0x40 ? ", Don't fragment" : ""}${bits & 0x20 ? ", More fragments" : ""}`);
  const offset = d.u16(at + 6) & 0x1fff;
  d.put(f.frag_offset, at + 6, 2, offset);
  const ttl = d.item(f.ttl, at + 8);
  if (d.end >= at + 20) noteTtl(d, at, ttl);
  d.item(f.proto, at + 9);
  d.item(f.checksum, at + 10);
  if (d.drawing) d.append(d.last, " [validation disabled]");
  d.generated(f["checksum.status"], CHECKSUM.unverified, at + 10);
}

/**
 * RFC 5771 §4: packets to 224.0.0.0/24 are not forwarded, so that senders choose 1, some protocols 255, LLMNR either.
 * IGMP chooses 1 whatever the group (RFC 3376 §4); OSPF and PIM speak to neighbours with 1 (RFC 2328 §A.1, RFC 7761 §4.9).
 */
function noteTtl(d: Dissection, at: number, ttl: number): void {
  const destination = d.u32(at + 16), protocol = d.u8(at + 9);
  const node = d.last;
  if (destination >>> 8 === 0xe00000) {
    const last = destination & 0xff;
    const expected = protocol !== IGMP && (last === 18 || last === 102 || last === 251) ? 255 : 1;
    if (ttl !== expected && (last !== 252 || protocol === IGMP)) {
      d.notice(f["ttl.lncb"], node, `"Time To Live" != ${expected} for a packet sent to the Local Network Control Block (see RFC 3171)`);
    }
  } else if (ttl < 5 && destination >>> 28 !== 0xe && protocol !== OSPF && protocol !== PIM) {
    d.notice(f["ttl.too_small"], node, `"Time To Live" only ${ttl}`);
  }
}

function drawAddress(d: Dissection, at: number, isSource: boolean): void {
  const text = d.drawing || d.wants(f.host) || d.wants(isSource ? f.src_host : f.dst_host) ? d.state.addresses.text(isSource ? d.source : d.destination) : "";
  d.item(isSource ? f.src : f.dst, at);
  d.hidden(f.addr, at, 4);
  d.hidden(isSource ? f.src_host : f.dst_host, at, 4, text);
  d.hidden(f.host, at, 4, text);
}

/** Place of the last address of a source route that was not used up yet (RFC 791 §3.1), or -1. */
function finalDestination(d: Dissection, start: number, end: number): number {
  const limit = Math.min(end, d.end);
  for (let at = start; at < limit;) {
    const type = d.bytes[at] as number;
    if (type === 0) return -1;
    if (type === 1) { at++; continue; }
    const length = at + 1 < limit ? (d.bytes[at + 1] as number) : 0;
    if (length < 2 || at + length > limit) return -1;
    if ((type === 131 || type === 137) && length >= 7) {
      const pointer = d.bytes[at + 2] as number;
      const last = at + 3 + (((length - 3) >> 2) - 1) * 4;
      return pointer >= 4 && (pointer & 3) === 0 && at + pointer - 1 <= last ? last : -1;
    }
    at += length;
  }
  return -1;
}

/** Gives the payload on, put together where it came in fragments. */
function payload(d: Dissection, node: number, protocol: number, flags: number, length: number): void {
  if (length <= 0) return;
  // a length beyond the packet's end ends there
  const start = d.pos, reported = Math.min(length, d.reported - start), offset = (flags & 0x1fff) * 8, more = (flags & MORE) !== 0;
  if (offset === 0 && !more) { upper(d, protocol, start, reported); return; }
  let datagram: Datagram | undefined;
  if (start + length <= d.end && !d.quoted) {
    if (d.indexing) {
      const key = `${d.source}/${d.destination}/${protocol}/${d.u16(d.start + 4)}`;
      datagram = d.state.state(NO_CONVERSATION, fragments).add(key, d.frame.number, d.layer, offset, more, d.slice(start, length));
      d.setFact(datagramOf, datagram);
    } else {
      datagram = d.fact(datagramOf);
    }
    if (datagram?.bytes && datagram.completedIn === d.frame.number && datagram.completedLayer === d.layer) {
      reassembled(d, node, protocol, datagram, datagram.bytes);
      return;
    }
  } else if (offset === 0) {
    // nobody can put it together: what there is of its beginning is worth reading
    d.fragment = true;
    upper(d, protocol, start, reported);
    return;
  }
  const isDone = datagram !== undefined && datagram.completedIn > 0;
  if (d.columns) {
    d.setInfo(`Fragmented IP protocol (proto=${ipProtocols.name(protocol) ?? "Unknown"} ${protocol}, off=${offset}, ID=${hex(d.slice(d.start + 4, 2))})${isDone ? ` [Reassembled in #${datagram?.completedIn}]` : ""}`);
  }
  if (isDone) {
    d.push(node);
    d.generated(f.reassembled_in, datagram?.completedIn, d.start);
    d.close();
  }
  d.data(start, reported);
}

function reassembled(d: Dissection, node: number, protocol: number, datagram: Datagram, bytes: Uint8Array): void {
  d.push(node);
  const list = fragmentsNode(d, datagram, bytes, d.start, fragmentFields);
  d.close();
  d.withSource("Reassembled IPv4", bytes, () => {
    drawFragments(d, list, datagram, bytes, fragmentFields);
    upper(d, protocol, 0, bytes.length);
  });
}

function upper(d: Dissection, protocol: number, start: number, length: number): void {
  if (d.next("ip.proto", protocol, start, length)) return;
  if (d.columns) d.setInfo(`${ipProtocols.name(protocol) ?? "Unknown"} (${protocol})`);
  d.data(start, length);
}
