import { useEffect } from "react";
import { actions, isEnabled } from "../actions";
import { session } from "../state/session";
import { isMac } from "./platform";
import { matches } from "./shortcut";

/** Shortcuts that mean something else in a text field, or in the tree alone. */
const notInText = /^(Mod\+|Shift\+|Alt\+)*(Left|Right|Home|End)$/;
const treeOnly = new Set(["expand-subtree", "expand-all", "collapse-all"]);

/** Listens to the whole window for the actions' shortcuts. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || session().dialog !== undefined) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const inText = target?.matches("input, textarea, [contenteditable]") ?? false;
      for (const action of actions.values()) {
        const shortcut = action.shortcuts.find((candidate) => matches(candidate, event, isMac));
        if (shortcut === undefined || (inText && notInText.test(shortcut))) continue;
        // The tree has these keys from its own handler, where it knows which node is meant.
        if (treeOnly.has(action.id)) continue;
        if (!isEnabled(action)) continue;
        event.preventDefault();
        action.run();
        return;
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
