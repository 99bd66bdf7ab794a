/** Literals to values of a field's type, or the reason why they are none. */
import { hex } from "../base/text";
import type { Field, FieldType } from "../fields/field";
import { parseIpv4, parseIpv6, prefixMask } from "./address-literals";
import type { Char, Text, Word } from "./ast";
import { parseDate, parseSpan } from "./dates";
import type { LocalZone } from "./dates";
import { refuse } from "./problem";
import { stringBytes, stringText } from "./quoted";
import { familyOf, integerRange, typeWords } from "./types";
import type { Value } from "./types";

export interface Literal {
  readonly value: Value;
  /** Of CIDR notation: the bits that count. */
  readonly mask?: Uint8Array;
}

/** What a literal is compared with: it decides how it is read. */
export interface Expected {
  readonly type: FieldType;
  /** Fields whose value names may stand for numbers; empty for results of functions and slices. */
  readonly fields: readonly Field[];
  /** What it is called in sentences, e.g. `tcp.port`. */
  readonly what: string;
  readonly zone: LocalZone;
}

/** Reads a whole number in decimal, octal, hexadecimal or binary; undefined when it is none. */
export function parseInteger(text: string): bigint | undefined {
  if (/^0[xX][0-9A-Fa-f]+$/.test(text) || /^0[bB][01]+$/.test(text)) return BigInt(text.toLowerCase());
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text}`);
  return /^(?:0|[1-9]\d*)$/.test(text) ? BigInt(text) : undefined;
}

/** Numbers of up to 53 bits as number, wider ones as bigint. */
export function compact(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/**
 * Bytes of `aa:bb`, `aa-bb`, `aa.bb`, `aabb`, `0xaa`; undefined when it is none. Between the
 * separators stand two digits a byte; a digit left over is a byte of its own.
 */
export function parseBytes(text: string): Uint8Array | undefined {
  if (/^0[xX][0-9A-Fa-f]{2}$/.test(text)) return Uint8Array.of(Number(text));
  if (!/^:?[0-9A-Fa-f]+(?:[:.-][0-9A-Fa-f]+)*$/.test(text)) return undefined;
  const bytes = text.split(/[:.-]/).flatMap((group) => group.match(/../g)?.concat(group.length % 2 ? [group.slice(-1)] : []) ?? (group ? [group] : []));
  return Uint8Array.from(bytes, (byte) => parseInt(byte, 16));
}

/** The number that a value's name stands for in one of the fields' tables, without regard to case. */
export function namedValue(fields: readonly Field[], name: string): number | undefined {
  const wanted = name.toLowerCase();
  for (const field of fields) {
    for (const [value, found] of field.values?.entries() ?? []) if (found.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** True when a field of these has names for its values. */
export function hasNames(fields: readonly Field[]): boolean { return fields.some((field) => field.values !== undefined); }

/** The literal as it was written, for sentences. */
export function written(node: Word | Text | Char): string {
  return node.kind === "word" ? node.text : node.kind === "string" ? `"${stringText(node.value)}"` : `'${String.fromCharCode(node.value)}'`;
}

type LiteralNode = Word | Text | Char;

function inRange(value: bigint, node: LiteralNode, expected: Expected, negated: boolean): number | bigint {
  const { bits, signed } = integerRange(expected.type);
  const most = signed ? (1n << BigInt(bits - 1)) - (negated ? 0n : 1n) : (1n << BigInt(bits)) - 1n;
  if (value > most) refuse(node, `${written(node)} is too large: ${expected.what} holds numbers up to ${most}`);
  return compact(value);
}

function integerLiteral(node: LiteralNode, expected: Expected, negated: boolean): Literal {
  if (node.kind === "char") {
    if (expected.type === "eui64") refuse(node, `${expected.what} is ${typeWords(expected.type)}: a character cannot stand for it`);
    return { value: node.value };
  }
  const names = hasNames(expected.fields);
  const text = node.kind === "string" ? stringText(node.value) : node.text;
  if (node.kind === "word") {
    const value = parseInteger(text);
    if (value !== undefined) return { value: inRange(value, node, expected, negated) };
    const eight = expected.type === "eui64" ? parseBytes(text) : undefined;
    if (eight?.length === 8) return { value: BigInt(`0x${hex(eight)}`) };
  }
  const named = names ? namedValue(expected.fields, text) : undefined;
  if (named !== undefined) return { value: named };
  if (names) return refuse(node, `${expected.what} is a number: ${written(node)} is neither a number nor one of its names`);
  if (node.kind === "string") return refuse(node, `${expected.what} is a number, which is written without quotes`);
  return refuse(node, `${expected.what} is a number: ${written(node)} is none`);
}

function boolLiteral(node: LiteralNode, expected: Expected): Literal {
  if (node.kind === "char") return { value: node.value ? 1 : 0 };
  const text = node.kind === "string" ? stringText(node.value) : node.text;
  if (node.kind === "word") {
    const value = parseInteger(text);
    if (value !== undefined) return { value: value === 0n ? 0 : 1 };
    if (/^(?:true|True|TRUE)$/.test(text)) return { value: 1 };
    if (/^(?:false|False|FALSE)$/.test(text)) return { value: 0 };
  }
  const wanted = text.toLowerCase();
  for (const { words } of expected.fields) {
    const [yes, no] = words ?? ["Set", "Not set"];
    if (wanted === yes.toLowerCase() || (!words && wanted === "true")) return { value: 1 };
    if (wanted === no.toLowerCase() || (!words && wanted === "false")) return { value: 0 };
  }
  return refuse(node, `${expected.what} is true or false (1 or 0): ${written(node)} is neither`);
}

function addressLiteral(node: LiteralNode, expected: Expected): Literal {
  const four = expected.type === "ipv4";
  const example = four ? "192.0.2.1 or 192.0.2.0/24" : "2001:db8::1 or 2001:db8::/32";
  if (node.kind === "string") return refuse(node, `${expected.what} is ${typeWords(expected.type)}, which is written without quotes, such as ${example}`);
  const [text, bits] = node.kind === "word" ? node.text.split("/") : [];
  const value = text === undefined ? undefined : (four ? parseIpv4 : parseIpv6)(text);
  if (!value) return refuse(node, `${expected.what} is ${typeWords(expected.type)}, such as ${example}: ${written(node)} is none`);
  if (bits === undefined) return { value };
  if (Number(bits) > value.length * 8) return refuse(node, `a prefix of ${typeWords(expected.type)} has at most ${value.length * 8} bits, not ${bits}`);
  return { value, mask: prefixMask(Number(bits), value.length) };
}

function oidBytes(text: string): Uint8Array | undefined {
  if (!/^\d+(?:\.\d+)+$/.test(text)) return undefined;
  const [first, second, ...rest] = text.split(".").map(BigInt) as [bigint, bigint, ...bigint[]];
  if (first > 2n || (first < 2n && second > 39n)) return undefined;
  return Uint8Array.from([first * 40n + second, ...rest].flatMap((part) => {
    const digits = [Number(part & 0x7fn)];
    for (let left = part >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80);
    return digits;
  }));
}

const GUID = /^([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{12})$/;

function guidBytes(text: string, littleEndian: boolean): Uint8Array | undefined {
  const parts = GUID.exec(text);
  if (!parts) return undefined;
  const bytes = parseBytes(parts.slice(1).join("")) as Uint8Array;
  return littleEndian ? Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (i) => bytes[i] as number) : bytes;
}

function bytesLiteral(node: LiteralNode, expected: Expected): Literal {
  const { type, what } = expected;
  const plain = type === "bytes" || type === "protocol";
  if (node.kind !== "word") {
    if (!plain) refuse(node, `${what} is ${typeWords(type)}, which is written without quotes`);
    return { value: node.kind === "char" ? Uint8Array.of(node.value) : stringBytes(node.value) };
  }
  if (type === "oid") {
    const value = oidBytes(node.text);
    return value ? { value } : refuse(node, `${what} is an object identifier, such as 1.2.840.113549: ${node.text} is none`);
  }
  if (type === "guid") {
    const value = guidBytes(node.text, expected.fields[0]?.littleEndian ?? false);
    return value ? { value } : refuse(node, `${what} is a GUID, such as 01234567-89ab-cdef-0123-456789abcdef: ${node.text} is none`);
  }
  const value = type === "ether" && /^0x/i.test(node.text) ? undefined : parseBytes(node.text);
  if (!value) return refuse(node, `${what} is ${typeWords(type)}, such as ${type === "ether" ? "00:1b:63:84:45:e6" : "0a:1b:2c or \"text\""}: ${node.text} is none`);
  if (type === "ether" && value.length !== 6) refuse(node, `${what} is a hardware (MAC) address of 6 bytes: ${node.text} has ${value.length}`);
  return { value };
}

/** Reads a literal as a value of the type expected. Throws a Refusal with the reason. */
export function readLiteral(node: LiteralNode, expected: Expected, negated = false): Literal {
  const { type, what } = expected;
  switch (familyOf(type)) {
    case "integer": return integerLiteral(node, expected, negated);
    case "bool": return boolLiteral(node, expected);
    case "ipv4": case "ipv6": return addressLiteral(node, expected);
    case "bytes": case "protocol": return bytesLiteral(node, expected);
    case "string":
      return { value: node.kind === "string" ? stringText(node.value) : node.kind === "char" ? String.fromCharCode(node.value) : node.text };
    case "abstime": {
      if (node.kind === "char") return refuse(node, `${what} is a date and time: a character is none`);
      const text = node.kind === "string" ? node.value : node.text;
      // an empty string is the beginning of time (as in tshark)
      const value = text === "" ? 0n : parseDate(text, expected.zone);
      return value === undefined ? refuse(node, `${what} is a date and time, such as "2020-07-04 12:34:56" or "Jul  4, 2020 12:34:56": ${written(node)} is none`) : { value };
    }
    case "reltime": {
      const value = node.kind === "word" ? parseSpan(node.text) : undefined;
      return value === undefined ? refuse(node, `${what} is a time span in seconds, such as 0.25 (without quotes): ${written(node)} is none`) : { value };
    }
    case "float": {
      const text = node.kind === "word" ? node.text : "";
      const value = /^(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|0[xX][0-9A-Fa-f]+)$/.test(text) ? Number(text) : NaN;
      return Number.isNaN(value) ? refuse(node, `${what} is a decimal number, such as 1.5: ${written(node)} is none`) : { value };
    }
    case "none": return refuse(node, `${what} is only a label: it has no value to compare with`);
  }
}
