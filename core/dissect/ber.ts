/** Basic Encoding Rules (ITU-T X.690 §8): the tag and length that stand before every value. */
import { MALFORMED } from "./cursor";
import type { Dissection } from "./dissection";

export const BerClass = { universal: 0, application: 1, context: 2, private: 3 } as const;
export const BerTag = { boolean: 1, integer: 2, bitString: 3, octetString: 4, null: 5, oid: 6, enumerated: 10, sequence: 16, set: 17 } as const;

/** Of indefinite length: ends at two zero bytes (X.690 §8.1.3.6). */
export const INDEFINITE = -1;

/** A tag and length as read; offsets are those of the data source. */
export interface BerHeader {
  /** The identifier's first byte, which tells the common tags apart at once. */
  readonly first: number;
  readonly kind: number;
  readonly isConstructed: boolean;
  readonly tag: number;
  readonly start: number;
  /** Where the content begins. */
  readonly content: number;
  /** Bytes of content, or `INDEFINITE`. */
  readonly length: number;
}

/** Reads the tag and length at `pos` and moves to the content. */
export function readBerHeader(d: Dissection): BerHeader {
  const start = d.pos, first = d.u8(start);
  let pos = start + 1, tag = first & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    for (let i = 0; ; i++) {
      if (i === 4) throw MALFORMED;
      const byte = d.u8(pos++);
      tag = tag * 128 + (byte & 0x7f);
      if ((byte & 0x80) === 0) break;
    }
  }
  let length = d.u8(pos++);
  if (length === 0x80) {
    length = INDEFINITE;
  } else if (length > 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + d.u8(pos++);
    if (length > 0x7fffffff) throw MALFORMED;
  }
  d.pos = pos;
  return { first, kind: first >> 6, isConstructed: (first & 0x20) !== 0, tag, start, content: pos, length };
}

/** Like `readBerHeader`, for a value whose first byte must be `first`. */
export function expectBer(d: Dissection, first: number): BerHeader {
  if (d.u8(d.pos) !== first) throw MALFORMED;
  return readBerHeader(d);
}

/** The two's complement integer in [at, at + length) of up to 8 bytes (X.690 §8.3). */
export function berInteger(d: Dissection, at: number, length: number): bigint {
  if (length > 9) throw MALFORMED;
  d.need(at, length);
  let value = 0n;
  for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(d.u8(at + i));
  return length > 0 && d.u8(at) & 0x80 ? BigInt.asIntN(8 * length, value) : value;
}
