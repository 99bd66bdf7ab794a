/** The routing header: source route (RFC 5095 deprecates it), type 2 (RFC 6275), RPL (RFC 6554), segment routing (RFC 8754), compact (draft-bonica-6man-comp-rtg-hdr). */
import { AddressKind } from "../../../dissect/addresses";
import type { Dissection } from "../../../dissect/dissection";
import { routing } from "./fields";

const { f } = routing;

/** Reads what is specific to the type, from byte 4 to `end`, and names the final destination. */
export function routingData(d: Dissection, type: number, left: number, end: number, show: boolean): void {
  switch (type) {
    case 0: sourceRoute(d, left, end, show); break;
    case 2: homeAddress(d, left, end, show); break;
    case 3: rplRoute(d, left, end, show); break;
    case 4: segments(d, left, end, show); break;
    case 5: compact(d, left, end, show, 2); break;
    case 6: compact(d, left, end, show, 4); break;
    default:
      if (show && d.pos < end) { d.read(f.unknown_data, end - d.pos); d.notice(f.undecoded, d.last); }
  }
}

function goTo(d: Dissection, left: number, at: number): void {
  if (left > 0) d.destination = d.address(AddressKind.ipv6, at, 16);
}

function sourceRoute(d: Dissection, left: number, end: number, show: boolean): void {
  if (show) d.item(f["src.reserved"], d.pos, 4);
  const start = d.pos + 4, count = Math.floor((end - start) / 16);
  if (show) for (let i = 0; i < count; i++) d.item(f["src.addr"], start + i * 16);
  if (count > 0) goTo(d, left, start + (count - 1) * 16);
}

function homeAddress(d: Dissection, left: number, end: number, show: boolean): void {
  if (show) d.item(f["mipv6.reserved"], d.pos, 4);
  const at = d.pos + 4;
  if (at + 16 > end) return;
  if (show) d.item(f["mipv6.home_address"], at);
  goTo(d, left, at);
}

/** RFC 6554 §3: addresses leave out the octets that they share with the destination. */
function rplRoute(d: Dissection, left: number, end: number, show: boolean): void {
  const at = d.pos, first = d.u8(at), inner = first >> 4, last = first & 15, pad = d.u8(at + 1) >> 4;
  if (show) {
    d.item(f["rpl.cmprI"], at); d.item(f["rpl.cmprE"], at); d.item(f["rpl.pad"], at);
    if (inner === 0 && last === 0 && pad !== 0) d.notice(f["rpl.cmprI_cmprE_pad"], d.last, `When cmprI equals 0 and cmprE equals 0, pad MUST equal 0 but instead was ${pad}`);
    const reserved = d.item(f["rpl.reserved"], at);
    if (reserved !== 0) d.notice(f["rpl.reserved_not0"], d.last, `Reserved field must equal 0 but instead was ${reserved}`);
  }
  const start = at + 4, room = end - start - pad;
  const count = Math.floor((room - (16 - last)) / (16 - inner)) + 1;
  if (show) {
    d.generated(f["rpl.addr_count"], count, at, 2);
    if (count < 0) d.notice(f["rpl.addr_count_ge0"], d.last, `Calculated total address count must be greater than or equal to 0, instead was ${count}`);
  }
  const full = d.state.addresses.bytes(d.destination).slice();
  for (let i = 0, pos = start; i < count; i++) {
    const shared = i === count - 1 ? last : inner, size = 16 - shared;
    full.set(d.slice(pos, size), shared);
    if (show) {
      d.item(f["rpl.address"], pos, size);
      d.generated(f["rpl.full_address"], full.slice(), pos, size);
    }
    pos += size;
  }
  if (left > 0 && count > 0) d.destination = d.state.addresses.intern(AddressKind.ipv6, full, 0, 16);
}

/** RFC 8754 §2: the list is in reverse, its first entry is the last segment. */
function segments(d: Dissection, left: number, end: number, show: boolean): void {
  const at = d.pos, last = d.u8(at);
  if (show) { d.item(f["srh.last_entry"], at); d.item(f["srh.flags"], at + 1); d.item(f["srh.tag"], at + 2, 2); }
  const start = at + 4, count = Math.min(Math.floor((end - start) / 16), last + 1);
  if (show) {
    for (let i = 0; i < count; i++) d.item(f["srh.addr"], start + i * 16);
    const rest = start + count * 16;
    if (rest < end) { d.item(f.unknown_data, rest, end - rest); d.notice(f.undecoded, d.last); }
  }
  if (count > 0) goTo(d, left, start);
}

function compact(d: Dissection, left: number, end: number, show: boolean, size: 2 | 4): void {
  if (!show) return;
  const current = size === 2 ? f["crh16.current_sid"] : f["crh32.current_sid"], each = size === 2 ? f["crh16.sid"] : f["crh32.sid"];
  const start = d.pos, count = Math.floor((end - start) / size);
  if (left < count) d.item(current, start + left * size);
  for (let i = 0; i < count; i++) d.item(each, start + i * size);
}
