/** Suboptions: a code, a length and a value, as options 43 and 82 hold them. */
import type { Dissection } from "../../../dissect/dissection";
import type { Field, ValueTable } from "../../../fields/field";
import { ipv4Text } from "../../../fields/format";
import { dhcp } from "./fields";
import { badLength, readText } from "./plain-options";
import type { Option } from "./plain-options";

const { f } = dhcp;

/** What a suboption's value is: a field, or what `read` makes of [d.pos, end). */
export interface Part { readonly field: Field; readonly read?: (d: Dissection, end: number) => void }

/**
 * Reads the suboption at `d.pos` of option `number` and moves past it. Returns false, with a notice,
 * where the option has no room for it.
 */
export function readPart(
  d: Dissection, o: Option, suboption: Field<number>, value: Field<Uint8Array>, number: number, names: ValueTable, parts: ReadonlyMap<number, Part>,
): boolean {
  const at = d.pos, code = d.u8(at);
  if (at + 1 >= o.end) {
    d.notice(f.missing_subopt_length, o.node, `Suboption ${code}: no room left in option for suboption length`);
    return false;
  }
  const length = d.u8(at + 1), end = at + 2 + length;
  const node = d.open(suboption, at, 2 + length, code, d.drawing ? `Option ${number} Suboption: (${code}) ${names.name(code) ?? "Unknown"}` : undefined);
  d.pos = at + 1;
  d.read(f["option.suboption_length"]);
  const room = end <= o.end;
  if (!room) d.notice(f.missing_subopt_value, node, `Suboption ${code}: no room left in option for suboption value`);
  else {
    d.item(value, at + 2, length);
    const part = parts.get(code);
    if (part) partValue(d, node, part, code, length, end);
    d.pos = end;
  }
  d.close();
  return room;
}

function partValue(d: Dissection, node: number, part: Part, code: number, length: number, end: number): void {
  const { field, read } = part;
  if (read) { read(d, end); return; }
  if (field.type === "string") { readText(d, field as Field<string>, length); return; }
  if (field.width > 0 && length !== field.width) {
    badLength(d, node, `length isn't ${field.width}`);
    d.notice(f["subopt.unknown_type"], node, `The value of suboption ${code} cannot be read`);
    return;
  }
  const got = d.read(field, length);
  if (field.type === "ipv4" && d.drawing) d.append(node, ` (${ipv4Text(got as Uint8Array)})`);
}
