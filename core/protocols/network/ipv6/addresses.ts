/**
 * What an IPv6 address says of other addresses: the MAC it was made of (RFC 4291 appendix A), the IPv4 of
 * 6to4 (RFC 3056), Teredo (RFC 4380 §4), ISATAP (RFC 5214 §6.1) and of translators (RFC 6052 §2.1).
 */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv6 } from "./fields";

const { f } = ipv6;

/** Adds a node under the field of the side and a hidden one under the field of either side. */
function both(d: Dissection, side: Field, either: Field, start: number, length: number, value: number | Uint8Array): void {
  d.generated(side, value, start, length);
  d.generated(either, value, start, length);
  d.markHidden(d.last);
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((b) => b ^ 0xff);

/** Shows what is embedded in the address at `at`. */
export function drawEmbedded(d: Dissection, at: number, isSource: boolean): void {
  const first = d.u32(at);
  if (first >>> 16 === 0x2002) {
    both(d, isSource ? f.src_6to4_gw_ipv4 : f.dst_6to4_gw_ipv4, f["6to4_gw_ipv4"], at + 2, 4, d.slice(at + 2, 4));
    both(d, isSource ? f.src_6to4_sla_id : f.dst_6to4_sla_id, f["6to4_sla_id"], at + 6, 2, d.u16(at + 6));
  } else if (first === 0x20010000) {
    both(d, isSource ? f.src_ts_ipv4 : f.dst_ts_ipv4, f.ts_ipv4, at + 4, 4, d.slice(at + 4, 4));
    both(d, isSource ? f.src_tc_port : f.dst_tc_port, f.tc_port, at + 10, 2, d.u16(at + 10) ^ 0xffff);
    both(d, isSource ? f.src_tc_ipv4 : f.dst_tc_ipv4, f.tc_ipv4, at + 12, 4, flipped(d.slice(at + 12, 4)));
  }
  const identifier = d.u32(at + 8);
  if ((identifier & 0xfdffffff) === 0x00005efe) {
    both(d, isSource ? f.src_isatap_ipv4 : f.dst_isatap_ipv4, f.isatap_ipv4, at + 12, 4, d.slice(at + 12, 4));
  } else if ((identifier & 0x020000ff) === 0x020000ff && d.u8(at + 12) === 0xfe) {
    const mac = Uint8Array.from([0, 1, 2, 5, 6, 7], (i) => d.u8(at + 8 + i));
    mac[0] = (mac[0] as number) ^ 2;
    both(d, isSource ? f.src_slaac_mac : f.dst_slaac_mac, f.slaac_mac, at + 8, 8, mac);
  }
  if (first === 0x0064ff9b && d.u32(at + 4) === 0 && identifier === 0) {
    d.item(f.embed_ipv4_prefix, at, 12);
    both(d, isSource ? f.src_embed_ipv4 : f.dst_embed_ipv4, f.embed_ipv4, at + 12, 4, d.slice(at + 12, 4));
  }
}
