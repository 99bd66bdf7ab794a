/** Takes the place of the real engine's worker in `vite build --mode fake`. */
import { serveEngine, type ServingPort } from "../../renderer/engine-client/serve";
import { FakeEngine } from "./fake-engine";

serveEngine(self as unknown as ServingPort, (emit) => new FakeEngine(emit));
