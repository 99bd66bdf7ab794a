import { useTable, type Updater } from "@tanstack/react-table";
import { useMemo } from "react";
import { setPreferences, usePreferences } from "../state/preferences";
import { type ColumnLengths, features, listColumns, type ListRow } from "./columns";

function updated<T>(updater: Updater<T>, before: T): T {
  return typeof updater === "function" ? (updater as (value: T) => T)(before) : updater;
}

/** The list's table: it holds the columns and is given the rows that are seen, no more. */
export function usePacketTable(rows: ListRow[], { number, time }: ColumnLengths) {
  const { columnOrder, columnVisibility, columnSizing, fieldColumns } = usePreferences();
  const columns = useMemo(() => listColumns(fieldColumns, { number, time }), [fieldColumns, number, time]);
  return useTable({
    features,
    columns,
    data: rows,
    getRowId: (line: ListRow) => String(line.row.number),
    columnResizeMode: "onChange",
    state: { columnOrder: [...columnOrder], columnVisibility, columnSizing },
    onColumnOrderChange: (updater) => setPreferences({ columnOrder: updated(updater, [...usePreferences.getState().columnOrder]) }),
    onColumnVisibilityChange: (updater) => setPreferences({ columnVisibility: updated(updater, { ...usePreferences.getState().columnVisibility }) }),
    onColumnSizingChange: (updater) => setPreferences({ columnSizing: updated(updater, { ...usePreferences.getState().columnSizing }) }),
  });
}

export type PacketTable = ReturnType<typeof usePacketTable>;
