/**
 * Words, literals and signs of a display filter, each with its place in the text.
 * Grammar: wireshark-filter(4); what a longest match takes was found by asking tshark.
 */
import { parseIpv6 } from "./address-literals";
import { readCharacter, readString } from "./quoted";

export type TokenKind =
  /** Name of a field, protocol or function, or a literal without quotes. */
  | "word"
  /** Literal that cannot be a name: byte string with colons, IPv6 address, CIDR. */
  | "literal"
  | "string"
  | "char"
  | "keyword"
  | "sign"
  /** What the language does not know; `problem` says why. */
  | "bad"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of strings and character constants: what they stand for. */
  readonly value?: string | number;
  readonly problem?: string;
  /** Place of the problem when it is not the whole token. */
  readonly problemStart?: number;
  readonly problemEnd?: number;
}

/** Words of the language; all others are names or literals. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  "and", "or", "xor", "not", "eq", "ne", "gt", "lt", "ge", "le", "any_eq", "all_eq", "any_ne", "all_ne",
  "contains", "matches", "in", "any", "all", "bitwise_and",
]);

const SIGNS = [
  "===", "!==", "==", "!=", "~=", ">=", "<=", "&&", "||", "^^", "..", "${",
  "!", "~", ">", "<", "&", "(", ")", "{", "}", "[", "]", ",", "+", "-", "*", "/", "%", "#", "@", "$", ";", ":",
];

const SPACE = /[ \t\r\n\f\v]*/y;
const WORD = /[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*/y;
const DOTTED_FIELD = /\.[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*/y;
const COLON_BYTES = /[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})+/y;
const IPV6_LIKE = /[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:\d{1,3}(?:\.\d{1,3}){3})?/y;
const COLON_WORD = /:[A-Za-z0-9_.:-]*[A-Za-z0-9_-]/y;
const IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const RANGE_WORD = /[A-Za-z0-9_.]+/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** The longest IPv6 address at `at`, "" when there is none. */
function ipv6At(text: string, at: number): string {
  for (let found = match(IPV6_LIKE, text, at); found.length > 1; found = found.slice(0, -1)) {
    if (parseIpv6(found)) return found;
  }
  return "";
}

/** Reads a filter into tokens; the last one is always `end`. Never throws. */
export function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  // inside [ ] a colon and a minus separate numbers instead of joining them
  let inRange = false;
  const push = (kind: TokenKind, length: number, more: Partial<Token> = {}): void => {
    tokens.push({ kind, text: text.slice(at, at + length), start: at, end: at + length, ...more });
    at += length;
  };
  for (;;) {
    at += match(SPACE, text, at).length;
    if (at >= text.length) break;
    const char = text[at] as string;
    const rawString = (char === "r" || char === "R") && text[at + 1] === '"';
    if (!inRange && (char === '"' || rawString)) {
      const { length, ...rest } = readString(text, at);
      push(rest.problem === undefined ? "string" : "bad", length, rest);
      continue;
    }
    if (!inRange && char === "'") {
      const { length, ...rest } = readCharacter(text, at);
      push(rest.problem === undefined ? "char" : "bad", length, rest);
      continue;
    }
    if (inRange) {
      const word = match(RANGE_WORD, text, at);
      if (word) { push("word", word.length); continue; }
    } else {
      const word = match(WORD, text, at);
      const colons = match(COLON_BYTES, text, at), six = ipv6At(text, at);
      const colon = match(COLON_WORD, text, at);
      const longest = [word, colons, six, colon].reduce((a, b) => (b.length > a.length ? b : a));
      if (longest && longest !== word) {
        const prefix = longest === six ? match(/\/\d{1,3}/y, text, at + six.length) : "";
        push("literal", longest.length + prefix.length);
        continue;
      }
      if (word) {
        const prefix = IPV4.test(word) ? match(/\/\d{1,2}/y, text, at + word.length) : "";
        if (prefix) push("literal", word.length + prefix.length);
        else push(KEYWORDS.has(word) ? "keyword" : "word", word.length);
        continue;
      }
      const dotted = match(DOTTED_FIELD, text, at);
      if (dotted) { push("word", dotted.length); continue; }
    }
    const sign = SIGNS.find((s) => text.startsWith(s, at));
    if (sign !== undefined) {
      if (sign === "[") inRange = true;
      else if (sign === "]") inRange = false;
      push("sign", sign.length);
      continue;
    }
    const whole = String.fromCodePoint(text.codePointAt(at) as number);
    push("bad", whole.length, {
      problem: whole > "~" ? `"${whole}" can stand only inside double quotes` : `"${whole}" has no meaning here`,
    });
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}
