/** Values of the Distinguished Encoding Rules (ITU-T X.690 §10) as nodes: the shapes that certificates are made of. */
import { hex } from "../../../base/text";
import { berInteger, readBerHeader } from "../../../dissect/ber";
import { LIMIT, MALFORMED } from "../../../dissect/cursor";
import type { Dissection, Encoding } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { oidText } from "../../../fields/format";
import { ber } from "./fields";
import { oidName } from "./oids";

export const Tag = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, utf8String: 0x0c, numericString: 0x12, printableString: 0x13, teletexString: 0x14,
  ia5String: 0x16, utcTime: 0x17, generalizedTime: 0x18, visibleString: 0x1a, universalString: 0x1c, bmpString: 0x1e, sequence: 0x30, set: 0x31,
} as const;

/** Most bytes of a long number that a line shows. */
const MAX_SHOWN_BYTES = 36;

/** Longer object identifiers would cost more to write out than any in use could be worth. */
const MAX_OID_BYTES = 128;

/** A tree this large is no certificate's: the rest is left out while there is room to say so. */
const MAX_TREE = 100_000;

/** Stops a certificate that has filled the tree. */
export function needRoom(d: Dissection): void { if (d.tree.count > MAX_TREE) throw LIMIT; }

/** A value's place; offsets are those of the data source. */
export interface Value {
  /** The identifier's byte. */
  readonly first: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Reads what lies between `d.pos` and `end`. */
export type Body = (d: Dissection, end: number) => void;

/** Reads the header of a value that must end by `limit` and moves to its content. DER has definite lengths only. */
export function readValue(d: Dissection, limit: number): Value {
  const header = readBerHeader(d);
  const end = header.content + header.length;
  if (header.length < 0 || end > limit) throw MALFORMED;
  return { first: header.first, start: header.start, content: header.content, end };
}

/** Like `readValue`, for a value that must have the identifier `first`. */
export function expectValue(d: Dissection, limit: number, first: number): Value {
  if (d.pos >= limit || d.u8(d.pos) !== first) throw MALFORMED;
  return readValue(d, limit);
}

/** Whether a value with the identifier `first` comes next. */
export function isNext(d: Dissection, limit: number, first: number): boolean { return d.pos < limit && d.u8(d.pos) === first; }

/** Steps into an explicit tag or a string that holds another value, without a node. */
export function inside(d: Dissection, limit: number, first: number, body: Body): void {
  const { end } = expectValue(d, limit, first);
  body(d, end);
  d.pos = end;
}

/** A SEQUENCE as a node that covers its header too; returns the node. */
export function sequence(d: Dissection, limit: number, field: Field, body: Body): number {
  const { start, end } = expectValue(d, limit, Tag.sequence);
  const node = d.open(field, start, end - start);
  if (d.pos === end && d.drawing) d.append(node, " [0 length]");
  body(d, end);
  d.close();
  d.pos = end;
  return node;
}

/** A structure under an implicit tag as a node that covers its content. */
export function implicitStructure(d: Dissection, end: number, field: Field, body: Body): void {
  d.open(field, d.pos, end - d.pos);
  body(d, end);
  d.close();
  d.pos = end;
}

/** `1 item`, `4 items` */
export function items(count: number): string { return `${count} ${count === 1 ? "item" : "items"}`; }

/** Counts the values up to `end` without moving. */
export function countValues(d: Dissection, end: number): number {
  const { pos } = d;
  let count = 0;
  while (d.pos < end) { d.pos = readValue(d, end).end; count++; }
  d.pos = pos;
  return count;
}

/** The values up to `end` as a list whose node has their number; `each` reads one of them. */
export function listContent(d: Dissection, end: number, field: Field, each: Body): number {
  const start = d.pos, count = countValues(d, end);
  const node = d.open(field, start, end - start, count, d.drawing ? `${field.label}: ${items(count)}` : undefined);
  while (d.pos < end) {
    needRoom(d);
    const next = readValue(d, end);
    d.pos = next.start;
    each(d, next.end);
    d.pos = next.end;
  }
  d.close();
  return node;
}

/** A SEQUENCE OF or SET OF. */
export function list(d: Dissection, limit: number, field: Field, each: Body, first: number = Tag.sequence): number {
  const { end } = expectValue(d, limit, first);
  return listContent(d, end, field, each);
}

/** The INTEGER up to `end`, which has no header (any more), into a number field. */
export function integerContent(d: Dissection, end: number, field: Field<number> | Field<bigint>): void {
  const { pos } = d, value = berInteger(d, pos, end - pos);
  d.put(field, pos, end - pos, field.type === "u64" ? BigInt.asUintN(64, value) : Number(value));
  d.pos = end;
}

export function integer(d: Dissection, limit: number, field: Field<number> | Field<bigint>): void {
  integerContent(d, expectValue(d, limit, Tag.integer).end, field);
}

/** The content of a value into a field of bytes. */
export function octets(d: Dissection, limit: number, field: Field<Uint8Array>, first: number): void {
  const { end } = expectValue(d, limit, first);
  d.read(field, end - d.pos);
}

/** An INTEGER too large for a number, shown as `0x00c6…`. */
export function longInteger(d: Dissection, limit: number, field: Field<Uint8Array>): void {
  const { end } = expectValue(d, limit, Tag.integer);
  const value = d.read(field, end - d.pos);
  if (d.drawing) d.setLabel(d.last, `${field.label}: 0x${hex(value.subarray(0, MAX_SHOWN_BYTES))}${value.length > MAX_SHOWN_BYTES ? "…" : ""}`);
}

/** The OBJECT IDENTIFIER up to `end` into a field of its content, with its name behind it; returns its dotted form. */
export function oidContent(d: Dissection, end: number, field: Field<Uint8Array>): string {
  if (end - d.pos > MAX_OID_BYTES) throw MALFORMED;
  const dotted = oidText(d.read(field, end - d.pos)), name = oidName(dotted);
  if (name !== undefined) d.append(d.last, ` (${name})`);
  return dotted;
}

export function objectIdentifier(d: Dissection, limit: number, field: Field<Uint8Array>): string {
  return oidContent(d, expectValue(d, limit, Tag.oid).end, field);
}

/** A BOOLEAN's content (X.690 §8.2). */
export function booleanContent(d: Dissection, end: number, field: Field<number>): void {
  d.put(field, d.pos, end - d.pos, end > d.pos && d.u8(d.pos) !== 0 ? 1 : 0);
  d.pos = end;
}

/** The content of a BIT STRING up to `end` (X.690 §8.6): how many bits are unused, then the bits, with a node for each named one. */
export function bitStringContent(d: Dissection, end: number, field: Field<Uint8Array>, bits: readonly Field<number>[] = []): void {
  d.read(ber.f["bitstring.padding"]);
  const { pos } = d, length = end - pos;
  d.read(field, length);
  if (length === 0) return;
  d.push(d.last);
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i], byte = i >> 3;
    // bits that were left out are zero (X.690 §11.2.2)
    if (bit) d.put(bit, pos + Math.min(byte, length - 1), 1, byte < length ? (d.u8(pos + byte) >> (7 - (i & 7))) & 1 : 0);
  }
  d.close();
}

