/** A filter's text to something that decides packets. */
import { Tree } from "../dissect/tree";
import type { Field } from "../fields/field";
import type { Registry } from "../fields/registry";
import type { Test } from "./ast";
import { check } from "./check";
import type { LocalZone } from "./dates";
import { Packet, testOf } from "./evaluate";
import { expandMacros } from "./macros";
import type { Macros } from "./macros";
import { parse } from "./parser";
import { Refusal } from "./problem";
import type { FilterProblem } from "./problem";

export { caretLine } from "./problem";
export type { FilterProblem } from "./problem";

export interface FilterOptions {
  /** Macros by name; `$1`, `$2`… in their text stand for what they are given. */
  readonly macros?: Macros;
  /** Tree of the selected packet, for `${field}`. */
  readonly selected?: Tree;
  /** Minutes east of Greenwich at a moment; the machine's zone when not given. */
  readonly zone?: LocalZone;
}

/** A filter that is ready to decide packets. */
export interface CompiledFilter {
  readonly text: string;
  /** Every declared field whose nodes it looks at. */
  readonly fields: readonly Field[];
  /** True when it looks at nodes that no field names; then dissection must keep all. */
  readonly needsAll: boolean;
  /** Doubtful but valid parts. */
  readonly warnings: readonly FilterProblem[];
  readonly ast: Test;
  matches(tree: Tree): boolean;
}

export type FilterResult =
  | { readonly ok: true; readonly filter: CompiledFilter }
  | { readonly ok: false; readonly problem: FilterProblem };

const machineZone: LocalZone = (millis) => -new Date(millis).getTimezoneOffset();

/** Compiles a filter. Never throws: what is wrong comes back with its place in `text`. */
export function compileFilter(text: string, registry: Registry, options: FilterOptions = {}): FilterResult {
  let place = (problem: FilterProblem): FilterProblem => problem;
  try {
    const expanded = expandMacros(text, options.macros ?? {}, registry);
    place = expanded.place;
    const ast = parse(expanded.text);
    const { plan, slots, warnings } = check(ast, registry, { zone: options.zone ?? machineZone, ...(options.selected ? { selected: options.selected } : {}) });
    const test = testOf(plan);
    const packet = new Packet(slots, registry.fields.length, new Tree());
    return {
      ok: true,
      filter: {
        text, ast, fields: slots.flat(), needsAll: false, warnings: warnings.map(place),
        matches(tree) { packet.load(tree); return test(packet); },
      },
    };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: place(error.problem) };
    throw error;
  }
}

/** Whether a filter is valid, for a filter bar that checks while one types. */
export type FilterState =
  | { readonly state: "empty" | "valid" }
  | { readonly state: "doubtful" | "invalid"; readonly problem: FilterProblem };

/** Checks a filter without running it. */
export function checkFilter(text: string, registry: Registry, options: FilterOptions = {}): FilterState {
  if (text.trim() === "") return { state: "empty" };
  const result = compileFilter(text, registry, options);
  if (!result.ok) return { state: "invalid", problem: result.problem };
  const [doubt] = result.filter.warnings;
  return doubt ? { state: "doubtful", problem: doubt } : { state: "valid" };
}
