/** One packet being dissected: the window, the tree, the layers, the columns. */
import { ascii, latin1, utf16, utf8 } from "../base/text";
import type { Field, FieldValue, Protocol } from "../fields/field";
import type { AddressKindCode } from "./addresses";
import type { CaptureState, FactKey, FrameMeta, StateKey } from "./capture-state";
import { NO_CONVERSATION } from "./conversations";
import type { ConversationKindCode } from "./conversations";
import { Cursor, LIMIT, MALFORMED, SHORT, Stop } from "./cursor";
import * as runtime from "./runtime-fields";
import type { StreamRequest } from "./stream-request";
import { heuristicsOf, lookUp } from "./tables";
import type { Dissector } from "./tables";
import { NO_NODE, NodeFlag, Tree } from "./tree";

/**
 * `index`: the one pass in the order of the capture that enters addresses and conversations;
 * `track`: a conversation's packets in order, for facts that link them;
 * `show`: any packet, any time: facts are only read.
 */
export type Pass = "index" | "track" | "show";

/** Which fields are kept; drawing a tree wants all, a filter those it names, an index none. */
export interface Wanted {
  readonly all: boolean;
  /** By field number, 1 for what is kept. */
  readonly fields: Uint8Array;
  /** Whether the text of the columns is wanted. */
  readonly columns: boolean;
}
export const WANT_ALL: Wanted = { all: true, fields: new Uint8Array(0), columns: true };
export const WANT_NONE: Wanted = { all: false, fields: new Uint8Array(0), columns: false };
export const WANT_COLUMNS: Wanted = { all: false, fields: new Uint8Array(0), columns: true };

/** Character encodings of text fields. */
export type Encoding = "ascii" | "utf-8" | "latin-1" | "utf-16be" | "utf-16le";

const MAX_LAYERS = 64;
const MAX_DEPTH = 128;
const MAX_NODES = 400_000;

export class Dissection extends Cursor {
  readonly tree = new Tree();
  pass: Pass = "show";
  frame!: FrameMeta;
  /** Labels and all nodes are wanted: only then is it worth making text for them. */
  drawing = true;
  /** Text for Protocol and Info is wanted. */
  columns = true;
  /** Names of the layers so far, as `frame.protocols` shows them. */
  readonly stack: string[] = [];
  /** Node added last, NO_NODE when nobody wanted it. */
  last = NO_NODE;
  /** Text of the Protocol column. */
  protocolColumn = "";
  /** Innermost network addresses so far, by number in the address table; they are what the list shows. */
  source = 0;
  destination = 0;
  /** Innermost transport ports so far; -1 where there are none. */
  sourcePort = -1;
  destinationPort = -1;
  /** Innermost conversation so far. */
  conversation = NO_CONVERSATION;
  /** Conversations of this packet in the order of its layers: recorded by the index pass, replayed after. */
  conversationsOfPacket: number[] = [];
  /** Time to live or hop limit of the innermost network layer. */
  hopLimit = 0;
  /** True inside the packet that an ICMP error quotes: it belongs to another time. */
  quoted = false;
  /** How a layer carried in a byte stream asks for more of it; undefined where nothing can give more. */
  stream: StreamRequest | undefined;
  /** Node below which layers put their own: NO_NODE, except for extension headers and quoted packets. */
  root = NO_NODE;
  /** Where the layer called last said that its packet ends (`endsAt`); the end of its window when it did not say. */
  calledEnd = 0;

  #info = "";
  #fence = 0;
  #wanted: Wanted = WANT_ALL;
  #parent = NO_NODE;
  readonly #parents: number[] = [];
  #sourceIndex = 0;
  #layers = 0;
  #nextConversation = 0;
  #layer = 1;
  #contentEnd = 0;
  #stopping = false;
  #layerNode = NO_NODE;
  readonly #layerCounts = new Map<Protocol, number>();

  constructor(readonly state: CaptureState) { super(); }

  // ---- a packet ---------------------------------------------------------------------------

