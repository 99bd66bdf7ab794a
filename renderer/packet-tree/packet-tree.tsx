import { ContextMenu } from "@base-ui/react/context-menu";
import { type MouseEvent, useEffect, useMemo, useRef } from "react";
import { count, useT } from "../i18n/i18n";
import { MenuEntries } from "../menus/menu-entries";
import { MenuPanel } from "../menus/menu-parts";
import { treeMenu } from "../menus/menu-structure";
import { useSession } from "../state/session";
import { PaneHead } from "../ui/pane-head";
import { useScaledScroll } from "../ui/use-scaled-scroll";
import { modelOf } from "./current-model";
import { followLink, selectNode, toggleNode } from "./tree-actions";
import { treeKeys } from "./tree-keys";
import { TreeRow } from "./tree-row";
import { visibleNodes } from "./tree-model";
import "./packet-tree.css";

const rowHeight = 20;
/** Trees of up to so many rows are drawn whole. */
const wholeTree = 250;

/** The selected packet's protocols and fields. */
export function PacketTree() {
  const t = useT();
  const details = useSession((state) => state.details);
  const expanded = useSession((state) => state.expanded);
  const selected = useSession((state) => state.node);
  const hovered = useSession((state) => state.hoverNode);
  const revealNode = useSession((state) => state.revealNode);
  const model = details === undefined ? undefined : modelOf(details);
  const nodes = useMemo(() => (model === undefined ? [] : visibleNodes(model, expanded)), [model, expanded]);
  const scroll = useScaledScroll(nodes.length, rowHeight, { whole: wholeTree });
  const { drawn, show } = scroll;
  const place = selected === undefined ? -1 : nodes.indexOf(selected);
  const wish = useRef({ place, page: 1 });
  wish.current = { place, page: Math.max(1, Math.floor(scroll.space.viewport / rowHeight) - 1) };

  useEffect(() => {
    if (wish.current.place >= 0) show(wish.current.place, "nearest");
  }, [selected, revealNode, show]);

  const nodeAt = (event: MouseEvent): number | undefined => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-node]") : null;
    return row === null ? undefined : Number(row.dataset.node);
  };
  const onMouseDown = (event: MouseEvent): void => {
    const node = nodeAt(event);
    if (node === undefined) return;
    selectNode(node);
    if (event.button === 0 && event.target instanceof Element && event.target.closest(".tree-twist") !== null) toggleNode(node);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const node = nodeAt(event);
    if (node === undefined || (event.target instanceof Element && event.target.closest(".tree-twist") !== null)) return;
    if (!followLink(node)) toggleNode(node);
  };

  return (
    <section className="pane column">
      <PaneHead title={details === undefined ? "" : t("tree.title", { number: count(details.number) })} />
      <ContextMenu.Root>
        <ContextMenu.Trigger className="pane">
          <div
            ref={scroll.scroller} role="tree" aria-label={t("tree.name")} data-pane="tree" tabIndex={0} className="packet-tree scroller"
            aria-activedescendant={selected === undefined || place < 0 ? undefined : `node-${selected}`}
            onKeyDown={(event) => model !== undefined && treeKeys(event, model, nodes, wish.current.page)} onMouseDown={onMouseDown} onDoubleClick={onDoubleClick}
          >
            {model === undefined ? <p className="pane-empty">{t("tree.empty")}</p> : (
              <div className="spacer" role="none" style={{ height: scroll.spacer }}>
                <div className="stage" role="none" style={{ height: scroll.stage }}>
                  <div role="none" style={{ transform: `translateY(${drawn.shift}px)` }}>
                    {nodes.slice(drawn.first, drawn.first + drawn.count).map((node) => (
                      <TreeRow key={node} model={model} node={node} open={expanded.has(model.key[node] ?? "")} selected={node === selected} hovered={node === hovered} />
                    ))}
                  </div>
                </div>
              </div>
            )}
          </div>
        </ContextMenu.Trigger>
        <MenuPanel offset={0}><MenuEntries entries={treeMenu} /></MenuPanel>
      </ContextMenu.Root>
    </section>
  );
}
