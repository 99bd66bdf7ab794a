/**
 * Patterns of `matches`: PCRE's spelling on RE2's engine, whose time grows only with the
 * length of the text, so that no pattern can hang. Text is matched byte by byte, as tshark
 * does: bytes 80 to ff are shifted to U+E080…U+E0FF, where no two are upper and lower case of each other.
 */
import { RE2JS } from "re2js";
import { toUtf8 } from "../base/text";
import { stringBytes } from "./quoted";

const HIGH = 0xe000;
const SHIFTED: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte < 0x80 ? byte : HIGH + byte));

/** Bytes as the text that patterns are matched against. */
export function bytesView(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += SHIFTED[bytes[i] as number];
  return text;
}

/** Text as patterns are matched against it. */
export function textView(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : bytesView(toUtf8(text));
}

export interface Pattern { test(view: string): boolean }

class Untranslatable extends Error {}

const SPACES = "\\t\\n\\v\\f\\r ";
const PLAIN_ESCAPES = /[dDwWSbBAzafnrtQE]/;

function byteEscape(code: number, whole: string): string {
  if (code > 0xff) throw new Untranslatable(`${whole} is no byte: patterns are matched byte by byte`);
  return `\\x{${(code < 0x80 ? code : HIGH + code).toString(16)}}`;
}

/** PCRE's escape at `at` (a backslash) as RE2 spells it, and how long it is. */
function escape(source: string, at: number, inClass: boolean): readonly [text: string, length: number] {
  const next = source[at + 1];
  if (next === undefined) throw new Untranslatable("the pattern ends in a backslash");
  const rest = source.slice(at);
  const number = /^\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{0,2})|o\{([0-7]+)\}|(0[0-7]{0,2}|[1-3][0-7]{2}))/.exec(rest);
  if (number) {
    const [whole, braced, pair, long, octal] = number;
    const digits = braced ?? pair;
    const code = digits !== undefined ? parseInt(digits || "0", 16) : parseInt((long ?? octal) as string, 8);
    return [byteEscape(code, whole), whole.length];
  }
  if (PLAIN_ESCAPES.test(next)) {
    if (inClass && next === "b") return ["\\x08", 2];
    return [rest.slice(0, 2), 2];
  }
  const classes: Readonly<Record<string, string>> = { s: SPACES, h: "\\t \\x{e0a0}", v: "\\n\\v\\f\\r\\x{e085}" };
  const members = classes[next];
  if (members !== undefined) return [inClass ? members : `[${members}]`, 2];
  if (next === "p" || next === "P") return [/^\\[pP](?:\{[^}]*\}|.)?/.exec(rest)?.[0] ?? "\\p", /^\\[pP](?:\{[^}]*\}|.)?/.exec(rest)?.[0].length ?? 2];
  if (next === "e") return ["\\x1b", 2];
  if (next === "c") return [byteEscape((source.charCodeAt(at + 2) & 0xdf) ^ 0x40, rest.slice(0, 3)), 3];
  if (!inClass) {
    switch (next) {
      case "Z": return ["(?:\\n?\\z)", 2];
      case "H": return ["[^\\t \\x{e0a0}]", 2];
      case "V": return ["[^\\n\\v\\f\\r\\x{e085}]", 2];
      case "N": return ["[^\\n]", 2];
      case "R": return ["(?:\\r\\n|[\\n\\v\\f\\r\\x{e085}])", 2];
    }
    if (/[1-9gk]/.test(next)) throw new Untranslatable(`\\${next} refers back to a group, which cannot be matched in bounded time`);
  }
  if (/[0-9A-Za-z]/.test(next)) throw new Untranslatable(`\\${next} means nothing in a pattern`);
  if (next > "\x7f") return [next, 2];
  return [`\\${next}`, 2];
}

