/**
 * Arithmetic on values. Whole numbers are exact within 32 or 64 bits, and a result that does
 * not fit has no value, as in tshark: it never wraps round.
 */
import type { FieldType } from "../fields/field";
import type { ArithmeticOp } from "./ast";
import { compact } from "./literals";
import { familyOf, integerRange } from "./types";
import type { Value } from "./types";

function integers(op: ArithmeticOp, type: FieldType, left: number | bigint, right: number | bigint): Value | undefined {
  const { bits, signed } = integerRange(type);
  const width = bits <= 32 ? 32 : 64;
  const a = BigInt(left), b = BigInt(right);
  if (op === "&") return compact(BigInt.asUintN(width, a) & BigInt.asUintN(width, b));
  // a number that is never negative takes none on its right
  const negatives = signed || a < 0n;
  if (!negatives && b < 0n) return undefined;
  if ((op === "/" || op === "%") && b === 0n) return undefined;
  const result = op === "+" ? a + b : op === "-" ? a - b : op === "*" ? a * b : op === "/" ? a / b : a % b;
  const most = negatives || result < 0n ? 1n << BigInt(width - 1) : 1n << BigInt(width);
  return result >= most || result < -(1n << BigInt(width - 1)) ? undefined : compact(result);
}

function floats(op: ArithmeticOp, a: number, b: number): number {
  return op === "+" ? a + b : op === "-" ? a - b : op === "*" ? a * b : a / b;
}

/** The result, undefined when there is none. The type is the left side's. */
export function calculate(op: ArithmeticOp, type: FieldType, left: Value, right: Value): Value | undefined {
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    return Uint8Array.from({ length: Math.min(left.length, right.length) }, (_, i) => (left[i] as number) & (right[i] as number));
  }
  if (typeof left === "bigint" && typeof right === "bigint" && familyOf(type) === "reltime") return op === "+" ? left + right : left - right;
  if (typeof left === "string" || typeof right === "string" || left instanceof Uint8Array || right instanceof Uint8Array) return undefined;
  return familyOf(type) === "float" ? floats(op, Number(left), Number(right)) : integers(op, type, left, right);
}

/** Unary minus. */
export function negate(type: FieldType, value: Value): Value | undefined {
  if (typeof value === "bigint" && familyOf(type) === "reltime") return -value;
  if (typeof value === "number" && familyOf(type) === "float") return -value;
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  const { bits } = integerRange(type);
  const result = -BigInt(value), least = -(1n << BigInt(bits <= 32 ? 31 : 63));
  return result < least ? undefined : compact(result);
}

/** Whether a calculated value passes as a test by itself. */
export function isNonZero(value: Value): boolean {
  return value instanceof Uint8Array ? value.some((byte) => byte !== 0) : Boolean(value);
}
