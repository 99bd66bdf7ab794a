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

/**
 * Fields whose values a packet's own bytes give, whatever the rest of its conversation: no tracking need come
 * before a filter that names only these. (Fragments are put together in the index pass.)
 */
const ALONE = /^(frame(\.(number|len|cap_len|time|time_epoch|time_relative|time_delta|encap_type|interface_id))?|(eth|vlan|sll|null|ip|ipv6)(\.[\w.]+)?|(udp|tcp)(\.(srcport|dstport|port|stream|hdr_len|seq_raw|ack_raw|flags(\.\w+)?|window_size_value|length|checksum))?)$/;

export function standsAlone(name: string): boolean { return ALONE.test(name); }

/** Compiles a filter and gets it ready to run. Throws an Error with the reason when it is invalid. */
export function dissectedFilter(text: string, session: Session, matches: Column<Int32Array>): FilterRun {
  const compiled = compileFilter(text, session.registry);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  const { filter } = compiled;
  const wanted = filter.needsAll ? WANT_ALL : session.wanting(filter.fields);
  const needsFacts = filter.needsAll || !filter.fields.every((field) => standsAlone(field.name));
  let examined = 0, cancelled = false;
  return {
    matches,
    get examined() { return examined; },
    get cancelled() { return cancelled; },
    cancel() { cancelled = true; },
    step(budget) {
      const until = Date.now() + budget;
      if (cancelled || needsFacts && !session.trackAll(budget)) return cancelled;
      while (examined < session.packetCount) {
        if (filter.matches(session.dissectUntracked(examined, wanted).tree)) matches.push(examined);
        examined++;
        if ((examined & 31) === 0 && Date.now() > until) break;
      }
      return examined >= session.packetCount;
    },
  };
}
