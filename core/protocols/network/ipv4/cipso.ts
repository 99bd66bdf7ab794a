/** The commercial IP security option (draft-ietf-cipso-ipsecurity-01, FIPS 188). */
import type { Dissection } from "../../../dissect/dissection";
import { ip } from "./fields";

const { f } = ip;

/** Numbers of the bits set in [start, start + length), the highest bit of the first byte being 0. */
function bitmap(d: Dissection, start: number, length: number): number[] {
  const set: number[] = [];
  for (let i = 0; i < length; i++) {
    const octet = d.u8(start + i);
    for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) set.push(i * 8 + bit);
  }
  return set;
}

function enumerated(d: Dissection, start: number, length: number): number[] {
  const list: number[] = [];
  for (let i = 0; i + 2 <= length; i += 2) list.push(d.u16(start + i));
  return list;
}

/** Pairs of highest and lowest category, of which the last lowest may be left out. */
function pairs(d: Dissection, start: number, length: number): string[] {
  const list: string[] = [];
  for (let i = 0; i + 2 <= length; i += 4) list.push(`${d.u16(start + i)}-${i + 4 <= length ? d.u16(start + i + 2) : 0}`);
  return list;
}

/** Reads the domain of interpretation and the tags up to `end`. */
export function cipso(d: Dissection, end: number): void {
  if (d.pos + 4 > end) return;
  d.read(f["cipso.doi"]);
  while (d.pos < end) {
    const at = d.pos, type = d.u8(at);
    d.item(f["cipso.tag_type"], at);
    if (type === 0) { d.pos = at + 1; continue; }
    const length = at + 1 < end ? d.u8(at + 1) : 0;
    const isLevelled = type === 1 || type === 2 || type === 5;
    if (length < (isLevelled ? 4 : 2) || at + length > end) { d.notice(f["cipso.malformed"], d.last); return; }
    if (isLevelled) {
      d.item(f["cipso.sensitivity_level"], at + 3);
      if (length > 4) {
        const start = at + 4, size = length - 4;
        const categories = type === 1 ? bitmap(d, start, size) : type === 2 ? enumerated(d, start, size) : pairs(d, start, size);
        d.put(f["cipso.categories"], start, size, categories.join(","));
      }
    } else {
      d.item(f["cipso.tag_data"], at + 2, length - 2);
    }
    d.pos = at + length;
  }
}
