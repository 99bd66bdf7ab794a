/** The engine in a worker of the window. */
import { CaptureEngine } from "../../core/engine/capture-engine";
import { serveEngine } from "../engine-client/serve";
import type { ServingPort } from "../engine-client/serve";
import { openBytes } from "./capture-bytes";

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
/** A turn of the event loop without the 4 ms that nested timers cost. */
const pause = (): Promise<void> => new Promise((resolve) => { waiting.push(resolve); channel.port2.postMessage(0); });

serveEngine(self as unknown as ServingPort, (emit) => new CaptureEngine({ open: openBytes, pause, emit }));
