import type { ValueTable } from "./field";

class RecordTable implements ValueTable {
  readonly #names: Map<number, string>;
  constructor(names: Iterable<readonly [number, string]>) { this.#names = new Map(names); }
  name(value: number): string | undefined { return this.#names.get(value); }
  entries(): Iterable<readonly [number, string]> { return this.#names; }
}

/** A table of single values: `values({ 1: "Request", 2: "Reply" })`. Keys may be hexadecimal literals. */
export function values(names: Readonly<Record<number, string>>): ValueTable {
  return new RecordTable(Object.entries(names).map(([value, name]) => [Number(value), name] as const));
}

class RangeTable implements ValueTable {
  constructor(readonly ranges: readonly (readonly [low: number, high: number, name: string])[]) {}
  name(value: number): string | undefined {
    for (const [low, high, name] of this.ranges) if (value >= low && value <= high) return name;
    return undefined;
  }
  *entries(): Iterable<readonly [number, string]> {
    for (const [low, high, name] of this.ranges) if (low === high) yield [low, name];
  }
}

/** A table of ranges, the first that holds the value names it: `ranges([[0, 0, "Reserved"], [1, 9, "Unassigned"]])`. */
export function ranges(list: readonly (readonly [low: number, high: number, name: string])[]): ValueTable {
  return new RangeTable(list);
}
