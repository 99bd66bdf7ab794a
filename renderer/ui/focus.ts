/** The window's panes, found by their marks, since a shortcut must reach a pane from any other. */
export type Pane = "list" | "tree" | "bytes" | "filter";

export function focusPane(pane: Pane): void {
  document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)?.focus({ preventScroll: true });
}
