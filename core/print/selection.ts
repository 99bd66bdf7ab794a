/** The fields and columns that `-e` names, and their values in a packet. */
import { printable } from "../base/printable";
import { hex } from "../base/text";
import { nodeLabel } from "../dissect/labels";
import { showValue } from "../dissect/node-values";
import type { Tree } from "../dissect/tree";
import type { Field } from "../fields/field";
import type { Registry } from "../fields/registry";
import { COLUMN_NAMES, columnText } from "./packet";
import type { ColumnName, PrintedPacket } from "./packet";

const COLUMN = "_ws.col.";

/** A name that was asked for, with its values in the order of the packet. */
export interface Selected {
  readonly name: string;
  readonly values: readonly string[];
}

export class Selection {
  /** Fields to be kept while dissecting. */
  readonly fields: readonly Field[];
  /** True when a column is among the names, so that its text must be made. */
  readonly wantsColumns: boolean;
  readonly #names: readonly string[];
  readonly #columns: readonly (ColumnName | undefined)[];
  /** Places among the names, by field number. */
  readonly #places = new Map<number, number[]>();

  /** `unknown` gathers the names that are neither fields, protocols nor columns. */
  constructor(registry: Registry, names: readonly string[], unknown: string[]) {
    this.#names = names;
    const columns: (ColumnName | undefined)[] = [], fields: Field[] = [];
    names.forEach((name, place) => {
      const column = columnNamed(name);
      columns.push(column);
      if (column) return;
      const named = registry.named(name);
      if (named.length === 0) unknown.push(name);
      for (const field of named) {
        const places = this.#places.get(field.id);
        if (places) places.push(place); else this.#places.set(field.id, [place]);
        fields.push(field);
      }
    });
    this.#columns = columns;
    this.fields = fields;
    this.wantsColumns = columns.some((column) => column !== undefined);
  }

  get names(): readonly string[] { return this.#names; }

  /** The values of every name in the order they were asked for; names that the packet has not are left out. */
  valuesOf(packet: PrintedPacket): Selected[] {
    return this.lists(packet).flatMap((values, place) => (values.length > 0 ? [{ name: this.#names[place] ?? "", values }] : []));
  }

  /** The values of every name, an empty list where the packet has none. */
  lists(packet: PrintedPacket): string[][] {
    const lists: string[][] = this.#columns.map((column) => {
      const text = column ? printable(columnText(packet, column)) : "";
      return text === "" ? [] : [text];
    });
    const { tree } = packet;
    for (let i = 0; i < tree.count; i++) {
      const field = tree.field[i];
      const places = field && this.#places.get(field.id);
      if (!places) continue;
      const value = selectedValue(tree, i);
      for (const place of places) lists[place]?.push(value);
    }
    return lists;
  }
}

/** A column by its name, in upper or lower case as later versions of tshark spell it. */
function columnNamed(name: string): ColumnName | undefined {
  if (!name.toLowerCase().startsWith(COLUMN)) return undefined;
  const wanted = name.slice(COLUMN.length).toLowerCase();
  return COLUMN_NAMES.find((column) => column.toLowerCase() === wanted);
}

/**
 * The value as `-e` prints it: as in PDML but for bytes, which stand without separators, protocols, which
 * are their line of the tree where it says more than their title, and headings and notices, which are `1`.
 */
export function selectedValue(tree: Tree, i: number): string {
  const field = tree.field[i];
  switch (field?.type) {
    case undefined: return nodeLabel(tree, i);
    case "protocol": return tree.label[i] === undefined && tree.suffix[i] === undefined ? field.name : nodeLabel(tree, i);
    case "none": return "1";
    case "bytes": {
      const value = tree.value(i);
      return value instanceof Uint8Array ? hex(value) : "";
    }
    default: return showValue(tree, i);
  }
}
