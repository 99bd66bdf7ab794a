/** The lines of the protocol tree. */
import { printable } from "../base/printable";
import { hex } from "../base/text";
import { dateText, etherText, guidText, ipv4Text, ipv6Text, oidText, secondsText } from "../fields/format";
import type { Field, FieldValue } from "../fields/field";
import { bitPattern, DOUBLE_DIGITS, FLOAT_DIGITS, floatText, labelNumber, namedNumber } from "../fields/numbers";
import { NodeFlag } from "./tree";
import type { Tree } from "./tree";

/** Most bytes of UTF-8 in a line, and in one that says that it was cut. */
const MAX_BYTES = 239;
const MAX_CUT_BYTES = 238;
const CUT = " [truncated]";
/** Most bytes of a byte string that a line shows. */
const MAX_SHOWN_BYTES = 36;

/**
 * The line of a node: `Source Port: 443`, `.1.. .... = Don't fragment: Set`. A node's own label replaces
 * the usual one, its suffix follows either. What cannot be printed is escaped, and lines longer than 239
 * bytes are cut. Generated nodes have no brackets yet: see `bracketed`.
 */
export function nodeLabel(tree: Tree, i: number): string {
  const field = tree.field[i];
  const own = tree.label[i], suffix = tree.suffix[i];
  if (own !== undefined || !field) return cut(printable((own ?? "") + (suffix ?? "")), 0);
  const { text, head } = usualLabel(field, tree.value(i), tree.length[i] ?? 0);
  return cut(printable(suffix === undefined ? text : text + suffix), suffix === undefined ? head : 0);
}

/** The line of a node as the tree shows it: what is not on the wire stands in [brackets]. */
export function bracketed(tree: Tree, i: number): string {
  const label = nodeLabel(tree, i);
  return ((tree.flags[i] ?? 0) & (NodeFlag.generated | NodeFlag.notice)) === 0 ? label : `[${label}]`;
}

/** Shortens a line that is too long and says so after its first `head` characters. */
function cut(text: string, head: number): string {
  if (text.length <= MAX_BYTES / 3 || utf8Length(text) <= MAX_BYTES) return text;
  let room = MAX_CUT_BYTES - CUT.length, end = 0;
  for (const character of text) {
    room -= utf8Length(character);
    if (room < 0) break;
    end += character.length;
  }
  return text.slice(0, head) + CUT + text.slice(head, end);
}

function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // each half of a surrogate pair stands for two of its four bytes
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}

/** The label from the declaration alone, and how many of its characters come before the value's colon. */
function usualLabel(field: Field, value: FieldValue, length: number): { text: string; head: number } {
  if (value === undefined || field.type === "none" || field.type === "protocol") return { text: field.label, head: 0 };
  let name = field.label;
  if (field.mask && (typeof value === "number" || typeof value === "bigint")) {
    name = `${bitPattern(value, field.mask, field.shift, length || field.width)} = ${name}`;
  }
  return { text: `${name}: ${valueText(field, value)}`, head: name.length };
}

function valueText(field: Field, value: FieldValue): string {
  if (value instanceof Uint8Array) return bytesText(field, value);
  if (typeof value === "string") return value;
  if (value === undefined) return "";
  switch (field.type) {
    case "bool": {
      const words = field.words ?? (field.mask ? ["Set", "Not set"] : ["True", "False"]);
      return value ? words[0] : words[1];
    }
    case "char": return `'${String.fromCharCode(Number(value))}' (${labelNumber(field, value)})`;
    case "float": return withUnit(floatText(Number(value), FLOAT_DIGITS), field.unit);
    case "double": return withUnit(floatText(Number(value), DOUBLE_DIGITS), field.unit);
    case "abstime": return typeof value === "bigint" ? dateText(value) : "";
    case "reltime": return typeof value === "bigint" ? withUnit(secondsText(value), field.unit ?? "seconds") : "";
    case "framenum": return String(value);
  }
  if (!field.values) return withUnit(labelNumber(field, value), field.unit);
  const name = field.values.name(Number(value));
  if (field.display === "name") return name ?? `Unknown (${value})`;
  return `${name ?? "Unknown"} (${namedNumber(field, value)})`;
}

function bytesText(field: Field, value: Uint8Array): string {
  switch (field.type) {
    case "ipv4": return ipv4Text(value);
    case "ipv6": return ipv6Text(value);
    case "ether": return etherText(value);
    case "eui64": return hex(value, ":");
    case "guid": return guidText(value, field.littleEndian);
    case "oid": return oidText(value);
    default:
      if (value.length === 0) return "<MISSING>";
      return hex(value.subarray(0, MAX_SHOWN_BYTES)) + (value.length > MAX_SHOWN_BYTES ? "…" : "");
  }
}

function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : `${text} ${unit}`;
}
