import { session, setSession } from "../state/session";
import { modelOf } from "./current-model";
import { keysAbove, subtreeKeys } from "./tree-model";
import { selectPacket } from "../state/selection";

/** Selects a node, shows its source's bytes, and opens what is above it when asked to find it. */
export function selectNode(node: number | undefined, find = false): void {
  const { details, expanded, revealNode } = session();
  if (details === undefined || node === undefined) {
    setSession({ node: undefined });
    return;
  }
  const covers = (details.length[node] ?? 0) > 0;
  setSession({ node, byteSelection: undefined, ...(covers ? { byteSource: details.source[node] ?? 0 } : {}) });
  if (find) setSession({ expanded: new Set([...expanded, ...keysAbove(modelOf(details), node)]), revealNode: revealNode + 1 });
}

export function setExpanded(keys: Iterable<string>, open: boolean): void {
  const expanded = new Set(session().expanded);
  for (const key of keys) {
    if (open) expanded.add(key);
    else expanded.delete(key);
  }
  setSession({ expanded });
}

export function toggleNode(node: number): void {
  const { details, expanded } = session();
  if (details === undefined) return;
  const key = modelOf(details).key[node] ?? "";
  setExpanded([key], !expanded.has(key));
}

export function expandSubtree(node: number): void {
  const { details } = session();
  if (details !== undefined) setExpanded(subtreeKeys(modelOf(details), node), true);
}

/** Opens every node of this packet. */
export function expandAll(): void {
  const { details } = session();
  if (details === undefined) return;
  const model = modelOf(details);
  setExpanded(model.key.filter((_, node) => (model.children[node]?.length ?? 0) > 0), true);
}

/** Closes every node, of other packets too, and selects the protocol that held the selected field. */
export function collapseAll(): void {
  const { details, node } = session();
  setSession({ expanded: new Set() });
  if (details === undefined || node === undefined) return;
  let top = node;
  for (let i = node; i >= 0; i = details.parent[i] ?? -1) top = i;
  selectNode(top);
}

/** Goes to the packet that a node speaks of; false when it speaks of none. */
export function followLink(node: number): boolean {
  const packet = session().details?.link[node] ?? 0;
  if (packet <= 0) return false;
  void selectPacket(packet);
  return true;
}
