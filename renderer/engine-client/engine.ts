import EngineWorker from "../workers/engine-worker?worker";
import { EngineClient } from "./client";

/** The window's one engine, in a worker of its own. */
export const engine = new EngineClient(new EngineWorker({ name: "engine" }));
