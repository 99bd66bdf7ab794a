import { filterForms } from "../filter-bar/compose-filter";
import type { MessageKey } from "../i18n/i18n";
import { byteFormats } from "../packet-bytes/byte-formats";
import { timeFormats } from "../packet-list/time-format";
import { languages, layouts, themes } from "../state/preferences";

/** An action by its id, a line between groups, a submenu, or a list that is filled in when it is drawn. */
export type MenuEntry =
  | string
  | { readonly separator: true }
  | { readonly submenu: MessageKey; readonly entries: readonly MenuEntry[] }
  | { readonly fill: "samples" | "recent" | "columns" };

export interface MenuDefinition {
  readonly id: string;
  readonly label: MessageKey;
  readonly entries: readonly MenuEntry[];
}

const line = { separator: true } as const;
const ids = (prefix: string, values: readonly string[]): string[] => values.map((value) => `${prefix}-${value}`);

export const copyEntries: readonly MenuEntry[] = ["copy-summary", "copy-value", "copy-name", "copy-filter", line, ...ids("copy", byteFormats)];
export const filterEntries: readonly MenuEntry[] = [
  { submenu: "menu.apply", entries: ids("apply", filterForms) },
  { submenu: "menu.prepare", entries: ids("prepare", filterForms) },
];
const byteModeEntries: readonly MenuEntry[] = ["bytes-hex", "bytes-bits"];

export const menuBar: readonly MenuDefinition[] = [
  { id: "file", label: "menu.file", entries: ["open", { fill: "recent" }, { fill: "samples" }, line, "close"] },
  { id: "edit", label: "menu.edit", entries: [{ submenu: "menu.copy", entries: copyEntries }] },
  {
    id: "view",
    label: "menu.view",
    entries: [
      { submenu: "menu.layout", entries: ids("layout", layouts) },
      { submenu: "menu.time", entries: ids("time", timeFormats) },
      { submenu: "menu.columns", entries: [{ fill: "columns" }, line, "reset-columns"] },
      { submenu: "menu.bytes", entries: byteModeEntries },
      "colour-rows",
      line,
      "expand-subtree", "expand-all", "collapse-all",
      line,
      { submenu: "menu.theme", entries: ids("theme", themes) },
      { submenu: "menu.language", entries: ids("language", languages) },
    ],
  },
  {
    id: "go",
    label: "menu.go",
    entries: ["back", "forward", "go-to-packet", "go-to-linked", line, "next-packet", "previous-packet", "first-packet", "last-packet", line, "conversation-first", "conversation-last"],
  },
  { id: "analyze", label: "menu.analyze", entries: ["focus-filter", "clear-filter", line, ...filterEntries, line, "apply-column", line, "notices"] },
  { id: "help", label: "menu.help", entries: ["shortcuts", "about"] },
];

/** Context menu of the tree. */
export const treeMenu: readonly MenuEntry[] = [
  "expand-subtree", "expand-all", "collapse-all", line,
  ...filterEntries, line,
  "apply-column", { submenu: "menu.copy", entries: copyEntries }, line,
  "go-to-linked",
];

/** Context menu of the bytes. */
export const bytesMenu: readonly MenuEntry[] = [...ids("copy", byteFormats), line, ...filterEntries, line, ...byteModeEntries];
