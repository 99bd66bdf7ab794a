/** The captures that were opened on this machine: what the window may read of its disk, and nothing else. */
import { randomUUID } from "node:crypto";
import { basename, resolve } from "node:path";

/** An opened capture as the window knows it. */
export interface OfferedCapture {
  readonly id: string;
  readonly name: string;
  /** Where it lies, for the eye. */
  readonly detail: string;
}

export class Captures {
  readonly #paths = new Map<string, string>();

  /** Offers a file under a new, unguessable name; the same file keeps the one it has. */
  offer(path: string): OfferedCapture {
    const whole = resolve(path);
    for (const [id, known] of this.#paths) if (known === whole) return describe(id, whole);
    const id = randomUUID();
    this.#paths.set(id, whole);
    return describe(id, whole);
  }

  /** Where an offered capture lies; undefined for a name that was never given out. */
  pathOf(id: string): string | undefined { return this.#paths.get(id); }

  list(): OfferedCapture[] { return [...this.#paths].map(([id, path]) => describe(id, path)); }
}

function describe(id: string, path: string): OfferedCapture {
  return { id, name: basename(path), detail: path };
}
