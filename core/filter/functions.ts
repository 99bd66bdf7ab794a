/** The functions of the language: what they take, what they give, and how. */
import type { Field, FieldType, FieldValue } from "../fields/field";
import { etherText, guidText, ipv4Text, ipv6Text, oidText } from "../fields/format";
import { hex } from "../base/text";
import { floatText, DOUBLE_DIGITS, FLOAT_DIGITS } from "../fields/numbers";
import { compareValues } from "./compare";
import { sharesPrefix, specialBlock } from "./special-addresses";
import { familyOf } from "./types";
import type { Value } from "./types";

/** What a function may be given. */
export interface Argument {
  readonly type: FieldType;
  /** A field's values, what a function gives, or something else that has values. */
  readonly kind: "field" | "call" | "slice" | "arithmetic" | "constant";
  readonly fields: readonly Field[];
}

export interface FilterFunction {
  readonly name: string;
  /** For completion and hover. */
  readonly help: string;
  readonly least: number;
  readonly most: number;
  /** Type of what it gives, or why it cannot take the arguments. */
  check(args: readonly Argument[]): FieldType | { readonly argument: number; readonly reason: string };
  /** Values given, from the values of each argument. */
  evaluate(args: readonly (readonly Value[])[], types: readonly Argument[]): readonly Value[];
  /** True when it works on the number of nodes or their length rather than on values. */
  readonly counts?: "nodes" | "bytes";
}

type Check = FilterFunction["check"];

/** One argument, field or function, of one of the types. */
function takes(accept: (argument: Argument) => boolean, words: string, gives: FieldType | ((type: FieldType) => FieldType)): Check {
  return ([first]) => {
    if (!first || (first.kind !== "field" && first.kind !== "call" && first.kind !== "arithmetic") || !accept(first)) return { argument: 0, reason: words };
    return typeof gives === "string" ? gives : gives(first.type);
  };
}

const isText = ({ type, kind }: Argument): boolean => familyOf(type) === "string" && kind !== "arithmetic";
const isNumber = ({ type }: Argument): boolean => familyOf(type) === "integer";
const isUnsigned = (argument: Argument): boolean => isNumber(argument) && !argument.type.startsWith("i");
const isAddress = ({ type }: Argument): boolean => type === "ipv4" || type === "ipv6";
const STRINGS = ["char", "bool", "bytes", "string", "stringz", "abstime", "reltime", "none", "protocol"] as const;

function each(change: (value: Value, argument: Argument) => Value | undefined): FilterFunction["evaluate"] {
  return ([values], [argument]) => (values ?? []).flatMap((value) => {
    const result = argument ? change(value, argument) : undefined;
    return result === undefined ? [] : [result];
  });
}

/** A value as string() gives it: numbers in decimal, addresses in their usual notation. */
function stringOf(value: Value, { type, fields }: Argument): string {
  if (typeof value === "bigint" && type === "eui64") return hexPairs(value);
  if (typeof value === "number" && familyOf(type) === "float") return floatText(value, type === "float" ? FLOAT_DIGITS : DOUBLE_DIGITS);
  if (!(value instanceof Uint8Array)) return String(value);
  switch (type) {
    case "ipv4": return ipv4Text(value);
    case "ipv6": return ipv6Text(value);
    case "ether": return etherText(value);
    case "guid": return guidText(value, fields[0]?.littleEndian ?? false);
    case "oid": return oidText(value);
    default: return hex(value, ":");
  }
}

function hexPairs(value: bigint): string { return (value.toString(16).padStart(16, "0").match(/../g) ?? []).join(":"); }

function absolute(value: Value): Value {
  return typeof value === "number" ? Math.abs(value) : typeof value === "bigint" && value < 0n ? -value : value;
}

function extreme(sign: 1 | -1): Pick<FilterFunction, "check" | "evaluate"> {
  return {
    check(args) {
      const [first] = args;
      if (!first || first.kind === "constant" || first.kind === "slice") return { argument: 0, reason: "a field or a function comes first" };
      if (first.type === "none") return { argument: 0, reason: "a label has no value" };
      const other = args.findIndex(({ type }) => type !== first.type);
      return other < 0 ? first.type : { argument: other, reason: "all must be of the same type" };
    },
    evaluate(args) {
      let best: Value | undefined;
      for (const values of args) {
        for (const value of values) {
          if (best === undefined || compareValues(value, best) * sign > 0) best = value;
        }
      }
      return best === undefined ? [] : [best];
    },
  };
}

const address = (test: (bytes: Uint8Array) => boolean): Pick<FilterFunction, "least" | "most" | "check" | "evaluate"> => ({
  least: 1, most: 1,
  check: takes(isAddress, "an IPv4 or IPv6 address is needed", "bool"),
  evaluate: each((value) => (value instanceof Uint8Array && test(value) ? 1 : 0)),
});

const byte = (bytes: Uint8Array, i: number): number => bytes[i] ?? 0;
const one = { least: 1, most: 1 } as const;
const needsText = "text is needed: a text field, or what gives text, such as string()";

