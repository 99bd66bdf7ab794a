import type { Row } from "../../core/engine/api";

/** Rows fetched before and after the seen ones, as a share of them. */
const margin = 1.5;

/**
 * The rows around what is seen. One request is under way at a time, for the newest wish;
 * what was fetched before stays until its replacement has come, so the list never goes blank.
 */
export class RowSource {
  #from = 0;
  #rows: readonly Row[] = [];
  /** Whether the rows held may differ from what the engine would answer now. */
  #stale = true;
  /** Counts what makes an answer under way worthless. */
  #epoch = 0;
  #busy = false;
  #want = { from: 0, count: 0 };
  #fetchedFor = { from: 0, count: 0 };

  constructor(
    private readonly fetch: (from: number, count: number) => Promise<readonly Row[]>,
    private readonly changed: () => void,
  ) {}

  /** The row at a place of the list, when it is held. */
  row(at: number): Row | undefined {
    return this.#rows[at - this.#from];
  }

  /** Whether rows [from, from + count) are held, be they stale or not. */
  covers(from: number, count: number): boolean {
    return from >= this.#from && from + count <= this.#from + this.#rows.length;
  }

  /** What was seen, or was to be, when the rows held were asked for. */
  get fetchedFor(): { readonly from: number; readonly count: number } {
    return this.#fetchedFor;
  }

  /** Rows [from, from + count) as far as they are held. */
  slice(from: number, count: number): readonly Row[] {
    return this.#rows.slice(Math.max(0, from - this.#from), Math.max(0, from + count - this.#from));
  }

  /** Says what is seen now, and fetches what is missing. */
  want(from: number, count: number): void {
    this.#want = { from, count };
    void this.#fill();
  }

  /** What is held may be wrong from now on: it is fetched again, and shown until then. */
  invalidate(): void {
    this.#stale = true;
    this.#epoch++;
    void this.#fill();
  }

  /** Another capture: nothing that is held is worth showing. */
  clear(): void {
    this.#rows = [];
    this.#from = 0;
    this.#want = { from: 0, count: 0 };
    this.#fetchedFor = { from: 0, count: 0 };
    this.invalidate();
    this.changed();
  }

  async #fill(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#want.count > 0 && (this.#stale || !this.covers(this.#want.from, this.#want.count))) {
      const { from, count } = this.#want;
      const first = Math.max(0, Math.floor(from - count * margin));
      const epoch = this.#epoch;
      try {
        const rows = await this.fetch(first, Math.ceil(from - first + count * (1 + margin)));
        if (epoch !== this.#epoch) continue;
        this.#rows = rows;
        this.#from = first;
        this.#fetchedFor = { from, count };
        this.#stale = false;
        this.changed();
        // Fewer than wanted were there: asking again would give the same until told otherwise.
        if (first + rows.length < from + count && this.#want.from === from) break;
      } catch {
        // The engine says why by other ways; the rows held stay.
        if (epoch === this.#epoch) break;
      }
    }
    this.#busy = false;
  }
}
