/**
 * Strings and character constants: "…", r"…" and '…' with their escapes (wireshark-filter(4)).
 * An escape may name a byte that is no character: bytes 80 to ff stand in the value as the lone
 * surrogates U+DC80 to U+DCFF, which no text can hold.
 */
import { toUtf8, utf8 } from "../base/text";

interface Quoted {
  /** Characters of the filter that it takes, quotes included. */
  readonly length: number;
  readonly value?: string | number;
  readonly problem?: string;
  readonly problemStart?: number;
  readonly problemEnd?: number;
}

const SIMPLE: Readonly<Record<string, string>> = {
  "'": "'", '"': '"', "\\": "\\", a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v",
};
/** Escapes of one character that character constants know besides numbers. */
const ESCAPE = /\\(?:(['"\\abfnrtv])|x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/y;
const BAD_ESCAPE = /\\(?:[uU][0-9A-Fa-f]*|[\s\S]?)/y;

interface Escape { readonly length: number; readonly value: string; readonly problem?: string }

function readEscape(text: string, at: number): Escape {
  ESCAPE.lastIndex = at;
  const found = ESCAPE.exec(text);
  if (!found) {
    BAD_ESCAPE.lastIndex = at;
    const bad = BAD_ESCAPE.exec(text)?.[0] ?? "\\";
    return { length: bad.length, value: "", problem: `${bad} is not an escape; write \\\\ for a backslash, or r"…" for text without escapes` };
  }
  const [whole, simple, hexadecimal, octal, four, eight] = found;
  const length = whole.length;
  if (simple !== undefined) return { length, value: SIMPLE[simple] as string };
  const code = octal !== undefined ? parseInt(octal, 8) : parseInt(hexadecimal ?? four ?? eight ?? "", 16);
  if (octal !== undefined && code > 255) return { length, value: "", problem: `${whole} is larger than \\377, the largest byte` };
  if ((octal !== undefined || hexadecimal !== undefined) && code > 0x7f) return { length, value: String.fromCharCode(0xdc00 + code) };
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code > 0x10ffff || surrogate) return { length, value: "", problem: `${whole} is not a Unicode character` };
  return { length, value: String.fromCodePoint(code) };
}

/** Reads the string that begins at `at` with a quote or r and a quote. */
export function readString(text: string, at: number): Quoted {
  const raw = text[at] !== '"';
  let i = at + (raw ? 2 : 1);
  let value = "";
  let problem: Partial<Quoted> = {};
  while (i < text.length) {
    const char = text[i] as string;
    if (char === '"') return { length: i + 1 - at, value, ...problem };
    if (char !== "\\") { value += char; i++; continue; }
    if (raw) {
      // only a quote can be escaped, and the backslash stays
      const escaped = text[i + 1] === '"' ? 2 : 1;
      value += text.slice(i, i + escaped);
      i += escaped;
      continue;
    }
    const escape = readEscape(text, i);
    if (escape.problem !== undefined && problem.problem === undefined) {
      problem = { problem: escape.problem, problemStart: i, problemEnd: i + escape.length };
    }
    value += escape.value;
    i += Math.max(1, escape.length);
  }
  return { length: text.length - at, problem: "the quote at the end of this text is missing", problemStart: at, problemEnd: text.length };
}

/** Reads the character constant that begins at `at`; its value is the byte. */
export function readCharacter(text: string, at: number): Quoted {
  let close = at + 1;
  while (close < text.length && text[close] !== "'") close += text[close] === "\\" ? 2 : 1;
  if (close >= text.length) return { length: text.length - at, problem: "the quote at the end of this character is missing" };
  const length = close + 1 - at;
  const inside = text.slice(at + 1, close);
  const refuse = (problem: string): Quoted => ({ length, problem });
  if (inside === "") return refuse("a character belongs between these quotes");
  let value = inside;
  if (inside.startsWith("\\")) {
    const escape = readEscape(text, at + 1);
    if (escape.problem !== undefined) return refuse(escape.problem);
    if (/^\\[uU]/.test(inside)) return refuse("a character constant is one byte: \\u and \\U belong in double quotes");
    if (escape.length !== inside.length) return refuse("single quotes hold one character; text belongs in double quotes");
    value = escape.value;
    const code = value.charCodeAt(0);
    if (code >= 0xdc80 && code <= 0xdcff) return { length, value: code - 0xdc00 };
  }
  if ([...value].length !== 1) return refuse("single quotes hold one character; text belongs in double quotes");
  const code = value.codePointAt(0) as number;
  return code > 0xff ? refuse("a character constant is one byte; other characters belong in double quotes") : { length, value: code };
}

/** Writes a value as a string in double quotes that reads as the same. */
export function quote(value: string): string {
  let out = "";
  for (const char of value) {
    const code = char.codePointAt(0) as number;
    if (char === '"' || char === "\\") out += `\\${char}`;
    else if (code >= 0xdc80 && code <= 0xdcff) out += `\\x${(code - 0xdc00).toString(16)}`;
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else out += char;
  }
  return `"${out}"`;
}

const LONE = /[\udc80-\udcff]/u;

/** The bytes that a string stands for. */
export function stringBytes(value: string): Uint8Array {
  if (!LONE.test(value)) return toUtf8(value);
  const out: number[] = [];
  for (const char of value) {
    const code = char.codePointAt(0) as number;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else out.push(...toUtf8(char));
  }
  return Uint8Array.from(out);
}

/** The text that a string stands for, as text fields of packets are read. */
export function stringText(value: string): string {
  return LONE.test(value) ? utf8(stringBytes(value)) : value;
}
