/** What follows the payload of a frame: padding up to the minimum size (IEEE 802.3-2022 §4.2.3.3), trailer, check sequence. */
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";
import { eth } from "./ethernet-fields";

/** Least size of a frame without its check sequence (§4.4.2: 64 with it). */
const MINIMUM = 60;
const FCS_LENGTH = 4;

/**
 * Adds below `node` what lies from `start` to `end`, the end as it was on the wire. Zeros up to
 * the minimum frame size are padding, the last four bytes are the check sequence when `fcs`, the
 * rest goes to `trailer`.
 */
export function addTrailer(d: Dissection, node: number, start: number, end: number, trailer: Field, fcs = false): void {
  if (end <= start || start >= d.end || d.indexing) return;
  const { f } = eth;
  d.push(node);
  let at = start;
  let doubtful = false;
  const padding = MINIMUM - (d.frame.length - (end - start));
  if (padding > 0 && padding <= end - start) {
    let zeros = 0;
    while (zeros < padding && d.u8(start + zeros) === 0) zeros++;
    if (zeros === padding) { d.item(f.padding, start, padding); at += padding; } else doubtful = true;
  }
  const rest = end - (fcs ? FCS_LENGTH : 0) - at;
  if (rest > 0) {
    d.item(trailer, at, Math.min(rest, d.end - at));
    if (doubtful) d.notice(f.padding_bad, d.last);
  }
  if (fcs) {
    const where = Math.max(start, end - FCS_LENGTH);
    if (at > where) d.out(at + FCS_LENGTH);
    d.item(f.fcs, where);
    d.put(f["fcs.status"], where, 0, 2);
  }
  d.close();
}
