/** The type check: names become fields, literals become values, and what cannot be is refused with its reason. */
import type { Tree } from "../dissect/tree";
import type { Field, FieldType } from "../fields/field";
import type { Registry } from "../fields/registry";
import { operandText } from "./ast";
import type { Arithmetic, Call, Compare, CompareOp, Membership, Operand, Place, Range, Reference, Slice, Test, Word } from "./ast";
import type { LocalZone } from "./dates";
import { FUNCTIONS, valueOf } from "./functions";
import type { Argument } from "./functions";
import { layerChooser } from "./layers";
import { readLiteral, written } from "./literals";
import type { Expected, Literal } from "./literals";
import { compilePattern } from "./pattern";
import type { FieldPlan, OperandPlan, TestPlan } from "./plan";
import { refuse } from "./problem";
import type { FilterProblem } from "./problem";
import { nearest } from "./suggest";
import { calculable, canContain, canMatch, comparable, familyOf, hasBytes, integerRange, sliceable, typeWords } from "./types";
import type { Value } from "./types";

export interface CheckOptions {
  /** Tree of the selected packet, which `${field}` reads; without it references have no values. */
  readonly selected?: Tree;
  /** Local time zone, for dates without one. */
  readonly zone: LocalZone;
}

export interface Checked {
  readonly plan: TestPlan;
  /** Fields by slot: all fields of one name share a slot. */
  readonly slots: readonly (readonly Field[])[];
  readonly warnings: readonly FilterProblem[];
}

const OPERATION = { "+": "added to", "-": "subtracted from", "*": "multiplied", "/": "divided", "%": "divided", "&": "masked with &", negate: "given a minus" } as const;

class Checker {
  readonly slots: (readonly Field[])[] = [];
  readonly warnings: FilterProblem[] = [];
  readonly #slotOf = new Map<string, number>();

  constructor(readonly registry: Registry, readonly options: CheckOptions) {}

  warn(place: Place, message: string): void { this.warnings.push({ message, start: place.start, end: place.end }); }

  test(node: Test): TestPlan {
    const place = { start: node.start, end: node.end };
    switch (node.kind) {
      case "not": return { kind: "not", of: this.test(node.of), place };
      case "and": case "or": case "xor": return { kind: node.kind, left: this.test(node.left), right: this.test(node.right), place };
      case "exists": return this.exists(node.of, place);
      case "in": return this.membership(node, place);
      case "compare": return this.compare(node, place);
    }
  }

  exists(of: Operand, place: Place): TestPlan {
    if (of.kind === "call") {
      const plan = this.call(of);
      if (plan.type !== "bool") refuse({ start: of.start, end: of.nameEnd }, `${of.name}() gives ${typeWords(plan.type)}: compare it with something, such as ${operandText(of)} == …`);
      return { kind: "exists", of: plan, place };
    }
    if (of.kind === "reference") refuse(of, "a value of the selected packet is no test by itself: compare a field with it");
    return { kind: "exists", of: this.operand(of, undefined), place };
  }

  membership(node: Membership, place: Place): TestPlan {
    if (node.of.kind !== "word") refuse(node.of, "only a field can be tested with in { }");
    const of = this.operand(node.of, undefined);
    const expected = this.expectedOf(of, node.of);
    if (of.type === "none") refuse(node.of, `${expected.what} is only a label: it has no value to compare with`);
    const member = (value: Operand): OperandPlan => {
      const plan = this.operand(value, expected);
      this.match(of, node.of, plan, value);
      return plan;
    };
    const members = node.members.map(({ low, high }) => ({ low: member(low), high: high && member(high) }));
    return { kind: "in", all: node.quantifier === "all", of, members, place };
  }

  compare(node: Compare, place: Place): TestPlan {
    const left = this.operand(node.left, undefined);
    const { op } = node;
    const what = operandText(node.left);
    const all = node.quantifier ? node.quantifier === "all" : op === "===" || op === "!=";
    if (op === "matches") {
      if (!canMatch(left.type)) refuse(node.left, `${what} is ${typeWords(left.type)}: matches searches text and bytes (string(${what}) makes text of a number or address)`);
      if (node.right.kind !== "string") refuse(node.right, "matches is followed by a pattern in double quotes");
      const pattern = compilePattern(node.right.value);
      if (typeof pattern === "string") refuse(node.right, `this pattern cannot be used: ${pattern}`);
      return { kind: "matches", all, left, pattern, place };
    }
    if (op === "contains") {
      if (!canContain(left.type)) refuse(node.left, `${what} is ${typeWords(left.type)}: contains searches text and bytes`);
      return { kind: "compare", op, all, ...this.contained(node, left), place };
    }
    if (left.type === "none") refuse(node.left, `${what} is only a label: it is there or not, and has no value to compare with`);
    const right = this.operand(node.right, this.expectedOf(left, node.left));
    const sides = this.match(left, node.left, right, node.right);
    this.doubt(node, left, right);
    const plain: Readonly<Record<string, Exclude<CompareOp, "matches">>> = { "===": "==", "!==": "!=" };
    return { kind: "compare", op: plain[op] ?? op, all, ...sides, place };
  }

