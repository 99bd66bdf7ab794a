import type { Translate } from "../i18n/i18n";
import { type BuiltInColumn, builtInColumns } from "../state/preferences";

/** Heading of a column: the user's own name for it, or the usual one, or its field's name. */
export function columnTitle(id: string, own: Readonly<Record<string, string>>, t: Translate): string {
  const given = own[id];
  if (given !== undefined && given !== "") return given;
  return isBuiltIn(id) ? t(`column.${id}`) : id.replace(/^field:/, "");
}

function isBuiltIn(id: string): id is BuiltInColumn {
  return (builtInColumns as readonly string[]).includes(id);
}
