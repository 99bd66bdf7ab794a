import { create } from "zustand";
import type { CaptureSummary, Details, FilterCheck, FilterProgress, LoadProgress } from "../../core/engine/api";
import type { PacketTime, TimeDigits } from "../packet-list/time-format";

/** A range of bytes of one of the packet's sources. */
export interface ByteRange {
  readonly source: number;
  readonly start: number;
  readonly length: number;
}

/** A message across the window, with what happened, where, and what to do. */
export interface Banner {
  readonly kind: "error" | "info";
  readonly title: string;
  readonly text: string;
}

export interface Conversation {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly packets: number;
}

export type DialogName = "go-to-packet" | "notices" | "shortcuts" | "about";

/** What the window shows of the capture that is open. Nothing of it outlives the window. */
export interface Session {
  readonly phase: "start" | "opening" | "open";
  /** Counts opened captures, so that an answer about a former one can be told. */
  readonly generation: number;
  readonly name: string;
  readonly load: LoadProgress | undefined;
  readonly summary: CaptureSummary | undefined;
  readonly banner: Banner | undefined;
  readonly dialog: DialogName | undefined;

  /** Rows of the list. */
  readonly displayed: number;
  /** Changes whenever rows that were fetched may read differently. */
  readonly rowsVersion: number;
  readonly firstTime: PacketTime | undefined;
  readonly timeDigits: TimeDigits;

  /** The filter bar's text, and what the engine makes of it. */
  readonly filterText: string;
  readonly filterCheck: FilterCheck;
  /** The filter that is applied, "" for none. */
  readonly filter: string;
  readonly filterRun: FilterProgress | undefined;
  /** Whether a run has taken so long that its progress is shown. */
  readonly filterSlow: boolean;

  /** Number of the selected packet, and its place in the list as far as it is known. */
  readonly packet: number | undefined;
  readonly row: number | undefined;
  /** Asks the list to bring a row into view; a new object each time. */
  readonly reveal: { readonly row: number; readonly align: "nearest" | "centre" } | undefined;
  readonly details: Details | undefined;
  readonly conversation: Conversation | undefined;
  readonly history: { readonly packets: readonly number[]; readonly at: number };

  /** Node of the tree that is selected, and the one whose bytes the pointer is over. */
  readonly node: number | undefined;
  readonly hoverNode: number | undefined;
  /** Keys of the open nodes, kept from packet to packet. */
  readonly expanded: ReadonlySet<string>;
  /** Asks the tree to bring the selected node into view. */
  readonly revealNode: number;
  /** The source whose bytes are shown, the byte the keyboard stands on, and bytes selected by hand. */
  readonly byteSource: number;
  readonly byteCursor: number | undefined;
  readonly byteSelection: ByteRange | undefined;
}

/** The state of a window that shows no capture. */
export const nothingOpen = {
  phase: "start",
  name: "",
  load: undefined,
  summary: undefined,
  displayed: 0,
  firstTime: undefined,
  timeDigits: 6,
  filterText: "",
  filterCheck: { state: "empty" },
  filter: "",
  filterRun: undefined,
  filterSlow: false,
  packet: undefined,
  row: undefined,
  reveal: undefined,
  details: undefined,
  conversation: undefined,
  history: { packets: [], at: -1 },
  node: undefined,
  hoverNode: undefined,
  byteSource: 0,
  byteCursor: undefined,
  byteSelection: undefined,
} satisfies Partial<Session>;

export const useSession = create<Session>(() => ({
  ...nothingOpen,
  generation: 0,
  rowsVersion: 0,
  banner: undefined,
  dialog: undefined,
  expanded: new Set<string>(),
  revealNode: 0,
}));

export const session = (): Session => useSession.getState();
export const setSession = (change: Partial<Session>): void => useSession.setState(change);

export function showDialog(dialog: DialogName | undefined): void {
  setSession({ dialog });
}
