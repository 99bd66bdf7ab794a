/** Numbers as tshark prints them, for values and labels alike. */
import type { Field } from "./field";

type Whole = number | bigint;

/** Bits a mask selects, or all of the field's width. */
function bitsOf(field: Field): number {
  if (!field.mask) return field.width * 8;
  let count = 0;
  for (let mask = BigInt(field.mask); mask > 0n; mask >>= 1n) count += Number(mask & 1n);
  return count;
}

/** `0x` and as many digits as `bits` need; negative numbers in two's complement. */
function hexadecimal(value: Whole, bits: number): string {
  const positive = value < 0 ? BigInt.asUintN(bits, BigInt(value)) : value;
  return `0x${positive.toString(16).padStart(Math.ceil(bits / 4), "0")}`;
}

/** The value alone: hexadecimal as wide as the field's type, else decimal. */
export function plainNumber(field: Field, value: Whole): string {
  return field.display === "hex" || field.display === "hex-dec" ? hexadecimal(value, field.width * 8) : String(value);
}

/** The value in a label where its name stands before it: `(0x0800)`; hexadecimal as wide as its bits. */
export function namedNumber(field: Field, value: Whole): string {
  switch (field.display) {
    case "hex": case "hex-dec": return hexadecimal(value, bitsOf(field));
    case "oct": return value === 0 ? "0" : `0${value.toString(8)}`;
    default: return String(value);
  }
}

/** The value in a label, in both bases where the field has two. */
export function labelNumber(field: Field, value: Whole): string {
  const first = namedNumber(field, value);
  switch (field.display) {
    case "dec-hex": return `${first} (${hexadecimal(value, bitsOf(field))})`;
    case "hex-dec": return `${first} (${value})`;
    default: return first;
  }
}

/** A floating point number as C's `%.<digits>g` writes it. */
export function floatText(value: number, digits: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < digits) return trimZeros(value.toFixed(digits - 1 - power));
  return `${trimZeros(mantissa)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Digits that survive in a 4-byte and an 8-byte float. */
export const FLOAT_DIGITS = 6;
export const DOUBLE_DIGITS = 15;

/**
 * The bits of an item with those outside `mask` as dots: `.1.. ....`.
 * `width` counts bytes; `value` is the field's own, shifted down.
 */
export function bitPattern(value: Whole, mask: number, shift: number, width: number): string {
  const bits = BigInt(value) << BigInt(shift), taken = BigInt(mask);
  let text = "";
  for (let bit = width * 8 - 1; bit >= 0; bit--) {
    const one = 1n << BigInt(bit);
    text += (taken & one) === 0n ? "." : (bits & one) === 0n ? "0" : "1";
    if (bit % 4 === 0 && bit > 0) text += " ";
  }
  return text;
}
