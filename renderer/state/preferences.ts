import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { ByteMode } from "../packet-bytes/byte-layout";
import type { TimeFormat } from "../packet-list/time-format";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
/** Tree and bytes side by side below the list, all three stacked, or both to the right of the list. */
export const layouts = ["classic", "stacked", "side-by-side"] as const;
export type PaneLayout = (typeof layouts)[number];
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];
export const alignments = ["left", "centre", "right"] as const;
export type Alignment = (typeof alignments)[number];

/** Filters that the history keeps. */
const historyLength = 30;

/** What the user set up; kept in the browser's local storage. */
export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly layout: PaneLayout;
  readonly timeFormat: TimeFormat;
  readonly byteMode: ByteMode;
  readonly colourRows: boolean;
  /** Filters that were applied, newest first. */
  readonly recentFilters: readonly string[];
  readonly columnOrder: readonly string[];
  readonly columnVisibility: Readonly<Record<string, boolean>>;
  /** Widths in px, by column. */
  readonly columnSizing: Readonly<Record<string, number>>;
  readonly columnTitles: Readonly<Record<string, string>>;
  readonly columnAlignment: Readonly<Record<string, Alignment>>;
  /** Filter names of the fields that were added as columns, in the order they are asked for. */
  readonly fieldColumns: readonly string[];
}

export const builtInColumns = ["number", "time", "source", "destination", "protocol", "length", "info"] as const;
export type BuiltInColumn = (typeof builtInColumns)[number];

/** Columns as they are at first. */
const columnDefaults = {
  columnOrder: builtInColumns,
  columnVisibility: {},
  columnSizing: {},
  columnTitles: {},
  columnAlignment: {},
  fieldColumns: [],
} satisfies Partial<Preferences>;

export const usePreferences = create<Preferences>()(
  persist<Preferences>(
    () => ({
      theme: "system",
      language: typeof navigator !== "undefined" && navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en",
      layout: "classic",
      timeFormat: "relative",
      byteMode: "hex",
      colourRows: true,
      recentFilters: [],
      ...columnDefaults,
    }),
    { name: "wirelens.preferences", version: 1 },
  ),
);

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

/** Another format of the Time column; its width follows, since the former one's would cut it. */
export function setTimeFormat(timeFormat: TimeFormat): void {
  const { time: _width, ...columnSizing } = usePreferences.getState().columnSizing;
  setPreferences({ timeFormat, columnSizing });
}

/** Puts an applied filter at the head of the history. */
export function rememberFilter(text: string): void {
  const others = usePreferences.getState().recentFilters.filter((other) => other !== text);
  setPreferences({ recentFilters: [text, ...others].slice(0, historyLength) });
}

/** Column of a field that was added. */
export function fieldColumnId(name: string): string {
  return `field:${name}`;
}

/** Adds a field as a column before Info; a hidden one is shown again. */
export function addFieldColumn(name: string): void {
  const { fieldColumns, columnOrder, columnVisibility } = usePreferences.getState();
  const id = fieldColumnId(name);
  const { [id]: _hidden, ...visibility } = columnVisibility;
  const order = columnOrder.filter((other) => other !== id);
  const info = order.indexOf("info");
  order.splice(info < 0 ? order.length : info, 0, id);
  setPreferences({
    fieldColumns: fieldColumns.includes(name) ? fieldColumns : [...fieldColumns, name],
    columnOrder: order,
    columnVisibility: visibility,
  });
}

export function removeFieldColumn(name: string): void {
  const { fieldColumns, columnOrder } = usePreferences.getState();
  setPreferences({ fieldColumns: fieldColumns.filter((other) => other !== name), columnOrder: columnOrder.filter((id) => id !== fieldColumnId(name)) });
}

export function resetColumns(): void {
  setPreferences(columnDefaults);
}
