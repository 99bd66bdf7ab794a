import { Fragment, memo } from "react";
import { byteCharacter, byteColumn, type ByteLayout, byteText, offsetText, textColumn } from "./byte-layout";

/** Bytes of a source. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** Bytes of a line, as indices [from, to). */
export interface Part {
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly row: number;
  readonly layout: ByteLayout;
  readonly bytes: Uint8Array;
  readonly field: Part | undefined;
  readonly layer: Part | undefined;
  /** Whether the field has the strong colour, with light text. */
  readonly strong: boolean;
  readonly hover: Part | undefined;
  readonly picked: Part | undefined;
  /** Index of the byte that the keyboard stands on. */
  readonly cursor: number | undefined;
}

/** One line of the dump. Highlights are bars behind the text, so they run on through the gaps. */
export const ByteRow = memo(
  function ByteRow({ row, layout, bytes, field, layer, strong, hover, picked, cursor }: Props) {
    const start = row * layout.perRow;
    const inStrong = strong ? field : undefined;
    const line = Array.from(bytes.subarray(start, start + layout.perRow));
    return (
      <div role="row" aria-rowindex={row + 1} className="byte-row">
        <Bars kind="layer" part={layer} layout={layout} />
        <Bars kind={strong ? "strong" : "soft"} part={field} layout={layout} />
        <Bars kind="hover" part={hover} layout={layout} />
        <Bars kind="picked" part={picked} layout={layout} />
        <span role="rowheader" className="byte-offset">{offsetText(layout, row)}</span>
        {"  "}
        {line.map((byte, i) => (
          <Fragment key={i}>
            {i === layout.perRow / 2 ? " " : ""}
            <span role="gridcell" id={`byte-${start + i}`} data-offset={start + i} aria-selected={holds(field, i)} className={cellClass(i, byte, inStrong, cursor)}>{byteText(layout.mode, byte)}</span>
            {" "}
          </Fragment>
        ))}
        <Characters line={line} layout={layout} field={inStrong} />
      </div>
    );
  },
  (before, now) =>
    before.row === now.row && before.layout === now.layout && before.bytes === now.bytes && before.cursor === now.cursor && before.strong === now.strong &&
    same(before.field, now.field) && same(before.layer, now.layer) && same(before.hover, now.hover) && same(before.picked, now.picked),
);

function same(a: Part | undefined, b: Part | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to;
}

function holds(part: Part | undefined, index: number): boolean {
  return part !== undefined && index >= part.from && index < part.to;
}

function cellClass(index: number, byte: number, field: Part | undefined, cursor: number | undefined): string | undefined {
  const classes = holds(field, index) ? "in-field" : byte === 0 ? "quiet" : "";
  return cursor === index ? `${classes} cursor` : classes === "" ? undefined : classes;
}

/** The characters at the end of the line; those of the field in its colour. */
function Characters({ line, layout, field }: { readonly line: readonly number[]; readonly layout: ByteLayout; readonly field: Part | undefined }) {
  const half = layout.perRow / 2;
  const text = (from: number, to: number): string => line.slice(from, to).map((byte, i) => (from + i === half ? " " : "") + byteCharacter(byte)).join("");
  const { from, to } = field ?? { from: line.length, to: line.length };
  return (
    <span aria-hidden className="characters" style={{ left: `${layout.textAt}ch` }}>
      {text(0, from)}
      {from < to && <span className="in-field">{text(from, to)}</span>}
      {text(to, line.length)}
    </span>
  );
}

function Bars({ kind, part, layout }: { readonly kind: string; readonly part: Part | undefined; readonly layout: ByteLayout }) {
  if (part === undefined) return null;
  const from = byteColumn(layout, part.from);
  const to = byteColumn(layout, part.to - 1) + layout.cell - 1;
  const textFrom = textColumn(layout, part.from);
  return (
    <>
      <span className={`bar bar-${kind}`} aria-hidden style={{ left: `calc(${from}ch - 3px)`, width: `calc(${to - from}ch + 6px)` }} />
      <span className={`bar bar-${kind}`} aria-hidden style={{ left: `${textFrom}ch`, width: `${textColumn(layout, part.to - 1) + 1 - textFrom}ch` }} />
    </>
  );
}
