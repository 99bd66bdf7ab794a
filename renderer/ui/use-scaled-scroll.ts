import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { afterNativeScroll, afterWheel, clampOffset, isScaled, offsetShowing, type ScrollSpace, scrollTopOf, spacerHeight, visibleRows } from "./scaled-scroll";

/** After the browser itself has scrolled, the scroll bar is let alone this long, in ms. */
const nativeScrollRest = 200;

export interface ScaledScroll {
  /** Goes on the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly space: ScrollSpace;
  /** Pixels from the top of row 0. */
  readonly offset: number;
  /** Rows [first, first + count) that are seen. */
  readonly first: number;
  readonly count: number;
  /** Rows to draw, and how far below the stage's top the first of them stands, in px. */
  readonly drawn: { readonly first: number; readonly count: number; readonly shift: number };
  /** Height of the element that makes the scroll bar, and of the part that stays in view inside it, in px. */
  readonly spacer: number;
  readonly stage: number;
  /** Width inside the scroll bar, in px. */
  readonly width: number;
  scrollTo(offset: number): void;
  show(row: number, align: "nearest" | "centre"): void;
}

/**
 * Scrolls any number of rows of one height. `head` is what stands above the rows inside the
 * scroller (a header), in px; up to `whole` rows are all drawn. The offset is the truth; the scroll bar follows it, and is
 * only read when the browser moved it by itself.
 */
export function useScaledScroll(rows: number, rowHeight: number, { head = 0, whole = 0 } = {}): ScaledScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [wanted, setWanted] = useState(0);
  const space = useMemo<ScrollSpace>(() => ({ rows, rowHeight, viewport: Math.max(0, size.height - head) }), [rows, rowHeight, size.height, head]);
  const offset = clampOffset(space, wanted);

  /** What the handlers see: the newest offset, and where the scroll bar was put. */
  const now = useRef({ space, offset, top: 0, nativeAt: -Infinity });
  now.current.space = space;
  now.current.offset = offset;

  const move = useCallback((to: number) => {
    now.current.offset = to;
    setWanted(to);
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  /** Puts the scroll bar where the offset says. */
  const align = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const state = now.current;
    const top = scrollTopOf(state.space, state.offset);
    if (Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top;
    state.top = element.scrollTop;
  }, []);

  const spacer = spacerHeight(space);
  useLayoutEffect(() => {
    if (performance.now() - now.current.nativeAt > nativeScrollRest) align();
  }, [offset, spacer, space, align]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      const state = now.current;
      const top = element.scrollTop;
      if (Math.abs(top - state.top) < 1) return;
      const to = afterNativeScroll(state.space, state.offset, state.top, top);
      state.top = top;
      move(to);
      if (!isScaled(state.space)) return;
      state.nativeAt = performance.now();
      clearTimeout(rest);
      rest = setTimeout(align, nativeScrollRest);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const state = now.current;
      state.nativeAt = -Infinity;
      move(afterWheel(state.space, state.offset, event.deltaY, event.deltaMode));
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      clearTimeout(rest);
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [align, move]);

  const scrollTo = useCallback((to: number) => {
    now.current.nativeAt = -Infinity;
    move(clampOffset(now.current.space, to));
  }, [move]);
  const show = useCallback((row: number, how: "nearest" | "centre") => {
    scrollTo(offsetShowing(now.current.space, now.current.offset, row, how));
  }, [scrollTo]);

  const { first, count } = visibleRows(space, offset);
  const all = rows <= whole;
  return {
    scroller, space, offset, first, count, scrollTo, show,
    drawn: all ? { first: 0, count: rows, shift: 0 } : { first, count, shift: first * rowHeight - offset },
    spacer: spacer + head, stage: all ? spacer : size.height, width: size.width,
  };
}
