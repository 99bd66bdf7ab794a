import type { FilterCheck, FilterProgress } from "../../core/engine/api";
import { engine } from "../engine-client/engine";
import { Latest } from "../engine-client/latest";
import { composeFilter, type FilterForm } from "../filter-bar/compose-filter";
import { t } from "../i18n/i18n";
import { rowSource } from "../packet-list/rows";
import { rememberFilter } from "./preferences";
import { relocateSelection } from "./selection";
import { session, setSession } from "./session";

/** Typing is checked this long after the last key, in ms. */
const checkDelay = 80;
/** A run that takes longer shows its progress, and the rows it has found so far, in ms. */
const slowRun = 150;
/** So many matches fill any screen: they are shown before the run ends. */
const screenful = 100;

let checkTimer: ReturnType<typeof setTimeout> | undefined;
let slowTimer: ReturnType<typeof setTimeout> | undefined;
/** The newest run known; its numbers rise. */
let newestRun = -1;

const check = new Latest<string, FilterCheck>(
  (text) => engine.checkFilter(text),
  (filterCheck, text) => {
    if (session().filterText === text) setSession({ filterCheck });
  },
  () => undefined,
);

/** The filter bar's text changed. */
export function setFilterText(text: string): void {
  setSession(text.trim() === "" ? { filterText: text, filterCheck: { state: "empty" } } : { filterText: text });
  clearTimeout(checkTimer);
  if (text.trim() === "") check.drop();
  else checkTimer = setTimeout(() => check.want(text), checkDelay);
}

/** Applies the bar's text. An invalid one changes nothing but the bar. */
export async function applyFilter(text = session().filterText): Promise<void> {
  const wanted = text.trim();
  const { generation } = session();
  if (text !== session().filterText) setFilterText(text);
  if (session().phase !== "open") return;
  clearTimeout(checkTimer);
  try {
    const verdict = await engine.checkFilter(wanted);
    if (session().generation !== generation) return;
    if (session().filterText.trim() === wanted) setSession({ filterCheck: await checkedAsTyped(verdict, wanted) });
    if (verdict.state === "invalid") return;
    startClock();
    const run = await engine.setFilter(wanted);
    if (session().generation !== generation) return;
    newestRun = Math.max(newestRun, run);
    setSession({ filter: wanted });
    if (wanted === "") {
      const displayed = await engine.displayed();
      if (session().generation === generation && session().filter === "") finish(displayed);
    } else {
      rememberFilter(wanted);
      const progress = session().filterRun;
      if (progress?.run === run) showRun(progress);
    }
  } catch (error) {
    stopClock();
    if (session().generation === generation) setSession({ banner: { kind: "error", title: t("error.filter"), text: error instanceof Error ? error.message : String(error) } });
  }
}

/** Places count in the text as it stands in the bar, blanks at its start included. */
async function checkedAsTyped(verdict: FilterCheck, wanted: string): Promise<FilterCheck> {
  const typed = session().filterText;
  return typed === wanted || verdict.state === "empty" ? verdict : engine.checkFilter(typed);
}

export function clearFilter(): void {
  setFilterText("");
  if (session().filter !== "") void applyFilter("");
}

/** Puts a field's filter together with the bar's, and applies it or only writes it there. */
export function takeFieldFilter(form: FilterForm, selected: string, apply: boolean): void {
  const text = composeFilter(session().filterText, form, selected);
  setFilterText(text);
  if (apply) void applyFilter(text);
}

export function cancelFilter(): void {
  void engine.cancelFilter();
}

/** Another capture: nothing of the former filter goes on. */
export function dropFilter(): void {
  clearTimeout(checkTimer);
  check.drop();
  stopClock();
}

function startClock(): void {
  stopClock();
  setSession({ filterRun: undefined });
  slowTimer = setTimeout(() => {
    const progress = session().filterRun;
    setSession({ filterSlow: true });
    if (progress !== undefined) showRun(progress);
  }, slowRun);
}

function stopClock(): void {
  clearTimeout(slowTimer);
  slowTimer = undefined;
  setSession({ filterSlow: false });
}

/** Until the first screenful is there, the rows from before stay: the list does not flicker. */
function showRun(progress: FilterProgress): void {
  if (progress.done) finish(progress.matched);
  else if (session().filterSlow || progress.matched >= screenful) {
    setSession({ displayed: progress.matched });
    rowSource.invalidate();
  }
}

function finish(displayed: number): void {
  stopClock();
  setSession({ displayed });
  rowSource.invalidate();
  void relocateSelection();
}

engine.on("filter", (progress) => {
  if (progress.run < newestRun || session().phase !== "open") return;
  newestRun = progress.run;
  setSession({ filterRun: progress });
  showRun(progress);
});
