/** Plans to closures: compiled once, and run on the tree of each packet without parsing or looking up names. */
import { toUtf8 } from "../base/text";
import type { Tree } from "../dissect/tree";
import type { Field, FieldType } from "../fields/field";
import { calculate, isNonZero, negate } from "./arithmetic";
import type { Range } from "./ast";
import { argumentOf } from "./check";
import { compareValues, indexOfBytes } from "./compare";
import { valueOf } from "./functions";
import { layerChooser } from "./layers";
import { bytesView, textView } from "./pattern";
import type { CallPlan, FieldPlan, OperandPlan, TestPlan } from "./plan";
import { familyOf, integerRange } from "./types";
import type { Value } from "./types";

/** One packet's nodes by slot. Lists are reused from packet to packet. */
export class Packet {
  tree: Tree;
  readonly nodes: readonly number[][];
  readonly #slotOf: Int16Array;

  constructor(slots: readonly (readonly Field[])[], fieldCount: number, tree: Tree) {
    this.tree = tree;
    this.nodes = slots.map(() => []);
    this.#slotOf = new Int16Array(fieldCount).fill(-1);
    for (const [slot, fields] of slots.entries()) for (const field of fields) this.#slotOf[field.id] = slot;
  }

  load(tree: Tree): void {
    this.tree = tree;
    for (const list of this.nodes) list.length = 0;
    const { field } = tree;
    for (let i = 0; i < tree.count; i++) {
      const found = field[i];
      if (found === undefined) continue;
      const slot = this.#slotOf[found.id] as number;
      if (slot >= 0) (this.nodes[slot] as number[]).push(i);
    }
  }
}

type Test = (packet: Packet) => boolean;
type Source = (packet: Packet) => readonly Value[];
type Read = (tree: Tree, node: number) => Value | undefined;
const NO_VALUES: readonly Value[] = [];

function nodesOf(plan: FieldPlan): (packet: Packet) => readonly number[] {
  const { slot, layers } = plan;
  const all = (packet: Packet): readonly number[] => packet.nodes[slot] as number[];
  if (!layers) return all;
  return (packet) => {
    const nodes = all(packet);
    return nodes.length ? nodes.filter(layerChooser(layers, packet.tree, nodes)) : nodes;
  };
}

function reader(plan: FieldPlan): Read {
  if (plan.raw) return (tree, node) => tree.bytes(node);
  const { type } = plan;
  // a protocol stands for its bytes to the end of its layer, payload included
  if (type === "protocol") return (tree, node) => tree.layerBytes(node);
  return (tree, node) => valueOf(type, tree.value(node));
}

