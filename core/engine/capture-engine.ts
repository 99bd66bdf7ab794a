/** The engine behind a window: one capture at a time, read in the background, asked by messages. */
import type { ByteSource } from "../base/byte-source";
import { i32Column } from "../base/columns";
import { dissectedFilter } from "./filter-run";
import type { FilterRun } from "./filter-run";
import { WANT_ALL } from "../dissect/dissection";
import type { Wanted } from "../dissect/dissection";
import { checkFilter } from "../filter/compile";
import { complete } from "../filter/completion";
import { loadProtocols } from "../protocols/all";
import type { CaptureSource, CaptureSummary, Completion, Details, Engine, EngineEvents, FilterCheck, Row } from "./api";
import { detailsOf, fieldText } from "./details";
import { RowColours } from "./row-colour";
import { Session } from "./session";

/** A capture's bytes as the surroundings offer them. */
export interface OpenedBytes {
  readonly size: number | undefined;
  /** The file from its start, in pieces that nobody writes to afterwards. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The same bytes, any range at any time; undefined where they can only be read once. */
  readonly source: ByteSource | undefined;
}

/** What the engine needs of its surroundings (a worker, a thread of Node). */
export interface Surroundings {
  open(source: CaptureSource): Promise<OpenedBytes>;
  /** Lets waiting messages in. */
  pause(): Promise<void>;
  emit<K extends keyof EngineEvents>(event: K, payload: EngineEvents[K]): void;
}

/** Bytes read between two pauses: about 10 ms of work. */
const SLICE = 1 << 18;
/** Milliseconds of work between two pauses. */
const TURN = 12;
const PROGRESS_EVERY = 100;
/** Tracking that may delay an answer, in milliseconds; the rest is done in the background. */
const ANSWER_BUDGET = 60;

export class CaptureEngine implements Engine {
  readonly #registry = loadProtocols();
  readonly #colours = new RowColours(this.#registry);
  #session: Session | undefined;
  #source: CaptureSource | undefined;
  /** Counts captures opened, so that what belongs to an older one stops. */
  #generation = 0;
  #loaded = false;
  #filter: FilterRun | undefined;
  #runs = 0;
  #backgroundTracking = false;

  constructor(readonly surroundings: Surroundings) {}

