/** `npm start [-- FILE]`: installs, builds what changed, and opens the window, with FILE when given. */
import { spawn } from "node:child_process";
import { isAbsolute, join, resolve } from "node:path";
import { buildChanged } from "./build.mjs";
import { electronBinary } from "./electron-binary.mjs";
import { fail, ROOT, setUp } from "./set-up.mjs";

// npm runs this in the folder of package.json, but paths are meant from where npm was called
const here = process.env.INIT_CWD ?? process.cwd();
const args = process.argv.slice(2).map((each) => (each.startsWith("-") || isAbsolute(each) || isPort(each) ? each : resolve(here, each)));

/** The value after `--port` is no path. */
function isPort(each) {
  return process.argv[process.argv.indexOf(each) - 1] === "--port";
}

setUp();
try {
  await buildChanged();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
const { binary, why } = electronBinary();
if (why) console.log(`Opening in the browser, since ${why}.`);
const child = binary
  ? spawn(binary, [join(ROOT, "dist/electron/main.mjs"), ...args], { stdio: "inherit" })
  : spawn(process.execPath, [join(ROOT, "dist/host/wirelens.mjs"), "serve", ...args], { stdio: "inherit" });
// the terminal sends Ctrl+C to both; this one waits for the other to end
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(error.message));
child.on("close", (status, signal) => { process.exitCode = signal ? 0 : (status ?? 0); });