function fieldSource(plan: FieldPlan, read: Read): Source {
  const nodes = nodesOf(plan);
  return (packet) => {
    const found = nodes(packet);
    if (found.length === 0) return NO_VALUES;
    const values: Value[] = [];
    for (const node of found) {
      const value = read(packet.tree, node);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
}

/** Parts of bytes or characters, one after another; undefined when none of them lies within. */
function cut<T>(length: number, ranges: readonly Range[], take: (from: number, to: number) => T): T[] | undefined {
  const parts: T[] = [];
  for (const range of ranges) {
    const from = range.from < 0 ? length + range.from : range.from;
    let to = from + 1;
    if (range.kind === "length") to = from + range.to;
    else if (range.kind === "rest") to = length;
    else if (range.kind === "inclusive") to = (range.to < 0 ? length + range.to : range.to) + 1;
    if (from >= 0 && from < to && to <= length) parts.push(take(from, to));
  }
  return parts.length ? parts : undefined;
}

function sliceOf(value: Value, ranges: readonly Range[]): Uint8Array | undefined {
  if (value instanceof Uint8Array) {
    const parts = cut(value.length, ranges, (from, to) => value.subarray(from, to));
    if (!parts || parts.length === 1) return parts?.[0];
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  }
  if (typeof value !== "string") return undefined;
  const characters = [...value];
  const parts = cut(characters.length, ranges, (from, to) => characters.slice(from, to).join(""));
  return parts && toUtf8(parts.join(""));
}

function mapped(source: Source, change: (value: Value) => Value | undefined): Source {
  return (packet) => {
    const values = source(packet);
    return values.length === 0 ? NO_VALUES : values.flatMap((value) => change(value) ?? []);
  };
}

function callSource(plan: CallPlan): Source {
  const { function: called, args } = plan;
  const [first] = args;
  const types = args.map((arg) => argumentOf(arg));
  if (called.counts && first?.kind === "field") {
    const nodes = nodesOf(first);
    if (called.counts === "nodes") return (packet) => { const n = nodes(packet).length; return n ? [n] : NO_VALUES; };
    const read: Read = first.type === "string" || first.type === "stringz" ? reader(first) : (tree, node) => lengthOf(tree, node, first.type);
    const lengths = fieldSource(first, read);
    return (packet) => called.evaluate([lengths(packet)], types);
  }
  const sources = args.map(sourceOf);
  return (packet) => called.evaluate(sources.map((source) => source(packet)), types);
}

/** Bytes of a value in its type; times and true or false have none (as in tshark). */
function lengthOf(tree: Tree, node: number, type: FieldType): number {
  if (type === "framenum") return 4;
  switch (familyOf(type)) {
    case "bool": case "abstime": case "reltime": case "none": return 0;
    case "bytes": { const value = tree.value(node); return value instanceof Uint8Array ? value.length : 0; }
    case "protocol": return tree.length[node] as number;
    default: return tree.field[node]?.width ?? 0;
  }
}

function sourceOf(plan: OperandPlan): Source {
  switch (plan.kind) {
    case "field": return fieldSource(plan, reader(plan));
    case "constant": { const values = [plan.value]; return () => values; }
    case "values": return () => plan.values;
    case "slice": {
      // the slice of a protocol ends with its header, not with its layer
      const { of, ranges } = plan;
      const whole = of.kind === "field" && of.type === "protocol" ? fieldSource(of, (tree, node) => tree.bytes(node)) : sourceOf(of);
      return mapped(whole, (value) => sliceOf(value, ranges));
    }
    case "bytes": return mapped(sourceOf(plan.of), (value) => (typeof value === "string" ? toUtf8(value) : value));
    case "call": return callSource(plan);
    case "negate": { const { type } = plan; return mapped(sourceOf(plan.of), (value) => negate(type, value)); }
    case "arithmetic": {
      const { op, type } = plan;
      const left = sourceOf(plan.left), right = sourceOf(plan.right);
      if (plan.left.kind === "constant" && plan.right.kind === "constant") {
        const folded = calculate(op, type, plan.left.value, plan.right.value);
        const values = folded === undefined ? NO_VALUES : [folded];
        return () => values;
      }
      return (packet) => {
        const a = left(packet);
        if (a.length === 0) return NO_VALUES;
        const b = right(packet);
        return a.flatMap((x) => b.flatMap((y) => calculate(op, type, x, y) ?? []));
      };
    }
  }
}

type Order = (a: Value, b: Value) => number;

function orderOf(left: OperandPlan, mask?: Uint8Array): Order {
  if (familyOf(left.type) === "integer" && !integerRange(left.type).signed) {
    // what is never negative cannot be compared with a negative number (as in tshark)
    return (a, b) => (compareValues(b, 0) < 0 && compareValues(a, 0) >= 0 ? NaN : compareValues(a, b));
  }
  return mask ? (a, b) => compareValues(a, b, mask) : compareValues;
}

type Judge = (a: Value, b: Value) => boolean;

function judgeOf(plan: Extract<TestPlan, { kind: "compare" }>): Judge {
  const { op, all, left, right } = plan;
  if (op === "contains") {
    const emptyCounts = familyOf(left.type) === "bytes";
    return (a, b) => {
      if (typeof a === "string" && typeof b === "string") return b !== "" && a.includes(b);
      return a instanceof Uint8Array && b instanceof Uint8Array && (b.length > 0 || emptyCounts) && indexOfBytes(a, b) >= 0;
    };
  }
  const order = orderOf(left, right.kind === "constant" ? right.mask : undefined);
  const decide = (accept: (difference: number) => boolean): Judge => (a, b) => {
    const difference = order(a, b);
    return Number.isNaN(difference) ? all : accept(difference);
  };
  switch (op) {
    case "==": return decide((d) => d === 0);
    case "!=": return decide((d) => d !== 0);
    case ">": return decide((d) => d > 0);
    case "<": return decide((d) => d < 0);
    case ">=": return decide((d) => d >= 0);
    case "<=": return decide((d) => d <= 0);
    default: throw new Error(`no judge for ${op}`);
  }
}

function compareTest(plan: Extract<TestPlan, { kind: "compare" }>): Test {
  const { all, left, right } = plan;
  const judge = judgeOf(plan);
  if (left.kind === "field" && right.kind === "constant") {
    const nodes = nodesOf(left), read = reader(left), { value: wanted } = right;
    return quantified(nodes, all, (packet, node) => {
      const value = read(packet.tree, node);
      return value === undefined ? all : judge(value, wanted);
    });
  }
  const lefts = sourceOf(left), rights = sourceOf(right);
  return (packet) => {
    const a = lefts(packet);
    if (a.length === 0) return false;
    const b = rights(packet);
    if (b.length === 0) return false;
    return all ? a.every((x) => b.every((y) => judge(x, y))) : a.some((x) => b.some((y) => judge(x, y)));
  };
}

/** `accept` holds for one of the items, or for all of them and there is one. */
function quantified<T>(itemsOf: (packet: Packet) => readonly T[], all: boolean, accept: (packet: Packet, item: T) => boolean): Test {
  return (packet) => {
    const items = itemsOf(packet);
    for (const item of items) if (accept(packet, item) !== all) return !all;
    return all && items.length > 0;
  };
}

function membershipTest(plan: Extract<TestPlan, { kind: "in" }>): Test {
  const members = plan.members.map(({ low, high }) => {
    const order = orderOf(plan.of, low.kind === "constant" ? low.mask : undefined);
    return { order, low: sourceOf(low), high: high && sourceOf(high) };
  });
  const of = sourceOf(plan.of);
  return (packet) => {
    const values = of(packet);
    if (values.length === 0) return false;
    return members.some(({ order, low, high }) => {
      const lows = low(packet), highs = high?.(packet);
      const within = (value: Value): boolean => (highs
        ? lows.some((l) => order(value, l) >= 0) && highs.some((h) => order(value, h) <= 0)
        : lows.some((l) => order(value, l) === 0));
      // all of the values in the same member of the set (as in tshark)
      return plan.all ? values.every(within) : values.some(within);
    });
  };
}

function existsTest(of: OperandPlan): Test {
  if (of.kind === "field") { const nodes = nodesOf(of); return (packet) => nodes(packet).length > 0; }
  const source = sourceOf(of);
  if (of.kind === "slice") return (packet) => source(packet).length > 0;
  return (packet) => source(packet).some(isNonZero);
}

/** Makes the closure that decides a packet. */
export function testOf(plan: TestPlan): Test {
  switch (plan.kind) {
    case "not": { const of = testOf(plan.of); return (packet) => !of(packet); }
    case "and": { const left = testOf(plan.left), right = testOf(plan.right); return (packet) => left(packet) && right(packet); }
    case "or": { const left = testOf(plan.left), right = testOf(plan.right); return (packet) => left(packet) || right(packet); }
    case "xor": { const left = testOf(plan.left), right = testOf(plan.right); return (packet) => left(packet) !== right(packet); }
    case "exists": return existsTest(plan.of);
    case "compare": return compareTest(plan);
    case "in": return membershipTest(plan);
    case "matches": {
      const { pattern } = plan;
      return quantified(sourceOf(plan.left), plan.all, (_, value) => (typeof value === "string" ? pattern.test(textView(value)) : value instanceof Uint8Array && pattern.test(bytesView(value))));
    }
  }
}
