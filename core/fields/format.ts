/** Values as text: in labels, in the columns and as tshark prints them. */
import { hex } from "../base/text";

/** `192.0.2.1` */
export function ipv4Text(b: Uint8Array): string { return `${b[0] ?? 0}.${b[1] ?? 0}.${b[2] ?? 0}.${b[3] ?? 0}`; }

/** `00:11:22:aa:bb:cc` */
export function etherText(b: Uint8Array): string { return hex(b, ":"); }

/** Canonical IPv6 text (RFC 5952 §4): lower case, the longest run of zero groups shortened. */
export function ipv6Text(b: Uint8Array): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((b[i] ?? 0) << 8) | (b[i + 1] ?? 0));
  let best = -1, bestLength = 1;
  for (let i = 0; i < 8;) {
    if (groups[i] !== 0) { i++; continue; }
    let j = i;
    while (j < 8 && groups[j] === 0) j++;
    if (j - i > bestLength) { best = i; bestLength = j - i; }
    i = j;
  }
  const mapped = best === 0 && (bestLength === 5 && groups[5] === 0xffff || bestLength === 6);
  if (mapped) return `::${bestLength === 5 ? "ffff:" : ""}${b[12]}.${b[13]}.${b[14]}.${b[15]}`;
  const part = (from: number, to: number): string => groups.slice(from, to).map((g) => g.toString(16)).join(":");
  return best < 0 ? part(0, 8) : `${part(0, best)}::${part(best + bestLength, 8)}`;
}

/** `12345678-9abc-def0-1234-56789abcdef0` */
export function guidText(b: Uint8Array, littleEndian = false): string {
  const at = littleEndian ? [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] : Array.from({ length: 16 }, (_, i) => i);
  const text = hex(Uint8Array.from(at, (i) => b[i] ?? 0));
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** Dotted object identifier (X.690 §8.19) */
export function oidText(b: Uint8Array): string {
  const parts: string[] = [];
  let value = 0n;
  for (let i = 0; i < b.length; i++) {
    const byte = b[i] as number;
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0) { const first = value < 40n ? 0n : value < 80n ? 1n : 2n; parts.push(String(first), String(value - first * 40n)); }
    else parts.push(String(value));
    value = 0n;
  }
  return parts.join(".");
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Nanoseconds as `seconds.nnnnnnnnn`, negative times with one leading minus. */
export function secondsText(nanos: bigint, digits = 9): string {
  const negative = nanos < 0n;
  const value = negative ? -nanos : nanos;
  const fraction = (value % 1_000_000_000n).toString().padStart(9, "0").slice(0, digits);
  return `${negative ? "-" : ""}${value / 1_000_000_000n}${digits ? "." + fraction : ""}`;
}

/** `Feb  7, 2020 22:14:17.633853000 UTC` */
export function dateText(nanos: bigint): string {
  let seconds = nanos / 1_000_000_000n, fraction = nanos % 1_000_000_000n;
  if (fraction < 0n) { fraction += 1_000_000_000n; seconds -= 1n; }
  const d = new Date(Number(seconds) * 1000);
  if (Number.isNaN(d.getTime())) return `${seconds}.${fraction.toString().padStart(9, "0")} s`;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2, " ")}, ${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}.${fraction.toString().padStart(9, "0")} UTC`;
}
