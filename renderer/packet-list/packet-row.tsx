import { memo } from "react";
import type { Alignment } from "../state/preferences";
import type { Conversation } from "../state/session";
import type { ListRow } from "./columns";
import type { PacketTable } from "./use-packet-table";

type TableRow = ReturnType<PacketTable["getRowModel"]>["rows"][number];

/** What a packet is to the conversation of the selected one. */
export type Bracket = "none" | "through" | "first" | "member" | "last" | "only";

export function bracketOf(line: ListRow, conversation: Conversation | undefined): Bracket {
  if (conversation === undefined || line.row.number < conversation.first || line.row.number > conversation.last) return "none";
  if (line.row.conversation !== conversation.id) return "through";
  if (conversation.first === conversation.last) return "only";
  if (line.row.number === conversation.first) return "first";
  return line.row.number === conversation.last ? "last" : "member";
}

interface Props {
  readonly line: TableRow;
  /** Place in the whole list, from 0. */
  readonly place: number;
  readonly selected: boolean;
  readonly bracket: Bracket;
  readonly coloured: boolean;
  /** Changes with the columns shown, their order and alignment: cells are drawn again then. */
  readonly columnsKey: string;
  readonly alignment: Readonly<Record<string, Alignment>>;
}

/** One packet. Drawn again only when what it shows has changed, so scrolling draws new rows alone. */
export const PacketRow = memo(
  function PacketRow({ line, place, selected, bracket, coloured, alignment }: Props) {
    const { row } = line.original;
    return (
      <div
        role="row" id={`packet-${row.number}`} aria-rowindex={place + 2} aria-selected={selected} data-place={place}
        className={`packet-row colour-${coloured ? row.colour : "none"}`}
      >
        {bracket !== "none" && <span className={`bracket bracket-${bracket}`} aria-hidden />}
        {line.getVisibleCells().map((cell) => {
          const meta = cell.column.columnDef.meta;
          const align = alignment[cell.column.id] ?? meta?.align ?? "left";
          return (
            <div key={cell.column.id} role="gridcell" data-column={cell.column.id} className={`packet-cell align-${align}${meta?.tabular === true ? " tabular" : ""}`}>
              {String(cell.getValue())}
            </div>
          );
        })}
      </div>
    );
  },
  (before, now) =>
    before.line.original.row === now.line.original.row && before.line.original.time === now.line.original.time && before.place === now.place &&
    before.selected === now.selected && before.bracket === now.bracket && before.coloured === now.coloured &&
    before.columnsKey === now.columnsKey && before.alignment === now.alignment,
);
