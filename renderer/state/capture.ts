import type { CaptureSource, LoadProgress } from "../../core/engine/api";
import { engine } from "../engine-client/engine";
import { count, t } from "../i18n/i18n";
import { noteDigits, rowSource } from "../packet-list/rows";
import { focusPane } from "../ui/focus";
import { dropFilter } from "./filtering";
import { dropSelection, selectRow } from "./selection";
import { nothingOpen, session, setSession } from "./session";

/** Opens a capture in the place of the one that is open. */
export async function openCapture(source: CaptureSource): Promise<void> {
  const generation = forget();
  setSession({ phase: "opening", name: source.name, banner: undefined });
  try {
    await engine.open(source);
    if (session().generation === generation) setSession({ phase: "open" });
  } catch (error) {
    if (session().generation !== generation) return;
    forget();
    const reason = error instanceof Error ? error.message : String(error);
    setSession({ banner: { kind: "error", title: t("error.open", { name: source.name }), text: `${reason} ${t("error.open-hint")}` } });
  }
}

export async function closeCapture(): Promise<void> {
  forget();
  setSession({ banner: undefined });
  await engine.close();
}

/** Opens the first of the files that were dropped or picked. */
export function openFiles(files: readonly File[]): void {
  const [file] = files;
  if (file === undefined) return;
  void openCapture({ kind: "file", name: file.name, file });
  if (files.length > 1) setSession({ banner: { kind: "info", title: t("info.several"), text: t("info.several-hint", { count: count(files.length), name: file.name }) } });
}

/** Drops all that belongs to the capture that was open; gives the number of the next one. */
function forget(): number {
  const generation = session().generation + 1;
  dropFilter();
  dropSelection();
  setSession({ ...nothingOpen, generation });
  rowSource.clear();
  return generation;
}

/** The first packet gives the Time column its zero, and is selected as nothing else is yet. */
async function takeFirstRow(): Promise<void> {
  const { generation } = session();
  const first = (await engine.rows(0, 1, []))[0];
  if (first === undefined || session().generation !== generation || session().firstTime !== undefined) return;
  setSession({ firstTime: { seconds: first.seconds, nanos: first.nanos } });
  noteDigits([first]);
  if (session().packet === undefined) selectRow(0);
  // What was clicked to open the capture is gone; the arrow keys go to the list at once.
  if (document.activeElement === document.body) focusPane("list");
}

/** Says once that a capture could not be read to its end; the rest stands in the list of notices. */
function tellOfDamage(load: LoadProgress): void {
  const damage = load.notices.find((notice) => notice.severity === "error");
  if (load.done && damage !== undefined) setSession({ banner: { kind: "info", title: t("info.damaged"), text: damage.message } });
}

engine.on("load", (load) => {
  tellOfDamage(load);
  const { firstTime, filter, generation } = session();
  setSession({ load, ...(load.packets > 0 ? { phase: "open" } : {}) });
  if (filter === "") setSession({ displayed: load.packets });
  else void engine.displayed().then((displayed) => session().generation === generation && session().filter !== "" && setSession({ displayed }));
  if (firstTime === undefined && load.packets > 0) void takeFirstRow();
});

engine.on("opened", (summary) => setSession({ summary }));