  /** Dissects a packet with `root`; `conversations` are those the index pass recorded for it. */
  run(root: Dissector, frame: FrameMeta, bytes: Uint8Array, pass: Pass, wanted: Wanted, conversations: number[] = []): void {
    this.frame = frame;
    this.pass = pass;
    this.#wanted = wanted;
    this.drawing = wanted.all;
    this.columns = wanted.columns;
    this.tree.clear();
    this.tree.sources.push({ name: "Frame", bytes });
    this.stack.length = 0;
    this.#parents.length = 0;
    this.#layerCounts.clear();
    this.#parent = NO_NODE;
    this.last = NO_NODE;
    this.protocolColumn = "";
    this.#info = "";
    this.#fence = 0;
    this.source = this.destination = 0;
    this.sourcePort = this.destinationPort = -1;
    this.conversation = NO_CONVERSATION;
    this.conversationsOfPacket = pass === "index" ? [] : conversations;
    this.#nextConversation = 0;
    this.hopLimit = 0;
    this.quoted = false;
    this.stream = undefined;
    this.root = NO_NODE;
    this.fragment = false;
    this.#sourceIndex = 0;
    this.#layers = 0;
    this.bytes = bytes;
    this.start = this.pos = 0;
    this.end = bytes.length;
    this.reported = Math.max(frame.length, bytes.length);
    this.call(root, 0, this.reported);
  }

  get indexing(): boolean { return this.pass === "index"; }
  get tracking(): boolean { return this.pass === "track"; }

  // ---- nodes ------------------------------------------------------------------------------

  wants(field: Field): boolean { return this.#wanted.all || this.#wanted.fields[field.id] === 1; }

  /** Adds a node with the value given; `label` replaces the usual label. Returns its handle. */
  put(field: Field, start: number, length: number, value?: FieldValue, label?: string): number {
    return this.#add(field, start, length, value, 0, label);
  }

  /** Adds a node for something worked out; by default it covers no bytes and lies at the layer's start. */
  generated(field: Field, value: FieldValue, start = this.start, length = 0, label?: string): number {
    return this.#add(field, start, length, value, NodeFlag.generated, label);
  }

  /** Adds a node that only filters see, e.g. `tcp.port` beside `tcp.srcport`. */
  hidden(field: Field, start: number, length: number, value?: FieldValue): number {
    return this.#add(field, start, length, value, NodeFlag.hidden, undefined);
  }

  /** Reads the field at `pos`, adds its node and moves past it. Give `length` where the type has no width of its own. */
  read<V extends FieldValue>(field: Field<V>, length?: number): V {
    const at = this.pos;
    const value = this.item(field, at, length);
    this.pos = at + (length ?? field.width);
    return value;
  }

  /** Reads the field at `start` and adds its node without moving. A masked field takes its bits of the `length` bytes. */
  item<V extends FieldValue>(field: Field<V>, start: number, length: number = field.width): V {
    this.need(start, length);
    let value: FieldValue;
    switch (field.type) {
      case "u8": case "bool": case "char": case "u16": case "u24": case "u32": case "u40": case "u48": case "framenum":
        value = this.uint(start, length, field.littleEndian);
        if (field.mask) value = unmask(value, field.mask, field.shift);
        break;
      case "u56": case "u64": {
        let wide = 0n;
        for (let i = 0; i < length; i++) wide = (wide << 8n) | BigInt(this.bytes[field.littleEndian ? start + length - 1 - i : start + i] as number);
        value = field.mask ? (wide & BigInt(field.mask)) >> BigInt(field.shift) : wide;
        break;
      }
      case "i8": case "i16": case "i24": case "i32": {
        const raw = this.uint(start, length, field.littleEndian);
        value = raw >= 2 ** (8 * length - 1) ? raw - 2 ** (8 * length) : raw;
        break;
      }
      case "i64":
        value = BigInt.asIntN(64, field.littleEndian ? this.u64le(start) : this.u64(start));
        break;
      case "float": case "double": {
        const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + start, length);
        value = length === 4 ? view.getFloat32(0, field.littleEndian) : view.getFloat64(0, field.littleEndian);
        break;
      }
      case "string": value = utf8(this.bytes, start, start + length); break;
      case "stringz": value = this.#zeroTerminated(start, length); break;
      case "bytes": case "ipv4": case "ipv6": case "ether": case "eui64": case "guid": case "oid":
        value = this.bytes.subarray(start, start + length);
        break;
      default: value = undefined;
    }
    this.#add(field, start, length, value, 0, undefined);
    return value as V;
  }

