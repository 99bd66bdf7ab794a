import { count, percent, useT } from "../i18n/i18n";
import { shownLabel } from "../packet-tree/tree-model";
import { showDialog, useSession } from "../state/session";
import "./status-bar.css";

/** What is loaded, what is selected, and how many packets there are. */
export function StatusBar() {
  const t = useT();
  const phase = useSession((state) => state.phase);
  const load = useSession((state) => state.load);
  const displayed = useSession((state) => state.displayed);
  const filter = useSession((state) => state.filter);
  return (
    <footer role="status" aria-label={t("status.name")} className="status-bar">
      <Notices />
      <Selected />
      {phase !== "start" && load !== undefined && (
        <>
          <span className="status-part">{t("status.packets", { count: count(load.packets) })}</span>
          {filter !== "" && <span className="status-part">{t("status.displayed", { count: count(displayed), percent: percent(displayed, load.packets) })}</span>}
        </>
      )}
    </footer>
  );
}

/** The worst of the capture's notices as a dot; it opens the list of them. */
function Notices() {
  const t = useT();
  const open = useSession((state) => state.phase !== "start");
  const notices = useSession((state) => state.load?.notices);
  if (!open) return null;
  const worst = (["error", "warning", "note"] as const).find((severity) => notices?.some((notice) => notice.severity === severity)) ?? "none";
  const label = notices === undefined || notices.length === 0 ? t("status.no-notices") : t("status.notices", { count: count(notices.length) });
  return (
    <button type="button" className="status-notices" aria-label={label} title={label} onClick={() => showDialog("notices")}>
      <span className={`dot dot-${worst}`} aria-hidden />
      {notices !== undefined && notices.length > 0 && <span>{count(notices.length)}</span>}
    </button>
  );
}

/** The progress of loading, else the selected field. */
function Selected() {
  const t = useT();
  const phase = useSession((state) => state.phase);
  const name = useSession((state) => state.name);
  const load = useSession((state) => state.load);
  const details = useSession((state) => state.details);
  const node = useSession((state) => state.node);
  if (phase === "start") return <span className="status-field">{t("status.ready")}</span>;
  if (load === undefined) return <span className="status-field">{t("status.opening", { name })}</span>;
  if (!load.done) {
    const share = load.bytesTotal === undefined ? "" : percent(load.bytesRead, load.bytesTotal);
    return (
      <span className="status-field">
        {t("status.loading", { percent: share })}
        {load.bytesTotal !== undefined && <progress className="status-progress" max={load.bytesTotal} value={load.bytesRead} aria-label={t("status.loading", { percent: share })} />}
      </span>
    );
  }
  if (details === undefined || node === undefined) return <span className="status-field faint">{name}</span>;
  const field = details.name[node] ?? "";
  const length = details.length[node] ?? 0;
  return (
    <span className="status-field">
      <span className="status-label">{shownLabel(details, node)}</span>
      {field !== "" && <code>({field})</code>}
      {length > 0 && <span className="status-length">{length === 1 ? t("status.byte") : t("status.bytes", { count: count(length) })}</span>}
    </span>
  );
}
