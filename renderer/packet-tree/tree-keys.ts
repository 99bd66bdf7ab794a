import type { KeyboardEvent } from "react";
import { session } from "../state/session";
import { focusPane } from "../ui/focus";
import { copyField } from "./copy-field";
import { collapseAll, expandAll, expandSubtree, followLink, selectNode, setExpanded } from "./tree-actions";
import { findByPrefix, hasChildren, type TreeModel } from "./tree-model";

/** Letters typed within this time belong to one word, in ms. */
const typeAheadRest = 800;
let typed = "";
let typedAt = 0;

/** The tree's keys. `nodes` are those drawn, `page` the rows of a screen. */
export function treeKeys(event: KeyboardEvent, model: TreeModel, nodes: readonly number[], page: number): void {
  const { node, expanded } = session();
  const place = node === undefined ? -1 : nodes.indexOf(node);
  const to = (at: number): void => selectNode(nodes[Math.min(Math.max(0, at), nodes.length - 1)]);
  const parent = node === undefined ? -1 : (model.details.parent[node] ?? -1);
  const key = node === undefined ? "" : (model.key[node] ?? "");
  const opens = node !== undefined && hasChildren(model, node);
  const isOpen = opens && expanded.has(key);
  const mod = event.ctrlKey || event.metaKey;

  const run = (): boolean => {
    if (mod && event.key === "ArrowRight") expandAll();
    else if (mod && event.key === "ArrowLeft") collapseAll();
    else if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "c") copyField("summary");
    else if (mod || event.altKey) return false;
    else if (event.key === "ArrowDown") to(place + 1);
    else if (event.key === "ArrowUp") to(place < 0 ? 0 : place - 1);
    else if (event.key === "PageDown") to(place + page);
    else if (event.key === "PageUp") to(place - page);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(nodes.length - 1);
    else if (node === undefined) return false;
    else if (event.key === "ArrowRight") {
      if (event.shiftKey) expandSubtree(node);
      else if (opens && !isOpen) setExpanded([key], true);
      else if (opens) to(place + 1);
    } else if (event.key === "ArrowLeft") {
      if (isOpen) setExpanded([key], false);
      else if (parent >= 0) selectNode(parent);
    } else if (event.key === "Backspace") {
      if (parent >= 0) selectNode(parent);
    } else if (event.key === "Enter" || event.key === " ") {
      if (!followLink(node) && opens) setExpanded([key], !isOpen);
    } else if (event.key === "Escape") focusPane("list");
    else return false;
    return true;
  };
  if (run() || typeAhead(event, model, nodes, place)) event.preventDefault();
}

function typeAhead(event: KeyboardEvent, model: TreeModel, nodes: readonly number[], place: number): boolean {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
  const fresh = event.timeStamp - typedAt > typeAheadRest;
  typed = fresh ? event.key : typed + event.key;
  typedAt = event.timeStamp;
  const found = findByPrefix(model.details, nodes, Math.max(0, fresh ? place + 1 : place), typed);
  if (found !== undefined) selectNode(found);
  return true;
}