  /**
   * Reads a string in an encoding, adds its node and moves past it; for UTF-8 use `read`.
   */
  readText(field: Field<string>, length: number, encoding: Encoding): string {
    this.need(this.pos, length);
    const value = this.text(this.pos, length, encoding);
    this.#add(field, this.pos, length, value, 0, undefined);
    this.pos += length;
    return value;
  }

  /** Text of [start, start + length), without a node. */
  text(start: number, length: number, encoding: Encoding = "utf-8"): string {
    this.need(start, length);
    const end = start + length;
    switch (encoding) {
      case "ascii": return ascii(this.bytes, start, end);
      case "latin-1": return latin1(this.bytes, start, end);
      case "utf-16be": return utf16(this.bytes, false, start, end);
      case "utf-16le": return utf16(this.bytes, true, start, end);
      default: return utf8(this.bytes, start, end);
    }
  }

  /**
   * Reads an item of flags at `pos` with its bits below it, all covering the item's bytes, and
   * moves past it. Returns the item's own value (unmasked, when it has no mask).
   */
  flags(field: Field<number>, bits: readonly Field[], length = field.width): number {
    const start = this.pos;
    const value = this.item(field, start, length);
    this.push(this.last);
    for (const bit of bits) this.item(bit, start, length);
    this.close();
    this.pos = start + length;
    return value;
  }

  /** Adds a node and makes it the parent of what follows until `close()`. With length -1 `close()` sets it up to `pos`. */
  open(field: Field, start: number, length: number, value?: FieldValue, label?: string): number {
    const node = this.#add(field, start, length, value, 0, label);
    this.push(node);
    return node;
  }

  /** Like `open`, for a heading that is text only and has no field. */
  openText(start: number, length: number, label: string): number {
    const node = this.textNode(start, length, label);
    this.push(node);
    return node;
  }

  /** A line of text that has no field. */
  textNode(start: number, length: number, label: string): number {
    return this.#wanted.all ? this.#add(undefined, start, length, undefined, 0, label) : (this.last = NO_NODE);
  }

