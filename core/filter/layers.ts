/** Which nodes a `#` takes: by the number of their layer among the layers of their protocol. */
import type { Tree } from "../dissect/tree";
import type { Range } from "./ast";

function takes(range: Range, layer: number, last: number): boolean {
  const from = range.from < 0 ? last + 1 + range.from : range.from;
  switch (range.kind) {
    case "single": return layer === from;
    case "rest": return layer >= from;
    case "length": return from >= 0 && layer >= from && layer < from + range.to;
    case "inclusive": {
      const to = range.to < 0 ? last + 1 + range.to : range.to;
      return (range.from >= 0 || from > 0) && layer >= from && layer <= to;
    }
  }
}

/** A test of nodes; negative numbers count from the last layer that holds one of `nodes`. */
export function layerChooser(ranges: readonly Range[], tree: Tree, nodes: readonly number[]): (node: number) => boolean {
  let last = 0;
  for (const node of nodes) last = Math.max(last, tree.layer[node] as number);
  return (node) => ranges.some((range) => takes(range, tree.layer[node] as number, last));
}
