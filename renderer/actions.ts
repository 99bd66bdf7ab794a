/**
 * Everything the window can do, in one table: the drawn menu bar, the context menus and the
 * keyboard read it, and a native menu can be made of it.
 */
import { filterForms } from "./filter-bar/compose-filter";
import { languageNames, type MessageKey, t } from "./i18n/i18n";
import { byteFormats } from "./packet-bytes/byte-formats";
import { timeFormats } from "./packet-list/time-format";
import { copyBytes, copyField } from "./packet-tree/copy-field";
import { collapseAll, expandAll, expandSubtree, followLink } from "./packet-tree/tree-actions";
import { closeCapture, openFiles } from "./state/capture";
import { clearFilter, takeFieldFilter } from "./state/filtering";
import { addFieldColumn, languages, layouts, type Preferences, resetColumns, setPreferences, setTimeFormat, themes, usePreferences } from "./state/preferences";
import { goInHistory, moveSelection, selectPacket, selectRow } from "./state/selection";
import { session, type Session, showDialog, useSession } from "./state/session";
import { focusPane } from "./ui/focus";
import { pickFiles } from "./ui/pick-files";

export interface Action {
  readonly id: string;
  /** Key of its name; languages name themselves. */
  readonly label: MessageKey | { readonly text: string };
  /** The first one is shown; all of them work. */
  readonly shortcuts: readonly string[];
  /** Whether it can be done now; always, when absent. */
  readonly enabled?: (session: Session) => boolean;
  /** For a choice or a switch: whether it is the one in force. */
  readonly checked?: (preferences: Preferences) => boolean;
  /** One of several choices, of which one is in force. */
  readonly choice?: boolean;
  run(): void;
}

const hasRows = (state: Session): boolean => state.displayed > 0;
const isOpen = (state: Session): boolean => state.phase !== "start";
const fieldText = (state: Session, of: "name" | "filter"): string => (state.node === undefined ? "" : (state.details?.[of][state.node] ?? ""));
const hasNode = (state: Session): boolean => state.node !== undefined;

type ActionRest = Partial<Omit<Action, "id" | "label" | "run">>;
const action = (id: string, label: Action["label"], run: () => void, rest: ActionRest = {}): Action => ({ id, label, shortcuts: [], run, ...rest });

function choice<V>(id: string, label: Action["label"], key: keyof Preferences, value: V): Action {
  return action(id, label, () => setPreferences({ [key]: value }), { choice: true, checked: (preferences) => preferences[key] === value });
}

