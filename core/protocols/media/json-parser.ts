/** JSON texts as a tree of byte ranges (RFC 8259); NaN is taken as a value, as many writers produce it. */

export type JsonKind = "object" | "array" | "string" | "number" | "true" | "false" | "null" | "nan";

/** A value at [start, end) of the bytes; members of objects have their name's range, quotes included. */
export interface JsonValue {
  readonly kind: JsonKind;
  readonly start: number;
  readonly end: number;
  readonly children: readonly JsonValue[];
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** Objects and arrays inside each other go no deeper than this. */
export const MAX_NESTING = 50;

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const WORDS: readonly (readonly [string, JsonKind])[] = [["true", "true"], ["false", "false"], ["null", "null"], ["NaN", "nan"]];

/** Where the white space from `at` on ends. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && (bytes[at] === 32 || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 9)) at++;
  return at;
}

/** The object or array that begins at `at`, or undefined when there is none, whole and well formed, before `end`. */
export function parseJson(bytes: Uint8Array, at: number, end: number): JsonValue | undefined {
  const first = bytes[at];
  return at < end && (first === 0x7b || first === 0x5b) ? value(bytes, at, end, -1, -1, 0) : undefined;
}

function value(bytes: Uint8Array, at: number, end: number, nameStart: number, nameEnd: number, depth: number): JsonValue | undefined {
  if (at >= end) return undefined;
  const first = bytes[at] as number;
  if (first === 0x7b || first === 0x5b) return depth < MAX_NESTING ? container(bytes, at, end, nameStart, nameEnd, depth + 1) : undefined;
  const leaf = (kind: JsonKind, stop: number): JsonValue => ({ kind, start: at, end: stop, children: [], nameStart, nameEnd });
  if (first === 0x22) {
    const stop = stringEnd(bytes, at, end);
    return stop < 0 ? undefined : leaf("string", stop);
  }
  if (first === 0x2d || isDigit(first)) {
    let stop = at, text = "";
    while (stop < end && isNumberByte(bytes[stop] as number)) text += String.fromCharCode(bytes[stop++] as number);
    return NUMBER.test(text) ? leaf("number", stop) : undefined;
  }
  for (const [word, kind] of WORDS) {
    if (at + word.length <= end && [...word].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))) return leaf(kind, at + word.length);
  }
  return undefined;
}

function container(bytes: Uint8Array, start: number, end: number, nameStart: number, nameEnd: number, depth: number): JsonValue | undefined {
  const isObject = bytes[start] === 0x7b, closing = isObject ? 0x7d : 0x5d;
  const children: JsonValue[] = [];
  let at = skipSpace(bytes, start + 1, end);
  for (;;) {
    if (at >= end) return undefined;
    if (children.length === 0 && bytes[at] === closing) break;
    let childName = -1, childNameEnd = -1;
    if (isObject) {
      childName = at;
      childNameEnd = stringEnd(bytes, at, end);
      if (childNameEnd < 0) return undefined;
      at = skipSpace(bytes, childNameEnd, end);
      if (at >= end || bytes[at] !== 0x3a) return undefined;
      at = skipSpace(bytes, at + 1, end);
    }
    const child = value(bytes, at, end, childName, childNameEnd, depth);
    if (!child) return undefined;
    children.push(child);
    at = skipSpace(bytes, child.end, end);
    if (at >= end) return undefined;
    if (bytes[at] === closing) break;
    if (bytes[at] !== 0x2c) return undefined;
    at = skipSpace(bytes, at + 1, end);
  }
  return { kind: isObject ? "object" : "array", start, end: at + 1, children, nameStart, nameEnd };
}

/** One past the closing quote of the string at `at`, or -1. */
function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== 0x22) return -1;
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x22) return i + 1;
    if (byte !== 0x5c) continue;
    const escaped = i + 1 < end ? String.fromCharCode(bytes[i + 1] as number) : "";
    if (escaped === "u") {
      if (i + 6 > end) return -1;
      for (let k = i + 2; k < i + 6; k++) if (!isHex(bytes[k] as number)) return -1;
      i += 5;
    } else if (escaped !== "" && "\"\\/bfnrt".includes(escaped)) i++;
    else return -1;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The characters a string's inside stands for (RFC 8259 §7). */
export function unescapeJson(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, letter: string | undefined) =>
    code !== undefined ? String.fromCharCode(parseInt(code, 16)) : (ESCAPES[letter ?? ""] ?? letter ?? ""));
}

function isDigit(byte: number): boolean { return byte >= 0x30 && byte <= 0x39; }
function isHex(byte: number): boolean { return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66); }
/** Digits, `+`, `-`, `.`, `E` and `e`. */
function isNumberByte(byte: number): boolean { return isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e || byte === 0x45 || byte === 0x65; }
