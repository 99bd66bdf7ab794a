import type { CaptureSource, Completion, Details, Engine, FilterCheck, Row } from "../../core/engine/api";
import type { Emit } from "../../renderer/engine-client/serve";
import { fakeDetails } from "./fake-details";
import { fakeConversation, fakeRow, storyLength } from "./fake-rows";

/** Bytes that a packet of the made-up file takes. */
const bytesPerPacket = 600;
const words = [
  ["tcp", "protocol", "Transmission Control Protocol"], ["tcp.port", "field", "Source or Destination Port"], ["tcp.flags.syn", "field", "Syn"],
  ["tcp.stream", "field", "Stream index"], ["udp", "protocol", "User Datagram Protocol"], ["dns", "protocol", "Domain Name System"], ["http", "protocol", "Hypertext Transfer Protocol"],
] as const;

/**
 * An engine without captures: `?open=/fake/N` shows N made-up packets, `/fake/long/N` with overlong
 * texts, `/fake/broken` refuses to open. A filter `every N` shows every Nth packet, `slow` takes two seconds.
 */
export class FakeEngine implements Engine {
  #packets = 0;
  #loaded = 0;
  #long = false;
  #step = 1;
  #run = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #filterTimer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly emit: Emit) {}

  async open(source: CaptureSource): Promise<void> {
    await this.close();
    const path = source.kind === "url" ? new URL(source.url).pathname : "/fake/1000";
    if (path.endsWith("broken")) throw new Error("This is not a capture: the file starts with 25 50 44 46 at offset 0, which looks like a PDF document.");
    this.#packets = Number(/(\d+)$/.exec(path)?.[1] ?? 1000);
    this.#long = path.includes("/long/");
    const perTick = Math.max(1, Math.ceil(this.#packets / 20));
    const tick = (): void => {
      this.#loaded = Math.min(this.#packets, this.#loaded + perTick);
      const done = this.#loaded === this.#packets;
      this.emit("load", {
        packets: this.#loaded, bytesRead: this.#loaded * bytesPerPacket, bytesTotal: this.#packets * bytesPerPacket, done,
        notices: done && this.#long ? [{ severity: "warning", code: "cut-short", message: "The file ends in the middle of a packet; everything before it is shown.", offset: 48_213 }] : [],
      });
      if (!done) return;
      clearInterval(this.#timer);
      this.emit("opened", { name: source.name, format: "pcapng", bytes: this.#packets * bytesPerPacket, packets: this.#packets, interfaces: [], sectionComments: [], firstTime: undefined, lastTime: undefined });
    };
    this.#timer = setInterval(tick, 100);
    tick();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#filterTimer);
    this.#loaded = 0;
    this.#step = 1;
  }

  async rows(from: number, count: number, extra: readonly string[]): Promise<readonly Row[]> {
    const end = Math.min(from + count, await this.displayed());
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => fakeRow((from + i) * this.#step + 1, this.#long, extra));
  }

  async displayed(): Promise<number> {
    return Math.ceil(this.#loaded / this.#step);
  }

  async rowOf(packet: number): Promise<{ readonly row: number; readonly exact: boolean }> {
    const row = (packet - 1) / this.#step;
    return { row: Math.min(Math.ceil(row), (await this.displayed()) - 1), exact: Number.isInteger(row) };
  }

  async details(packet: number): Promise<Details> {
    return fakeDetails(packet);
  }

  async checkFilter(text: string): Promise<FilterCheck> {
    if (text.trim() === "") return { state: "empty" };
    const unknown = /\b(?!every|slow)[a-z]\w*(\.\w+)*$/.exec(text);
    if (unknown !== null && !words.some(([word]) => word === unknown[0])) {
      return { state: "invalid", problem: { message: `There is no protocol or field named “${unknown[0]}”.`, start: unknown.index, end: unknown.index + unknown[0].length } };
    }
    const doubtful = text.indexOf("!=");
    if (doubtful >= 0) return { state: "doubtful", problem: { message: "“!=” is true only when every value differs.", start: doubtful, end: doubtful + 2 } };
    return { state: "valid" };
  }

  async setFilter(text: string): Promise<number> {
    const check = await this.checkFilter(text);
    if (check.state === "invalid") throw new Error(check.problem.message);
    clearInterval(this.#filterTimer);
    const run = ++this.#run;
    this.#step = text === "" ? 1 : Number(/every (\d+)/.exec(text)?.[1] ?? storyLength);
    const rounds = text.includes("slow") ? 20 : 1;
    let round = 0;
    this.#filterTimer = setInterval(() => {
      const examined = Math.floor((this.#loaded * ++round) / rounds);
      if (round === rounds) clearInterval(this.#filterTimer);
      this.emit("filter", { run, examined, matched: Math.ceil(examined / this.#step), done: round === rounds });
    }, rounds === 1 ? 5 : 100);
    return run;
  }

  async cancelFilter(): Promise<void> {
    clearInterval(this.#filterTimer);
    this.emit("filter", { run: this.#run, examined: this.#loaded, matched: await this.displayed(), done: true });
  }

  async complete(text: string, caret: number): Promise<Completion> {
    const typed = /[\w.]*$/.exec(text.slice(0, caret))?.[0] ?? "";
    const items = typed === "" ? [] : words.filter(([word]) => word.startsWith(typed)).map(([word, kind, detail]) => ({ text: word, kind, detail }));
    return { start: caret - typed.length, end: caret, items };
  }

  async conversationRange(id: number): Promise<{ readonly first: number; readonly last: number; readonly packets: number }> {
    return fakeConversation(id, this.#packets);
  }
}
