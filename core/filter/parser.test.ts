import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterText } from "./ast";
import type { Operand, Range, Test } from "./ast";
import { parse } from "./parser";
import { caretLine, Refusal } from "./problem";

const canonical = (text: string): string => filterText(parse(text));

describe("parser", () => {
  it.each([
    ["a || b && c ^^ d", "a || b && c ^^ d"],
    ["(a || b) && c", "(a || b) && c"],
    ["not a and b", "!a && b"],
    ["!(a and b)", "!(a && b)"],
    ["a.x & 1 + 2 * 3", "a.x & 1 + 2 * 3"],
    ["{a.x + 1} * 2 == 4", "{a.x + 1} * 2 == 4"],
    ["a.x - {1 - 2}", "a.x - {1 - 2}"],
    ["a.x <= b.x < c.x", "a.x <= b.x && b.x < c.x"],
    ["a.x not in {1..2, 5}", "!a.x in {1 .. 2, 5}"],
    ["a.x ~= 1", "a.x !== 1"],
    ["a.x[1,3-5,9:,:2,-4:2] == 01", "a.x[1,3-5,9:,0:2,-4:2] == 01"],
    ["any len (a.x) gt 1", "any len(a.x) > 1"],
    ["a.x#[1-2,4] == @b.x#1", "a.x#[1-2,4] == @b.x#[1]"],
    ["a.x == ${b.x#2}", "a.x == ${b.x#[2]}"],
  ])("reads %s", (text, expected) => expect(canonical(text)).toBe(expected));

  it("knows the place of every part", () => {
    const text = '!(tcp.port == 80) && http.host[0:2] contains "x"';
    const at = (node: { start: number; end: number }): string => text.slice(node.start, node.end);
    const and = parse(text);
    if (and.kind !== "and" || and.left.kind !== "not" || and.left.of.kind !== "compare" || and.right.kind !== "compare") throw new Error("another tree");
    expect(at(and)).toBe(text);
    expect(at(and.left)).toBe("!(tcp.port == 80)");
    expect(at(and.left.of)).toBe("(tcp.port == 80)");
    expect(at(and.left.of.opPlace)).toBe("==");
    expect(at(and.left.of.left)).toBe("tcp.port");
    expect(at(and.right.left)).toBe("http.host[0:2]");
    expect(at(and.right.right)).toBe('"x"');
  });

  it.each([
    ["tcp.port = 80", "         ^"],
    ["(tcp", "   ^"],
    ["tcp && || udp", "       ^^"],
    ["tcp.port in {80 443}", "                ^^^"],
    ['tcp.port == "80', "            ^^^"],
    ["ip[5-3]", "   ^^^"],
  ])("points at the wrong place of %s", (text, carets) => {
    let problem: Refusal | undefined;
    try { parse(text); } catch (error) { if (error instanceof Refusal) problem = error; }
    expect(problem && caretLine(text, problem)).toBe(`${text}\n${carets}`);
  });

  it("refuses deep nesting instead of exhausting the stack", () => {
    expect(() => parse(`${"(".repeat(50_000)}tcp${")".repeat(50_000)}`)).toThrow(Refusal);
    expect(() => parse(`${"!".repeat(50_000)}tcp`)).toThrow(Refusal);
  });

  it("throws nothing but refusals, whatever it is given", () => {
    const part = fc.constantFrom("tcp", "ip.src", "==", "!", "(", ")", "{", "}", "[", "]", "0:2", "in", "any", "80", '"a"', "'a'", "&&", "or", "-", "..", ",", "#", "@", "${", "len(", "matches", "aa:bb", "\\");
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 40 }), fc.array(part, { maxLength: 12 }).map((parts) => parts.join(" "))), (text) => {
      try { parse(text); } catch (error) { expect(error).toBeInstanceOf(Refusal); }
    }), { numRuns: 2000 });
  });
});

// ---- printing and parsing again ---------------------------------------------------------------

const here = { start: 0, end: 0 };
const word = fc.constantFrom("tcp.port", "ip.src", "frame", "http.host").map((text): Operand => ({ kind: "word", text, ...here }));
const range = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((from): Range => ({ kind: "single", from, to: 0, ...here })),
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([from, to]): Range => ({ kind: "length", from, to, ...here })),
  fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 6, max: 9 })).map(([from, to]): Range => ({ kind: "inclusive", from, to, ...here })),
  fc.integer({ min: -9, max: 9 }).map((from): Range => ({ kind: "rest", from, to: 0, ...here })),
);
const value = fc.oneof(
  fc.string().map((text): Operand => ({ kind: "string", value: text, ...here })),
  fc.integer({ min: 0, max: 255 }).map((code): Operand => ({ kind: "char", value: code, ...here })),
  fc.nat().map((n): Operand => ({ kind: "word", text: String(n), ...here })),
);
const { operand } = fc.letrec<{ operand: Operand; entity: Operand }>((tie) => ({
  entity: fc.oneof({ maxDepth: 3 }, word, fc.tuple(word, fc.array(range, { minLength: 1, maxLength: 3 })).map(([of, ranges]): Operand => ({ kind: "slice", of, ranges, ...here })),
    fc.array(tie("operand"), { minLength: 1, maxLength: 2 }).map((args): Operand => ({ kind: "call", name: "max", nameEnd: 0, args, ...here }))),
  operand: fc.oneof({ maxDepth: 3 }, tie("entity"), tie("entity").map((of): Operand => ({ kind: "negate", of, ...here })),
    fc.tuple(fc.constantFrom("+" as const, "-" as const, "*" as const, "&" as const), tie("operand"), tie("operand")).map(([op, left, right]): Operand => ({ kind: "arithmetic", op, left, right, ...here }))),
}));
const { test } = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof({ maxDepth: 4 },
    operand.map((of): Test => ({ kind: "exists", of, ...here })),
    fc.tuple(fc.constantFrom("==" as const, "!=" as const, ">=" as const), operand, fc.oneof(operand, value)).map(([op, left, right]): Test => ({ kind: "compare", op, opPlace: here, left, right, ...here })),
    fc.tuple(word, fc.array(value, { minLength: 1, maxLength: 3 })).map(([of, list]): Test => ({ kind: "in", of, members: list.map((low) => ({ low, ...here })), ...here })),
    tie("test").map((of): Test => ({ kind: "not", of, ...here })),
    fc.tuple(fc.constantFrom("and" as const, "or" as const, "xor" as const), tie("test"), tie("test")).map(([kind, left, right]): Test => ({ kind, left, right, ...here })),
  ),
}));

const PLACES = new Set(["start", "end", "opPlace", "nameEnd"]);
const withoutPlaces = (node: unknown): unknown => JSON.parse(JSON.stringify(node, (key, part: unknown) => (PLACES.has(key) ? undefined : part)));

describe("a printed filter", () => {
  it("reads as the same tree", () => {
    fc.assert(fc.property(test, (tree) => {
      expect(withoutPlaces(parse(filterText(tree)))).toEqual(withoutPlaces(tree));
    }), { numRuns: 2000 });
  });
});
