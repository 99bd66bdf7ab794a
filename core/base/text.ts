/** Decoding of text bytes; core/ has no TextDecoder, and what is invalid must come out the same everywhere. */

/** ISO 8859-1: every byte is the character of its number. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  // short texts are the rule, and a loop is the quickest for them
  if (end - start <= 32) {
    for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] as number);
    return text;
  }
  for (let i = start; i < end; i += 4096) text += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(end, i + 4096)) as unknown as number[]);
  return text;
}

/** US-ASCII; bytes over 127 become U+FFFD. */
export function ascii(bytes: Uint8Array, start = 0, end = bytes.length): string {
  for (let i = start; i < end; i++) {
    if ((bytes[i] as number) >= 0x80) {
      const units: number[] = [];
      for (let k = start; k < end; k++) { const b = bytes[k] as number; units.push(b < 0x80 ? b : 0xfffd); }
      return fromUnits(units);
    }
  }
  return latin1(bytes, start, end);
}

/** UTF-8 (RFC 3629); each maximal invalid part becomes one U+FFFD (Unicode §3.9). */
export function utf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let i = start;
  while (i < end && (bytes[i] as number) < 0x80) i++;
  if (i === end) return latin1(bytes, start, end);
  const units: number[] = [];
  for (let k = start; k < end;) {
    const lead = bytes[k] as number;
    if (lead < 0x80) { units.push(lead); k++; continue; }
    const need = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (need === 0) { units.push(0xfffd); k++; continue; }
    let low = 0x80, high = 0xbf;
    if (lead === 0xe0) low = 0xa0; else if (lead === 0xed) high = 0x9f; else if (lead === 0xf0) low = 0x90; else if (lead === 0xf4) high = 0x8f;
    let point = lead & (0x3f >> need);
    let n = 1;
    for (; n <= need; n++) {
      const next = k + n < end ? (bytes[k + n] as number) : -1;
      if (next < low || next > high) break;
      point = (point << 6) | (next & 0x3f);
      low = 0x80; high = 0xbf;
    }
    k += n;
    if (n <= need) { units.push(0xfffd); continue; }
    if (point > 0xffff) { point -= 0x10000; units.push(0xd800 | (point >> 10), 0xdc00 | (point & 0x3ff)); } else units.push(point);
  }
  return fromUnits(units);
}

/** UTF-16 or UCS-2; an odd last byte is dropped. */
export function utf16(bytes: Uint8Array, littleEndian: boolean, start = 0, end = bytes.length): string {
  const units: number[] = [];
  for (let i = start; i + 1 < end; i += 2) {
    const a = bytes[i] as number, b = bytes[i + 1] as number;
    units.push(littleEndian ? a | (b << 8) : (a << 8) | b);
  }
  return fromUnits(units);
}

/** The UTF-8 bytes of a string; lone surrogates become U+FFFD. */
export function toUtf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const char of text) {
    let p = char.codePointAt(0) ?? 0xfffd;
    if (p >= 0xd800 && p <= 0xdfff) p = 0xfffd;
    if (p < 0x80) out.push(p);
    else if (p < 0x800) out.push(0xc0 | (p >> 6), 0x80 | (p & 0x3f));
    else if (p < 0x10000) out.push(0xe0 | (p >> 12), 0x80 | ((p >> 6) & 0x3f), 0x80 | (p & 0x3f));
    else out.push(0xf0 | (p >> 18), 0x80 | ((p >> 12) & 0x3f), 0x80 | ((p >> 6) & 0x3f), 0x80 | (p & 0x3f));
  }
  return Uint8Array.from(out);
}

function fromUnits(units: readonly number[]): string {
  let text = "";
  for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.slice(i, i + 4096));
  return text;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

/** Bytes in hexadecimal, two digits each, with a separator between them. */
export function hex(bytes: Uint8Array, separator = ""): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += (i && separator ? separator : "") + HEX[bytes[i] as number];
  return text;
}
