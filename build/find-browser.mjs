/** A Chromium for the journeys: an installed one, else Playwright's, else Debian's by apt when root. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];
const PLACES = {
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined).map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
};

function installed() {
  const given = process.env.WIRELENS_BROWSER;
  if (given) return given;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(PLACES[process.platform] ?? []), ...(process.platform === "win32" ? [] : onPath)].find((file) => existsSync(file));
}

async function playwrights() {
  const { chromium } = await import("playwright-core");
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

function byApt() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.log("Installing chromium by apt, for the journeys …");
  const apt = (...args) => spawnSync("apt-get", ["-qq", "-y", ...args], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  apt("update");
  apt("install", "--no-install-recommends", "chromium");
  return installed();
}

/** Path of a browser, or undefined when there is none and none can be had. */
export async function findBrowser() {
  return installed() ?? (await playwrights()) ?? byApt();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log((await findBrowser()) ?? "none");
