/** Names: distinguished names (X.501 §9, RFC 5280 §4.1.2.4) and general names (RFC 5280 §4.2.1.6). */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv4Text, ipv6Text } from "../../../fields/format";
import { x509ce, x509if, x509sat } from "./fields";
import { oidName } from "./oids";
import {
  bitString, countValues, expectValue, implicitStructure, inside, isNext, items, list, listContent, needRoom, objectIdentifier, oidContent, readValue,
  Tag, text, textContent,
} from "./reader";

const sat = x509sat.f, ce = x509ce.f;

/** Most characters of a value that the lines above it repeat. */
const MAX_SHOWN = 256;

/** Attributes of one string type only; the others in use are DirectoryStrings. */
const PLAIN_ATTRIBUTES: ReadonlyMap<string, Field<string>> = new Map([
  ["2.5.4.6", sat.CountryName], ["1.3.6.1.4.1.311.60.2.1.3", sat.CountryName],
  ["2.5.4.5", sat.PrintableString], ["2.5.4.46", sat.PrintableString], ["2.5.4.20", sat.TelephoneNumber],
  ["0.9.2342.19200300.100.1.25", sat.IA5String], ["1.2.840.113549.1.9.1", sat.IA5String],
]);
const DIRECTORY_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[3, 4, 7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 41, 42, 43, 44, 51, 65].map((n) => `2.5.4.${n}`),
  "0.9.2342.19200300.100.1.1", "1.3.6.1.4.1.311.60.2.1.1", "1.3.6.1.4.1.311.60.2.1.2", "1.2.840.113549.1.9.8",
]);
const UNIQUE_IDENTIFIER = "2.5.4.45", UNSTRUCTURED_NAME = "1.2.840.113549.1.9.2", PRINCIPAL_NAME = "1.3.6.1.4.1.311.20.2.3";

/** A value of the type DirectoryString (X.520 §6.1), with its text below it; returns the text. */
function directoryString(d: Dissection, limit: number): string {
  const { first, start, end } = readValue(d, limit);
  let field: Field<string>, kind: number;
  switch (first) {
    case Tag.teletexString: field = sat.teletexString; kind = 0; break;
    case Tag.printableString: field = sat.printableString; kind = 1; break;
    case Tag.universalString: field = sat.universalString; kind = 2; break;
    case Tag.bmpString: field = sat.bmpString; kind = 3; break;
    case Tag.utf8String: field = sat.uTF8String; kind = 4; break;
    default: d.pos = end; return "";
  }
  d.open(sat.DirectoryString, start, end - start, kind);
  const value = textContent(d, end, field, first);
  d.close();
  return value;
}

/** The value of an attribute as its type has it; returns its text. */
function attributeValue(d: Dissection, limit: number, type: string): string {
  const plain = PLAIN_ATTRIBUTES.get(type);
  if (plain) { d.stack.push("x509sat"); return text(d, limit, plain); }
  if (DIRECTORY_ATTRIBUTES.has(type)) { d.stack.push("x509sat"); return directoryString(d, limit); }
  if (type === UNSTRUCTURED_NAME) return isNext(d, limit, Tag.ia5String) ? text(d, limit, sat.IA5String) : directoryString(d, limit);
  if (type === UNIQUE_IDENTIFIER && isNext(d, limit, Tag.bitString)) { d.stack.push("x509sat"); bitString(d, limit, sat.UniqueIdentifier); }
  return "";
}

/** A SET of attributes, of which there is mostly one. */
function relativeName(d: Dissection, limit: number, field: Field<number> = x509if.f.RDNSequence_item): string {
  const set = expectValue(d, limit, Tag.set);
  return relativeNameContent(d, set.end, field);
}

