/** The value of a node as text. */
import { hex } from "../base/text";
import { dateText, etherText, guidText, ipv4Text, ipv6Text, oidText, secondsText } from "../fields/format";
import { DOUBLE_DIGITS, FLOAT_DIGITS, floatText, plainNumber } from "../fields/numbers";
import type { Tree } from "./tree";

/**
 * The value of a node as PDML has it in `show` and JSON as its string: `443`, `0x0800`, `0a:0b:0c`,
 * `192.0.2.1`. Empty where the node has none (headings, protocols, notices).
 */
export function showValue(tree: Tree, i: number): string {
  const field = tree.field[i], value = tree.value(i);
  if (!field || value === undefined) return "";
  switch (field.type) {
    case "none": case "protocol": return "";
    case "float": return typeof value === "number" ? floatText(value, FLOAT_DIGITS) : "";
    case "double": return typeof value === "number" ? floatText(value, DOUBLE_DIGITS) : "";
    case "char": return typeof value === "number" ? `'${String.fromCharCode(value)}'` : "";
    case "abstime": return typeof value === "bigint" ? dateText(value) : typeof value === "string" ? value : "";
    case "reltime": return typeof value === "bigint" ? secondsText(value) : "";
    case "bool": return value ? "1" : "0";
  }
  if (typeof value === "string") return value;
  if (!(value instanceof Uint8Array)) return plainNumber(field, value);
  switch (field.type) {
    case "ipv4": return ipv4Text(value);
    case "ipv6": return ipv6Text(value);
    case "ether": return etherText(value);
    case "guid": return guidText(value, field.littleEndian);
    case "oid": return oidText(value);
    default: return hex(value, ":");
  }
}

/** The value as a display filter's literal, or undefined where the node has none to compare with. */
export function filterValue(tree: Tree, i: number): string | undefined {
  const type = tree.field[i]?.type, value = tree.value(i);
  if (type === undefined || value === undefined || type === "none" || type === "protocol") return undefined;
  if (typeof value === "string") return quoted(value);
  if (type === "abstime") return quoted(showValue(tree, i));
  const text = showValue(tree, i);
  return text === "" ? undefined : text;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/[\x00-\x1f\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`)}"`;
}
