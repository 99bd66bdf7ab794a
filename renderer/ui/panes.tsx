import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { useT } from "../i18n/i18n";
import type { PaneLayout } from "../state/preferences";

interface Props {
  readonly layout: PaneLayout;
  readonly list: ReactNode;
  readonly tree: ReactNode;
  readonly bytes: ReactNode;
}

/** The three panes in one of their arrangements; each remembers its own sizes. */
export function Panes({ layout, list, tree, bytes }: Props) {
  if (layout === "stacked") {
    return (
      <Split id="stacked" orientation="vertical" parts={[["list", list, 46], ["tree", tree, 30], ["bytes", bytes, 24]]} />
    );
  }
  const sideBySide = layout === "side-by-side";
  const below = <Split id={`${layout}-lower`} orientation={sideBySide ? "vertical" : "horizontal"} parts={[["tree", tree, 50], ["bytes", bytes, 50]]} />;
  return <Split id={layout} orientation={sideBySide ? "horizontal" : "vertical"} parts={[["list", list, sideBySide ? 58 : 52], ["lower", below, sideBySide ? 42 : 48]]} />;
}

interface SplitProps {
  readonly id: string;
  readonly orientation: "horizontal" | "vertical";
  /** Id, content and share in percent. */
  readonly parts: readonly (readonly [string, ReactNode, number])[];
}

function Split({ id, orientation, parts }: SplitProps) {
  const t = useT();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `wirelens.panes.${id}`, storage: localStorage, onlySaveAfterUserInteractions: true });
  return (
    <Group id={id} className="panes" orientation={orientation} onLayoutChanged={onLayoutChanged} {...(defaultLayout === undefined ? {} : { defaultLayout })}>
      {parts.flatMap(([name, content, share], place) => [
        ...(place === 0 ? [] : [<Separator key={`${name}-edge`} className="splitter" aria-label={t("pane.resize", { pane: t(name === "bytes" ? "tree.name" : "list.name") })} />]),
        <Panel key={name} id={name} minSize={80} defaultSize={`${share}%`}>{content}</Panel>,
      ])}
    </Group>
  );
}
