/** The packet details as JSON, shaped as `tshark -T json` shapes it: a name may stand several times in an object. */
import { nodeLabel } from "../dissect/labels";
import { showValue } from "../dissect/node-values";
import { NO_NODE } from "../dissect/tree";
import type { Tree } from "../dissect/tree";
import { Outline } from "./outline";
import type { PrintedPacket, Write } from "./packet";
import type { Selection } from "./selection";

const outline = new Outline();
const LAYER_INDENT = "        ";

/** Prints packets as the elements of one JSON array. */
export class JsonPrinter {
  #count = 0;
  constructor(readonly write: Write, readonly selection?: Selection) {}

  /** Prints one packet; with a selection only the fields it names, each as an array of its values. */
  packet(packet: PrintedPacket): void {
    const day = new Date(packet.frame.seconds * 1000);
    const date = Number.isNaN(day.getTime()) ? "1970-01-01" : day.toISOString().slice(0, 10);
    this.write(`${this.#count++ === 0 ? "[\n" : ",\n"}  {\n    "_index": "packets-${date}",\n    "_type": "doc",\n    "_score": null,\n    "_source": {\n      "layers": {`);
    if (this.selection) this.#selected(packet, this.selection);
    else {
      outline.read(packet.tree);
      members(packet.tree, outline.top, LAYER_INDENT, this.write);
    }
    this.write("\n      }\n    }\n  }");
  }

  #selected(packet: PrintedPacket, selection: Selection): void {
    const parts = selection.valuesOf(packet).map(({ name, values }) =>
      `\n${LAYER_INDENT}${JSON.stringify(name)}: [\n${values.map((value) => `${LAYER_INDENT}  ${JSON.stringify(value)}`).join(",\n")}\n${LAYER_INDENT}]`);
    this.write(parts.join(","));
  }

  /** Ends the array. */
  end(): void {
    this.write(this.#count === 0 ? "[]\n" : "\n]\n");
  }
}

/** The members of an object: `first` and its siblings. */
function members(tree: Tree, first: number, indent: string, write: Write): void {
  let separator = "\n";
  for (let i = first; i !== NO_NODE; i = outline.nextSibling(i)) {
    const field = tree.field[i], child = outline.firstChild(i);
    const valueless = !field || field.type === "none" || field.type === "protocol";
    const name = field ? field.name : nodeLabel(tree, i);
    if (!valueless || child === NO_NODE) {
      const value = !valueless ? showValue(tree, i) : field?.type === "protocol" ? nodeLabel(tree, i) : "";
      write(`${separator}${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`);
      separator = ",\n";
    }
    if (child === NO_NODE) continue;
    write(`${separator}${indent}${JSON.stringify(valueless ? name : `${name}_tree`)}: {`);
    members(tree, child, `${indent}  `, write);
    write(`\n${indent}}`);
    separator = ",\n";
  }
}
