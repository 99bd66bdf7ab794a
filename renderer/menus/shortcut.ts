/** Keyboard shortcuts, written as `Mod+Shift+I`: Mod is ⌘ on macOS and Ctrl elsewhere. */

export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const named: Readonly<Record<string, string>> = { Up: "ArrowUp", Down: "ArrowDown", Left: "ArrowLeft", Right: "ArrowRight", Esc: "Escape", Space: " " };

/** Whether a key press is the one that a shortcut names. */
export function matches(shortcut: string, press: KeyPress, mac: boolean): boolean {
  // The last + may be the key itself, as in Mod++.
  const parts = shortcut.split(/\+(?=.)/);
  const name = parts.at(-1) ?? "";
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (mod !== has("Mod") || other !== (mac && has("Ctrl")) || press.shiftKey !== has("Shift") || press.altKey !== has("Alt")) return false;
  const key = named[name] ?? name;
  return press.key === key || press.key.toLowerCase() === key.toLowerCase() || (key.length === 1 && press.code === `Key${key.toUpperCase()}`);
}

const symbols: Readonly<Record<string, string>> = { Up: "↑", Down: "↓", Left: "←", Right: "→" };
const macSymbols: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };

/** A shortcut as a menu shows it: `Ctrl+Shift+I`, or `⇧⌘I` on macOS. */
export function shortcutText(shortcut: string, mac: boolean): string {
  const parts = shortcut.split(/\+(?=.)/).map((part) => symbols[part] ?? part);
  if (!mac) return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join("+");
  const order = ["Ctrl", "Alt", "Shift", "Mod"];
  const modifiers = parts.slice(0, -1).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return [...modifiers.map((part) => macSymbols[part] ?? part), parts.at(-1)].join("");
}

/** The first shortcut of several, as `aria-keyshortcuts` wants it. */
export function ariaShortcut(shortcut: string, mac: boolean): string {
  return shortcut
    .split(/\+(?=.)/)
    .map((part) => (part === "Mod" ? (mac ? "Meta" : "Control") : (named[part] ?? part)))
    .join("+");
}
