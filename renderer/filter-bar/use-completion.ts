import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Completion } from "../../core/engine/api";
import { engine } from "../engine-client/engine";
import { Latest } from "../engine-client/latest";
import { setFilterText } from "../state/filtering";

const nothing: Completion = { start: 0, end: 0, items: [] };
/** Completions are asked for this long after the last key, in ms. */
const askDelay = 40;

export interface CompletionState {
  readonly items: Completion["items"];
  /** Where in the text the items go. */
  readonly start: number;
  readonly active: number;
  readonly activeId: string | undefined;
  ask(): void;
  close(): void;
  accept(place: number): void;
  /** Handles the keys of the open list; false when the key is not the list's. */
  onKeyDown(event: KeyboardEvent): boolean;
}

/** Asks the engine what could stand at the caret, and puts the chosen item there. */
export function useCompletion(input: RefObject<HTMLInputElement | null>): CompletionState {
  const [completion, setCompletion] = useState(nothing);
  /** -1 until an arrow key chose: Enter then applies the filter as it is typed. */
  const [active, setActive] = useState(-1);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef<Latest<{ readonly text: string; readonly caret: number }, Completion> | undefined>(undefined);
  latest.current ??= new Latest(
    ({ text, caret }) => engine.complete(text, caret),
    (answer, wish) => {
      if (input.current?.value !== wish.text || document.activeElement !== input.current) return;
      const typed = wish.text.slice(answer.start, answer.end);
      // One item that is already typed says nothing.
      setCompletion(answer.items.length === 1 && answer.items[0]?.text === typed ? nothing : answer);
      setActive(-1);
    },
    () => setCompletion(nothing),
  );

  const close = useCallback(() => {
    clearTimeout(timer.current);
    latest.current?.drop();
    setCompletion(nothing);
    setActive(-1);
  }, []);
  useEffect(() => close, [close]);

  const ask = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const element = input.current;
      if (element !== null) latest.current?.want({ text: element.value, caret: element.selectionStart ?? element.value.length });
    }, askDelay);
  }, [input]);

  const accept = (place: number): void => {
    const item = completion.items[place];
    const element = input.current;
    if (item === undefined || element === null) return;
    const text = element.value.slice(0, completion.start) + item.text + element.value.slice(completion.end);
    const caret = completion.start + item.text.length;
    setFilterText(text);
    close();
    // React writes the text first; the caret would go to its end.
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(caret, caret);
    });
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const { length } = completion.items;
    if (length === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") setActive((active + 1) % length);
    else if (event.key === "ArrowUp") setActive((Math.max(active, 0) - 1 + length) % length);
    else if (event.key === "Tab" && !event.shiftKey) accept(Math.max(active, 0));
    else if (event.key === "Enter" && active >= 0) accept(active);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  };

  return { items: completion.items, start: completion.start, active, activeId: active < 0 ? undefined : `completion-${active}`, ask, close, accept, onKeyDown };
}