  contained(node: Compare, left: OperandPlan): { left: OperandPlan; right: OperandPlan } {
    const expected = this.expectedOf(left, node.left);
    if (left.type === "ether" && node.right.kind !== "word" && node.right.kind !== "slice") {
      refuse(node.right, `${expected.what} is a hardware (MAC) address: it contains bytes, such as 1b:63`);
    }
    const right = this.operand(node.right, left.type === "ether" ? { ...expected, type: "bytes" } : expected);
    if (right.kind === "constant") return { left, right };
    if (right.type === "guid" || !canContain(right.type)) refuse(node.right, `${operandText(node.right)} is ${typeWords(right.type)}: contains looks for text or bytes`);
    return this.match(left, node.left, right, node.right);
  }

  /** Makes two sides comparable, or refuses them. */
  match(left: OperandPlan, leftNode: Operand, right: OperandPlan, rightNode: Operand): { left: OperandPlan; right: OperandPlan } {
    if (left.kind === "slice" || right.kind === "slice") {
      for (const [plan, node] of [[left, leftNode], [right, rightNode]] as const) {
        if (!hasBytes(plan.type)) refuse(node, `${operandText(node)} is ${typeWords(plan.type)}: it has no bytes to compare with a slice`);
      }
      const bytes = (of: OperandPlan): OperandPlan => (of.kind === "slice" || of.kind === "constant" ? of : { kind: "bytes", type: "bytes", of });
      return { left: bytes(left), right: bytes(right) };
    }
    if (!comparable(left.type, right.type)) {
      refuse(rightNode, `${operandText(leftNode)} is ${typeWords(left.type)}, but ${operandText(rightNode)} is ${typeWords(right.type)}: they cannot be compared`);
    }
    return { left, right };
  }

  doubt(node: Compare, left: OperandPlan, right: OperandPlan): void {
    if (node.right.kind === "word" && right.kind === "constant" && familyOf(left.type) === "string") {
      this.warn(node.right, `put text in double quotes: "${node.right.text}"`);
    }
    if (right.kind === "constant" && familyOf(left.type) === "integer" && left.kind === "field" && !integerRange(left.type).signed && (right.value as number | bigint) < 0) {
      this.warn(node.right, `${left.name} is never negative`);
    }
  }

  // ---- operands ---------------------------------------------------------------------------

  /** With `expected`, literals are read as what they are compared with; without it there must be a field. */
  operand(node: Operand, expected: Expected | undefined): OperandPlan {
    switch (node.kind) {
      case "word": return this.word(node, expected);
      case "string": case "char": {
        if (!expected) return refuse(node, `a test begins with a field, not with a value such as ${written(node)}`);
        return this.constant(expected, readLiteral(node, expected));
      }
      case "slice": return this.slice(node);
      case "call": return this.call(node);
      case "reference": return this.reference(node);
      case "arithmetic": return this.arithmetic(node, expected);
      case "negate": {
        const inner = node.of;
        if (expected && (inner.kind === "char" || inner.kind === "string" || (inner.kind === "word" && this.fieldsOf(inner).length === 0))) {
          if (!calculable("negate", expected.type)) refuse(node, `${expected.what} is ${typeWords(expected.type)}: a minus has no meaning for it`);
          const { value } = readLiteral(inner, expected, true);
          return { kind: "constant", type: expected.type, value: typeof value === "bigint" ? -value : -Number(value) };
        }
        const of = this.operand(inner, expected);
        if (!calculable("negate", of.type)) refuse(inner, `${operandText(inner)} is ${typeWords(of.type)}: a minus has no meaning for it`);
        return { kind: "negate", type: of.type, of };
      }
    }
  }

  constant(expected: Expected, literal: Literal): OperandPlan { return { kind: "constant", type: expected.type, ...literal }; }

  fieldsOf(node: Word): readonly Field[] {
    return node.literal ? [] : this.registry.named(node.text.startsWith(".") ? node.text.slice(1) : node.text);
  }

  word(node: Word, expected: Expected | undefined): OperandPlan {
    const fields = this.fieldsOf(node);
    const [first] = fields;
    if (first) return this.field(first.name, fields, node.layers, node.raw ?? false);
    const explicit = node.layers !== undefined || node.raw === true || node.text.startsWith(".");
    if (expected && !explicit) return this.constant(expected, readLiteral(node, expected));
    const value = node.literal || /^\d/.test(node.text);
    if (value && !explicit) return refuse(node, `a test begins with a field, not with a value such as ${node.text}`);
    const near = nearest(node.text, this.registry.names);
    return refuse(node, `${node.text} is neither a field nor a protocol${near === undefined ? "" : `; did you mean ${near}?`}`);
  }