function relativeNameContent(d: Dissection, end: number, field: Field<number>): string {
  const count = countValues(d, end), parts: string[] = [];
  const node = d.open(field, d.pos, end - d.pos, count);
  while (d.pos < end) {
    needRoom(d);
    const item = expectValue(d, end, Tag.sequence);
    const element = d.open(x509if.f.RelativeDistinguishedName_item_element, item.start, item.end - item.start);
    const type = objectIdentifier(d, item.end, x509if.f.oid);
    const value = attributeValue(d, item.end, type);
    if (d.drawing) {
      const part = `${oidName(type) ?? type}=${value.slice(0, MAX_SHOWN)}`;
      d.append(element, ` (${part})`);
      parts.push(part);
    }
    d.close();
    d.pos = item.end;
  }
  d.close();
  if (!d.drawing) return "";
  const whole = parts.join("+");
  d.setLabel(node, `${field.label}: ${items(count)} (${whole})`);
  return whole;
}

/** The parts of a distinguished name up to `end`, without a node for all; returns its text, the last part first (RFC 4514 §2.1). */
export function nameContent(d: Dissection, end: number): string {
  const parts: string[] = [];
  while (d.pos < end) {
    needRoom(d);
    const part = relativeName(d, end);
    if (d.drawing) parts.push(part);
  }
  return parts.reverse().join(",");
}

/** A Name: a choice `field` of which there is only the sequence `below`; returns its text. */
export function name(d: Dissection, limit: number, field: Field<number>, below: Field<number> = x509if.f.rdnSequence): string {
  const { start, content, end } = expectValue(d, limit, Tag.sequence);
  d.open(field, start, end - start, 0);
  const count = countValues(d, end);
  const node = d.open(below, content, end - content, count);
  const whole = nameContent(d, end);
  if (d.drawing) d.setLabel(node, `${below.label}: ${items(count)}${whole === "" ? "" : ` (${whole})`}`);
  d.close();
  d.close();
  d.pos = end;
  return whole;
}

function otherName(d: Dissection, end: number): void {
  const type = objectIdentifier(d, end, ce.type_id);
  inside(d, end, 0xa0, (_, stop) => {
    if (type !== PRINCIPAL_NAME || !isNext(d, stop, Tag.utf8String)) return;
    d.stack.push("x509sat");
    text(d, stop, sat.UTF8String);
  });
}

function skip(d: Dissection, end: number): void { d.pos = end; }

/** An address, which in constraints is followed by its mask (RFC 5280 §4.2.1.10). */
function address(d: Dissection, at: number, length: number): void {
  if (length === 4) d.item(ce["IPAddress.ipv4"], at);
  else if (length === 16) d.item(ce["IPAddress.ipv6"], at);
  else if (d.drawing && (length === 8 || length === 32)) {
    const half = length / 2, write = length === 8 ? ipv4Text : ipv6Text;
    d.textNode(at, length, `iPAddress: ${write(d.slice(at, half))}/${write(d.slice(at + half, half))}`);
  }
}

/** A GeneralName as the choice `field`. */
export function generalName(d: Dissection, limit: number, field: Field<number>): void {
  const { first, content, end } = readValue(d, limit), length = end - content;
  if (first >> 6 !== 2 || (first & 0x1f) > 8) throw MALFORMED;
  d.open(field, content, length, first & 0x1f);
  switch (first & 0x1f) {
    case 0: implicitStructure(d, end, ce.otherName_element, otherName); break;
    case 1: textContent(d, end, ce.rfc822Name); break;
    case 2: textContent(d, end, ce.dNSName); break;
    case 3: implicitStructure(d, end, ce.x400Address_element, skip); break;
    case 4: name(d, end, ce.directoryName); break;
    case 5: implicitStructure(d, end, ce.ediPartyName_element, skip); break;
    case 6: textContent(d, end, ce.uniformResourceIdentifier); break;
    case 7: address(d, content, length); break;
    case 8: oidContent(d, end, ce.registeredID); break;
  }
  d.close();
  d.pos = end;
}

function namesItem(d: Dissection, end: number): void { generalName(d, end, ce.GeneralName); }

/** GeneralNames with their own header, or the content alone under an implicit tag. */
export function generalNames(d: Dissection, limit: number, field: Field<number>): void { list(d, limit, field, namesItem); }
export function generalNamesContent(d: Dissection, end: number, field: Field<number>): void { listContent(d, end, field, namesItem); }

/** A name relative to another (RFC 5280 §4.2.1.13). */
export function relativeNameUnder(d: Dissection, end: number, field: Field<number>): void { relativeNameContent(d, end, field); }
