/** Macros: `$name(a, b)`, `${name;a;b}`, `${name:a;b}` and `${name}` become their text before a filter is parsed. */
import type { Registry } from "../fields/registry";
import { Refusal, refuse } from "./problem";
import type { FilterProblem } from "./problem";

export type Macros = Readonly<Record<string, string>>;

const CALL = /\$(?:\{([A-Za-z0-9_.-]+)(?:[;:]([^}]*))?\}|([A-Za-z_][A-Za-z0-9_-]*)(?:\(([^)]*)\))?)/y;
/** How often macros may stand in macros. */
const MAX_DEPTH = 16;
const MAX_LENGTH = 65_536;

interface Part { readonly text: string; readonly start: number; readonly end: number; readonly macro: boolean }

function split(args: string | undefined, separator: string): readonly string[] {
  return args === undefined ? [] : args.split(separator).map((arg) => arg.trim());
}

export interface Expanded {
  readonly text: string;
  /** Where in the text before expansion a problem lies: one inside a macro lies at its call. */
  place(problem: FilterProblem): FilterProblem;
}

/** Puts the text of macros in their places. A name that is no macro but a field is left as a reference. Throws a Refusal. */
export function expandMacros(text: string, macros: Macros, registry: Registry, depth = 0): Expanded {
  if (!text.includes("$")) return { text, place: (problem) => problem };
  const parts: Part[] = [];
  let plain = 0;
  for (let i = 0; i < text.length;) {
    const char = text[i];
    if (char === '"' || char === "'") {
      // what is quoted is not looked at
      const raw = i > 0 && /[rR]/.test(text[i - 1] as string) && char === '"';
      for (i++; i < text.length && text[i] !== char; i++) if (text[i] === "\\" && (!raw || text[i + 1] === '"')) i++;
      i++;
      continue;
    }
    if (char !== "$") { i++; continue; }
    CALL.lastIndex = i;
    const found = CALL.exec(text);
    if (!found) { i++; continue; }
    const [whole, braced, bracedArgs, plainName, plainArgs] = found;
    const name = (braced ?? plainName) as string;
    const end = i + whole.length;
    const macro = Object.hasOwn(macros, name) ? macros[name] : undefined;
    if (macro === undefined) {
      const isReference = braced !== undefined && bracedArgs === undefined && registry.named(name).length > 0;
      if (!isReference) refuse({ start: i, end }, braced !== undefined ? `there is neither a macro nor a field called ${name}` : `there is no macro called ${name}`);
      i = end;
      continue;
    }
    const args = braced !== undefined ? split(bracedArgs, ";") : split(plainArgs, ",");
    const needed = Math.max(0, ...[...macro.matchAll(/\$(\d)/g)].map((match) => Number(match[1])));
    if (args.length !== needed) refuse({ start: i, end }, `the macro ${name} takes ${needed} argument${needed === 1 ? "" : "s"}, not ${args.length}`);
    if (depth >= MAX_DEPTH) refuse({ start: i, end }, `the macro ${name} uses itself`);
    const filled = macro.replace(/\$(\d)/g, (_, digit: string) => args[Number(digit) - 1] ?? "");
    parts.push({ text: text.slice(plain, i), start: plain, end: i, macro: false });
    parts.push({ text: expandInner(filled, macros, registry, depth + 1, { start: i, end }), start: i, end, macro: true });
    plain = i = end;
  }
  parts.push({ text: text.slice(plain), start: plain, end: text.length, macro: false });
  const expanded = parts.map((part) => part.text).join("");
  if (expanded.length > MAX_LENGTH) refuse({ start: 0, end: text.length }, "the macros make this filter too long");
  return { text: expanded, place: (problem) => ({ ...problem, start: before(parts, problem.start, "start"), end: before(parts, problem.end, "end") }) };
}

function expandInner(text: string, macros: Macros, registry: Registry, depth: number, call: { start: number; end: number }): string {
  if (text.length > MAX_LENGTH) refuse(call, "the macros make this filter too long");
  try {
    return expandMacros(text, macros, registry, depth).text;
  } catch (error) {
    // what is wrong inside the macro's text lies at its call for whoever wrote the filter
    if (error instanceof Refusal) refuse(call, error.message);
    throw error;
  }
}

/** The place before expansion of a place after it. */
function before(parts: readonly Part[], at: number, side: "start" | "end"): number {
  let from = 0;
  for (const part of parts) {
    const to = from + part.text.length;
    if (side === "start" ? at < to : at <= to && at > from) return part.macro ? part[side] : part.start + at - from;
    from = to;
  }
  return parts.at(-1)?.end ?? at;
}