  field(name: string, fields: readonly Field[], layers: readonly Range[] | undefined, raw: boolean): FieldPlan {
    let slot = this.#slotOf.get(name);
    if (slot === undefined) { slot = this.slots.length; this.slots.push(fields); this.#slotOf.set(name, slot); }
    return { kind: "field", type: raw ? "bytes" : (fields[0] as Field).type, name, fields, slot, layers, raw };
  }

  slice(node: Slice): OperandPlan {
    const of = this.operand(node.of, undefined);
    if (!sliceable(of.type)) refuse(node.of, `${operandText(node.of)} is ${typeWords(of.type)}: [ ] takes parts of text, bytes, addresses and protocols`);
    return { kind: "slice", type: "bytes", of, ranges: node.ranges };
  }

  reference(node: Reference): OperandPlan {
    const fields = this.registry.named(node.name);
    const [first] = fields;
    if (!first) return refuse(node, `there is neither a macro nor a field called ${node.name}`);
    const type: FieldType = node.raw ? "bytes" : first.type;
    if (type === "none") refuse(node, `${node.name} is only a label: it has no value`);
    return { kind: "values", type, fields: node.raw ? [] : fields, values: this.selectedValues(node, first.name, type) };
  }

  selectedValues(node: Reference, name: string, type: FieldType): readonly Value[] {
    const tree = this.options.selected;
    if (!tree) return [];
    const nodes: number[] = [];
    for (let i = 0; i < tree.count; i++) if (tree.field[i]?.name === name) nodes.push(i);
    const chosen = node.layers ? nodes.filter(layerChooser(node.layers, tree, nodes)) : nodes;
    return chosen.flatMap((i) => {
      const value = node.raw ? tree.bytes(i) : valueOf(type, tree.value(i));
      // the packet's bytes do not outlive its being selected
      return value === undefined ? [] : [value instanceof Uint8Array ? value.slice() : value];
    });
  }

  arithmetic(node: Arithmetic, expected: Expected | undefined): OperandPlan {
    const { op } = node;
    const side = (part: Operand, wanted: Expected | undefined): OperandPlan => {
      if (part.kind === "string") refuse(part, "text cannot be calculated with");
      const plan = this.operand(part, wanted);
      if (!calculable(op, plan.type)) refuse(part, `${operandText(part)} is ${typeWords(plan.type)}: it cannot be ${OPERATION[op]}`);
      return plan;
    };
    const left = side(node.left, expected);
    const right = side(node.right, left.kind === "constant" && expected ? expected : this.expectedOf(left, node.left));
    if (!comparable(left.type, right.type)) {
      refuse(node.right, `${operandText(node.left)} is ${typeWords(left.type)}, but ${operandText(node.right)} is ${typeWords(right.type)}: they cannot be calculated together`);
    }
    return { kind: "arithmetic", type: left.type, op, left, right };
  }

  call(node: Call): OperandPlan {
    const name = { start: node.start, end: node.nameEnd };
    const found = FUNCTIONS.get(node.name);
    if (!found) {
      const near = nearest(node.name, FUNCTIONS.keys());
      return refuse(name, `there is no function ${node.name}()${near === undefined ? "" : `; did you mean ${near}()?`}`);
    }
    if (node.args.length < found.least) refuse(name, `${node.name}() needs something between its parentheses`);
    if (node.args.length > found.most) refuse(name, `${node.name}() takes only ${found.most} argument${found.most === 1 ? "" : "s"}`);
    const args: OperandPlan[] = [];
    for (const [i, arg] of node.args.entries()) {
      const first = args[0], firstNode = node.args[0];
      const constantAllowed = i > 0 && found.most > 1 && arg.kind !== "string" && first && firstNode;
      if (!constantAllowed && (arg.kind === "string" || arg.kind === "char" || arg.kind === "reference")) refuse(arg, `${node.name}() takes a field, not a value`);
      args.push(this.operand(arg, constantAllowed ? this.expectedOf(first, firstNode) : undefined));
    }
    const type = found.check(args.map((arg) => argumentOf(arg)));
    if (typeof type !== "string") {
      const wrong = node.args[type.argument] ?? node;
      return refuse(wrong, `${node.name}() cannot take ${operandText(wrong)}: ${type.reason}`);
    }
    return { kind: "call", type, function: found, args };
  }

  expectedOf(plan: OperandPlan, node: Operand): Expected {
    const fields = plan.kind === "values" || (plan.kind === "field" && !plan.raw) ? plan.fields : [];
    return { type: plan.type, fields, what: operandText(node), zone: this.options.zone };
  }
}

/** What a function is told of an argument. */
export function argumentOf(plan: OperandPlan): Argument {
  const kind = plan.kind === "negate" ? "arithmetic" : plan.kind === "bytes" || plan.kind === "values" ? "constant" : plan.kind;
  return { kind, type: plan.type, fields: plan.kind === "field" ? plan.fields : [] };
}

/** Checks a parsed filter against the declared fields. Throws a Refusal. */
export function check(test: Test, registry: Registry, options: CheckOptions): Checked {
  const checker = new Checker(registry, options);
  const plan = checker.test(test);
  return { plan, slots: checker.slots, warnings: checker.warnings };
}

