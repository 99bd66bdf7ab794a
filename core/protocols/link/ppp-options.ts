/** Options of PPP's control protocols: type, length, value (RFC 1661 §6), as tables that say how each is read. */
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";

/** How one option is shown: a node for the whole of it, below it type, length and the fields of its value. */
export interface OptionForm {
  readonly name: string;
  readonly whole: Field;
  /** Fields of the value one after the other; one of no fixed width takes the rest. */
  readonly parts: readonly Field[];
  /** Fields of single bits in the item of the last part. */
  readonly bits?: readonly Field[];
}

/** Fields of every option's head. */
export interface OptionHead { readonly type: Field<number>; readonly length: Field<number> }

const HEAD = 2;

/** Reads the options in [start, end) under a heading that lists their names. */
export function readOptions(d: Dissection, start: number, end: number, head: OptionHead, forms: ReadonlyMap<number, OptionForm>): void {
  const heading = d.openText(start, end - start, "");
  const names: string[] = [];
  let at = start;
  while (at + HEAD <= end) {
    const type = d.u8(at), length = d.u8(at + 1);
    if (length < HEAD || at + length > end) break;
    const form = forms.get(type);
    if (form) readOption(d, at, length, head, form);
    else d.textNode(at, length, d.drawing ? `Unknown (0x${type.toString(16).padStart(2, "0")}) (${length} bytes)` : "");
    names.push(form?.name ?? `Unknown (0x${type.toString(16).padStart(2, "0")})`);
    at += length;
  }
  if (d.drawing) d.setLabel(heading, `Options: (${end - start} bytes)${names.map((name) => `, ${name}`).join("")}`);
  d.close();
}

function readOption(d: Dissection, at: number, length: number, head: OptionHead, form: OptionForm): void {
  d.open(form.whole, at, length, d.slice(at, length), form.name);
  d.put(head.type, at, 1, d.u8(at), d.drawing ? `Type: ${form.name} (${d.u8(at)})` : undefined);
  d.item(head.length, at + 1);
  let pos = at + HEAD;
  const end = at + length;
  for (const part of form.parts) {
    const width = part.width || end - pos;
    if (width === 0 || pos + width > end) break;
    d.item(part, pos, width);
    if (form.bits && part === form.parts[form.parts.length - 1]) {
      d.push(d.last);
      for (const bit of form.bits) d.item(bit, pos, width);
      d.close();
    }
    pos += width;
  }
  d.close();
}
