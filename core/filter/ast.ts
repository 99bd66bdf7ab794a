/** A filter as it was written. Every node knows its characters [start, end). */
import { quote } from "./quoted";

export interface Place {
  readonly start: number;
  readonly end: number;
}

export type CompareOp = "==" | "!=" | "===" | "!==" | ">" | "<" | ">=" | "<=" | "contains" | "matches";
export type Quantifier = "any" | "all";
export type ArithmeticOp = "+" | "-" | "*" | "/" | "%" | "&";

/** Part of a slice or of a choice of layers: from `from` for `length`, up to `to` inclusive, or to the end. */
export interface Range extends Place {
  readonly kind: "length" | "inclusive" | "single" | "rest";
  readonly from: number;
  /** Length or last place, by kind; 0 for the others. */
  readonly to: number;
}

/** A name of a field or a protocol, or a literal without quotes: only the registry tells. */
export interface Word extends Place {
  readonly kind: "word";
  readonly text: string;
  /** `#`: only these layers. */
  readonly layers?: readonly Range[];
  /** `@`: the bytes instead of the value. */
  readonly raw?: boolean;
  /** True for what can only be a literal (`aa:bb`, `::1`, `10.0.0.0/8`). */
  readonly literal?: boolean;
}
export interface Text extends Place { readonly kind: "string"; readonly value: string }
export interface Char extends Place { readonly kind: "char"; readonly value: number }
export interface Slice extends Place { readonly kind: "slice"; readonly of: Operand; readonly ranges: readonly Range[] }
export interface Call extends Place { readonly kind: "call"; readonly name: string; readonly nameEnd: number; readonly args: readonly Operand[] }
export interface Negate extends Place { readonly kind: "negate"; readonly of: Operand }
export interface Arithmetic extends Place { readonly kind: "arithmetic"; readonly op: ArithmeticOp; readonly left: Operand; readonly right: Operand }
/** `${field}`: the value in the selected packet. */
export interface Reference extends Place { readonly kind: "reference"; readonly name: string; readonly layers?: readonly Range[]; readonly raw?: boolean }
export type Operand = Word | Text | Char | Slice | Call | Negate | Arithmetic | Reference;

export interface Compare extends Place {
  readonly kind: "compare";
  readonly quantifier?: Quantifier;
  readonly op: CompareOp;
  readonly opPlace: Place;
  readonly left: Operand;
  readonly right: Operand;
}
export interface Member extends Place { readonly low: Operand; readonly high?: Operand }
export interface Membership extends Place {
  readonly kind: "in";
  readonly quantifier?: Quantifier;
  readonly of: Operand;
  readonly members: readonly Member[];
}
export interface Exists extends Place { readonly kind: "exists"; readonly of: Operand }
export interface Not extends Place { readonly kind: "not"; readonly of: Test }
export interface Logic extends Place { readonly kind: "and" | "or" | "xor"; readonly left: Test; readonly right: Test }
export type Test = Compare | Membership | Exists | Not | Logic;

function rangeText(range: Range): string {
  switch (range.kind) {
    case "length": return `${range.from}:${range.to}`;
    case "inclusive": return `${range.from}-${range.to}`;
    case "rest": return `${range.from}:`;
    default: return String(range.from);
  }
}

const TIGHTNESS: Readonly<Record<ArithmeticOp, number>> = { "&": 1, "+": 2, "-": 2, "*": 3, "/": 3, "%": 3 };

function layersText(layers: readonly Range[] | undefined): string {
  return layers ? `#[${layers.map(rangeText).join(",")}]` : "";
}

/** An operand in one canonical spelling; braces only where precedence needs them. */
export function operandText(node: Operand): string {
  switch (node.kind) {
    case "word": return `${node.raw ? "@" : ""}${node.text}${layersText(node.layers)}`;
    case "string": return quote(node.value);
    case "char": return `'\\x${node.value.toString(16).padStart(2, "0")}'`;
    case "slice": return `${operandText(node.of)}[${node.ranges.map(rangeText).join(",")}]`;
    case "call": return `${node.name}(${node.args.map(operandText).join(", ")})`;
    case "negate": return `-${operandText(node.of)}`;
    case "reference": return `\${${node.raw ? "@" : ""}${node.name}${layersText(node.layers)}}`;
    case "arithmetic": {
      const mine = TIGHTNESS[node.op];
      const side = (of: Operand, right: boolean): string => {
        const loose = of.kind === "arithmetic" && (right ? TIGHTNESS[of.op] <= mine : TIGHTNESS[of.op] < mine);
        return loose ? `{${operandText(of)}}` : operandText(of);
      };
      return `${side(node.left, false)} ${node.op} ${side(node.right, true)}`;
    }
  }
}

const LOGIC_TIGHTNESS = { or: 1, xor: 2, and: 3 } as const;
const LOGIC_SIGN = { or: "||", xor: "^^", and: "&&" } as const;

/** A filter in one canonical spelling that parses to the same tree. */
export function filterText(node: Test): string {
  const quantifier = "quantifier" in node && node.quantifier ? `${node.quantifier} ` : "";
  switch (node.kind) {
    case "exists": return operandText(node.of);
    case "compare": return `${quantifier}${operandText(node.left)} ${node.op} ${operandText(node.right)}`;
    case "in": {
      const members = node.members.map((m) => (m.high ? `${operandText(m.low)} .. ${operandText(m.high)}` : operandText(m.low)));
      return `${quantifier}${operandText(node.of)} in {${members.join(", ")}}`;
    }
    case "not": return node.of.kind === "and" || node.of.kind === "or" || node.of.kind === "xor" ? `!(${filterText(node.of)})` : `!${filterText(node.of)}`;
    default: {
      const mine = LOGIC_TIGHTNESS[node.kind];
      const side = (of: Test, right: boolean): string => {
        const loose = (of.kind === "and" || of.kind === "or" || of.kind === "xor") && (right ? LOGIC_TIGHTNESS[of.kind] <= mine : LOGIC_TIGHTNESS[of.kind] < mine);
        return loose ? `(${filterText(of)})` : filterText(of);
      };
      return `${side(node.left, false)} ${LOGIC_SIGN[node.kind]} ${side(node.right, true)}`;
    }
  }
}
