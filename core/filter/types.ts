/** Which types compare with which, and what may be done with them (asked of tshark 4.0, pair by pair). */
import type { FieldType } from "../fields/field";
import type { ArithmeticOp } from "./ast";

/** Types whose values compare with each other. */
export type Family =
  | "integer" | "bool" | "bytes" | "string" | "ipv4" | "ipv6" | "abstime" | "reltime" | "float" | "none" | "protocol";

export function familyOf(type: FieldType): Family {
  switch (type) {
    case "none": case "protocol": case "bool": case "ipv4": case "ipv6": case "abstime": case "reltime": return type;
    case "string": case "stringz": return "string";
    case "float": case "double": return "float";
    case "bytes": case "ether": case "guid": case "oid": return "bytes";
    default: return "integer";
  }
}

/** A value while a filter is decided: whole numbers over 48 bits and times (ns) are bigint. */
export type Value = number | bigint | string | Uint8Array;

/** Range of an integer type's values. */
export interface IntegerRange { readonly bits: number; readonly signed: boolean }

export function integerRange(type: FieldType): IntegerRange {
  if (type === "framenum") return { bits: 32, signed: false };
  if (type === "char" || type === "bool") return { bits: 8, signed: false };
  if (type === "eui64") return { bits: 64, signed: false };
  const found = /^([ui])(\d+)$/.exec(type);
  return { bits: Number(found?.[2] ?? 32), signed: found?.[1] === "i" };
}

const WORDS: Readonly<Record<Family, string>> = {
  integer: "a number", bool: "true or false", bytes: "a byte string", string: "text", ipv4: "an IPv4 address", ipv6: "an IPv6 address",
  abstime: "a date and time", reltime: "a time span in seconds", float: "a decimal number", none: "a label without a value", protocol: "a protocol",
};

/** What a type is, for a sentence: `a number`. */
export function typeWords(type: FieldType): string {
  switch (type) {
    case "ether": return "a hardware (MAC) address";
    case "eui64": return "an EUI-64 address";
    case "guid": return "a GUID";
    case "oid": return "an object identifier";
    case "framenum": return "the number of a packet";
    case "char": return "a character";
    default: return WORDS[familyOf(type)];
  }
}

/** Whether a value of type `left` can be compared with one of type `right`. */
export function comparable(left: FieldType, right: FieldType): boolean {
  const a = familyOf(left), b = familyOf(right);
  if (a === "none" || b === "none") return false;
  return a === b || (a === "integer" && b === "bool");
}

/** Whether parts can be cut out of a value of the type. */
export function sliceable(type: FieldType): boolean {
  return type === "ipv4" || type === "ipv6" || type === "ether" || type === "oid" || type === "bytes"
    || type === "string" || type === "stringz" || type === "protocol";
}

/** Whether a slice can be compared with a value of the type, which then stands for its bytes. */
export function hasBytes(type: FieldType): boolean { return sliceable(type) || type === "guid"; }

export function canContain(type: FieldType): boolean {
  return type === "ether" || type === "oid" || type === "bytes" || type === "string" || type === "stringz" || type === "protocol";
}

export function canMatch(type: FieldType): boolean { return canContain(type) && type !== "oid"; }

/** Whether an operator can work on values of the type. */
export function calculable(op: ArithmeticOp | "negate", type: FieldType): boolean {
  const family = familyOf(type);
  if (type === "eui64") return op === "+" || op === "-" || op === "&" || op === "negate";
  if (family === "integer") return true;
  if (op === "&") return type === "ipv4" || type === "ipv6" || type === "ether" || type === "oid" || type === "bytes";
  if (family === "reltime") return op === "+" || op === "-" || op === "negate";
  return family === "float" && op !== "%";
}
