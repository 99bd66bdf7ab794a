/** Texts of the Time column. Times are whole seconds since 1970 (UTC) and nanoseconds within. */

export interface PacketTime {
  readonly seconds: number;
  readonly nanos: number;
}

export const timeFormats = ["relative", "delta", "time-of-day", "date-time", "utc-time-of-day", "utc-date-time", "epoch"] as const;
export type TimeFormat = (typeof timeFormats)[number];

/** Digits after the seconds: six, or nine where the capture counts nanoseconds. */
export type TimeDigits = 6 | 9;

export interface TimeContext {
  /** Time of the first packet of the capture. */
  readonly first: PacketTime | undefined;
  /** Time of the row before in the list, for `delta`. */
  readonly previous: PacketTime | undefined;
  readonly digits: TimeDigits;
}

/** Digits that show a time whole. */
export function digitsFor(time: PacketTime): TimeDigits {
  return time.nanos % 1000 === 0 ? 6 : 9;
}

export function formatTime(time: PacketTime, format: TimeFormat, context: TimeContext): string {
  switch (format) {
    case "relative": return context.first === undefined ? "" : difference(time, context.first, context.digits);
    case "delta": return difference(time, context.previous ?? time, context.digits);
    case "epoch": return difference(time, { seconds: 0, nanos: 0 }, context.digits);
    case "time-of-day": return clock(time, context.digits, false);
    case "utc-time-of-day": return clock(time, context.digits, true);
    case "date-time": return `${day(time, false)} ${clock(time, context.digits, false)}`;
    case "utc-date-time": return `${day(time, true)} ${clock(time, context.digits, true)}`;
  }
}

/** Characters that the texts of a format usually take. */
export function timeLength(format: TimeFormat, digits: TimeDigits): number {
  const whole: Readonly<Record<TimeFormat, number>> = { relative: 3, delta: 3, "time-of-day": 8, "utc-time-of-day": 8, "date-time": 18, "utc-date-time": 18, epoch: 10 };
  return whole[format] + 1 + digits;
}

/** `a - b` in seconds with a fixed number of decimals, cut and not rounded, as a packet's own digits are. */
export function difference(a: PacketTime, b: PacketTime, digits: TimeDigits): string {
  let seconds = a.seconds - b.seconds;
  let nanos = a.nanos - b.nanos;
  if (nanos < 0) {
    nanos += 1_000_000_000;
    seconds -= 1;
  }
  if (seconds >= 0) return `${seconds}.${fraction(nanos, digits)}`;
  // Below zero the pair counts backwards: -1 s and 750 ms of it is -0.25 s.
  const whole = nanos === 0 ? -seconds : -seconds - 1;
  return `-${whole}.${fraction(nanos === 0 ? 0 : 1_000_000_000 - nanos, digits)}`;
}

function fraction(nanos: number, digits: TimeDigits): string {
  return String(nanos).padStart(9, "0").slice(0, digits);
}

const two = (value: number): string => String(value).padStart(2, "0");

function clock(time: PacketTime, digits: TimeDigits, utc: boolean): string {
  const date = new Date(time.seconds * 1000);
  const [h, m, s] = utc ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()] : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${two(h)}:${two(m)}:${two(s)}.${fraction(time.nanos, digits)}`;
}

function day(time: PacketTime, utc: boolean): string {
  const date = new Date(time.seconds * 1000);
  return utc
    ? `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
