import { NodeFlag, type Details } from "../../core/engine/api";

/** Nodes that speak about bytes and are not read from them. */
const aside = NodeFlag.notice | NodeFlag.generated;

/**
 * The innermost node that covers a byte of a source, or undefined. Bits of one byte all
 * cover it alike: then the item that holds them is meant, unless there is none.
 */
export function fieldAt(details: Details, source: number, offset: number): number | undefined {
  return innermost(details, source, offset, aside) ?? innermost(details, source, offset, NodeFlag.notice);
}

function innermost(details: Details, source: number, offset: number, without: number): number | undefined {
  let narrowest = Infinity;
  let found: number[] = [];
  for (let i = 0; i < details.label.length; i++) {
    const length = details.length[i] ?? 0;
    const start = details.start[i] ?? 0;
    if (details.source[i] !== source || offset < start || offset >= start + length) continue;
    if (((details.flags[i] ?? 0) & without) !== 0 || isHidden(details, i)) continue;
    if (length < narrowest) {
      narrowest = length;
      found = [];
    }
    if (length === narrowest) found.push(i);
  }
  const below = (parent: number | undefined): number[] => found.filter((i) => (parent === undefined ? !found.includes(details.parent[i] ?? -1) : details.parent[i] === parent));
  let [node, ...beside] = below(undefined);
  // Bits of a wider item, e.g. TCP's flags, lie side by side in it.
  const holder = node === undefined ? -1 : (details.parent[node] ?? -1);
  if (beside.some((other) => details.parent[other] === holder) && holder >= 0 && (details.parent[holder] ?? -1) >= 0) return holder;
  for (let inner = below(node); node !== undefined && inner.length === 1; inner = below(node)) [node] = inner;
  return node;
}

/** Whether a node or one above it is not shown. */
export function isHidden(details: Details, node: number): boolean {
  for (let i = node; i >= 0; i = details.parent[i] ?? -1) if (((details.flags[i] ?? 0) & NodeFlag.hidden) !== 0) return true;
  return false;
}

/** The protocol's node that a node lies under. */
export function layerOf(details: Details, node: number): number {
  let top = node;
  for (let i = node; i >= 0; i = details.parent[i] ?? -1) top = i;
  return top;
}
