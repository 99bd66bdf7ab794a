/** A display filter run over a capture, a few milliseconds at a time. */
import type { Column } from "../base/columns";
import { WANT_ALL } from "../dissect/dissection";
import { compileFilter } from "../filter/compile";
import type { Session } from "./session";

/** A filter at work; `matches` grows in the order of the capture. */
export interface FilterRun {
  readonly matches: Column<Int32Array>;
  /** Packets decided so far. */
  readonly examined: number;
  readonly cancelled: boolean;
  /** Works for about `budget` milliseconds; true when every packet there is has been decided. */
  step(budget: number): boolean;
  cancel(): void;
}

/** Compiles a filter and gets it ready to run. Throws an Error with the reason when it is invalid. */
export function dissectedFilter(text: string, session: Session, matches: Column<Int32Array>): FilterRun {
  const compiled = compileFilter(text, session.registry);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const { filter } = compiled;
  const wanted = filter.needsAll ? WANT_ALL : session.wanting(filter.fields);
  let examined = 0, cancelled = false;
  return {
    matches,
    get examined() { return examined; },
    get cancelled() { return cancelled; },
    cancel() { cancelled = true; },
    step(budget) {
      const until = Date.now() + budget;
      if (cancelled || !session.trackAll(budget)) return cancelled;
      while (examined < session.packetCount) {
        if (filter.matches(session.dissectUntracked(examined, wanted).tree)) matches.push(examined);
        examined++;
        if ((examined & 31) === 0 && Date.now() > until) break;
      }
      return examined >= session.packetCount;
    },
  };
}
