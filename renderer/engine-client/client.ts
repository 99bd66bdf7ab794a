import type { CaptureSource, Engine, EngineEvents } from "../../core/engine/api";
import type { EngineMethod, EngineRequest, FromEngine } from "./messages";

/** The window's side of a worker. */
export interface EnginePort {
  postMessage(message: EngineRequest): void;
  addEventListener(type: "message", listener: (event: { readonly data: FromEngine }) => void): void;
  addEventListener(type: "error", listener: (event: { readonly message?: string }) => void): void;
}

type Handlers = { [E in keyof EngineEvents]: Set<(payload: EngineEvents[E]) => void> };

/** The engine as the window sees it: every method is a message, and events of a capture that was replaced are dropped. */
export class EngineClient implements Engine {
  #nextId = 1;
  /** `open` and `close` calls sent; the worker counts the same ones as they arrive. */
  #capture = 0;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #handlers: Handlers = { load: new Set(), opened: new Set(), filter: new Set(), rowsChanged: new Set() };

  constructor(private readonly port: EnginePort) {
    port.addEventListener("message", ({ data }) => this.#receive(data));
    port.addEventListener("error", (event) => this.#fail(event.message ?? "The engine stopped."));
  }

  /** Calls `handler` on every event of the current capture until the returned function is called. */
  on<E extends keyof EngineEvents>(event: E, handler: (payload: EngineEvents[E]) => void): () => void {
    this.#handlers[event].add(handler);
    return () => this.#handlers[event].delete(handler);
  }

  open(source: CaptureSource) {
    this.#capture++;
    return this.#call("open", [source]);
  }
  close() {
    this.#capture++;
    return this.#call("close", []);
  }
  rows(from: number, count: number, extraColumns: readonly string[]) {
    return this.#call("rows", [from, count, extraColumns]);
  }
  displayed() {
    return this.#call("displayed", []);
  }
  rowOf(packet: number) {
    return this.#call("rowOf", [packet]);
  }
  details(packet: number) {
    return this.#call("details", [packet]);
  }
  checkFilter(text: string) {
    return this.#call("checkFilter", [text]);
  }
  setFilter(text: string) {
    return this.#call("setFilter", [text]);
  }
  cancelFilter() {
    return this.#call("cancelFilter", []);
  }
  complete(text: string, caret: number) {
    return this.#call("complete", [text, caret]);
  }
  conversationRange(conversation: number) {
    return this.#call("conversationRange", [conversation]);
  }

  #call<M extends EngineMethod>(method: M, args: Parameters<Engine[M]>): ReturnType<Engine[M]> {
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.port.postMessage({ id, method, args } as EngineRequest);
    return answer as ReturnType<Engine[M]>;
  }

  #receive(message: FromEngine): void {
    if ("event" in message) {
      if (message.capture !== this.#capture) return;
      const handlers = this.#handlers[message.event] as Set<(payload: unknown) => void>;
      for (const handler of handlers) handler(message.payload);
      return;
    }
    const caller = this.#waiting.get(message.id);
    if (caller === undefined) return;
    this.#waiting.delete(message.id);
    if ("error" in message) caller.reject(new Error(message.error.message));
    else caller.resolve(message.result);
  }

  #fail(reason: string): void {
    for (const caller of this.#waiting.values()) caller.reject(new Error(reason));
    this.#waiting.clear();
  }
}
