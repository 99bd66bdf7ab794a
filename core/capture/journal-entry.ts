import type { CaptureTime } from "./capture-format";

const newline = 0x0a;
const timeField = [..."__REALTIME_TIMESTAMP="].map((character) => character.charCodeAt(0));

/** Length of a journal entry in buffer[start, end) without the zero bytes that pad it. */
export function journalLength(buffer: Uint8Array, start: number, end: number): number {
  let stop = end;
  while (stop > start && buffer[stop - 1] === 0) stop--;
  return stop - start;
}

/**
 * Time of an entry in systemd's Journal Export Format: its __REALTIME_TIMESTAMP line, which
 * counts microseconds since 1970; undefined when it has none.
 */
export function readJournalTime(buffer: Uint8Array, start: number, end: number): CaptureTime | undefined {
  let line = start;
  while (line < end) {
    const found = buffer.indexOf(newline, line);
    const stop = found < 0 || found > end ? end : found;
    if (timeField.every((character, index) => line + index < stop && buffer[line + index] === character)) {
      return readMicroseconds(buffer, line + timeField.length, stop);
    }
    line = stop + 1;
  }
  return undefined;
}

function readMicroseconds(buffer: Uint8Array, start: number, end: number): CaptureTime | undefined {
  let microseconds = 0;
  if (end === start || end - start > 16) return undefined;
  for (let at = start; at < end; at++) {
    const digit = (buffer[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    microseconds = microseconds * 10 + digit;
  }
  return { seconds: Math.floor(microseconds / 1e6), nanos: (microseconds % 1e6) * 1000 };
}