  async open(source: CaptureSource): Promise<void> {
    const generation = ++this.#generation;
    this.#session = undefined;
    this.#filter = undefined;
    this.#loaded = false;
    const opened = await this.surroundings.open(source);
    if (generation !== this.#generation) return;
    const session = new Session(opened.source ? { source: opened.source } : {});
    const chunks = opened.chunks()[Symbol.asyncIterator]();
    let bytesRead = 0;
    const take = (chunk: Uint8Array): void => { session.feed(chunk); bytesRead += chunk.length; };
    // the format is known from the first bytes; only a capture replaces what the window shows
    for (;;) {
      const next = await chunks.next();
      if (generation !== this.#generation) return;
      if (next.done) { session.finish(); break; }
      take(next.value.subarray(0, SLICE));
      const rest = next.value.subarray(SLICE);
      if (session.builder.reader.format !== undefined || session.full) {
        this.#begin(session, source, generation);
        void this.#readOn(session, generation, chunks, rest, opened.size, take, () => bytesRead);
        break;
      }
    }
    const format = session.builder.reader.format;
    if (format === undefined) {
      const notice = session.notices.find((n) => n.severity === "error") ?? session.notices[0];
      throw new Error(notice?.message ?? "The file is empty.");
    }
    if (this.#session !== session) {
      this.#begin(session, source, generation);
      this.#finished(session, bytesRead, opened.size);
    }
  }

  async close(): Promise<void> {
    this.#generation++;
    this.#session = undefined;
    this.#filter = undefined;
  }

  #begin(session: Session, source: CaptureSource, generation: number): void {
    if (generation !== this.#generation) return;
    this.#session = session;
    this.#source = source;
  }

  async #readOn(
    session: Session, generation: number, chunks: AsyncIterator<Uint8Array>, first: Uint8Array, size: number | undefined,
    take: (chunk: Uint8Array) => void, read: () => number,
  ): Promise<void> {
    let told = Date.now(), turn = told;
    this.#progress(session, read(), size, false);
    let chunk: Uint8Array | undefined = first;
    try {
      while (chunk !== undefined && !session.full) {
        for (let at = 0; at < chunk.length && !session.full; at += SLICE) {
          take(chunk.subarray(at, at + SLICE));
          const now = Date.now();
          if (now - told >= PROGRESS_EVERY) { told = now; this.#progress(session, read(), size, false); }
          if (now - turn >= TURN) {
            await this.surroundings.pause();
            if (generation !== this.#generation) return;
            turn = Date.now();
          }
        }
        const next: IteratorResult<Uint8Array> = await chunks.next();
        if (generation !== this.#generation) return;
        chunk = next.done ? undefined : next.value;
      }
      session.finish();
    } catch (error) {
      if (generation !== this.#generation) return;
      session.builder.notice({ severity: "error", code: "cut-short", message: `Reading stopped: ${error instanceof Error ? error.message : String(error)}`, offset: read() });
    }
    this.#finished(session, read(), size);
  }

  #progress(session: Session, bytesRead: number, size: number | undefined, done: boolean): void {
    this.surroundings.emit("load", { packets: session.packetCount, bytesRead, bytesTotal: size, done, notices: session.notices.slice(0, 1000) });
  }

  #finished(session: Session, bytesRead: number, size: number | undefined): void {
    this.#loaded = true;
    this.#progress(session, bytesRead, size, true);
    this.surroundings.emit("opened", this.#summary(session, bytesRead));
    // links to packets read later become known only now
    this.surroundings.emit("rowsChanged", { from: 0, to: session.packetCount });
  }

  #summary(session: Session, bytes: number): CaptureSummary {
    const { builder, index, state } = session;
    return {
      name: this.#source?.name ?? "",
      format: builder.reader.format?.kind ?? "",
      bytes,
      packets: index.count,
      interfaces: builder.interfaces.map((i) => ({ id: i.id, name: i.name ?? "", linkType: String(i.linkType) })),
      sectionComments: builder.sections.flatMap((s) => s.comments),
      firstTime: index.count ? String(state.timeOf(1)) : undefined,
      lastTime: index.count ? String(state.timeOf(index.count)) : undefined,
    };
  }

  async displayed(): Promise<number> { return this.#displayed(); }

  #displayed(): number { return this.#filter ? this.#filter.matches.length : (this.#session?.packetCount ?? 0); }

  async rows(from: number, count: number, extraColumns: readonly string[]): Promise<readonly Row[]> {
    const session = this.#session;
    if (!session) return [];
    const extra = extraColumns.map((name) => this.#registry.named(name));
    const wanted = session.wanting([...this.#colours.fields, ...extra.flat()], true);
    const rows: Row[] = [];
    const until = Date.now() + ANSWER_BUDGET;
    const end = Math.min(from + count, this.#displayed());
    for (let i = Math.max(0, from); i < end; i++) {
      const row = this.#filter ? this.#filter.matches.get(i) : i;
      if (!session.track(row, Math.max(0, until - Date.now()))) this.#trackLater(session, row);
      rows.push(this.#row(session, row, wanted, extra));
    }
    return rows;
  }

  #row(session: Session, row: number, wanted: Wanted, extra: readonly (readonly { name: string }[])[]): Row {
    const d = session.dissectUntracked(row, wanted);
    return {
      number: row + 1,
      seconds: d.frame.seconds,
      nanos: d.frame.nanos,
      source: session.sourceText(d),
      destination: session.destinationText(d),
      protocol: d.protocolColumn,
      length: d.frame.length,
      info: d.info,
      colour: this.#colours.of(d),
      conversation: session.index.conversation(row),
      extra: extra.map((fields) => fieldText(d.tree, fields[0]?.name ?? "")),
    };
  }

  /** Goes on with a conversation too long for one answer, then says that its rows may read differently. */
  #trackLater(session: Session, row: number): void {
    if (this.#backgroundTracking) return;
    this.#backgroundTracking = true;
    const work = async (): Promise<void> => {
      try {
        while (this.#session === session && !session.track(row, TURN)) await this.surroundings.pause();
      } finally { this.#backgroundTracking = false; }
      if (this.#session === session) this.surroundings.emit("rowsChanged", { from: 0, to: session.packetCount });
    };
    void work();
  }

  async rowOf(packet: number): Promise<{ row: number; exact: boolean }> {
    const row = packet - 1;
    if (!this.#filter) return { row, exact: this.#session !== undefined && row < this.#session.packetCount };
    const { matches } = this.#filter;
    let low = 0, high = matches.length;
    while (low < high) { const mid = (low + high) >>> 1; if (matches.get(mid) < row) low = mid + 1; else high = mid; }
    return { row: low, exact: low < matches.length && matches.get(low) === row };
  }

  async details(packet: number): Promise<Details> {
    const session = this.#session;
    if (!session || packet < 1 || packet > session.packetCount) throw new Error(`There is no packet ${packet}.`);
    while (!session.track(packet - 1, TURN)) {
      await this.surroundings.pause();
      if (this.#session !== session) throw new Error("The capture was closed.");
    }
    return detailsOf(packet, session.dissectUntracked(packet - 1, WANT_ALL).tree);
  }

  async checkFilter(text: string): Promise<FilterCheck> { return checkFilter(text, this.#registry); }
  async complete(text: string, caret: number): Promise<Completion> { return complete(text, caret, this.#registry); }

  async setFilter(text: string): Promise<number> {
    const run = ++this.#runs;
    const session = this.#session;
    if (text.trim() === "" || !session) {
      this.#filter = undefined;
      this.surroundings.emit("filter", { run, examined: session?.packetCount ?? 0, matched: session?.packetCount ?? 0, done: true });
      return run;
    }
    const filter = dissectedFilter(text, session, i32Column());
    this.#filter = filter;
    void this.#runFilter(session, filter, run);
    return run;
  }

  async #runFilter(session: Session, filter: FilterRun, run: number): Promise<void> {
    let told = 0;
    for (;;) {
      const caughtUp = filter.step(TURN);
      if (this.#filter !== filter || this.#session !== session) return;
      const done = caughtUp && this.#loaded || filter.cancelled;
      const now = Date.now();
      if (done || now - told >= PROGRESS_EVERY || told === 0 && filter.matches.length > 0) {
        told = now;
        this.surroundings.emit("filter", { run, examined: filter.examined, matched: filter.matches.length, done });
      }
      if (done) return;
      await this.surroundings.pause();
    }
  }

  async cancelFilter(): Promise<void> { this.#filter?.cancel(); }

  async conversationRange(conversation: number): Promise<{ first: number; last: number; packets: number }> {
    const table = this.#session?.state.conversations;
    if (!table || conversation < 0 || conversation >= table.count) return { first: 0, last: 0, packets: 0 };
    return { first: table.first(conversation) + 1, last: table.last(conversation) + 1, packets: table.packets(conversation) };
  }
}
