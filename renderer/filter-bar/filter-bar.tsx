import { Menu } from "@base-ui/react/menu";
import { ArrowRight, CircleAlert, CircleCheck, History, ListFilter, TriangleAlert, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { percent, useT } from "../i18n/i18n";
import { MenuPanel, PlainItem } from "../menus/menu-parts";
import { applyFilter, cancelFilter, clearFilter, setFilterText } from "../state/filtering";
import { usePreferences } from "../state/preferences";
import { useSession } from "../state/session";
import { focusPane } from "../ui/focus";
import { CompletionList } from "./completion-list";
import { useCompletion } from "./use-completion";
import "./filter-bar.css";

/** The display filter: what is typed, what the engine says of it, and what could follow. */
export function FilterBar() {
  const t = useT();
  const text = useSession((state) => state.filterText);
  const check = useSession((state) => state.filterCheck);
  const applied = useSession((state) => state.filter);
  const open = useSession((state) => state.phase === "open");
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  const completion = useCompletion(input);
  const problem = "problem" in check ? check.problem : undefined;

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (completion.onKeyDown(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      completion.close();
      void applyFilter();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (text === "" && applied === "") focusPane("list");
      else clearFilter();
    } else if (event.key === "ArrowDown" && event.altKey === false && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      completion.ask();
    }
  };

  return (
    <div className={`filter-bar state-${check.state}`}>
      <div className="filter-box">
        <StateIcon state={check.state} />
        <div className="filter-field">
          <div className="filter-mirror" aria-hidden>
            {problem !== undefined && (
              <>
                <span className="filter-mirror-text">{text.slice(0, problem.start)}</span>
                <span className="filter-mark">{text.slice(problem.start, Math.max(problem.end, problem.start + 1)) || " "}</span>
              </>
            )}
          </div>
          <input
            ref={input} type="text" className="filter-input" data-pane="filter" aria-label={t("filter.name")} placeholder={t("filter.placeholder")} spellCheck={false} autoComplete="off"
            autoCapitalize="off" value={text} aria-invalid={check.state === "invalid"} aria-describedby={problem === undefined ? undefined : "filter-problem"}
            aria-autocomplete="list" aria-controls={completion.items.length > 0 ? "filter-completions" : undefined} aria-activedescendant={completion.activeId}
            onChange={(event) => {
              setFilterText(event.target.value);
              completion.ask();
            }}
            onScroll={(event) => {
              const mirror = event.currentTarget.previousElementSibling;
              if (mirror !== null) mirror.scrollLeft = event.currentTarget.scrollLeft;
            }}
            onKeyDown={onKeyDown} onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              completion.close();
            }}
          />
          {focused && (completion.items.length > 0 || problem !== undefined) && <CompletionList completion={completion} problem={problem} state={check.state} text={text} />}
        </div>
        <RunProgress />
        {(text !== "" || applied !== "") && <button type="button" className="icon-button" aria-label={t("filter.clear")} title={`${t("filter.clear")} (Esc)`} onClick={clearFilter}><X size={14} /></button>}
        <Menu.Root modal={false}>
          <Menu.Trigger className="icon-button" aria-label={t("filter.history")} title={t("filter.history")}><History size={14} /></Menu.Trigger>
          <MenuPanel><RecentFilters /></MenuPanel>
        </Menu.Root>
        <button
          type="button" className="icon-button apply" aria-label={t("filter.apply")} title={`${t("filter.apply")} (Enter)`} disabled={!open || check.state === "invalid" || text.trim() === applied}
          onClick={() => void applyFilter()}
        >
          <ArrowRight size={15} />
        </button>
      </div>
    </div>
  );
}

function StateIcon({ state }: { readonly state: "empty" | "valid" | "invalid" | "doubtful" }) {
  const t = useT();
  if (state === "valid") return <CircleCheck className="filter-state" size={15} aria-label={t("filter.valid")} />;
  if (state === "invalid") return <CircleAlert className="filter-state" size={15} aria-label={t("filter.invalid")} />;
  if (state === "doubtful") return <TriangleAlert className="filter-state" size={15} aria-label={t("filter.doubtful")} />;
  return <ListFilter className="filter-state" size={15} aria-hidden />;
}

/** How far a slow run is, with a way to stop it. */
function RunProgress() {
  const t = useT();
  const slow = useSession((state) => state.filterSlow);
  const run = useSession((state) => state.filterRun);
  const total = useSession((state) => state.load?.packets ?? 0);
  if (!slow) return null;
  return (
    <span className="filter-run" role="progressbar" aria-label={t("filter.name")} aria-valuemin={0} aria-valuemax={total} aria-valuenow={run?.examined ?? 0}>
      {t("filter.running", { percent: percent(run?.examined ?? 0, total) })}
      <button type="button" className="link-button" onClick={cancelFilter}>{t("filter.cancel")}</button>
    </span>
  );
}

function RecentFilters() {
  const t = useT();
  const recent = usePreferences((preferences) => preferences.recentFilters);
  if (recent.length === 0) return <PlainItem label={t("filter.no-history")} disabled onClick={() => undefined} />;
  return recent.map((text) => <PlainItem key={text} label={text} onClick={() => void applyFilter(text)} />);
}
