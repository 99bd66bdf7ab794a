import { useT } from "../i18n/i18n";
import { columnTitle } from "../packet-list/column-title";
import { setPreferences, usePreferences } from "../state/preferences";
import { PlainItem } from "./menu-parts";

/** A line for each column, to show and hide it. */
export function ColumnEntries() {
  const t = useT();
  const { columnOrder, columnVisibility, columnTitles } = usePreferences();
  return columnOrder.map((id) => {
    const shown = columnVisibility[id] !== false;
    return <PlainItem key={id} label={columnTitle(id, columnTitles, t)} checked={shown} onClick={() => setPreferences({ columnVisibility: { ...columnVisibility, [id]: !shown } })} />;
  });
}
