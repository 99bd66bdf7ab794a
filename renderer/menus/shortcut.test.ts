import { describe, expect, it } from "vitest";
import { ariaShortcut, matches, shortcutText, type KeyPress } from "./shortcut";

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers };
}

describe("shortcuts", () => {
  it("matches with exactly its modifiers", () => {
    expect(matches("Mod+G", press("g", { ctrlKey: true }), false)).toBe(true);
    expect(matches("Mod+G", press("g", { metaKey: true }), true)).toBe(true);
    expect(matches("Mod+G", press("g"), false)).toBe(false);
    expect(matches("Mod+G", press("G", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches("Mod+Shift+I", press("I", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matches("Alt+Left", press("ArrowLeft", { altKey: true }), false)).toBe(true);
    expect(matches("F7", press("F7"), false)).toBe(true);
    expect(matches("Mod+/", press("/", { ctrlKey: true }), false)).toBe(true);
    expect(matches("Mod++", press("+", { ctrlKey: true }), false)).toBe(true);
  });

  it("finds a letter by its place on a keyboard without Latin letters", () => {
    expect(matches("Mod+O", press("щ", { ctrlKey: true, code: "KeyO" }), false)).toBe(true);
  });

  it("is shown as each system writes it", () => {
    expect(shortcutText("Mod+Shift+I", false)).toBe("Ctrl+Shift+I");
    expect(shortcutText("Mod+Shift+I", true)).toBe("⇧⌘I");
    expect(shortcutText("Mod+Up", false)).toBe("Ctrl+↑");
    expect(ariaShortcut("Mod+Up", false)).toBe("Control+ArrowUp");
  });
});
