/** Whether the window runs on macOS, whose shortcuts take ⌘ for Ctrl. */
export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
