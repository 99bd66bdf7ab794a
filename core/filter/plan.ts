/** A checked filter: every operand has a type, every literal is a value. What `compile` makes closures of. */
import type { Field, FieldType } from "../fields/field";
import type { ArithmeticOp, CompareOp, Place, Range } from "./ast";
import type { FilterFunction } from "./functions";
import type { Pattern } from "./pattern";
import type { Value } from "./types";

export interface FieldPlan {
  readonly kind: "field";
  readonly type: FieldType;
  readonly name: string;
  readonly fields: readonly Field[];
  /** Number of the list in which the evaluator collects the field's nodes. */
  readonly slot: number;
  readonly layers: readonly Range[] | undefined;
  /** The bytes instead of the value. */
  readonly raw: boolean;
}
export interface ConstantPlan {
  readonly kind: "constant";
  readonly type: FieldType;
  readonly value: Value;
  readonly mask?: Uint8Array;
}
/** Values read from the selected packet when the filter was compiled. */
export interface ValuesPlan { readonly kind: "values"; readonly type: FieldType; readonly values: readonly Value[]; readonly fields: readonly Field[] }
export interface SlicePlan { readonly kind: "slice"; readonly type: "bytes"; readonly of: OperandPlan; readonly ranges: readonly Range[] }
/** The bytes of a value that is compared with a slice. */
export interface BytesPlan { readonly kind: "bytes"; readonly type: "bytes"; readonly of: OperandPlan }
export interface CallPlan { readonly kind: "call"; readonly type: FieldType; readonly function: FilterFunction; readonly args: readonly OperandPlan[] }
export interface NegatePlan { readonly kind: "negate"; readonly type: FieldType; readonly of: OperandPlan }
export interface ArithmeticPlan { readonly kind: "arithmetic"; readonly type: FieldType; readonly op: ArithmeticOp; readonly left: OperandPlan; readonly right: OperandPlan }
export type OperandPlan = FieldPlan | ConstantPlan | ValuesPlan | SlicePlan | BytesPlan | CallPlan | NegatePlan | ArithmeticPlan;

interface Placed { readonly place: Place }
export type TestPlan = Placed & (
  | { readonly kind: "exists"; readonly of: OperandPlan }
  | { readonly kind: "compare"; readonly op: Exclude<CompareOp, "matches">; readonly all: boolean; readonly left: OperandPlan; readonly right: OperandPlan }
  | { readonly kind: "matches"; readonly all: boolean; readonly left: OperandPlan; readonly pattern: Pattern }
  | { readonly kind: "in"; readonly all: boolean; readonly of: OperandPlan; readonly members: readonly { readonly low: OperandPlan; readonly high: OperandPlan | undefined }[] }
  | { readonly kind: "not"; readonly of: TestPlan }
  | { readonly kind: "and" | "or" | "xor"; readonly left: TestPlan; readonly right: TestPlan }
);
