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
  /** False sends every packet through the dissectors while indexing, for tests that compare the two ways. */
  readonly fastWalk?: boolean;
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
    this.builder = new IndexBuilder(this.state, root, options.limit, options.fastWalk);
    this.#given = options.source;
    this.#kept = options.source ? undefined : new ChunkedSource();
    this.#shown = new Dissection(this.state);
    this.#tracker = new Dissection(this.state);
    this.state.bytesOf = (number) => this.bytesOf(number - 1);
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
  bytesOf(row: number): Uint8Array { return this.source.read(this.index.offset(row), this.index.capturedLength(row)); }

  /**
   * Dissects a packet, having tracked its conversations up to here when that was not done.
   * The result is valid until the next call.
   */
  dissect(row: number, wanted: Wanted): Dissection {
    this.track(row);
    return this.dissectUntracked(row, wanted);
  }

  /** Dissects a packet with the facts there are. */
  dissectUntracked(row: number, wanted: Wanted): Dissection {
    this.#shown.run(this.#root, this.builder.meta(row), this.bytesOf(row), "show", wanted, this.index.conversationsOf(row));
    return this.#shown;
  }

  /**
   * Tracks every conversation in the order of the file, for whoever will look at all packets, for at
   * most `budget` milliseconds. Returns true when all is tracked.
   */
  trackAll(budget = Infinity): boolean {
    const until = Date.now() + budget;
    while (this.#trackedAllThrough + 1 < this.packetCount) {
      const row = ++this.#trackedAllThrough;
      const inner = this.index.conversation(row);
      if (inner >= 0 && row > (this.#tracked.get(this.builder.groupOf(inner)) ?? -1)) this.#trackRow(row);
      if ((this.#trackedAllThrough & 63) === 0 && Date.now() > until) break;
    }
    return this.#trackedAllThrough + 1 >= this.packetCount;
  }

  /** Rows tracked by `trackAll` so far. */
  get trackedAll(): number { return this.#trackedAllThrough + 1; }

  /**
   * Tracks the conversations of a packet to their present ends, for at most `budget`
   * milliseconds. Returns true when done.
   */
  track(row: number, budget = Infinity): boolean {
    const inner = this.index.conversation(row);
    if (inner < 0 || row <= this.#trackedAllThrough && this.#trackedAllThrough === this.packetCount - 1) return true;
    const group = this.builder.groupOf(inner);
    let done = Math.max(this.#tracked.get(group) ?? -1, this.#trackedAllThrough);
    const members = this.builder.members(group);
    const rows = members.length === 1 ? this.rowsOf(group, done) : [...new Set(members.flatMap((id) => this.rowsOf(id, done)))].sort((a, b) => a - b);
    const until = Date.now() + budget;
    for (let i = 0; i < rows.length; i++) {
      done = rows[i] as number;
      this.#trackRow(done);
      this.#tracked.set(group, done);
      if ((i & 63) === 63 && Date.now() > until) return i === rows.length - 1;
    }
    return true;
  }

  /** Rows of a conversation in order, those after `after`. */
  rowsOf(conversation: number, after = -1): number[] {
    const rows: number[] = [];
    for (let row = this.state.conversations.last(conversation); row > after; row = this.index.previousIn(conversation, row)) rows.push(row);
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

  #trackRow(row: number): void {
    this.#tracker.run(this.#root, this.builder.meta(row), this.bytesOf(row), "track", WANT_NONE, this.index.conversationsOf(row));
  }
}