const ALL: readonly FilterFunction[] = [
  { name: "upper", help: "Text in capital letters.", ...one, check: takes(isText, needsText, "string"), evaluate: each((v) => String(v).replace(/[a-z]/g, (c) => c.toUpperCase())) },
  { name: "lower", help: "Text in small letters.", ...one, check: takes(isText, needsText, "string"), evaluate: each((v) => String(v).replace(/[A-Z]/g, (c) => c.toLowerCase())) },
  {
    name: "len", help: "Length of a field in bytes.", ...one, counts: "bytes",
    check: takes(({ kind, type }) => kind === "field" || (kind === "call" && familyOf(type) === "string"), "a field is needed", "u32"),
    evaluate: each((v) => (typeof v === "number" ? v : typeof v === "string" ? utf8Length(v) : 0)),
  },
  { name: "count", help: "How often a field occurs in the packet.", ...one, counts: "nodes", check: takes(({ kind }) => kind === "field", "a field is needed", "u32"), evaluate: ([values]) => values ?? [] },
  {
    name: "string", help: "A number or an address as text.", ...one,
    check: takes(({ type, kind }) => kind !== "arithmetic" && !STRINGS.some((t) => t === type), "a number or an address is needed", "string"),
    evaluate: each(stringOf),
  },
  {
    name: "vals", help: "The name of a number's value.", ...one,
    check: takes(({ fields }) => fields.some((f) => f.values !== undefined), "a field whose values have names is needed", "string"),
    evaluate: each((value, { fields }) => fields.map((f) => f.values?.name(Number(value))).find((name) => name !== undefined)),
  },
  { name: "dec", help: "A number as decimal text.", ...one, check: takes(isNumber, "a number is needed", "string"), evaluate: each((v) => String(v)) },
  { name: "hex", help: "A number as hexadecimal text with 0x.", ...one, check: takes(isUnsigned, "a number that is never negative is needed", "string"), evaluate: each((v) => `0x${BigInt(v as number | bigint).toString(16)}`) },
  ...(["float", "double"] as const).map((name): FilterFunction => ({
    name, help: "A number or time span as a decimal number.", ...one,
    check: takes(({ type }) => ["integer", "float", "reltime", "abstime"].includes(familyOf(type)), "a number or a time is needed", name),
    evaluate: each((v, { type }) => {
      const value = familyOf(type) === "reltime" || familyOf(type) === "abstime" ? Number(v) / 1e9 : Number(v);
      return name === "float" ? Math.fround(value) : value;
    }),
  })),
  { name: "max", help: "The largest of the values.", least: 1, most: Infinity, ...extreme(1) },
  { name: "min", help: "The smallest of the values.", least: 1, most: Infinity, ...extreme(-1) },
  {
    name: "abs", help: "The value without its sign.", ...one,
    check: takes(({ type }) => ["integer", "bool", "float", "reltime"].includes(familyOf(type)), "a number or a time span is needed", (type) => type),
    evaluate: each(absolute),
  },
  { name: "ip_linklocal", help: "True for link-local addresses (169.254.0.0/16, fe80::/10).", ...address((b) => (b.length === 4 ? byte(b, 0) === 169 && byte(b, 1) === 254 : byte(b, 0) === 0xfe && (byte(b, 1) & 0xc0) === 0x80)) },
  { name: "ip_multicast", help: "True for multicast addresses (224.0.0.0/4, ff00::/8).", ...address((b) => (b.length === 4 ? byte(b, 0) >> 4 === 14 : byte(b, 0) === 0xff)) },
  {
    name: "ip_rfc1918", help: "True for private IPv4 addresses (RFC 1918).",
    ...address((b) => b.length === 4 && [[10, 0, 8], [172, 16, 12], [192, 168, 16]].some(([x = 0, y = 0, bits = 0]) => sharesPrefix(b, Uint8Array.of(x, y, 0, 0), bits))),
    check: takes(({ type }) => type === "ipv4", "an IPv4 address is needed", "bool"),
  },
  {
    name: "ip_ula", help: "True for unique local IPv6 addresses (RFC 4193, fc00::/7).",
    ...address((b) => b.length === 16 && (byte(b, 0) & 0xfe) === 0xfc),
    check: takes(({ type }) => type === "ipv6", "an IPv6 address is needed", "bool"),
  },
  { name: "ip_special_name", help: "Name of the special-purpose block of an address (RFC 6890).", ...one, check: takes(isAddress, "an IPv4 or IPv6 address is needed", "string"), evaluate: each((v) => (v instanceof Uint8Array ? specialBlock(v)?.name : undefined)) },
  { name: "ip_special_mask", help: "Flags of the special-purpose block: 1 source, 2 destination, 4 forwardable, 8 global, 16 reserved (RFC 6890).", ...one, check: takes(isAddress, "an IPv4 or IPv6 address is needed", "u32"), evaluate: each((v) => (v instanceof Uint8Array ? specialBlock(v)?.flags : undefined)) },
];

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) { const p = char.codePointAt(0) as number; length += p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4; }
  return length;
}

/** By name. */
export const FUNCTIONS: ReadonlyMap<string, FilterFunction> = new Map(ALL.map((f) => [f.name, f]));

/** A node's value as functions and comparisons see it. */
export function valueOf(type: FieldType, value: FieldValue): Value | undefined {
  if (value === undefined) return undefined;
  if (type === "bool") return value ? 1 : 0;
  if (type === "eui64" && value instanceof Uint8Array) return value.length ? BigInt(`0x${hex(value)}`) : undefined;
  return value;
}
