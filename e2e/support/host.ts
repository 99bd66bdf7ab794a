/** The built program serving its window, as a person would start it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../dist/host/wirelens.mjs", import.meta.url));

export interface RunningHost {
  /** What it printed: the window's address with its token. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts `wirelens serve --no-open [FILE]`. Rejects with what it said when it does not come up. */
export async function startHost(file?: string): Promise<RunningHost> {
  const child = spawn(process.execPath, [program, "serve", "--no-open", ...(file === undefined ? [] : [file])], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  let said = "";
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer): void => {
      said += data.toString();
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    child.on("close", () => reject(new Error(`the host ended: ${said}`)));
  });
  return {
    address,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
