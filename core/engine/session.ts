/** One opened capture: its bytes, its index, and any packet dissected. */
import { ChunkedSource } from "../base/byte-source";
import type { ByteSource } from "../base/byte-source";
import type { CaptureNotice } from "../capture/capture-format";
import { CaptureState } from "../dissect/capture-state";
import { Dissection, WANT_NONE } from "../dissect/dissection";
import type { Wanted } from "../dissect/dissection";
import { lookUp } from "../dissect/tables";
import type { Dissector } from "../dissect/tables";
import type { Field } from "../fields/field";
import type { Registry } from "../fields/registry";
import { IndexBuilder } from "../index/index-builder";
import type { PacketIndex } from "../index/packet-index";
import { loadProtocols } from "../protocols/all";

/** Settings of a session. */
export interface SessionOptions {
  /** Read no more than so many packets. */
  readonly limit?: number;
  /**
   * Where packets are read again; the bytes fed are the same from its start. When not
   * given, what is fed is kept in memory.
   */
  readonly source?: ByteSource;
}

export class Session {
  readonly registry: Registry = loadProtocols();
  readonly state = new CaptureState();
  readonly builder: IndexBuilder;
  readonly #kept: ChunkedSource | undefined;
  readonly #given: ByteSource | undefined;
  readonly #root: Dissector;
  readonly #shown: Dissection;
  readonly #tracker: Dissection;
  /** Last row tracked, by root of a group of conversations. */
  readonly #tracked = new Map<number, number>();
  #trackedAllThrough = -1;

  constructor(options: SessionOptions = {}) {
    const root = lookUp("root", "frame");
    if (!root) throw new Error("no root dissector is declared");
    this.#root = root;
    this.builder = new IndexBuilder(this.state, root, options.limit);
    this.#given = options.source;
    this.#kept = options.source ? undefined : new ChunkedSource();
    this.#shown = new Dissection(this.state);
    this.#tracker = new Dissection(this.state);
  }

  get index(): PacketIndex { return this.builder.index; }
  get packetCount(): number { return this.builder.index.count; }
  get notices(): readonly CaptureNotice[] { return this.builder.notices; }
  /** True when more bytes would change nothing. */
  get full(): boolean { return this.builder.full; }

  /** Where the packets' bytes are. */
  get source(): ByteSource { return this.builder.reader.decompressed ?? this.#given ?? (this.#kept as ByteSource); }

  /** Takes the next bytes of the file. Without a source of its own the session keeps `chunk`: do not write to it afterwards. */
  feed(chunk: Uint8Array): void {
    this.#kept?.append(chunk);
    this.builder.push(chunk);
  }

  /** Says that the file ends here. */
  finish(): void { this.builder.end(); }

  /** The captured bytes of a packet. */
  bytesOf(row: number): Uint8Array { return this.source.read(this.index.offset.get(row), this.index.capturedLength.get(row)); }

  /**
   * Dissects a packet, having tracked its conversations up to here when that was not done.
   * The result is valid until the next call.
   */
  dissect(row: number, wanted: Wanted): Dissection {
    this.#track(row);
    this.#shown.run(this.#root, this.builder.meta(row), this.bytesOf(row), "show", wanted, this.index.conversationsOf(row));
    return this.#shown;
  }

  /** Tracks every conversation in one go, in the order of the file: for whoever will look at all packets. */
  trackAll(): void {
    for (let row = this.#trackedAllThrough + 1; row < this.packetCount; row++) this.#trackRow(row);
    this.#trackedAllThrough = this.packetCount - 1;
  }

  /** Rows of a conversation in order. */
  rowsOf(conversation: number): number[] {
    const rows: number[] = [];
    for (let row = this.state.conversations.last(conversation); row >= 0; row = this.index.previousIn(conversation, row)) rows.push(row);
    return rows.reverse();
  }

  sourceText(d: Dissection): string { return this.state.addresses.text(d.source); }
  destinationText(d: Dissection): string { return this.state.addresses.text(d.destination); }

  /** Makes a `Wanted` of some fields. */
  wanting(fields: Iterable<Field>, columns = false): Wanted {
    const set = new Uint8Array(this.registry.fields.length);
    for (const field of fields) set[field.id] = 1;
    return { all: false, fields: set, columns };
  }

  #track(row: number): void {
    const inner = this.index.conversation.get(row);
    if (inner < 0 || row <= this.#trackedAllThrough) return;
    const group = this.builder.groupOf(inner);
    const done = Math.max(this.#tracked.get(group) ?? -1, this.#trackedAllThrough);
    const members = this.builder.members(group);
    const last = Math.max(...members.map((id) => this.state.conversations.last(id)));
    if (last <= done) return;
    let rows = members.length === 1 ? this.rowsOf(group) : [...new Set(members.flatMap((id) => this.rowsOf(id)))].sort((a, b) => a - b);
    if (done >= 0) rows = rows.filter((r) => r > done);
    for (const r of rows) this.#trackRow(r);
    this.#tracked.set(group, last);
  }

  #trackRow(row: number): void {
    if (this.index.conversation.get(row) < 0) return;
    this.#tracker.run(this.#root, this.builder.meta(row), this.bytesOf(row), "track", WANT_NONE, this.index.conversationsOf(row));
  }
}
