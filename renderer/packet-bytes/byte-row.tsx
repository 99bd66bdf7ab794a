import { memo } from "react";
import { useT } from "../i18n/i18n";
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
  /** Whether the layer itself is what is selected. */
  readonly layerSelected: boolean;
  readonly hover: Part | undefined;
  readonly picked: Part | undefined;
  /** Index of the byte that the keyboard stands on. */
  readonly cursor: number | undefined;
}

/** One line of the dump. Highlights are bars behind the text, so they run on through the gaps. */
export const ByteRow = memo(
  function ByteRow({ row, layout, bytes, field, layer, layerSelected, hover, picked, cursor }: Props) {
    const t = useT();
    const start = row * layout.perRow;
    const line = Array.from(bytes.subarray(start, start + layout.perRow));
    return (
      <div role="row" aria-rowindex={row + 1} className="byte-row">
        <Bars kind={layerSelected ? "layer bar-layer-selected" : "layer"} part={layer} layout={layout} />
        <Bars kind="field" part={field} layout={layout} />
        <Bars kind="hover" part={hover} layout={layout} />
        <Bars kind="picked" part={picked} layout={layout} />
        <span role="rowheader" className="byte-offset">{offsetText(layout, row)}</span>
        {line.map((byte, i) => (
          <span
            key={i} role="gridcell" id={`byte-${start + i}`} data-offset={start + i} aria-label={t("bytes.byte", { offset: start + i, value: byteText("hex", byte) })}
            className={cellClass("byte", i, byte, field, cursor)} style={{ left: `${byteColumn(layout, i)}ch` }}
          >
            {byteText(layout.mode, byte)}
          </span>
        ))}
        {line.map((byte, i) => (
          <span key={i} aria-hidden className={cellClass("character", i, byte, field, undefined)} style={{ left: `${textColumn(layout, i)}ch` }}>
            {byteCharacter(byte)}
          </span>
        ))}
      </div>
    );
  },
  (before, now) =>
    before.row === now.row && before.layout === now.layout && before.bytes === now.bytes && before.cursor === now.cursor && before.layerSelected === now.layerSelected &&
    same(before.field, now.field) && same(before.layer, now.layer) && same(before.hover, now.hover) && same(before.picked, now.picked),
);

function same(a: Part | undefined, b: Part | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to;
}

function cellClass(kind: string, index: number, byte: number, field: Part | undefined, cursor: number | undefined): string {
  const inField = field !== undefined && index >= field.from && index < field.to;
  const quiet = kind === "byte" ? byte === 0 : byte < 0x20 || byte >= 0x7f;
  return `${kind}${inField ? " in-field" : quiet ? " quiet" : ""}${cursor === index ? " cursor" : ""}`;
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
