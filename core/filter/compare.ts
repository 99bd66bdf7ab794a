/** Order of two values of one family. */
import type { Value } from "./types";

/** The longer is the greater, whatever it begins with (as in tshark). */
function compareBytes(a: Uint8Array, b: Uint8Array, mask?: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const m = mask ? (mask[i] as number) : 0xff;
    const difference = ((a[i] as number) & m) - ((b[i] as number) & m);
    if (difference) return difference;
  }
  return 0;
}

/**
 * Below, at or above 0 as `a` is less than, equal to or greater than `b`; NaN when they cannot
 * be compared. Numbers of any width compare exactly.
 */
export function compareValues(a: Value, b: Value, mask?: Uint8Array): number {
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array ? compareBytes(a, b, mask) : NaN;
  }
  if (typeof a === "string" ? typeof b !== "string" : typeof b === "string") return NaN;
  return a < b ? -1 : a > b ? 1 : typeof a === "number" && Number.isNaN(a) || typeof b === "number" && Number.isNaN(b) ? NaN : 0;
}

/** Where `part` begins in `whole`, -1 when it does not occur. */
export function indexOfBytes(whole: Uint8Array, part: Uint8Array): number {
  const last = whole.length - part.length;
  if (part.length === 0) return last >= 0 ? 0 : -1;
  const first = part[0] as number;
  for (let i = whole.indexOf(first); i >= 0 && i <= last; i = whole.indexOf(first, i + 1)) {
    let k = 1;
    while (k < part.length && whole[i + k] === part[k]) k++;
    if (k === part.length) return i;
  }
  return -1;
}
