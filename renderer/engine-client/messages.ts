/** The messages between a window and its engine's worker. Both sides import this file. */
import type { Engine, EngineEvents } from "../../core/engine/api";

export type EngineMethod = keyof Engine;

/** A call; `id` names it in the reply. */
export type EngineRequest = {
  [M in EngineMethod]: { readonly id: number; readonly method: M; readonly args: Parameters<Engine[M]> };
}[EngineMethod];

/** The answer to the call `id`: what the method resolved to, or a sentence for the user. */
export type EngineReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string } };

/**
 * Something the engine tells unasked. `capture` counts the `open` and `close` calls that
 * the worker had received when it was sent, so that the window can drop what still
 * speaks of the capture before.
 */
export type EngineEvent = {
  [E in keyof EngineEvents]: { readonly event: E; readonly payload: EngineEvents[E]; readonly capture: number };
}[keyof EngineEvents];

export type FromEngine = EngineReply | EngineEvent;
