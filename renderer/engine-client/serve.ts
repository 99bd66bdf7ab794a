import type { Engine, EngineEvents } from "../../core/engine/api";
import type { EngineRequest, FromEngine } from "./messages";

/** Tells the window something; given to the engine when it is made. */
export type Emit = <E extends keyof EngineEvents>(event: E, payload: EngineEvents[E]) => void;

/** The side of a worker (or of a MessagePort) that faces the window. */
export interface ServingPort {
  postMessage(message: FromEngine): void;
  addEventListener(type: "message", listener: (event: { readonly data: EngineRequest }) => void): void;
}

/**
 * Answers a window's calls with an engine. An event is stamped with the number of captures
 * opened or closed so far: an engine must send nothing more of the former capture once
 * its `open` or `close` was called.
 */
export function serveEngine(port: ServingPort, makeEngine: (emit: Emit) => Engine): void {
  let capture = 0;
  const emit: Emit = (event, payload) => port.postMessage({ event, payload, capture } as FromEngine);
  const engine = makeEngine(emit);
  port.addEventListener("message", ({ data }) => {
    if (data.method === "open" || data.method === "close") capture++;
    answer(engine, data).then(
      (result) => port.postMessage({ id: data.id, result }),
      (error: unknown) => port.postMessage({ id: data.id, error: { message: error instanceof Error ? error.message : String(error) } }),
    );
  });
}

/** Methods are named one by one, so that a message cannot reach anything else of the object. */
async function answer(engine: Engine, request: EngineRequest): Promise<unknown> {
  switch (request.method) {
    case "open": return engine.open(...request.args);
    case "close": return engine.close(...request.args);
    case "rows": return engine.rows(...request.args);
    case "displayed": return engine.displayed(...request.args);
    case "rowOf": return engine.rowOf(...request.args);
    case "details": return engine.details(...request.args);
    case "checkFilter": return engine.checkFilter(...request.args);
    case "setFilter": return engine.setFilter(...request.args);
    case "cancelFilter": return engine.cancelFilter(...request.args);
    case "complete": return engine.complete(...request.args);
    case "conversationRange": return engine.conversationRange(...request.args);
  }
}
