import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { NodeFlag } from "../../core/engine/api";
import { hasChildren, shownLabel, type TreeModel } from "./tree-model";

/** Indentation of a level, in px. */
const indent = 15;
/** Classes by a node's worst notice. */
const severities = ["", "comment", "chat", "note", "warning", "error"];

interface Props {
  readonly model: TreeModel;
  readonly node: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly hovered: boolean;
}

/** One protocol, field or notice. */
export const TreeRow = memo(function TreeRow({ model, node, open, selected, hovered }: Props) {
  const { details, depth } = model;
  const opens = hasChildren(model, node);
  const level = depth[node] ?? 0;
  const flags = details.flags[node] ?? 0;
  const severity = severities[details.severity[node] ?? 0] ?? "";
  // A tint marks the notice itself and the protocol it stands under; what lies between stays calm.
  const tinted = severity !== "" && (level === 0 || (flags & NodeFlag.notice) !== 0);
  const label = shownLabel(details, node);
  // Bit patterns stand under each other only in a monospaced face.
  const bits = /^[01.]{1,8}[01. ]* = /.exec(label)?.[0] ?? "";
  const classes = ["tree-row"];
  if (level === 0) classes.push("layer");
  if ((flags & NodeFlag.generated) !== 0) classes.push("generated");
  if ((details.link[node] ?? 0) > 0) classes.push("link");
  if (tinted) classes.push(`severity-${severity}`);
  if (hovered) classes.push("hovered");
  return (
    <div
      role="treeitem" id={`node-${node}`} data-node={node} data-name={details.name[node]} className={classes.join(" ")}
      aria-level={level + 1} aria-selected={selected} aria-expanded={opens ? open : undefined}
      style={{ paddingLeft: 4 + level * indent }}
    >
      <span className="tree-twist" aria-hidden>{opens && <ChevronRight size={13} className={open ? "open" : ""} />}</span>
      <span className="tree-label">{bits !== "" && <span className="tree-bits">{bits}</span>}{label.slice(bits.length)}</span>
    </div>
  );
});
