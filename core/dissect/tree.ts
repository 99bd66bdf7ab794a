/** The protocol tree of one packet, in flat arrays: no object per field. */
import type { Field, FieldValue } from "../fields/field";

/** What a node is besides its field; bits of `Tree.flags`. */
export const NodeFlag = {
  /** Worked out, not on the wire: shown in [brackets]. */
  generated: 1,
  /** Not shown, but filters see it. */
  hidden: 2,
  /** A notice (expert information). */
  notice: 4,
  /** Bytes not shown in the hex view although the node has a position. */
  link: 8,
} as const;

/** A range of bytes that nodes point into: the frame itself, a reassembled datagram, a decoded body… */
export interface DataSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Parent of top-level nodes, and the handle of nodes that nobody wants. */
export const NO_NODE = -1;

/**
 * Nodes in order of their adding, so that a parent precedes its children. Columns
 * are public for the readers' sake; only Dissection writes them.
 */
export class Tree {
  count = 0;
  /** The declared field, undefined where a node is text only. */
  readonly field: (Field | undefined)[] = [];
  parent = new Int32Array(256);
  /** Byte offset in the node's data source. */
  start = new Int32Array(256);
  length = new Int32Array(256);
  /** Index into `sources`. */
  source = new Uint8Array(256);
  flags = new Uint8Array(256);
  /** Which layer of its protocol in this packet a node belongs to, from 1: the `#1` of filters. */
  layer = new Uint8Array(256);
  num = new Float64Array(256);
  readonly #value: FieldValue[] = [];
  /** Whole label where the usual one does not do. */
  readonly label: (string | undefined)[] = [];
  /** Text after the label. */
  readonly suffix: (string | undefined)[] = [];
  sources: DataSource[] = [];
  /** By protocol node: where the captured bytes of its layer end, payload included. */
  readonly layerEnd = new Map<number, number>();

  /** Empties the tree; the columns keep what they held until it is written over. */
  clear(): void {
    this.count = 0;
    this.layerEnd.clear();
    this.sources = [];
  }

  add(field: Field | undefined, parent: number, source: number, start: number, length: number, value: FieldValue, flags: number, layer: number): number {
    const i = this.count++;
    if (i >= this.parent.length) this.#grow();
    this.field[i] = field;
    this.parent[i] = parent;
    this.source[i] = source;
    this.start[i] = start;
    this.length[i] = length;
    this.flags[i] = flags;
    this.layer[i] = layer;
    if (typeof value === "number") { this.num[i] = value; this.#value[i] = undefined; }
    else { this.num[i] = NaN; this.#value[i] = value; }
    this.label[i] = undefined;
    this.suffix[i] = undefined;
    return i;
  }

  /** Value of a node; byte-like fields that carry none have the bytes they cover. */
  value(i: number): FieldValue {
    const value = this.#value[i];
    if (value !== undefined) return value;
    const num = this.num[i] as number;
    if (!Number.isNaN(num)) return num;
    switch (this.field[i]?.type) {
      case "bytes": case "ipv4": case "ipv6": case "ether": case "eui64": case "guid": case "oid": case "protocol":
        return this.bytes(i);
      case "float": case "double":
        return num;
      default:
        return undefined;
    }
  }

  /** Replaces a node's value, for what is known only when the packet is done. */
  setValue(i: number, value: string): void { this.#value[i] = value; }

  /** The bytes a node covers, as far as they were captured. */
  bytes(i: number): Uint8Array {
    const start = this.start[i] as number;
    return this.sources[this.source[i] as number]?.bytes.subarray(start, start + (this.length[i] as number)) ?? new Uint8Array(0);
  }

  /** The bytes of a protocol node's layer from its start, payload included: what filters search. */
  layerBytes(i: number): Uint8Array {
    const end = this.layerEnd.get(i);
    return end === undefined ? this.bytes(i) : this.sources[this.source[i] as number]?.bytes.subarray(this.start[i] as number, end) ?? new Uint8Array(0);
  }

  #grow(): void {
    const size = this.parent.length * 2;
    const copy = <T extends Int32Array | Uint8Array | Float64Array>(to: T, from: T): T => { to.set(from); return to; };
    this.parent = copy(new Int32Array(size), this.parent);
    this.start = copy(new Int32Array(size), this.start);
    this.length = copy(new Int32Array(size), this.length);
    this.source = copy(new Uint8Array(size), this.source);
    this.flags = copy(new Uint8Array(size), this.flags);
    this.layer = copy(new Uint8Array(size), this.layer);
    this.num = copy(new Float64Array(size), this.num);
  }
}
