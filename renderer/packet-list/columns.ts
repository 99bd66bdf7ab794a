import {
  columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, createColumnHelper, metaHelper, tableFeatures,
} from "@tanstack/react-table";
import type { Row } from "../../core/engine/api";
import { type Alignment, fieldColumnId } from "../state/preferences";

export interface ColumnMeta {
  readonly align: Alignment;
  /** Width does not jump with the digits. */
  readonly tabular: boolean;
}

/** What the table does for the list; which rows there are is the engine's matter. */
export const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

/** A row as the list shows it, its time put into words already. */
export interface ListRow {
  readonly row: Row;
  readonly time: string;
}

const helper = createColumnHelper<typeof features, ListRow>();
const numeric: ColumnMeta = { align: "right", tabular: true };
const textual: ColumnMeta = { align: "left", tabular: false };

/** How many characters the columns hold whose contents' length is known. */
export interface ColumnLengths {
  readonly number: number;
  readonly time: number;
}

const digitWidth = 8;

/** The usual columns and one for each added field. */
export function listColumns(fields: readonly string[], lengths: ColumnLengths) {
  return helper.columns([
    helper.accessor((line) => String(line.row.number), { id: "number", size: 34 + digitWidth * Math.max(5, lengths.number), minSize: 40, meta: numeric }),
    helper.accessor((line) => line.time, { id: "time", size: 20 + digitWidth * Math.max(10, lengths.time), minSize: 48, meta: numeric }),
    helper.accessor((line) => line.row.source, { id: "source", size: 156, minSize: 48, meta: { ...textual, tabular: true } }),
    helper.accessor((line) => line.row.destination, { id: "destination", size: 156, minSize: 48, meta: { ...textual, tabular: true } }),
    helper.accessor((line) => line.row.protocol, { id: "protocol", size: 84, minSize: 48, meta: textual }),
    helper.accessor((line) => String(line.row.length), { id: "length", size: 68, minSize: 40, meta: numeric }),
    helper.accessor((line) => line.row.info, { id: "info", size: 180, minSize: 80, meta: { ...textual, tabular: true } }),
    ...fields.map((name, place) => helper.accessor((line) => line.row.extra[place] ?? "", { id: fieldColumnId(name), size: 120, minSize: 40, meta: { ...textual, tabular: true } })),
  ]);
}
