/**
 * What a window (or the command line) may ask an engine. Everything here can be sent
 * between threads by structured clone; the engine runs in a worker.
 */
import type { CaptureNotice } from "../capture/capture-format";
import type { Severity } from "../fields/field";

export { NodeFlag } from "../dissect/tree";

/** Where an engine gets a capture's bytes. */
export type CaptureSource =
  | { readonly kind: "file"; readonly name: string; readonly file: Blob }
  | { readonly kind: "url"; readonly name: string; readonly url: string; readonly size?: number };

/** A `Blob` as core may see it, without the DOM's types. */
export interface Blob {
  readonly size: number;
}

/** How far a capture is read. Sent at most every 100 ms and at the end. */
export interface LoadProgress {
  readonly packets: number;
  readonly bytesRead: number;
  /** Bytes of the file, when known. */
  readonly bytesTotal: number | undefined;
  readonly done: boolean;
  readonly notices: readonly CaptureNotice[];
}

/** What is known of an opened capture when it is read. */
export interface CaptureSummary {
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
  readonly packets: number;
  readonly interfaces: readonly { readonly id: number; readonly name: string; readonly linkType: string }[];
  readonly sectionComments: readonly string[];
  /** Nanoseconds since 1970 as decimal text; undefined when the capture is empty. */
  readonly firstTime: string | undefined;
  readonly lastTime: string | undefined;
}

/** Which colouring rule a row falls under; the window maps it to colours of its theme. */
export type RowColour =
  | "bad-tcp" | "routing-change" | "icmp-error" | "arp" | "icmp" | "reset" | "low-ttl" | "bad-checksum" | "smb"
  | "http" | "dcerpc" | "routing" | "tcp-syn-fin" | "tcp" | "udp" | "broadcast" | "none";

/** One line of the packet list. */
export interface Row {
  /** Packet number, from 1. */
  readonly number: number;
  /** Seconds since 1970 and nanoseconds within. */
  readonly seconds: number;
  readonly nanos: number;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly length: number;
  readonly info: string;
  readonly colour: RowColour;
  /** Conversation number, or -1. */
  readonly conversation: number;
  /** Text of the added columns, in the order asked for. */
  readonly extra: readonly string[];
}

/** The protocol tree of a packet in flat arrays; node i's parent precedes it, -1 at the top. */
export interface Details {
  readonly number: number;
  readonly parent: Int32Array;
  readonly label: readonly string[];
  /** Filter name, "" for text without a field. */
  readonly name: readonly string[];
  /** Display filter that selects packets with this field's value, "" where there is none. */
  readonly filter: readonly string[];
  /** Value as text, for copying. */
  readonly value: readonly string[];
  /** Index into `sources`, byte offset and length. */
  readonly source: Uint8Array;
  readonly start: Int32Array;
  readonly length: Int32Array;
  /** Bits of NodeFlag. */
  readonly flags: Uint8Array;
  /** Worst notice at or below the node, 0 none, 1 comment, 2 chat, 3 note, 4 warning, 5 error. */
  readonly severity: Uint8Array;
  /** Number of the packet a link node leads to, 0 for others. */
  readonly link: Int32Array;
  readonly sources: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What is wrong with a filter, for the bar to show under the place. */
export interface FilterProblem {
  readonly message: string;
  /** Characters [start, end) of the filter's text. */
  readonly start: number;
  readonly end: number;
}
export type FilterCheck =
  | { readonly state: "empty" | "valid" }
  | { readonly state: "doubtful"; readonly problem: FilterProblem }
  | { readonly state: "invalid"; readonly problem: FilterProblem };

export interface FilterProgress {
  /** The number that `setFilter` returned. */
  readonly run: number;
  readonly examined: number;
  readonly matched: number;
  readonly done: boolean;
}

export interface Completion {
  /** Characters [start, end) of the text that the items replace. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly text: string; readonly kind: "protocol" | "field" | "value" | "function" | "operator"; readonly detail: string }[];
}

export interface NoticeRow {
  readonly packet: number;
  readonly severity: Severity;
  readonly group: string;
  readonly protocol: string;
  readonly text: string;
}

/** Events an engine sends unasked. */
export interface EngineEvents {
  load: LoadProgress;
  /** The capture is read whole. */
  opened: CaptureSummary;
  filter: FilterProgress;
  /** Rows asked for before may read differently now (conversations became known). */
  rowsChanged: { readonly from: number; readonly to: number };
}

/** What can be asked. Rejected promises carry an Error with a sentence for the user. */
export interface Engine {
  /** Opens a capture in place of the current one. Resolves when its format is recognised; reading goes on and tells of itself by events. */
  open(source: CaptureSource): Promise<void>;
  close(): Promise<void>;
  /** Rows [from, from + count) of the displayed ones (all, when no filter is set). Fewer at the end. */
  rows(from: number, count: number, extraColumns: readonly string[]): Promise<readonly Row[]>;
  /** How many rows are displayed now. */
  displayed(): Promise<number>;
  /** Place of a packet among the displayed rows; when it is not displayed, of the next one that is, with `exact` false. */
  rowOf(packet: number): Promise<{ readonly row: number; readonly exact: boolean }>;
  details(packet: number): Promise<Details>;
  checkFilter(text: string): Promise<FilterCheck>;
  /** Applies a filter ("" for none) and returns the run's number at once; `filter` events tell of it. Rejects when it is invalid; then nothing changes. */
  setFilter(text: string): Promise<number>;
  cancelFilter(): Promise<void>;
  complete(text: string, caret: number): Promise<Completion>;
  /** Packets of a conversation among the rows [from, from + count): for the bracket in the first column. */
  conversationRange(conversation: number): Promise<{ readonly first: number; readonly last: number; readonly packets: number }>;
}
