import { ContextMenu } from "@base-ui/react/context-menu";
import { type PointerEvent as ReactPointerEvent, useRef, useState } from "react";
import { useT } from "../i18n/i18n";
import { ColumnEntries } from "../menus/column-entries";
import { MenuPanel, PlainItem, Submenu } from "../menus/menu-parts";
import { alignments, removeFieldColumn, resetColumns, setPreferences, usePreferences } from "../state/preferences";
import type { ListRow } from "./columns";
import { fittingWidth } from "./fit-column";
import { RenameDialog } from "./rename-dialog";
import type { PacketTable } from "./use-packet-table";

/** The pointer must move this far before a heading is taken for dragged, in px. */
const dragFrom = 5;

interface Props {
  readonly table: PacketTable;
  readonly lines: readonly ListRow[];
  readonly titles: Readonly<Record<string, string>>;
  readonly title: (id: string) => string;
}

/** Headings: dragged at the edge they resize, dragged elsewhere they change places. */
export function PacketHeader({ table, title }: Props) {
  const t = useT();
  const row = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<string | undefined>();
  const [drop, setDrop] = useState<{ readonly id: string; readonly over: string; readonly after: boolean } | undefined>();
  const [renaming, setRenaming] = useState<string | undefined>();
  const { columnAlignment, columnSizing, columnVisibility, columnTitles } = usePreferences();

  const widthFor = (id: string): number => {
    const heading = row.current?.querySelector(`[data-heading="${CSS.escape(id)}"]`);
    const texts = table.getRowModel().rows.map((line) => String(line.getAllCells().find((cell) => cell.column.id === id)?.getValue() ?? ""));
    return heading == null ? 0 : Math.max(40, fittingWidth([title(id), ...texts], heading));
  };
  const fit = (ids: readonly string[]): void => setPreferences({ columnSizing: { ...columnSizing, ...Object.fromEntries(ids.map((id) => [id, widthFor(id)])) } });

  const startDrag = (event: ReactPointerEvent, id: string): void => {
    if (event.button !== 0) return;
    const from = event.clientX;
    let place: { readonly id: string; readonly over: string; readonly after: boolean } | undefined;
    const move = (moved: PointerEvent): void => {
      if (place === undefined && Math.abs(moved.clientX - from) < dragFrom) return;
      const found = headingAt(row.current, moved.clientX);
      if (found === undefined) return;
      place = { id, ...found };
      setDrop(place);
    };
    const end = (): void => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      setDrop(undefined);
      if (place !== undefined) table.setColumnOrder((order) => reordered(order, id, place?.over ?? id, place?.after ?? false));
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  };

  const chosen = target ?? "info";
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        ref={row} role="row" aria-rowindex={1} className={`packet-header${drop === undefined ? "" : " dragging"}`} onMouseDown={(event) => event.preventDefault()}
        onContextMenu={(event) => setTarget(event.target instanceof Element ? event.target.closest<HTMLElement>("[data-heading]")?.dataset.heading : undefined)}
      >
        {table.getHeaderGroups()[0]?.headers.map((header) => {
          const id = header.column.id;
          const resize = header.getResizeHandler();
          const align = columnAlignment[id] ?? header.column.columnDef.meta?.align ?? "left";
          const mark = drop?.over === id && drop.id !== id ? (drop.after ? " drop-after" : " drop-before") : "";
          return (
            <div key={id} role="columnheader" data-heading={id} className={`packet-heading align-${align}${mark}`} onPointerDown={(event) => startDrag(event, id)}>
              <span className="packet-heading-text">{title(id)}</span>
              <span
                className={`resizer${header.column.getIsResizing() ? " active" : ""}`} title={t("column.resize", { column: title(id) })}
                onPointerDown={(event) => event.stopPropagation()} onMouseDown={resize} onTouchStart={resize} onDoubleClick={() => fit([id])}
              />
            </div>
          );
        })}
      </ContextMenu.Trigger>
      <MenuPanel offset={0}>
        <Submenu label={t("menu.align")}>
          {alignments.map((align) => (
            <PlainItem
              key={align} label={t(`column.align-${align}`)} checked={(columnAlignment[chosen] ?? table.getColumn(chosen)?.columnDef.meta?.align ?? "left") === align}
              onClick={() => setPreferences({ columnAlignment: { ...columnAlignment, [chosen]: align } })}
            />
          ))}
        </Submenu>
        <PlainItem label={t("column.fit")} onClick={() => fit([chosen])} />
        <PlainItem label={t("column.fit-all")} onClick={() => fit(table.getVisibleLeafColumns().map((column) => column.id))} />
        <PlainItem label={t("column.rename")} onClick={() => setRenaming(chosen)} />
        <ContextMenu.Separator className="menu-separator" />
        <PlainItem label={t("column.hide")} disabled={table.getVisibleLeafColumns().length < 2} onClick={() => setPreferences({ columnVisibility: { ...columnVisibility, [chosen]: false } })} />
        {chosen.startsWith("field:") && <PlainItem label={t("column.remove")} onClick={() => removeFieldColumn(chosen.slice("field:".length))} />}
        <Submenu label={t("menu.columns")}><ColumnEntries /></Submenu>
        <PlainItem label={t("action.reset-columns")} onClick={resetColumns} />
      </MenuPanel>
      {renaming !== undefined && (
        <RenameDialog
          name={title(renaming)} onClose={() => setRenaming(undefined)}
          onRename={(name) => setPreferences({ columnTitles: { ...columnTitles, [renaming]: name } })}
        />
      )}
    </ContextMenu.Root>
  );
}

/** The heading under the pointer, and on which side of its middle the pointer is. */
function headingAt(row: HTMLElement | null, x: number): { readonly over: string; readonly after: boolean } | undefined {
  for (const heading of row?.querySelectorAll<HTMLElement>("[data-heading]") ?? []) {
    const box = heading.getBoundingClientRect();
    if (x >= box.left && x < box.right) return { over: heading.dataset.heading ?? "", after: x > box.left + box.width / 2 };
  }
  return undefined;
}

/** `order` with `id` moved before or after `over`. */
export function reordered(order: readonly string[], id: string, over: string, after: boolean): string[] {
  if (id === over) return [...order];
  const rest = order.filter((other) => other !== id);
  rest.splice(rest.indexOf(over) + (after ? 1 : 0), 0, id);
  return rest;
}
