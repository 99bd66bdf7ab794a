/** What may be typed at the caret, from the same scanner and declarations that filters are read with. */
import type { Field } from "../fields/field";
import type { Registry } from "../fields/registry";
import { FUNCTIONS } from "./functions";
import { quote } from "./quoted";
import { scan } from "./scanner";
import type { Token } from "./scanner";
import { canContain, canMatch, familyOf, typeWords } from "./types";

export interface CompletionItem {
  readonly text: string;
  readonly kind: "protocol" | "field" | "value" | "function" | "operator";
  readonly detail: string;
}
export interface CompletionList {
  /** Characters [start, end) of the text that the items replace. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
}

const MOST = 200;

const COMPARISONS: readonly (readonly [text: string, detail: string])[] = [
  ["==", "equal"], ["!=", "not equal (none of them)"], [">", "greater than"], ["<", "less than"], [">=", "greater than or equal"], ["<=", "less than or equal"],
  ["in", "one of a set: in {80, 443, 8000..8010}"], ["===", "all equal"], ["!==", "any not equal"],
];
const JOINING: readonly (readonly [text: string, detail: string])[] = [["&&", "and"], ["||", "or"], ["^^", "one of the two, not both"]];
const VALUE_AFTER: ReadonlySet<string> = new Set(["==", "eq", "any_eq", "!=", "ne", "all_ne", "===", "all_eq", "!==", "any_ne", "~=", ">", "gt", "<", "lt", ">=", "ge", "<=", "le"]);
const TEST_AFTER: ReadonlySet<string> = new Set(["(", "!", "not", "&&", "and", "||", "or", "^^", "xor", "any", "all"]);

function isSign(token: Token | undefined, texts: ReadonlySet<string>): boolean {
  return token !== undefined && (token.kind === "sign" || token.kind === "keyword") && texts.has(token.text);
}

function describe(field: Field): string { return field.type === "protocol" ? field.label : `${field.label}: ${typeWords(field.type)}`; }

/** 0 when the name begins with what is typed, 1 when one of its parts does, 2 when it holds it; -1 when not. */
function rank(name: string, typed: string): number {
  const lower = name.toLowerCase();
  if (lower.startsWith(typed)) return 0;
  if (lower.includes(`.${typed}`)) return 1;
  return typed.length > 1 && lower.includes(typed) ? 2 : -1;
}

function names(registry: Registry, typed: string): CompletionItem[] {
  const wanted = typed.toLowerCase();
  const ranked: { item: CompletionItem; rank: number; depth: number }[] = [];
  for (const name of registry.names) {
    const place = rank(name, wanted);
    const field = registry.named(name)[0];
    if (place < 0 || !field) continue;
    ranked.push({ item: { text: name, kind: field.type === "protocol" ? "protocol" : "field", detail: describe(field) }, rank: place, depth: name.split(".").length });
  }
  for (const { name, help } of FUNCTIONS.values()) {
    if (wanted !== "" && name.startsWith(wanted)) ranked.push({ item: { text: `${name}(`, kind: "function", detail: help }, rank: 0, depth: 1 });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.depth - b.depth || (a.item.text < b.item.text ? -1 : 1));
  return ranked.slice(0, MOST).map(({ item }) => item);
}

function valuesOf(fields: readonly Field[], typed: string): CompletionItem[] {
  const wanted = typed.replace(/^"|"$/g, "").toLowerCase();
  const items = new Map<string, CompletionItem>();
  const add = (name: string, detail: string): void => {
    const text = /^[A-Za-z_][\w-]*$/.test(name) ? name : quote(name);
    if (name.toLowerCase().includes(wanted) || detail.startsWith(wanted)) items.set(text, { text, kind: "value", detail });
  };
  for (const field of fields) {
    if (field.type === "bool") {
      const [yes, no] = field.words ?? ["True", "False"];
      add(yes, "1");
      add(no, "0");
    }
    for (const [value, name] of field.values?.entries() ?? []) {
      if (items.size >= MOST) break;
      add(name, field.display.startsWith("hex") ? `0x${value.toString(16)}` : String(value));
    }
  }
  return [...items.values()];
}

function operators(field: Field | undefined): CompletionItem[] {
  const item = ([text, detail]: readonly [string, string]): CompletionItem => ({ text, kind: "operator", detail });
  const joining = JOINING.map(item);
  if (!field || familyOf(field.type) === "none") return joining;
  const search: CompletionItem[] = [];
  if (canContain(field.type)) search.push(item(["contains", "holds this text or these bytes"]));
  if (canMatch(field.type)) search.push(item(["matches", "fits this regular expression"]));
  const compare = COMPARISONS.map(item);
  return field.type === "protocol" ? [...joining, ...search, ...compare] : [...compare, ...search, ...joining];
}

/** The field that the value being typed is compared with: what stands before the operator, or before `in {`. */
function comparedWith(before: readonly Token[], registry: Registry): readonly Field[] {
  for (let i = before.length - 1; i >= 0; i--) {
    const token = before[i] as Token;
    if (isSign(token, VALUE_AFTER) || (token.kind === "keyword" && token.text === "in")) {
      const name = before[i - 1];
      return name?.kind === "word" ? registry.named(name.text) : [];
    }
    if (isSign(token, TEST_AFTER) || token.text === "}") return [];
  }
  return [];
}

/** Items for the text at `caret`. Never throws. */
export function complete(text: string, caret: number, registry: Registry): CompletionList {
  const tokens = scan(text.slice(0, caret)).filter((token) => token.kind !== "end");
  const last = tokens.at(-1);
  const touching = last !== undefined && last.end === caret && (last.kind === "word" || last.kind === "keyword" || last.kind === "string" || (last.kind === "bad" && last.text.startsWith('"')));
  // a name continued with a point that has nothing after it yet
  const dotted = /[A-Za-z0-9_][\w.-]*\.$/.exec(text.slice(0, caret))?.[0];
  const start = dotted !== undefined ? caret - dotted.length : touching ? last.start : caret;
  const typed = text.slice(start, caret);
  const rest = /^[\w.-]*/.exec(text.slice(caret))?.[0].length ?? 0;
  const before = tokens.filter((token) => token.end <= start);
  const previous = before.at(-1);
  const reply = (items: readonly CompletionItem[]): CompletionList => ({ start, end: caret + (touching ? rest : 0), items });
  const inside = before.slice(before.findLastIndex((token) => token.text === "{" || token.text === "}" || token.text === "in"));
  const inSet = inside[0]?.text === "{" && isSign(previous, new Set(["{", ",", ".."]));
  if (isSign(previous, VALUE_AFTER) || inSet) {
    const compared = comparedWith(before, registry);
    const values = valuesOf(compared, typed);
    const family = compared[0] && familyOf(compared[0].type);
    const fields = inSet || typed === "" || typed.startsWith('"') ? [] : names(registry, typed).filter(({ text: name }) => {
      const found = registry.named(name)[0];
      return found !== undefined && familyOf(found.type) === family;
    });
    return reply([...values, ...fields].slice(0, MOST));
  }
  if (typed !== "" && last?.kind === "string") return reply([]);
  if (previous === undefined || isSign(previous, TEST_AFTER) || isSign(previous, new Set(["+", "-", "*", "/", "%", "&", "@", "${", "{", ","]))) return reply(names(registry, typed));
  if (previous.kind === "word" || previous.text === "]" || previous.text === ")") {
    const field = previous.kind === "word" ? registry.named(previous.text)[0] : undefined;
    const afterValue = isSign(before.at(-2), VALUE_AFTER);
    const items = afterValue ? JOINING.map(([sign, detail]): CompletionItem => ({ text: sign, kind: "operator", detail })) : operators(field);
    return reply(items.filter((item) => item.text.startsWith(typed)));
  }
  if (["string", "char", "literal"].includes(previous.kind) || previous.text === "}") {
    return reply(operators(undefined).filter((item) => item.text.startsWith(typed)));
  }
  return reply([]);
}
