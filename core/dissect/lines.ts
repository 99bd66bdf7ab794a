/** Lines of text protocols. */
import type { Cursor } from "./cursor";

/** A line found in the window: its text is [start, textEnd), the next line begins at `next`. */
export interface Line { readonly start: number; readonly textEnd: number; readonly next: number; readonly ended: boolean }

const CR = 13, LF = 10, SPACE = 32;

/** The line at `at`, ended by LF or CR LF or by the end of the captured window. */
export function lineAt(d: Cursor, at: number): Line {
  const lf = d.bytes.indexOf(LF, at);
  if (lf < 0 || lf >= d.end) return { start: at, textEnd: d.end, next: d.end, ended: false };
  return { start: at, textEnd: lf > at && d.bytes[lf - 1] === CR ? lf - 1 : lf, next: lf + 1, ended: true };
}

/** End of the word at `at`: the first space before `end`, or `end`. */
export function wordEnd(d: Cursor, at: number, end: number): number {
  const space = d.bytes.indexOf(SPACE, at);
  return space < 0 || space >= end ? end : space;
}

/** First byte at or after `at` that is no space, at most `end`. */
export function skipSpaces(d: Cursor, at: number, end: number): number {
  while (at < end && d.bytes[at] === SPACE) at++;
  return at;
}
