import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type Action, actionLabel, actions } from "../actions";
import { useT } from "../i18n/i18n";
import { hostFiles, hostFileSource, sampleSource } from "../state/address";
import { openCapture } from "../state/capture";
import { usePreferences } from "../state/preferences";
import { useSession } from "../state/session";
import { samples } from "../start-page/samples";
import { ColumnEntries } from "./column-entries";
import { PlainItem, Submenu } from "./menu-parts";
import type { MenuEntry } from "./menu-structure";
import { isMac } from "./platform";
import { ariaShortcut, shortcutText } from "./shortcut";

function ActionItem({ action }: { readonly action: Action }) {
  useT();
  const enabled = useSession((state) => action.enabled?.(state) ?? true);
  const checked = usePreferences((preferences) => action.checked?.(preferences));
  const [shortcut] = action.shortcuts;
  const shared = {
    className: "menu-item",
    disabled: !enabled,
    onClick: () => action.run(),
    ...(shortcut === undefined ? {} : { "aria-keyshortcuts": ariaShortcut(shortcut, isMac) }),
  };
  const body = (
    <>
      <span className="menu-mark">{checked === true && <Check size={13} aria-hidden />}</span>
      <span className="menu-label">{actionLabel(action)}</span>
      {shortcut !== undefined && <span className="menu-shortcut" aria-hidden>{shortcutText(shortcut, isMac)}</span>}
    </>
  );
  if (action.checked === undefined) return <Menu.Item {...shared}>{body}</Menu.Item>;
  return <Menu.CheckboxItem {...shared} role={action.choice === true ? "menuitemradio" : "menuitemcheckbox"} checked={checked === true} closeOnClick>{body}</Menu.CheckboxItem>;
}

/** The lines of a menu, as its definition lists them. */
export function MenuEntries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, place) => <Entry key={place} entry={entry} />);
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const t = useT();
  if (typeof entry === "string") {
    const action = actions.get(entry);
    return action === undefined ? null : <ActionItem action={action} />;
  }
  if ("separator" in entry) return <Menu.Separator className="menu-separator" />;
  if ("submenu" in entry) return <Submenu label={t(entry.submenu)}><MenuEntries entries={entry.entries} /></Submenu>;
  if (entry.fill === "columns") return <ColumnEntries />;
  if (entry.fill === "samples") {
    return (
      <Submenu label={t("menu.samples")}>
        {samples.map((sample) => <PlainItem key={sample.name} label={sample.name} onClick={() => void openCapture(sampleSource(sample.name))} />)}
      </Submenu>
    );
  }
  const files = hostFiles();
  if (files.length === 0) return null;
  return (
    <Submenu label={t("menu.recent")}>
      {files.map((file) => <PlainItem key={file.id} label={file.name} onClick={() => void openCapture(hostFileSource(file))} />)}
    </Submenu>
  );
}
