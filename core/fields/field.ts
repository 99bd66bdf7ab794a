/** Field types by the names used in declarations; widths in bytes are in `TYPE_WIDTH`. */
export type FieldType =
  | "none"
  | "protocol"
  | "bool"
  | "char"
  | "u8" | "u16" | "u24" | "u32" | "u40" | "u48" | "u56" | "u64"
  | "i8" | "i16" | "i24" | "i32" | "i64"
  | "float" | "double"
  | "ipv4" | "ipv6" | "ether" | "eui64" | "guid" | "oid"
  | "bytes"
  | "string" | "stringz"
  | "abstime" | "reltime"
  | "framenum";

/**
 * How integers are shown; `hex-dec` shows `0x0010 (16)` in labels and hex elsewhere, `name` shows the
 * value's name alone in labels and a decimal number elsewhere.
 */
export type Display = "dec" | "hex" | "oct" | "dec-hex" | "hex-dec" | "name";

/** Bytes a field of the type takes on the wire; 0 where a length must be given. */
export const TYPE_WIDTH: Readonly<Record<FieldType, number>> = {
  none: 0, protocol: 0, bool: 1, char: 1,
  u8: 1, u16: 2, u24: 3, u32: 4, u40: 5, u48: 6, u56: 7, u64: 8,
  i8: 1, i16: 2, i24: 3, i32: 4, i64: 8,
  float: 4, double: 8,
  ipv4: 4, ipv6: 16, ether: 6, eui64: 8, guid: 16, oid: 0,
  bytes: 0, string: 0, stringz: 0, abstime: 0, reltime: 0, framenum: 0,
};

/** Names of values. A plain record, or ranges where many values share a name. */
export interface ValueTable {
  /** Name of `value`, or undefined. */
  name(value: number): string | undefined;
  /** Every single value with its name, for completion and for value names in filters. */
  entries(): Iterable<readonly [number, string]>;
}

/** A value as a node carries it: integers up to 48 bits are numbers, wider ones bigint. */
export type FieldValue = number | bigint | string | Uint8Array | undefined;

/** Gravity of a notice, as Wireshark's expert information has it. */
export type Severity = "comment" | "chat" | "note" | "warning" | "error";

/** What a notice speaks of, as Wireshark's expert information groups it. */
export type NoticeGroup =
  | "checksum" | "sequence" | "response" | "request" | "undecoded" | "reassemble" | "malformed"
  | "debug" | "protocol" | "security" | "comments" | "decryption" | "assumption" | "deprecated" | "receive" | "interface";

/** One declared field. `V` is the type of value that reading it gives. */
export interface Field<V extends FieldValue = FieldValue> {
  /** Number in the sealed registry; also the index into `Registry.fields`. */
  readonly id: number;
  /** Filter name, e.g. `tcp.srcport`. Several fields may share a name. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Bytes on the wire, 0 where a length must be given. */
  readonly width: number;
  /** Bits of the item the field takes, counted in its width; 0n when it takes all. */
  readonly mask: number;
  /** Place of the mask's lowest bit. */
  readonly shift: number;
  readonly display: Display;
  readonly values: ValueTable | undefined;
  /** Words for true and false. */
  readonly words: readonly [string, string] | undefined;
  /** Appended to the value in labels, after a space. */
  readonly unit: string | undefined;
  readonly littleEndian: boolean;
  /** Separator of byte strings: `:` as a rule, `` where shown as plain hex. */
  readonly notice: { readonly severity: Severity; readonly group: NoticeGroup } | undefined;
  /** One or two sentences on what the field means, for hover and the field reference. */
  readonly help: string | undefined;
  readonly protocol: Protocol;
  /** Never set: carries the value's type. */
  readonly _value?: V;
}

/** A declared protocol with its own node's field. */
export interface Protocol {
  readonly id: number;
  /** Filter name, e.g. `tcp`. */
  readonly name: string;
  /** Long name, e.g. `Transmission Control Protocol`. */
  readonly title: string;
  /** Name in the Protocol column, e.g. `TCP`. */
  readonly short: string;
  /** The field of the protocol's own node. */
  readonly node: Field<undefined>;
  readonly fields: readonly Field[];
  /** Declared but never shown as a node (e.g. a pseudo-protocol that only appears in `frame.protocols`). */
  readonly pseudo: boolean;
}
