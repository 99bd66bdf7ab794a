import { useSyncExternalStore } from "react";
import { engine } from "../engine-client/engine";
import { usePreferences } from "../state/preferences";
import { session, setSession } from "../state/session";
import { RowSource } from "./row-source";
import { digitsFor } from "./time-format";

const listeners = new Set<() => void>();
let version = 0;

/** The window's rows. */
export const rowSource = new RowSource(
  (from, count) => engine.rows(from, count, usePreferences.getState().fieldColumns),
  () => {
    version++;
    for (const listener of listeners) listener();
  },
);

/** Draws a component again when rows came; the number changes with them. */
export function useRowsVersion(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
}

/** Widens the Time column's digits once a row has more than microseconds. */
export function noteDigits(rows: readonly { readonly seconds: number; readonly nanos: number }[]): void {
  if (session().timeDigits === 6 && rows.some((row) => digitsFor(row) === 9)) setSession({ timeDigits: 9 });
}

engine.on("rowsChanged", () => rowSource.invalidate());
usePreferences.subscribe((now, before) => {
  if (now.fieldColumns !== before.fieldColumns) rowSource.invalidate();
});
