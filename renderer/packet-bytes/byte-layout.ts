/**
 * Where the bytes of a dump stand, counted in characters of a monospaced face. A line is
 *
 *     0010  45 00 02 3c 1c 46 40 00  40 06 b1 e6 c0 a8 00 68   E..<.F@. @......h
 *
 * offset, the bytes in hex or bits with a wider gap in the middle, and their characters.
 */

export type ByteMode = "hex" | "bits";

export interface ByteLayout {
  readonly mode: ByteMode;
  readonly perRow: number;
  /** Digits of the offsets. */
  readonly offsetDigits: number;
  /** Characters a byte takes with the space after it. */
  readonly cell: number;
  /** Column of the first byte, and of the first character. */
  readonly bytesAt: number;
  readonly textAt: number;
  /** Characters of a whole line. */
  readonly width: number;
}

/** A gap between the two halves of a line, in characters. */
const middleGap = 1;

/** Layout for a source of `size` bytes: 16 to a line in hex, 8 in bits. */
export function byteLayout(size: number, mode: ByteMode): ByteLayout {
  const perRow = mode === "hex" ? 16 : 8;
  const cell = mode === "hex" ? 3 : 9;
  const offsetDigits = Math.max(4, Math.max(0, size - 1).toString(16).length);
  const bytesAt = offsetDigits + 2;
  const textAt = bytesAt + perRow * cell + middleGap + 1;
  return { mode, perRow, offsetDigits, cell, bytesAt, textAt, width: textAt + perRow + middleGap };
}

export function rowCount(layout: ByteLayout, size: number): number {
  return Math.ceil(size / layout.perRow);
}

/** Column at which the byte at `index` of a line starts. */
export function byteColumn(layout: ByteLayout, index: number): number {
  return layout.bytesAt + index * layout.cell + (index >= layout.perRow / 2 ? middleGap : 0);
}

/** Column of the character of the byte at `index` of a line. */
export function textColumn(layout: ByteLayout, index: number): number {
  return layout.textAt + index + (index >= layout.perRow / 2 ? middleGap : 0);
}

/**
 * Index in its line of the byte at a column (a fraction of a character counts), the nearest
 * one between bytes; undefined over the offset and beyond the line.
 */
export function byteAtColumn(layout: ByteLayout, column: number): number | undefined {
  if (column < layout.bytesAt - 1 || column >= layout.width + 1) return undefined;
  const inText = column >= layout.textAt - 1;
  const start = inText ? layout.textAt : layout.bytesAt;
  const cell = inText ? 1 : layout.cell;
  // Half of the space after a byte belongs to it.
  const at = column - start + (inText ? 0 : 0.5);
  const middle = (layout.perRow / 2) * cell;
  const index = Math.floor((at < middle + middleGap / 2 ? Math.min(at, middle - 0.001) : Math.max(at - middleGap, middle)) / cell);
  return Math.min(Math.max(index, 0), layout.perRow - 1);
}

/** Part of a line that a range of bytes covers, as indices [from, to); undefined when it does not touch the line. */
export function rangeInRow(layout: ByteLayout, row: number, start: number, length: number): { readonly from: number; readonly to: number } | undefined {
  const first = row * layout.perRow;
  const from = Math.max(start, first) - first;
  const to = Math.min(start + length, first + layout.perRow) - first;
  return from < to ? { from, to } : undefined;
}

export function offsetText(layout: ByteLayout, row: number): string {
  return (row * layout.perRow).toString(16).padStart(layout.offsetDigits, "0");
}

export function byteText(mode: ByteMode, byte: number): string {
  return mode === "hex" ? byte.toString(16).padStart(2, "0") : byte.toString(2).padStart(8, "0");
}

/** The character of a byte: ASCII where it can be seen, else a dot. */
export function byteCharacter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}
