/** The protocol tree of a packet as it goes to the window. */
import { nodeLabel } from "../dissect/labels";
import { NodeFlag } from "../dissect/tree";
import type { Tree } from "../dissect/tree";
import { filterValue, showValue } from "../dissect/node-values";
import type { Severity } from "../fields/field";
import type { Details } from "./api";

const SEVERITY: Readonly<Record<Severity, number>> = { comment: 1, chat: 2, note: 3, warning: 4, error: 5 };

/** Copies a tree into arrays that can be sent. */
export function detailsOf(number: number, tree: Tree): Details {
  const n = tree.count;
  const label: string[] = [], name: string[] = [], filter: string[] = [], value: string[] = [];
  const severity = new Uint8Array(n), link = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const field = tree.field[i];
    label.push(nodeLabel(tree, i));
    name.push(field?.name ?? "");
    value.push(field ? showValue(tree, i) : "");
    filter.push(filterFor(tree, i));
    if (field?.notice) severity[i] = SEVERITY[field.notice.severity];
    if (field?.type === "framenum") link[i] = tree.num[i] as number;
  }
  for (let i = n - 1; i >= 0; i--) {
    const parent = tree.parent[i] as number;
    if (parent >= 0) severity[parent] = Math.max(severity[parent] as number, severity[i] as number);
  }
  return {
    number, label, name, filter, value, severity, link,
    parent: tree.parent.slice(0, n), source: tree.source.slice(0, n), start: tree.start.slice(0, n), length: tree.length.slice(0, n), flags: tree.flags.slice(0, n),
    sources: tree.sources.map((s) => ({ name: s.name, bytes: s.bytes.slice() })),
  };
}

/** A filter that selects packets with this node's value. */
function filterFor(tree: Tree, i: number): string {
  const field = tree.field[i];
  if (!field) return "";
  if (field.type === "protocol" || field.type === "none" || (tree.flags[i] as number) & NodeFlag.notice) return field.name;
  const value = filterValue(tree, i);
  return value === undefined ? field.name : `${field.name} == ${value}`;
}

/** The values of a field in a packet, joined by commas: for added columns. */
export function fieldText(tree: Tree, name: string): string {
  const values: string[] = [];
  for (let i = 0; i < tree.count; i++) if (tree.field[i]?.name === name) values.push(showValue(tree, i));
  return values.join(",");
}
