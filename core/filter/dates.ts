/** Dates and time spans as they are typed in filters, to nanoseconds. */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]\s*)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d*))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const NAMED = /^([A-Za-z]{3})\s+(\d{1,2}),\s*(\d{4})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d*))?(\s*UTC)?$/;

function nanosOf(fraction: string | undefined): bigint { return BigInt((fraction ?? "").slice(0, 9).padEnd(9, "0")); }

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number, fraction: string | undefined): bigint | undefined {
  // a leap second is 60 (ISO 8601)
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  return BigInt(Date.UTC(year, month - 1, day, hour, minute, second)) * 1_000_000n + nanosOf(fraction);
}

/** Minutes east of Greenwich of the local zone at a moment given as if it were UTC. */
export type LocalZone = (millis: number) => number;
export const UTC_ZONE: LocalZone = () => 0;

/**
 * Nanoseconds since 1970 of an ISO 8601 date (`2020-07-04T12:34:56Z`) or one with a month's name
 * (`Feb  7, 2020 22:14:17.633 UTC`); undefined when it is neither. Without a zone it is local time.
 */
export function parseDate(text: string, zone: LocalZone): bigint | undefined {
  const trimmed = text.trim();
  const local = (nanos: bigint): bigint => nanos - BigInt(zone(Number(nanos / 1_000_000n))) * 60_000_000_000n;
  const iso = ISO.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, offset] = iso;
    const nanos = instant(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), fraction);
    if (nanos === undefined) return undefined;
    if (offset === undefined) return local(nanos);
    if (offset === "Z") return nanos;
    const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
    const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
    return nanos - BigInt(offset.startsWith("-") ? -minutes : minutes) * 60_000_000_000n;
  }
  const named = NAMED.exec(trimmed);
  if (!named) return undefined;
  const [, name, day, year, hour, minute, second, fraction, utc] = named;
  const nanos = instant(Number(year), MONTHS.indexOf((name as string).toLowerCase()) + 1, Number(day), Number(hour), Number(minute), Number(second), fraction);
  return nanos === undefined || utc ? nanos : local(nanos);
}

/** Nanoseconds of `10`, `0.5`, undefined when it is none. What follows a second point is not looked at (as in tshark). */
export function parseSpan(text: string): bigint | undefined {
  const found = /^(\d+)(?:\.(\d{1,9})(?:\..*)?)?$/.exec(text);
  return found ? BigInt(found[1] as string) * 1_000_000_000n + nanosOf(found[2]) : undefined;
}
