/** Standard output and output files, written in large pieces. */
import { closeSync, openSync, writeSync } from "node:fs";
import { codeOf, pause } from "../file-source";

/** Characters gathered before they are written. */
const GATHERED = 1 << 16;

/** Thrown when whoever read the output has gone, as `head` does: no fault, only a reason to stop. */
export class ReaderGone extends Error {}

/** A file, or standard output for `-`. Text and bytes may not be mixed. */
export class Output {
  readonly #descriptor: number;
  #text = "";

  /** Opens the file. Throws what the system says. */
  constructor(path: string) {
    this.#descriptor = path === "-" ? 1 : openSync(path, "w");
  }

  readonly write = (text: string): void => {
    this.#text += text;
    if (this.#text.length >= GATHERED) this.flush();
  };

  readonly writeBytes = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) at += this.#writeSome(bytes.subarray(at));
  };

  flush(): void {
    const text = this.#text;
    this.#text = "";
    if (text !== "") this.writeBytes(Buffer.from(text, "utf8"));
  }

  close(): void {
    this.flush();
    if (this.#descriptor !== 1) closeSync(this.#descriptor);
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSync(this.#descriptor, bytes);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EPIPE") throw new ReaderGone();
      if (code !== "EAGAIN") throw error;
      pause(5);
      return 0;
    }
  }
}
