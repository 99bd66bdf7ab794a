import { ContextMenu } from "@base-ui/react/context-menu";
import { type MouseEvent, type ReactElement, useState } from "react";
import { filterForms } from "../filter-bar/compose-filter";
import { useT } from "../i18n/i18n";
import { MenuEntries } from "../menus/menu-entries";
import { MenuPanel, PlainItem, Submenu } from "../menus/menu-parts";
import { rowText } from "../packet-tree/copy-field";
import { takeFieldFilter } from "../state/filtering";
import { session } from "../state/session";
import { copyText } from "../ui/clipboard";
import { cellFilter } from "./cell-filter";
import type { ListRow } from "./columns";

interface Target {
  readonly line: ListRow;
  readonly column: string;
  readonly text: string;
}

/** The list with its context menu; what the menu is about is what was under the pointer. */
export function ListMenu({ lines, first, children }: { readonly lines: readonly ListRow[]; readonly first: number; readonly children: ReactElement }) {
  const t = useT();
  const [target, setTarget] = useState<Target | undefined>();
  const onContextMenu = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-column]") : null;
    const place = cell?.closest<HTMLElement>("[data-place]")?.dataset.place;
    const line = place === undefined ? undefined : lines[Number(place) - first];
    // Opened by the keyboard, the menu is about the selected packet.
    const selected = lines.find((each) => each.row.number === session().packet);
    if (cell === null) setTarget(selected === undefined ? undefined : { line: selected, column: "number", text: String(selected.row.number) });
    else setTarget(line === undefined ? undefined : { line, column: cell.dataset.column ?? "", text: cell.textContent ?? "" });
  };
  const filter = target === undefined ? "" : cellFilter(target.line.row, target.column, target.text);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className="pane" onContextMenu={onContextMenu}>{children}</ContextMenu.Trigger>
      <MenuPanel offset={0}>
        {(["apply", "prepare"] as const).map((way) => (
          <Submenu key={way} label={t(`menu.${way}`)}>
            {filterForms.map((form) => <PlainItem key={form} label={t(`form.${form}`)} disabled={filter === ""} onClick={() => takeFieldFilter(form, filter, way === "apply")} />)}
          </Submenu>
        ))}
        <ContextMenu.Separator className="menu-separator" />
        <PlainItem label={`${t("menu.copy")}: ${t("action.copy-row")}`} disabled={target === undefined} onClick={() => target !== undefined && copyText(rowText(target.line.row, target.line.time))} />
        <PlainItem label={`${t("menu.copy")}: ${t("action.copy-cell")}`} disabled={target === undefined} onClick={() => target !== undefined && copyText(target.text)} />
        <ContextMenu.Separator className="menu-separator" />
        <MenuEntries entries={["conversation-first", "conversation-last", "go-to-packet"]} />
      </MenuPanel>
    </ContextMenu.Root>
  );
}
