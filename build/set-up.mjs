/** What every script needs first: the dependencies, installed when they are missing or stale. Plain Node, no dependency. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Ends the script with one line. */
export function fail(message, status = 1) {
  console.error(`wirelens: ${message}`);
  process.exit(status);
}

/** True when what is installed is what the lock file names; packages for other systems may be missing. */
function installed() {
  const noted = `${ROOT}node_modules/.package-lock.json`;
  if (!existsSync(noted)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const there = packages(noted);
  return Object.entries(packages(`${ROOT}package-lock.json`)).every(([path, { version, optional, devOptional }]) =>
    path === "" || (optional || devOptional ? there[path] === undefined || there[path].version === version : there[path]?.version === version));
}

/** Checks Node's version and installs the dependencies when they are not those of the lock file. */
export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or newer is needed, this is ${process.versions.node}`);
  if (installed()) return;
  console.log("Installing the dependencies …");
  // Electron is fetched at the first start, where its absence is no failure
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: "1" };
  // through npm's own script where npm started this one: on Windows npm is a batch file
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = npm ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, env, stdio: "inherit" }) : spawnSync("npm", args, { cwd: ROOT, env, stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) fail("the dependencies could not be installed (npm ci failed)");
}

/** Runs a program with this script's input and output; resolves with its exit status, 1 when a signal ended it. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/** Runs a script of this package's dependencies by its path below node_modules. */
export function runTool(path, args, options = {}) {
  return run(process.execPath, [`${ROOT}node_modules/${path}`, ...args], options);
}