const list: readonly Action[] = [
  action("open", "action.open", () => pickFiles(openFiles), { shortcuts: ["Mod+O"] }),
  action("close", "action.close", () => void closeCapture(), { shortcuts: ["Mod+W"], enabled: isOpen }),

  action("copy-summary", "action.copy-summary", () => copyField("summary"), { enabled: hasNode }),
  action("copy-value", "action.copy-value", () => copyField("value"), { shortcuts: ["Mod+Shift+V"], enabled: hasNode }),
  action("copy-name", "action.copy-name", () => copyField("name"), { shortcuts: ["Mod+Shift+F"], enabled: (state) => fieldText(state, "name") !== "" }),
  action("copy-filter", "action.copy-filter", () => copyField("filter"), { shortcuts: ["Mod+Shift+C"], enabled: (state) => fieldText(state, "filter") !== "" }),
  ...byteFormats.map((format) => action(`copy-${format}`, `action.copy-${format}`, () => copyBytes(format), { enabled: (state) => state.details !== undefined })),

  ...layouts.map((layout) => choice(`layout-${layout}`, `action.layout-${layout}`, "layout", layout)),
  ...timeFormats.map((format) => ({ ...choice(`time-${format}`, `action.time-${format}`, "timeFormat", format), run: () => setTimeFormat(format) })),
  choice("bytes-hex", "action.bytes-hex", "byteMode", "hex"),
  choice("bytes-bits", "action.bytes-bits", "byteMode", "bits"),
  ...themes.map((theme) => choice(`theme-${theme}`, `action.theme-${theme}`, "theme", theme)),
  ...languages.map((language) => choice(`language-${language}`, { text: languageNames[language] }, "language", language)),
  action("colour-rows", "action.colour-rows", () => setPreferences({ colourRows: !usePreferences.getState().colourRows }), { checked: (preferences) => preferences.colourRows }),
  action("reset-columns", "action.reset-columns", resetColumns),
  action("expand-subtree", "action.expand-subtree", () => withNode(expandSubtree), { shortcuts: ["Shift+Right"], enabled: hasNode }),
  action("expand-all", "action.expand-all", expandAll, { shortcuts: ["Mod+Right"], enabled: (state) => state.details !== undefined }),
  action("collapse-all", "action.collapse-all", collapseAll, { shortcuts: ["Mod+Left"], enabled: (state) => state.details !== undefined }),

  action("back", "action.back", () => void goInHistory(-1), { shortcuts: ["Alt+Left"], enabled: (state) => state.history.at > 0 }),
  action("forward", "action.forward", () => void goInHistory(1), { shortcuts: ["Alt+Right"], enabled: (state) => state.history.at < state.history.packets.length - 1 }),
  action("go-to-packet", "action.go-to-packet", () => showDialog("go-to-packet"), { shortcuts: ["Mod+G"], enabled: hasRows }),
  action("next-packet", "action.next-packet", () => moveSelection(1), { shortcuts: ["Mod+Down", "F8"], enabled: hasRows }),
  action("previous-packet", "action.previous-packet", () => moveSelection(-1), { shortcuts: ["Mod+Up", "F7"], enabled: hasRows }),
  action("first-packet", "action.first-packet", () => selectRow(0), { shortcuts: ["Mod+Home"], enabled: hasRows }),
  action("last-packet", "action.last-packet", () => selectRow(Infinity), { shortcuts: ["Mod+End"], enabled: hasRows }),
  action("conversation-first", "action.conversation-first", () => withConversation((range) => range.first), { enabled: (state) => state.conversation !== undefined }),
  action("conversation-last", "action.conversation-last", () => withConversation((range) => range.last), { enabled: (state) => state.conversation !== undefined }),
  action("go-to-linked", "action.go-to-linked", () => withNode(followLink), { enabled: (state) => state.node !== undefined && (state.details?.link[state.node] ?? 0) > 0 }),

  action("focus-filter", "action.focus-filter", () => focusPane("filter"), { shortcuts: ["Mod+/"] }),
  action("clear-filter", "action.clear-filter", clearFilter, { enabled: (state) => state.filterText !== "" || state.filter !== "" }),
  ...(["apply", "prepare"] as const).flatMap((way) =>
    filterForms.map((form) =>
      action(`${way}-${form}`, `form.${form}`, () => takeFieldFilter(form, fieldText(session(), "filter"), way === "apply"), {
        enabled: (state) => fieldText(state, "filter") !== "",
      }))),
  action("apply-column", "action.apply-column", () => addFieldColumn(fieldText(session(), "name")), { shortcuts: ["Mod+Shift+I"], enabled: (state) => fieldText(state, "name") !== "" }),

  action("notices", "action.notices", () => showDialog("notices"), { enabled: isOpen }),
  action("shortcuts", "action.shortcuts", () => showDialog("shortcuts"), { shortcuts: ["Mod+?"] }),
  action("about", "action.about", () => showDialog("about")),
];

export const actions: ReadonlyMap<string, Action> = new Map(list.map((entry) => [entry.id, entry]));

export function actionLabel(entry: Action): string {
  return typeof entry.label === "string" ? t(entry.label) : entry.label.text;
}

export function isEnabled(entry: Action): boolean {
  return entry.enabled?.(useSession.getState()) ?? true;
}

function withNode(run: (node: number) => unknown): void {
  const { node } = session();
  if (node !== undefined) run(node);
}

function withConversation(pick: (range: { readonly first: number; readonly last: number }) => number): void {
  const { conversation } = session();
  if (conversation !== undefined) void selectPacket(pick(conversation));
}
