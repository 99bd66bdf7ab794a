/**
 * Scrolling through more rows than an element can be tall. Browsers cap an element's
 * height (Chromium near 33 million px, Firefox near 17), so the scrolled spacer is capped
 * and the thumb's place is mapped onto the rows in proportion, while the wheel and the
 * keyboard move the true offset by exact pixels. Offsets are CSS pixels from the top of
 * row 0, whole numbers up to 2^53.
 */

/** Height of the scrolled spacer at most, in px. */
export const maxSpacerHeight = 8_000_000;
/** Rows that one notch of a wheel moves. */
const rowsPerNotch = 3;
/** Wheel movements from here on, in px, are taken for notches of a wheel and not for a touch pad. */
const notchPixels = 50;
/** A notch is 100 or 120 px, as the browser and the system have it. */
const pixelsPerNotch = 110;

/** What is scrolled. `viewport` is the height of the part that shows rows, in px. */
export interface ScrollSpace {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewport: number;
}

/** Height of the spacer that makes the scroll bar, in px. */
export function spacerHeight(space: ScrollSpace): number {
  return Math.min(space.rows * space.rowHeight, maxSpacerHeight);
}

/** Offset at which the last row stands at the bottom. */
export function maxOffset(space: ScrollSpace): number {
  return Math.max(0, space.rows * space.rowHeight - space.viewport);
}

function maxScrollTop(space: ScrollSpace): number {
  return Math.max(0, spacerHeight(space) - space.viewport);
}

/** Whether a pixel of the scroll bar's way stands for more than a pixel of rows. */
export function isScaled(space: ScrollSpace): boolean {
  return space.rows * space.rowHeight > maxSpacerHeight;
}

export function clampOffset(space: ScrollSpace, offset: number): number {
  return Math.min(Math.max(0, offset), maxOffset(space));
}

/** Where the scroll bar stands for an offset. */
export function scrollTopOf(space: ScrollSpace, offset: number): number {
  const clamped = clampOffset(space, offset);
  return isScaled(space) ? (clamped / maxOffset(space)) * maxScrollTop(space) : clamped;
}

/** Offset for a place of the scroll bar; whole rows where the way is scaled, so that rows do not shiver. */
export function offsetOf(space: ScrollSpace, scrollTop: number): number {
  if (!isScaled(space)) return clampOffset(space, scrollTop);
  const top = maxScrollTop(space);
  if (scrollTop >= top) return maxOffset(space);
  const offset = (Math.max(0, scrollTop) / top) * maxOffset(space);
  return clampOffset(space, Math.round(offset / space.rowHeight) * space.rowHeight);
}

/**
 * Offset after the browser itself moved the scroll bar from `before` to `now`. A movement
 * of less than a screen is a touch or a middle-button scroll and is taken pixel by pixel;
 * a longer one is the thumb's and is taken in proportion.
 */
export function afterNativeScroll(space: ScrollSpace, offset: number, before: number, now: number): number {
  if (!isScaled(space)) return offsetOf(space, now);
  const moved = now - before;
  return Math.abs(moved) < space.viewport ? clampOffset(space, offset + moved) : offsetOf(space, now);
}

/** Offset after a wheel event; `mode` as in `WheelEvent.deltaMode` (0 pixels, 1 lines, 2 pages). */
export function afterWheel(space: ScrollSpace, offset: number, delta: number, mode: number): number {
  const { rowHeight, viewport } = space;
  if (mode === 2) return clampOffset(space, offset + Math.sign(delta) * wholeRows(viewport, rowHeight));
  if (mode === 0 && Math.abs(delta) < notchPixels) return clampOffset(space, Math.round(offset + delta));
  const notches = Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / pixelsPerNotch));
  const rows = mode === 1 ? Math.round(delta) : notches * rowsPerNotch;
  const aligned = delta > 0 ? Math.floor(offset / rowHeight) : Math.ceil(offset / rowHeight);
  return clampOffset(space, (aligned + rows) * rowHeight);
}

function wholeRows(viewport: number, rowHeight: number): number {
  return Math.max(1, Math.floor(viewport / rowHeight)) * rowHeight;
}

/** Rows [first, first + count) that are seen at an offset, partly seen ones too. */
export function visibleRows(space: ScrollSpace, offset: number): { readonly first: number; readonly count: number } {
  const first = Math.floor(offset / space.rowHeight);
  const end = Math.min(space.rows, Math.ceil((offset + space.viewport) / space.rowHeight));
  return { first: Math.min(first, space.rows), count: Math.max(0, end - first) };
}

/** Offset nearest to the present one at which a row is wholly seen, or at which it stands in the middle. */
export function offsetShowing(space: ScrollSpace, offset: number, row: number, align: "nearest" | "centre"): number {
  const top = row * space.rowHeight;
  if (align === "centre") return clampOffset(space, Math.round((top - (space.viewport - space.rowHeight) / 2) / space.rowHeight) * space.rowHeight);
  // Before it is measured the viewport has no height: the row goes to its top, where it will be seen.
  if (top < offset || space.viewport < space.rowHeight) return clampOffset(space, top);
  const bottom = top + space.rowHeight;
  return bottom > offset + space.viewport ? clampOffset(space, bottom - space.viewport) : clampOffset(space, offset);
}

/** Rows that Page Up and Page Down move: a screen less one row. */
export function pageRows(space: ScrollSpace): number {
  return Math.max(1, Math.floor(space.viewport / space.rowHeight) - 1);
}
