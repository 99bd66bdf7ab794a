import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from "react";
import { count as countText, useT } from "../i18n/i18n";
import { rowText } from "../packet-tree/copy-field";
import { usePreferences } from "../state/preferences";
import { moveSelection, selectDrawnRow, selectRow } from "../state/selection";
import { useSession } from "../state/session";
import { copyText } from "../ui/clipboard";
import { focusPane } from "../ui/focus";
import { pageRows } from "../ui/scaled-scroll";
import { useScaledScroll } from "../ui/use-scaled-scroll";
import { columnTitle } from "./column-title";
import type { ListRow } from "./columns";
import { ListMenu } from "./list-menu";
import { PacketHeader } from "./packet-header";
import { bracketOf, PacketRow } from "./packet-row";
import { noteDigits, rowSource, useRowsVersion } from "./rows";
import { formatTime, timeLength } from "./time-format";
import { usePacketTable } from "./use-packet-table";
import "./packet-list.css";

export const rowHeight = 21;
const headerHeight = 26;

/** The grid of packets: the engine's rows through a window of the scroll. */
export function PacketList() {
  const t = useT();
  const displayed = useSession((state) => state.displayed);
  const scroll = useScaledScroll(displayed, rowHeight, { head: headerHeight });
  const { show } = scroll;
  const version = useRowsVersion();
  const { timeFormat, columnAlignment, columnTitles, colourRows } = usePreferences();
  const firstTime = useSession((state) => state.firstTime);
  const timeDigits = useSession((state) => state.timeDigits);
  const packet = useSession((state) => state.packet);
  const conversation = useSession((state) => state.conversation);
  const reveal = useSession((state) => state.reveal);

  useEffect(() => rowSource.want(scroll.first, scroll.count), [scroll.first, scroll.count]);
  useEffect(() => {
    if (reveal !== undefined) show(Math.max(0, Math.ceil(reveal.row)), reveal.align);
  }, [reveal, show]);

  // Until the rows of a far place have come, the place shown before stays; on the way there, what came last is shown.
  const shown = useRef({ offset: 0, first: 0, count: 0 });
  const { fetchedFor } = rowSource;
  if (rowSource.covers(scroll.first, scroll.count)) shown.current = { offset: scroll.offset, first: scroll.first, count: scroll.count };
  else if (!rowSource.covers(shown.current.first, shown.current.count)) shown.current = { offset: fetchedFor.from * rowHeight, first: fetchedFor.from, count: fetchedFor.count };
  const { offset, first, count } = shown.current;

  const lines = useMemo<ListRow[]>(() => {
    void version;
    return rowSource.slice(first, count).map((row, i) => ({
      row,
      time: formatTime(row, timeFormat, { first: firstTime, previous: rowSource.row(first + i - 1), digits: timeDigits }),
    }));
  }, [version, first, count, timeFormat, firstTime, timeDigits]);
  useEffect(() => noteDigits(lines.map((line) => line.row)), [lines]);

  const digits = useSession((state) => String(state.load?.packets ?? 0).length);
  const table = usePacketTable(lines, { number: digits, time: timeLength(timeFormat, timeDigits) });
  const visible = table.getVisibleLeafColumns();
  const columnsKey = visible.map((column) => column.id).join(" ");
  // The last column takes what is left of the width.
  const template = visible.map((column, i) => (i === visible.length - 1 ? `minmax(${column.getSize()}px, 1fr)` : `${column.getSize()}px`)).join(" ");
  const width = Math.max(scroll.width, table.getTotalSize());
  const active = lines.some((line) => line.row.number === packet) ? `packet-${packet}` : undefined;

  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "c") {
      const line = lines.find((each) => each.row.number === packet);
      if (line !== undefined) copyText(rowText(line.row, line.time));
      return;
    }
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run(pageRows(scroll.space));
  };
  const onPointerDown = (event: MouseEvent): void => {
    const place = placeOf(event);
    const row = place === undefined ? undefined : rowSource.row(place);
    if (place !== undefined && row !== undefined) selectDrawnRow(row, place);
  };

  return (
    <ListMenu lines={lines} first={first}>
      <div
        ref={scroll.scroller} role="grid" aria-label={t("list.name")} data-pane="list" tabIndex={0} className="packet-list scroller"
        aria-rowcount={displayed + 1} aria-colcount={visible.length} aria-activedescendant={active} onKeyDown={onKeyDown} onMouseDown={onPointerDown} onMouseOver={showWhole}
      >
        <div className="spacer" style={{ height: scroll.spacer, width }}>
          <div className="stage" style={{ height: scroll.stage, "--columns": template }}>
            <PacketHeader table={table} lines={lines} titles={columnTitles} title={(id) => columnTitle(id, columnTitles, t)} />
            <div className="packet-rows" style={{ top: headerHeight }}>
              <div style={{ transform: `translateY(${first * rowHeight - offset}px)` }}>
                {table.getRowModel().rows.map((line, i) => (
                  <PacketRow
                    key={line.id} line={line} place={first + i} selected={line.original.row.number === packet} bracket={bracketOf(line.original, conversation)}
                    coloured={colourRows} columnsKey={columnsKey} alignment={columnAlignment}
                  />
                ))}
              </div>
            </div>
          </div>
        </div>
        <NoRows />
      </div>
    </ListMenu>
  );
}

/** Says why there is nothing to see. */
function NoRows() {
  const t = useT();
  const displayed = useSession((state) => state.displayed);
  const load = useSession((state) => state.load);
  const filter = useSession((state) => state.filter);
  const run = useSession((state) => state.filterRun);
  if (displayed > 0 || load === undefined) return null;
  if (run?.done === false) return <div className="list-empty"><span>{t("list.searching")}</span></div>;
  if (!load.done) return null;
  const filtered = filter !== "";
  return (
    <div className="list-empty">
      <strong>{t(filtered ? "list.none" : "list.empty")}</strong>
      <span>{filtered ? t("list.none-hint", { count: countText(load.packets) }) : t("list.empty-hint")}</span>
    </div>
  );
}

const keys: Readonly<Record<string, (page: number) => void>> = {
  ArrowDown: () => moveSelection(1),
  ArrowUp: () => moveSelection(-1),
  PageDown: (page) => moveSelection(page),
  PageUp: (page) => moveSelection(-page),
  Home: () => selectRow(0),
  End: () => selectRow(Infinity),
  Enter: () => focusPane("tree"),
};

/** A cell that is cut off tells its whole text to the pointer. */
function showWhole(event: MouseEvent): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-column]") : null;
  if (cell !== null) cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? "") : "";
}

/** Place in the list of the row under the pointer. */
function placeOf(event: MouseEvent): number | undefined {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-place]") : null;
  return row === null ? undefined : Number(row.dataset.place);
}
