import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import type { Details } from "../../core/engine/api";
import { useT } from "../i18n/i18n";
import { copyBytes } from "../packet-tree/copy-field";
import { selectNode } from "../packet-tree/tree-actions";
import { session, setSession, useSession } from "../state/session";
import { pageRows } from "../ui/scaled-scroll";
import { useScaledScroll } from "../ui/use-scaled-scroll";
import { byteAtColumn, byteLayout, type ByteMode, rangeInRow, rowCount } from "./byte-layout";
import { ByteRow, type Span } from "./byte-row";
import { fieldAt, layerOf } from "./field-at";

const rowHeight = 20;
/** Dumps of up to so many lines are drawn whole. */
const wholeDump = 32;
/** Longer fields are highlighted softly, in bytes. */
const longestStrong = 64;
/** Room left of the offsets, in px; the style sheet has the same. */
const leftPadding = 12;

interface Props {
  readonly details: Details;
  readonly source: number;
  readonly bytes: Uint8Array;
  readonly mode: ByteMode;
}

/** The dump of one data source. */
export function ByteGrid({ details, source, bytes, mode }: Props) {
  const t = useT();
  const layout = useMemo(() => byteLayout(bytes.length, mode), [bytes.length, mode]);
  const rows = rowCount(layout, bytes.length);
  const scroll = useScaledScroll(rows, rowHeight, { whole: wholeDump });
  const { drawn, show } = scroll;
  const node = useSession((state) => state.node);
  const hovered = useSession((state) => state.hoverNode);
  const cursor = useSession((state) => state.byteCursor);
  const selection = useSession((state) => state.byteSelection);
  const revealNode = useSession((state) => state.revealNode);
  const dragged = useRef<number | undefined>(undefined);
  const lastHover = useRef<number | undefined>(undefined);

  const rangeOf = (of: number | undefined): Span | undefined =>
    of === undefined || details.source[of] !== source || (details.length[of] ?? 0) === 0 ? undefined : { start: details.start[of] ?? 0, length: details.length[of] ?? 0 };
  const layerNode = node === undefined ? undefined : layerOf(details, node);
  const field = rangeOf(node);
  const layer = rangeOf(layerNode);
  // The strong colour is for fields one looks at byte by byte; over many lines it would drown them.
  const strong = node !== layerNode && (field?.length ?? 0) <= longestStrong;
  const hover = hovered === node ? undefined : rangeOf(hovered);
  const picked = selection?.source === source ? { start: selection.start, length: selection.length } : undefined;

  const fieldStart = field?.start;
  useEffect(() => {
    const at = session().byteCursor ?? fieldStart;
    if (at !== undefined) show(Math.floor(at / layout.perRow), "nearest");
  }, [fieldStart, node, cursor, revealNode, layout, show]);

  /** Offset of the byte under the pointer. */
  const byteAt = (event: MouseEvent): number | undefined => {
    const stage = scroll.scroller.current;
    const ruler = stage?.querySelector<HTMLElement>(".byte-ruler");
    if (stage == null || ruler == null) return undefined;
    const box = stage.getBoundingClientRect();
    const column = (event.clientX - box.left + stage.scrollLeft - leftPadding) / (ruler.getBoundingClientRect().width / 10);
    const index = byteAtColumn(layout, column);
    const row = Math.floor((event.clientY - box.top + scroll.offset) / rowHeight);
    const offset = index === undefined ? -1 : row * layout.perRow + index;
    return offset >= 0 && offset < bytes.length ? offset : undefined;
  };
  const hoverOn = (offset: number | undefined): void => {
    if (offset === lastHover.current) return;
    lastHover.current = offset;
    const over = offset === undefined ? undefined : fieldAt(details, source, offset);
    if (session().hoverNode !== over) setSession({ hoverNode: over });
  };
  const onPointerMove = (event: PointerEvent): void => {
    const offset = byteAt(event);
    if (dragged.current === undefined || event.buttons === 0) hoverOn(offset);
    else if (offset !== undefined && offset !== dragged.current) selectBytes(dragged.current, offset);
  };
  const selectBytes = (from: number, to: number): void => {
    setSession({ byteSelection: { source, start: Math.min(from, to), length: Math.abs(to - from) + 1 }, byteCursor: to });
  };
  const onMouseDown = (event: MouseEvent): void => {
    const offset = byteAt(event);
    if (offset === undefined) return;
    if (event.button !== 0) {
      // The context menu is about what is under the pointer, unless that was selected by hand.
      if (picked === undefined || offset < picked.start || offset >= picked.start + picked.length) selectNode(fieldAt(details, source, offset), true);
      return;
    }
    if (event.shiftKey && session().byteCursor !== undefined) return selectBytes(session().byteCursor ?? offset, offset);
    dragged.current = offset;
    setSession({ byteCursor: offset });
    selectNode(fieldAt(details, source, offset), true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === "c" && !event.shiftKey) {
      event.preventDefault();
      return copyBytes("hex-stream");
    }
    const at = session().byteCursor ?? fieldStart ?? 0;
    const to = moved(event, at);
    if (to === undefined || event.altKey || bytes.length === 0) return;
    event.preventDefault();
    const offset = Math.min(Math.max(0, to), bytes.length - 1);
    if (event.shiftKey) {
      const held = session().byteSelection;
      const anchor = held === undefined ? at : held.start === at ? held.start + held.length - 1 : held.start;
      return selectBytes(anchor, offset);
    }
    setSession({ byteCursor: offset });
    selectNode(fieldAt(details, source, offset), true);
  };
  const moved = (event: KeyboardEvent, at: number): number | undefined => {
    const mod = event.ctrlKey || event.metaKey;
    const line = at - (at % layout.perRow);
    switch (event.key) {
      case "ArrowLeft": return mod ? undefined : at - 1;
      case "ArrowRight": return mod ? undefined : at + 1;
      case "ArrowUp": return mod || at < layout.perRow ? undefined : at - layout.perRow;
      case "ArrowDown": return mod || at + layout.perRow >= bytes.length ? undefined : at + layout.perRow;
      case "PageUp": return at - pageRows(scroll.space) * layout.perRow;
      case "PageDown": return at + pageRows(scroll.space) * layout.perRow;
      case "Home": return mod ? 0 : line;
      case "End": return mod ? bytes.length - 1 : line + layout.perRow - 1;
      default: return undefined;
    }
  };

  return (
    <div
      ref={scroll.scroller} role="grid" aria-label={t("bytes.name")} data-pane="bytes" tabIndex={0} aria-rowcount={rows}
      aria-activedescendant={cursor === undefined ? undefined : `byte-${cursor}`} className="byte-grid scroller"
      onPointerMove={onPointerMove} onPointerLeave={() => hoverOn(undefined)} onMouseDown={onMouseDown} onPointerUp={() => { dragged.current = undefined; }} onKeyDown={onKeyDown}
    >
      <span className="byte-ruler" aria-hidden>0000000000</span>
      <div className="spacer" role="none" style={{ height: scroll.spacer, width: `calc(${layout.width}ch + ${2 * leftPadding}px)` }}>
        <div className="stage" role="none" style={{ height: scroll.stage }}>
          <div role="none" style={{ transform: `translateY(${drawn.shift}px)` }}>
            {Array.from({ length: drawn.count }, (_, i) => {
              const row = drawn.first + i;
              const part = (span: Span | undefined) => (span === undefined ? undefined : rangeInRow(layout, row, span.start, span.length));
              const cursorHere = cursor !== undefined && Math.floor(cursor / layout.perRow) === row ? cursor % layout.perRow : undefined;
              return (
                <ByteRow
                  key={row} row={row} layout={layout} bytes={bytes}
                  field={part(field)} layer={part(layer)} strong={strong} hover={part(hover)} picked={part(picked)} cursor={cursorHere}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
