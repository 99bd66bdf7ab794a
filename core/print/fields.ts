/** A line a packet with the values of chosen fields, as `tshark -T fields` prints it. */
import { cell } from "./escape";
import type { PrintedPacket, Write } from "./packet";
import type { Selection } from "./selection";

/** What `-E` sets. */
export interface FieldsFormat {
  readonly byteOrderMark: boolean;
  readonly header: boolean;
  readonly separator: string;
  /** Which values of a field that a packet has several times. */
  readonly occurrence: "first" | "last" | "all";
  /** Between the values of one field. */
  readonly aggregator: string;
  /** Around the values of a field: a quotation mark, or nothing. */
  readonly quote: string;
}

export const DEFAULT_FIELDS_FORMAT: FieldsFormat = {
  byteOrderMark: false, header: false, separator: "\t", occurrence: "all", aggregator: ",", quote: "",
};

/** What stands before the first line. */
export function fieldsHead(selection: Selection, format: FieldsFormat): string {
  return (format.byteOrderMark ? "\ufeff" : "") + (format.header ? `${selection.names.join(format.separator)}\n` : "");
}

/** Prints the line of a packet. */
export function printFields(packet: PrintedPacket, write: Write, selection: Selection, format: FieldsFormat): void {
  const cells = selection.lists(packet).map((values) => {
    if (values.length === 0) return "";
    const chosen = format.occurrence === "first" ? values.slice(0, 1) : format.occurrence === "last" ? values.slice(-1) : values;
    return format.quote + cell(chosen.join(format.aggregator)) + format.quote;
  });
  write(`${cells.join(format.separator)}\n`);
}
