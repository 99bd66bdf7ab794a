import { NodeFlag, type Details } from "../../core/engine/api";

/** A packet's nodes with what the tree needs to know of each. */
export interface TreeModel {
  readonly details: Details;
  /** Shown children of each node, and of the root at index `details.label.length`. */
  readonly children: readonly (readonly number[])[];
  readonly depth: Uint16Array;
  /** What a node's expansion is remembered by: the same for the same field of the next packet. */
  readonly key: readonly string[];
}

/** Reads the flat arrays once. Hidden nodes and all below them are left out. */
export function treeModel(details: Details): TreeModel {
  const count = details.label.length;
  const children: number[][] = Array.from({ length: count + 1 }, () => []);
  const depth = new Uint16Array(count);
  const key: string[] = [];
  const shown = new Uint8Array(count);
  const seen = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const parent = details.parent[i] ?? -1;
    const path = `${parent < 0 ? "" : (key[parent] ?? "")}/${stepOf(details, i)}`;
    // The second answer of a response is remembered apart from the first.
    const before = seen.get(path) ?? 0;
    seen.set(path, before + 1);
    key.push(before === 0 ? path : `${path}#${before + 1}`);
    if (((details.flags[i] ?? 0) & NodeFlag.hidden) !== 0 || (parent >= 0 && shown[parent] === 0)) continue;
    shown[i] = 1;
    depth[i] = parent < 0 ? 0 : (depth[parent] ?? 0) + 1;
    children[parent < 0 ? count : parent]?.push(i);
  }
  return { details, children, depth, key };
}

/** A node's step in its key: its field's name, or of a text what stays the same from packet to packet. */
function stepOf(details: Details, node: number): string {
  const name = details.name[node];
  if (name !== undefined && name !== "") return name;
  return (details.label[node] ?? "").split(":")[0]?.replace(/\d+/g, "") ?? "";
}

/** Nodes to draw from top to bottom. */
export function visibleNodes(model: TreeModel, expanded: ReadonlySet<string>): number[] {
  const out: number[] = [];
  const walk = (nodes: readonly number[]): void => {
    for (const node of nodes) {
      out.push(node);
      const below = model.children[node];
      if (below !== undefined && below.length > 0 && expanded.has(model.key[node] ?? "")) walk(below);
    }
  };
  walk(model.children.at(-1) ?? []);
  return out;
}

export function hasChildren(model: TreeModel, node: number): boolean {
  return (model.children[node]?.length ?? 0) > 0;
}

/** Keys of a node and of all below it that can be opened. */
export function subtreeKeys(model: TreeModel, node: number): string[] {
  const out: string[] = [];
  const walk = (at: number): void => {
    const below = model.children[at] ?? [];
    if (below.length === 0) return;
    out.push(model.key[at] ?? "");
    below.forEach(walk);
  };
  walk(node);
  return out;
}

/** Keys that must be open for a node to be seen. */
export function keysAbove(model: TreeModel, node: number): string[] {
  const out: string[] = [];
  for (let i = model.details.parent[node] ?? -1; i >= 0; i = model.details.parent[i] ?? -1) out.push(model.key[i] ?? "");
  return out;
}

/** Label as it is shown: what was worked out and is not on the wire stands in brackets. */
export function shownLabel(details: Details, node: number): string {
  const label = details.label[node] ?? "";
  return ((details.flags[node] ?? 0) & NodeFlag.generated) !== 0 ? `[${label}]` : label;
}

/** The node whose label starts with what was typed, looking on from `from` and round the end. */
export function findByPrefix(details: Details, nodes: readonly number[], from: number, typed: string): number | undefined {
  const wanted = typed.toLowerCase();
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[(from + i) % nodes.length];
    if (node !== undefined && (details.label[node] ?? "").toLowerCase().startsWith(wanted)) return node;
  }
  return undefined;
}
