import { useT } from "../i18n/i18n";
import { shownLabel } from "../packet-tree/tree-model";
import { useSession } from "../state/session";

/** Names the field under the pointer, or tells of the bytes selected by hand. */
export function BytesFoot() {
  const t = useT();
  const details = useSession((state) => state.details);
  const hovered = useSession((state) => state.hoverNode);
  const selection = useSession((state) => state.byteSelection);
  if (details === undefined) return null;
  if (hovered !== undefined) {
    const name = details.name[hovered] ?? "";
    return (
      <div className="bytes-foot">
        <span className="bytes-foot-label">{shownLabel(details, hovered)}</span>
        {name !== "" && <code>{name}</code>}
      </div>
    );
  }
  if (selection === undefined) return <div className="bytes-foot faint">{t("bytes.hint")}</div>;
  const hex = (offset: number): string => `0x${offset.toString(16).padStart(4, "0")}`;
  const size = selection.length === 1 ? t("status.byte") : t("status.bytes", { count: selection.length });
  return <div className="bytes-foot">{t("bytes.selection", { length: size, start: hex(selection.start), end: hex(selection.start + selection.length - 1) })}</div>;
}
