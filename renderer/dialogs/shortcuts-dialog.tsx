import { actionLabel, actions } from "../actions";
import { useT } from "../i18n/i18n";
import { isMac } from "../menus/platform";
import { shortcutText } from "../menus/shortcut";
import { DialogFrame } from "./dialog-frame";

/** Every shortcut there is; the table of actions is the list. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const inTree = [
    [t("shortcuts.list-tree"), ["Enter"]],
    [t("shortcuts.tree-fold"), ["Left", "Right"]],
    [t("shortcuts.tree-subtree"), ["Shift+Right"]],
    [t("shortcuts.tree-all"), ["Mod+Right", "Mod+Left"]],
    [t("shortcuts.tree-parent"), ["Backspace"]],
  ] as const;
  const treeIds = new Set(["expand-subtree", "expand-all", "collapse-all"]);
  const everywhere = [...actions.values()].filter((action) => action.shortcuts.length > 0 && !treeIds.has(action.id));
  return (
    <DialogFrame title={t("action.shortcuts")} onClose={onClose}>
      <dl className="shortcuts">
        {everywhere.map((action) => <Line key={action.id} label={action.id.startsWith("copy-") ? `${t("menu.copy")}: ${actionLabel(action)}` : actionLabel(action)} shortcuts={action.shortcuts} />)}
      </dl>
      <h3 className="dialog-heading">{t("shortcuts.tree")}</h3>
      <dl className="shortcuts">
        {inTree.map(([label, shortcuts]) => <Line key={label} label={label} shortcuts={shortcuts} />)}
      </dl>
    </DialogFrame>
  );
}

function Line({ label, shortcuts }: { readonly label: string; readonly shortcuts: readonly string[] }) {
  return (
    <div className="shortcut">
      <dt>{label}</dt>
      <dd>{shortcuts.map((shortcut) => <kbd key={shortcut}>{shortcutText(shortcut, isMac)}</kbd>)}</dd>
    </div>
  );
}
