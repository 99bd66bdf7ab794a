/** Extension headers of IPv6 (RFC 8200 §4): each says where the next begins. */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import type { Dissector } from "../../../dissect/tables";
import { ah, dstopts, fraghdr, hopopts, ipv6, routing } from "./fields";
import { applyOptions, drawOptions } from "./options";
import type { HeaderChain } from "./options";
import { routingData } from "./routing";

/** What the fragment header adds. */
export interface FragmentChain extends HeaderChain {
  fragment: { offset: number; more: boolean; identification: number; start: number } | undefined;
}

function optionsHeader(declared: typeof hopopts | typeof dstopts, info: string): Dissector {
  const { f } = declared;
  return dissector(declared, (d, hint) => {
    const chain = hint as FragmentChain, at = d.start;
    d.setInfo(info);
    d.need(at, 2);
    const size = (d.u8(at + 1) + 1) * 8;
    d.begin(declared, Math.min(size, d.end - at));
    if (d.pass === "show") {
      drawNextAndLength(d, at, f.nxt, f.len, f.len_oct, size);
      d.pos = at + 2;
      if (declared === hopopts && chain.extended) d.notice(hopopts.f.not_first, d.parent);
      drawOptions(d, at + size, chain, declared === dstopts);
    }
    applyOptions(d, at + 2, at + size);
    d.need(at, size);
    chain.next = d.u8(at);
    chain.at = at + size;
  }, { carriesPackets: true });
}

function drawNextAndLength(d: Dissection, at: number, next: typeof hopopts.f.nxt, length: typeof hopopts.f.len, octets: typeof hopopts.f.len_oct, size: number): void {
  d.item(next, at);
  d.item(length, at + 1);
  d.generated(octets, size, at + 1, 1);
}

const routingHeader = dissector(routing, (d, hint) => {
  const { f } = routing;
  const chain = hint as FragmentChain, at = d.start;
  d.setInfo("IPv6 routing");
  d.need(at, 4);
  const size = (d.u8(at + 1) + 1) * 8, type = d.u8(at + 2), left = d.u8(at + 3);
  const show = d.pass === "show";
  d.begin(routing, Math.min(size, d.end - at), d.drawing ? `${routing.title} (${f.type.values?.name(type) ?? `Unknown type ${type}`})` : undefined);
  if (show) {
    drawNextAndLength(d, at, f.nxt, f.len, f.len_oct, size);
    d.item(f.type, at + 2);
    if (type === 0) d.notice(f.deprecated, d.last);
    d.item(f.segleft, at + 3);
  }
  d.pos = at + 4;
  routingData(d, type, left, at + size, show);
  d.need(at, size);
  chain.next = d.u8(at);
  chain.at = at + size;
}, { carriesPackets: true });

const fragmentHeader = dissector(fraghdr, (d, hint) => {
  const { f } = fraghdr;
  const chain = hint as FragmentChain, at = d.start;
  d.need(at, 8);
  const next = d.u8(at), word = d.u16(at + 2), offset = word & 0xfff8, more = (word & 1) !== 0, identification = d.u32(at + 4);
  d.begin(fraghdr, 8);
  if (d.pass === "show") {
    d.item(f.nxt, at); d.item(f.reserved_octet, at + 1);
    d.item(f.offset, at + 2);
    if (d.drawing) d.append(d.last, ` (${offset} bytes)`);
    d.item(f.reserved_bits, at + 2); d.item(f.more, at + 2, 2);
    d.item(f.ident, at + 4);
  }
  if (d.columns) d.setInfo(`IPv6 fragment (off=${offset} more=${more ? "y" : "n"} ident=0x${identification.toString(16).padStart(8, "0")} nxt=${next})`);
  chain.fragment = { offset, more, identification, start: at };
  chain.next = next;
  chain.at = at + 8;
}, { carriesPackets: true });

/** Authentication header (RFC 4302 §2): its length is in words of four bytes, less two. */
function authentication(d: Dissection): { next: number; size: number } {
  const { f } = ah;
  const at = d.start;
  d.need(at, 12);
  const size = (d.u8(at + 1) + 2) * 4, spi = d.u32(at + 4);
  d.setProtocol("AH");
  if (d.columns) d.setInfo(`AH (SPI=0x${spi.toString(16).padStart(8, "0")})`);
  d.begin(ah, Math.min(size, d.end - at));
  if (d.pass === "show") {
    d.item(f.next_header, at); d.item(f.length, at + 1);
    if (d.drawing) d.append(d.last, ` (${size} bytes)`);
    d.item(f.reserved, at + 2, 2); d.item(f.spi, at + 4); d.item(f.sequence, at + 8);
    if (size > 12) d.item(f.icv, at + 12, size - 12);
  }
  d.need(at, size);
  return { next: d.u8(at), size };
}

/** In IPv6 the header is one of a chain, … */
const authenticationInIpv6 = dissector(ah, (d, hint) => {
  const chain = hint as FragmentChain;
  const { next, size } = authentication(d);
  chain.next = next;
  chain.at = d.start + size;
}, { carriesPackets: true });

/** … in IPv4 a layer with the next one behind it. */
attach(dissector(ah, (d) => {
  const { next, size } = authentication(d);
  d.close();
  // what follows does not lie directly in IP
  d.hopLimit = -1;
  if (!d.next("ip.proto", next, d.start + size)) d.data(d.start + size, d.reported - d.start - size);
}, { carriesPackets: true }), "ip.proto", 51);

/** A jumbogram without its length (RFC 2675 §3): nothing of it can be read. */
export const lostJumbo = dissector(hopopts, (d) => {
  d.setInfo("Invalid IPv6 payload length , IPv6 hop-by-hop options");
  throw MALFORMED;
}, { carriesPackets: true });

export const EXTENSIONS: ReadonlyMap<number, Dissector> = new Map([
  [0, optionsHeader(hopopts, "IPv6 hop-by-hop options")],
  [43, routingHeader],
  [44, fragmentHeader],
  [51, authenticationInIpv6],
  [60, optionsHeader(dstopts, "IPv6 destination options")],
]);

/** Length in the jumbo payload option (RFC 2675 §2) of the hop-by-hop header at `at`; undefined when there is none. */
export function jumboLength(d: Dissection, at: number): number | undefined {
  if (at + 2 > d.end) return undefined;
  const end = Math.min(d.end, at + (d.u8(at + 1) + 1) * 8);
  for (let pos = at + 2; pos + 1 < end;) {
    const type = d.u8(pos);
    if (type === 0) { pos++; continue; }
    const length = d.u8(pos + 1);
    if (type === 0xc2) return length === 4 && pos + 6 <= end ? d.u32(pos + 2) : undefined;
    pos += 2 + length;
  }
  return undefined;
}

/** Shows what is wrong with a payload length. */
export function notePayloadLength(d: Dissection, node: number, whole: number, jumbo: number | undefined, length: number): void {
  if (jumbo !== undefined && d.drawing) d.append(node, " (Jumbogram)");
  if (length > whole && !d.quoted) d.notice(ipv6.f.plen_exceeds_framing, node, `IPv6 payload length exceeds framing length (${whole} bytes)`);
}