export function bitString(d: Dissection, limit: number, field: Field<Uint8Array>, bits?: readonly Field<number>[]): void {
  bitStringContent(d, expectValue(d, limit, Tag.bitString).end, field, bits);
}

/** How the text of a string type is encoded (X.690 §8.23). */
function encodingOf(first: number): Encoding {
  switch (first) {
    case Tag.bmpString: return "utf-16be";
    case Tag.teletexString: return "latin-1";
    default: return "utf-8";
  }
}

/** The text up to `end` into a field, shown up to its first zero byte, where most readers of names stop; returns it. */
export function textContent(d: Dissection, end: number, field: Field<string>, first: number = Tag.utf8String): string {
  const { pos } = d, whole = d.text(pos, end - pos, encodingOf(first)), zero = whole.indexOf("\0");
  const shown = zero < 0 ? whole : whole.slice(0, zero);
  d.put(field, pos, end - pos, shown);
  d.pos = end;
  return shown;
}

/** A string of any type into a field over its content; returns the text. */
export function text(d: Dissection, limit: number, field: Field<string>): string {
  const { first, end } = readValue(d, limit);
  return textContent(d, end, field, first);
}

/** The GeneralizedTime up to `end` (X.690 §11.7) as a date. */
export function generalizedTimeContent(d: Dissection, end: number, field: Field<bigint>): void {
  const { pos } = d, written = d.text(pos, end - pos, "ascii");
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d)(\d\d))?$/.exec(written);
  let value: bigint | string = written;
  if (parts) {
    const n = (i: number): number => Number(parts[i] ?? 0);
    const date = new Date(0);
    date.setUTCFullYear(n(1), n(2) - 1, n(3));
    date.setUTCHours(n(4), n(5), n(6));
    const offset = (parts[8] === "-" ? 1 : -1) * (n(9) * 60 + n(10)) * 60_000;
    value = BigInt(date.getTime() + offset) * 1_000_000n + BigInt((parts[7] ?? "").padEnd(9, "0"));
  }
  d.put(field, pos, end - pos, value);
  d.pos = end;
}

/** The UTCTime up to `end` (X.690 §11.8), years from 1950 to 2049 (RFC 5280 §4.1.2.5.1). */
export function utcTimeContent(d: Dissection, end: number, field: Field<string>): void {
  const { pos } = d, written = d.text(pos, end - pos, "ascii");
  const parts = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(written);
  let value = written;
  if (parts) {
    const zone = parts[7] === "Z" ? "UTC" : `UTC${parts[7]}`;
    value = `${Number(parts[1]) < 50 ? "20" : "19"}${parts[1]}-${parts[2]}-${parts[3]} ${parts[4]}:${parts[5]}:${parts[6] ?? "00"} (${zone})`;
  }
  d.put(field, pos, end - pos, value);
  d.pos = end;
}
