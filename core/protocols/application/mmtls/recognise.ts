/** Telling MMTLS records from other bytes: never by searching, only by headers that agree with each other. */
import type { Dissection } from "../../../dissect/dissection";

export const HEADER = 5;
/** Fewest bytes that show a hello or an alert for what it is. */
const RECOGNISABLE = 12;
const ALERT_LENGTH = 7;
/** Authentication tag of AES-128-GCM, which every encrypted record ends with. */
const TAG = 16;

export const RecordType = { alert: 0x15, handshake: 0x16, data: 0x17, resumption: 0x19 } as const;

/** Whether the bytes there are of a record header at `at`, at least one, fit the version's low byte. */
export function isHeader(d: Dissection, at: number, version: number): boolean {
  const { bytes, end } = d;
  const type = bytes[at];
  if (type !== RecordType.alert && type !== RecordType.handshake && type !== RecordType.data && type !== RecordType.resumption) return false;
  return (at + 1 >= end || bytes[at + 1] === 0xf1) && (at + 2 >= end || bytes[at + 2] === version);
}

/** The low byte of the version in the header at `at`, 0 where it is none of MMTLS. */
export function versionAt(d: Dissection, at: number): number {
  if (at + 3 > d.end || d.bytes[at + 1] !== 0xf1) return 0;
  const version = d.bytes[at + 2];
  return version === 3 || version === 4 ? version : 0;
}

/** Whether the record at `at` is a hello as far as its captured bytes tell. */
export function isHello(d: Dissection, at: number): boolean {
  const { bytes, end } = d;
  const version = versionAt(d, at);
  if (version === 0 || (bytes[at] !== RecordType.handshake && bytes[at] !== RecordType.resumption)) return false;
  if (at + 9 <= end && d.u32(at + HEADER) !== d.u16(at + 3) - 4) return false;
  if (at + 10 <= end && bytes[at + 9] !== 1 && bytes[at + 9] !== 2) return false;
  return (at + 11 > end || bytes[at + 10] === version) && (at + 12 > end || bytes[at + 11] === 0xf1);
}

/** Whether the record at `at` is an alert in clear. */
export function isClearAlert(d: Dissection, at: number): boolean {
  return at + 9 <= d.end && versionAt(d, at) > 0 && d.bytes[at] === RecordType.alert && d.u16(at + 3) === ALERT_LENGTH && d.u32(at + HEADER) === 3;
}

/** Whether records follow each other from the window's start to its end; the last may go on beyond it. */
function chained(d: Dissection, version: number): boolean {
  for (let at = d.start; at < d.end;) {
    if (!isHeader(d, at, version)) return false;
    if (at + HEADER > d.end) return true;
    at += HEADER + d.u16(at + 3);
  }
  return true;
}

/** Whether the window begins as a stream of MMTLS does: with a hello, or with an alert that is all. */
export function beginsStream(d: Dissection): boolean {
  if (d.end - d.start < RECOGNISABLE) return false;
  if (isClearAlert(d, d.start)) return d.reported - d.start === RECOGNISABLE;
  return isHello(d, d.start) && chained(d, versionAt(d, d.start));
}

/** Whether the window, too short to tell, has nothing that speaks against a hello. */
export function mayBeginStream(d: Dissection): boolean {
  const there = d.end - d.start;
  return there >= HEADER && there < RECOGNISABLE && isHello(d, d.start) && d.u16(d.start + 3) > HEADER + 2;
}

/** Whether the window lies amid a stream: two whole headers chained, or one record that fits it exactly. */
export function continuesUnknown(d: Dissection): boolean {
  const at = d.start, version = versionAt(d, at);
  if (version === 0 || at + HEADER > d.end || !isHeader(d, at, version) || d.u16(at + 3) < TAG) return false;
  const next = at + HEADER + d.u16(at + 3);
  if (next === d.reported) return true;
  return next + HEADER <= d.end && isHeader(d, next, version) && d.u16(next + 3) >= TAG && chained(d, version);
}