/** A character class that begins at `at`; undefined when it is not closed. */
function charClass(source: string, at: number): readonly [text: string, length: number] {
  let out = "[";
  let i = at + 1;
  if (source[i] === "^") { out += "^"; i++; }
  if (source[i] === "]") { out += "\\]"; i++; }
  for (; i < source.length && source[i] !== "]";) {
    const posix = /^\[:\^?[a-z]+:\]/.exec(source.slice(i));
    if (posix) { out += posix[0]; i += posix[0].length; continue; }
    if (source[i] === "\\") {
      const [text, length] = escape(source, i, true);
      out += text;
      i += length;
      continue;
    }
    out += source[i] === "[" ? "\\[" : (source[i] as string);
    i++;
  }
  if (i >= source.length) throw new Untranslatable("a [ is not closed by ]");
  return [`${out}]`, i + 1 - at];
}

/** PCRE's spelling to RE2's. Throws Untranslatable for what has no counterpart. */
function translate(source: string): { text: string; lookbehind: boolean } {
  let text = "", lookbehind = false, extended = false;
  const multiline = /\(\?[a-z]*m/.test(source);
  for (let i = 0; i < source.length;) {
    const rest = source.slice(i);
    const char = source[i] as string;
    if (rest.startsWith("\\Q")) {
      const close = source.indexOf("\\E", i);
      const literal = source.slice(i + 2, close < 0 ? source.length : close);
      text += literal.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
      i = close < 0 ? source.length : close + 2;
      continue;
    }
    if (char === "\\") {
      const [out, length] = escape(source, i, false);
      text += out;
      i += length;
      continue;
    }
    if (char === "[") {
      const [out, length] = charClass(source, i);
      text += out;
      i += length;
      continue;
    }
    if (extended && /\s/.test(char)) { i++; continue; }
    if (extended && char === "#") { const line = rest.indexOf("\n"); i = line < 0 ? source.length : i + line + 1; continue; }
    if (char === "$" && !multiline) { text += "(?:\\n?\\z)"; i++; continue; }
    const comment = /^\(\?#[^)]*\)/.exec(rest);
    if (comment) { i += comment[0].length; continue; }
    if (rest.startsWith("(*")) throw new Untranslatable("(* … ) settings are not known here");
    if (/^\(\?[=!]/.test(rest)) throw new Untranslatable("looking ahead with (?= or (?! cannot be matched in bounded time");
    if (/^\(\?(?:>|\||R|&|P>|\d|\()/.test(rest)) throw new Untranslatable(`${rest.slice(0, 3)} cannot be matched in bounded time`);
    if (/^\(\?<[=!]/.test(rest)) { lookbehind = true; text += rest.slice(0, 4); i += 4; continue; }
    const flags = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(rest);
    if (flags) {
      const [whole, on = "", off = "", close] = flags;
      if (on.includes("x")) extended = true;
      if (off.includes("x")) extended = false;
      const bad = /[^imsxU]/.exec(on + off);
      if (bad) throw new Untranslatable(`(?${bad[0]}) is not known here`);
      const left = on.replace(/x/g, ""), right = off.replace(/x/g, "");
      if (left || right) text += `(?${left}${right ? `-${right}` : ""}${close}`;
      else if (close === ":") text += "(?:";
      i += whole.length;
      continue;
    }
    if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/.test(rest)) throw new Untranslatable("quantifiers that never give back (such as ++) are not known here");
    text += char;
    i++;
  }
  return { text, lookbehind };
}

/**
 * Compiles a pattern as a filter has it; letters match both cases unless it says (?-i).
 * Gives the reason where it cannot be used.
 */
export function compilePattern(source: string): Pattern | string {
  try {
    const { text, lookbehind } = translate(bytesView(stringBytes(source)));
    const compiled = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE | (lookbehind ? RE2JS.LOOKBEHINDS : 0));
    return { test: (view) => compiled.test(view) };
  } catch (error) {
    if (error instanceof Untranslatable) return error.message;
    const found = /^error parsing regexp: ([^:]*)(?:: `(.*)`)?/.exec(error instanceof Error ? error.message : String(error));
    return found ? `${found[1]}${found[2] === undefined ? "" : ` (${found[2].replace(/^\(\?i\)/, "")})`}` : "it is not a pattern";
  }
}
