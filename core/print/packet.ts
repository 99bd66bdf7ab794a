/** What the printers are given of a packet. */
import { secondsText } from "../fields/format";
import type { FrameMeta } from "../dissect/capture-state";
import type { Tree } from "../dissect/tree";

/** The packet list's columns as text. */
export interface Columns {
  /** Since the first packet; empty where the capture gives no time. */
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
}

/** A dissected packet, valid as long as its tree is. */
export interface PrintedPacket {
  readonly frame: FrameMeta;
  readonly tree: Tree;
  readonly columns: Columns;
}

/** Takes printed text, in pieces of any size. */
export type Write = (text: string) => void;

/** The columns by the names that `-e _ws.col.<name>` takes. */
export const COLUMN_NAMES = ["No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Text of a column, as the packet has it. */
export function columnText(packet: PrintedPacket, name: ColumnName): string {
  switch (name) {
    case "No.": return String(packet.frame.number);
    case "Time": return packet.columns.time;
    case "Source": return packet.columns.source;
    case "Destination": return packet.columns.destination;
    case "Protocol": return packet.columns.protocol;
    case "Length": return String(packet.frame.length);
    case "Info": return packet.columns.info;
  }
}

/**
 * The Time column: `nanos` since the first packet with as many digits as the interface resolves, of the
 * steps 0, 1, 2, 3, 6 and 9. `resolution` is the if_tsresol byte (pcapng §4.2).
 */
export function timeColumn(nanos: bigint, resolution: number): string {
  const perSecond = resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
  const digits = [9, 6, 3, 2, 1].find((step) => perSecond >= 10 ** step) ?? 0;
  return secondsText(nanos, digits);
}
