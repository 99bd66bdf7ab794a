/** `wirelens serve`: the window in a browser of this machine. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { accessSync, constants, statSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { ServeCommand } from "./cli/options";
import { Failure } from "./cli/failure";
import { codeOf } from "./file-source";
import { RENDERER_FOLDER, SAMPLES_FOLDER } from "./paths";
import { hostHandler } from "./server/app";
import type { FetchHandler } from "./server/app";
import { Captures } from "./server/captures";

/** A host at work. */
export interface RunningHost {
  /** The address of the window, with its token. */
  readonly address: string;
  /** Stops listening and closes what is open. */
  close(): Promise<void>;
}

/** What of the program is served. */
export interface ServedFolders {
  readonly rendererFolder: string;
  readonly samplesFolder: string;
}

/** Serves the window on the loopback interface, with `file` opened when given. Rejects with a Failure. */
export async function startHost(
  file: string | undefined, port: number, folders: ServedFolders = { rendererFolder: RENDERER_FOLDER, samplesFolder: SAMPLES_FOLDER },
): Promise<RunningHost> {
  const captures = new Captures();
  const opened = file === undefined ? undefined : captures.offer(readable(file));
  const token = randomBytes(24).toString("base64url");
  let handler: FetchHandler = () => new Response(null, { status: 503 });
  const server = createServer(getRequestListener((request) => handler(request), { overrideGlobalObjects: false }));
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((error: unknown) => {
    throw new Failure(codeOf(error) === "EADDRINUSE" ? `port ${port} is taken by another program` : `no port can be listened on: ${String(error)}`, 1);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handler = hostHandler({ origin, token, captures, ...folders });
  const address = new URL(origin);
  address.searchParams.set("token", token);
  if (opened) address.searchParams.set("open", `file:${opened.id}`);
  return {
    address: address.href,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Runs until it is interrupted, and returns the exit status. */
export async function serve(command: ServeCommand): Promise<number> {
  const host = await startHost(command.file, command.port);
  process.stdout.write(`Wirelens is at ${host.address}\n`);
  if (command.open) openBrowser(host.address);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  await host.close();
  return 0;
}

function readable(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    if (statSync(path).isFile()) return path;
  } catch (error) {
    throw new Failure(codeOf(error) === "ENOENT" ? `the file "${path}" does not exist` : `the file "${path}" cannot be opened`, 1);
  }
  throw new Failure(`"${path}" is not a file`, 1);
}

/** Opens the person's browser where there is one; silent where there is none, since the address stands printed. */
function openBrowser(address: string): void {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return;
  const [program, ...args] = process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
  const child = spawn(program ?? "", [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