  /** Makes an existing node (or NO_NODE) the parent of what follows until `close()`. */
  push(node: number): void {
    if (this.#parents.length >= MAX_DEPTH) throw LIMIT;
    this.#parents.push(this.#parent);
    // below an unwanted node the nearest wanted one above stands in
    this.#parent = node === NO_NODE ? this.#parent : node;
  }

  close(): void {
    const node = this.#parent;
    const outer = this.#parents.pop();
    if (outer === undefined) throw new Error("close() without open()");
    if (node !== NO_NODE && node !== outer && (this.tree.length[node] as number) < 0) {
      this.tree.length[node] = Math.max(0, this.pos - (this.tree.start[node] as number));
    }
    this.#parent = outer;
  }

  /** The node under which nodes are added now. */
  get parent(): number { return this.#parent; }
  setLabel(node: number, label: string): void { if (node !== NO_NODE) this.tree.label[node] = label; }
  /** Adds text after a node's label. */
  append(node: number, text: string): void { if (node !== NO_NODE) this.tree.suffix[node] = (this.tree.suffix[node] ?? "") + text; }
  setLength(node: number, length: number): void { if (node !== NO_NODE) this.tree.length[node] = length; }
  markGenerated(node: number): void { if (node !== NO_NODE) this.tree.flags[node] = (this.tree.flags[node] as number) | NodeFlag.generated; }
  markHidden(node: number): void { if (node !== NO_NODE) this.tree.flags[node] = (this.tree.flags[node] as number) | NodeFlag.hidden; }

  /** Adds a notice (expert information) below `node`, by default below the current parent. `text` replaces its usual words. */
  notice(field: Field, node = this.#parent, text = field.label): void {
    const kind = field.notice;
    if (!kind) throw new Error(`${field.name} is not a notice`);
    const { expert } = runtime;
    const { last } = this;
    this.push(node);
    // positions as tshark has them: the entry lies where its item does
    const start = node === NO_NODE ? 0 : (this.tree.start[node] as number);
    const entry = this.#add(expert.node, start, 0, undefined, NodeFlag.notice, undefined);
    if (entry !== NO_NODE) this.tree.label[entry] = `Expert Info (${cap(kind.severity)}/${kind.group === "comments" ? "Comment" : cap(kind.group)}): ${text}`;
    this.push(entry);
    this.#add(field, 0, 0, undefined, NodeFlag.notice, text);
    this.#add(expert.f.message, 0, 0, text, NodeFlag.hidden, undefined);
    this.#add(expert.f.severity, 0, 0, runtime.SEVERITY_CODE[kind.severity], NodeFlag.generated, undefined);
    this.#add(expert.f.group, 0, 0, runtime.GROUP_CODE[kind.group], NodeFlag.generated, undefined);
    this.close();
    this.close();
    // a notice is not what the next one is about
    this.last = last;
  }

  #add(field: Field | undefined, start: number, length: number, value: FieldValue, flags: number, label: string | undefined): number {
    if (!this.#wanted.all && (field === undefined || this.#wanted.fields[field.id] !== 1)) return (this.last = NO_NODE);
    if (this.tree.count >= MAX_NODES && !this.#stopping) throw LIMIT;
    const node = this.tree.add(field, this.#parent, this.#sourceIndex, start, length, value, flags, this.#layer);
    if (label !== undefined) this.tree.label[node] = label;
    if (field?.type === "protocol") this.tree.layerEnd.set(node, this.end);
    return (this.last = node);
  }

  #zeroTerminated(start: number, length: number): string {
    let end = start;
    while (end < start + length && this.bytes[end] !== 0) end++;
    return utf8(this.bytes, start, end);
  }

  // ---- layers -----------------------------------------------------------------------------

  /**
   * Begins the layer's own node, which what follows goes below. By default it covers the layer's
   * captured bytes; with -1 it ends where `pos` is when the layer ends.
   */
  begin(protocol: Protocol, length = this.end - this.start, label?: string): number {
    return (this.#layerNode = this.open(protocol.node, this.start, length, undefined, label));
  }

  /**
   * Runs a dissector on [start, start + reported), in which captured bytes end where they end here.
   * Whatever stops it stops only it. Returns false when it says that the bytes are not its own.
   */
  call(entry: Dissector, start: number, reported: number, hint?: unknown): boolean {
    // the index pass looks only where conversations can be
    if (this.pass === "index" && !entry.carriesPackets) return true;
    if (start > this.end) this.out(start);
    if (this.#layers >= MAX_LAYERS) { this.#stopped(LIMIT, entry); return true; }
    const saved = { start: this.start, end: this.end, reported: this.reported, pos: this.pos, parent: this.#parent, layer: this.#layer, fragment: this.fragment, contentEnd: this.#contentEnd, layerNode: this.#layerNode };
    const depth = this.#parents.length, stackDepth = this.stack.length;
    const layer = (this.#layerCounts.get(entry.protocol) ?? 0) + 1;
    this.#layerCounts.set(entry.protocol, layer);
    this.#layers++;
    this.#layer = Math.min(layer, 255);
    this.#parent = this.root;
    this.start = this.pos = start;
    this.reported = start + Math.max(0, reported);
    this.end = Math.min(this.end, this.reported);
    this.#contentEnd = this.reported;
    this.#layerNode = NO_NODE;
    this.stack.push(entry.stackName);
    let accepted = true;
    try {
      accepted = entry.dissect(this, hint) !== false;
      if (accepted) while (this.#parents.length > depth) this.close();
    } catch (stop) {
      this.#parents.length = depth;
      this.#parent = this.root;
      this.#stopped(stop, entry);
    }
    if (!accepted) { this.stack.length = stackDepth; this.#layers--; this.#layerCounts.set(entry.protocol, layer - 1); }
    this.#parents.length = depth;
    this.calledEnd = this.#contentEnd; this.#contentEnd = saved.contentEnd; this.#layerNode = saved.layerNode;
    this.start = saved.start; this.end = saved.end; this.reported = saved.reported; this.pos = saved.pos;
    this.#parent = saved.parent; this.#layer = saved.layer; this.fragment = saved.fragment;
    return accepted;
  }

  /**
   * Says that this layer's packet ends at `end` by its own header (IP's total length, PPPoE's
   * payload length …), so that the layer below shows what follows as padding or trailer.
   */
  endsAt(end: number): void {
    this.#contentEnd = Math.min(end, this.reported);
    const { layerEnd } = this.tree, node = this.#layerNode;
    const known = layerEnd.get(node);
    if (known !== undefined) layerEnd.set(node, Math.min(known, this.#contentEnd));
  }

  /** Gives [start, start + length) to whoever a table has under `key`; false when it has nobody or they decline. */
  next(table: string, key: number | string, start = this.pos, length = this.reported - start, hint?: unknown): boolean {
    const entry = lookUp(table, key);
    return entry !== undefined && this.call(entry, start, length, hint);
  }

  /** Gives the bytes to the first of a table's self-recognising dissectors that takes them. */
  tryHeuristics(table: string, start = this.pos, length = this.reported - start, hint?: unknown): boolean {
    for (const entry of heuristicsOf(table)) if (this.call(entry, start, length, hint)) return true;
    return false;
  }

  /** Gives the bytes to plain data, which nothing else knew. */
  data(start = this.pos, length = this.reported - start): void {
    if (length > 0 || start < this.end) this.next("fallback", "data", start, length);
  }

  /** Number of this layer among its protocol's in the packet, from 1. */
  get layer(): number { return this.#layer; }

  /** Runs `inside` over other bytes (reassembled, decompressed …), which become a data source with a tab of its own. */
  withSource(name: string, bytes: Uint8Array, inside: () => void): void {
    const saved = { bytes: this.bytes, start: this.start, end: this.end, reported: this.reported, pos: this.pos, source: this.#sourceIndex };
    if (this.tree.sources.length >= 255) throw LIMIT;
    this.tree.sources.push({ name, bytes });
    this.#sourceIndex = this.tree.sources.length - 1;
    this.bytes = bytes;
    this.start = this.pos = 0;
    this.end = this.reported = bytes.length;
    try { inside(); } finally {
      this.bytes = saved.bytes; this.start = saved.start; this.end = saved.end; this.reported = saved.reported; this.pos = saved.pos;
      this.#sourceIndex = saved.source;
    }
  }

  /** Says in the tree what stopped a layer; there is room for that in a tree that is full. */
  #stopped(stop: unknown, entry: Dissector): void {
    this.#stopping = true;
    try { this.#sayWhatStopped(stop, entry); } finally { this.#stopping = false; }
  }

  #sayWhatStopped(stop: unknown, entry: Dissector): void {
    const short = entry.protocol.short;
    const at = Math.min(this.pos, this.end);
    const add = (field: Field, label: string): number => this.#add(field, at, 0, undefined, 0, label);
    if (!(stop instanceof Stop)) {
      const message = stop instanceof Error ? `${stop.message}${stop.stack ? ` ${stop.stack.split("\n")[1]?.trim() ?? ""}` : ""}` : String(stop);
      // nobody sees the tree of the other passes
      this.state.noteDefect(`packet ${this.frame.number}, ${this.pass}, ${short}: ${message}`);
      this.push(add(runtime.defect.node, `[Defect in the ${short} dissector: ${message}]`));
      this.#add(runtime.defect.f.message, at, 0, message, NodeFlag.generated, undefined);
      this.close();
      return;
    }
    switch (stop.reason) {
      case "short":
        add(runtime.short.node, `[Packet size limited during capture: ${short} truncated]`);
        this.#suffixInfo("[Packet size limited during capture]");
        break;
      case "unreassembled":
        add(runtime.unreassembled.node, `[Unreassembled Packet: ${short}]`);
        this.#suffixInfo("[BoundErrorUnreassembled Packet]");
        break;
      case "limit":
        add(runtime.limited.node, `[${short}: too many layers or fields in one packet, the rest is left out]`);
        break;
      default:
        this.push(add(runtime.malformed.node, `[Malformed Packet: ${short}]`));
        this.notice(runtime.malformed.f.expert);
        this.close();
        this.#suffixInfo("[Malformed Packet]");
    }
  }

  // ---- columns ----------------------------------------------------------------------------

  get info(): string { return this.#info; }
  setProtocol(name: string): void { this.protocolColumn = name; }
  /** Sets the Info column, behind what `fenceInfo` protects. */
  setInfo(text: string): void { if (this.columns) this.#info = this.#info.slice(0, this.#fence) + text; }
  appendInfo(text: string): void { if (this.columns) this.#info += text; }
  /** Puts text in front of Info. */
  prependInfo(text: string): void { if (this.columns) this.#info = text + this.#info; }
  /** Sets the whole of Info back to what `info` gave before. */
  restoreInfo(text: string): void { this.#info = text; }
  /** Protects what Info holds now from later `setInfo`. */
  fenceInfo(): void { this.#fence = this.#info.length; }
  #suffixInfo(text: string): void { this.appendInfo(text); }

  // ---- addresses, conversations, facts ------------------------------------------------------

  /** Enters an address at [at, at + length) of the packet and gives its number. */
  address(kind: AddressKindCode, at: number, length: number): number {
    this.need(at, length);
    return this.state.addresses.intern(kind, this.bytes, at, length);
  }

  /**
   * The conversation this layer belongs to, between the current addresses and the ports given.
   * `isNew` says whether a packet begins a conversation of its own although one between
   * the same ends exists (a TCP port used again); it is asked in the index pass only.
   */
  converse(kind: ConversationKindCode, sourcePort: number, destinationPort: number, isNew?: (existing: number) => boolean): number {
    if (this.pass === "index") {
      const table = this.state.conversations;
      let id = table.find(kind, this.source, sourcePort, this.destination, destinationPort);
      if (id === NO_CONVERSATION || isNew?.(id)) id = table.create(kind, this.source, sourcePort, this.destination, destinationPort, this.frame.number - 1);
      this.conversationsOfPacket.push(id);
      return (this.conversation = id);
    }
    return (this.conversation = this.conversationsOfPacket[this.#nextConversation++] ?? NO_CONVERSATION);
  }

  /** True when this packet goes from side A of its conversation (who sent the first packet) to side B. */
  get fromA(): boolean {
    const table = this.state.conversations, id = this.conversation;
    return id !== NO_CONVERSATION && table.addressA(id) === this.source && (this.sourcePort < 0 || table.portA(id) === this.sourcePort);
  }

  /** A protocol's state in the current conversation; changed only while tracking. */
  conversationState<T>(key: StateKey<T>): T { return this.state.state(this.conversation, key); }
  /** What a protocol noted for this layer of this packet (or of another) while tracking. */
  fact<T>(key: FactKey<T>, number = this.frame.number, layer = this.#layer): T | undefined { return this.state.fact(number, key, layer); }
  setFact<T>(key: FactKey<T>, value: T, number = this.frame.number, layer = this.#layer): void { this.state.setFact(number, key, layer, value); }

  /** Nanoseconds since 1970 of this packet. */
  get time(): bigint { return BigInt(this.frame.seconds) * 1_000_000_000n + BigInt(this.frame.nanos); }
  /** Nanoseconds from packet `number` to this one. */
  since(number: number): bigint { return this.time - this.state.timeOf(number); }
}

function cap(word: string): string { return word.charAt(0).toUpperCase() + word.slice(1); }

/** The bits of `raw` that `mask` selects, for values of up to 48 bits. */
export function unmask(raw: number, mask: number, shift: number): number {
  if (mask <= 0xffffffff) return ((raw & mask) >>> 0) >>> shift;
  return Number((BigInt(raw) & BigInt(mask)) >> BigInt(shift));
}

export { MALFORMED, SHORT };
