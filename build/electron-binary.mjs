/** Whether the window can be Electron's here, and why not. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./set-up.mjs";

const PACKAGE = join(ROOT, "node_modules/electron");
/** Says when fetching the binary failed, so that the next starts do not wait for it again. */
const FAILED = join(ROOT, "dist/electron-not-fetched");
const TRY_AGAIN_AFTER = 24 * 3600e3;

function present() {
  const pathFile = join(PACKAGE, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const binary = join(PACKAGE, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : undefined;
}

function fetchBinary() {
  if (existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < TRY_AGAIN_AFTER) return undefined;
  console.log("Fetching Electron, once …");
  spawnSync(process.execPath, [join(PACKAGE, "install.js")], { cwd: ROOT, stdio: "ignore", timeout: 180_000 });
  const binary = present();
  if (binary) { rmSync(FAILED, { force: true }); return binary; }
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  writeFileSync(FAILED, "Electron could not be fetched; npm start tries again a day after this file was written.\n");
  return undefined;
}

/** `{ binary }`, or `{ why }` in half a sentence. Fetches Electron at the first start. */
export function electronBinary() {
  if (!existsSync(PACKAGE)) return { why: "Electron is not installed" };
  if (process.platform === "linux") {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { why: "there is no display" };
    if (process.getuid?.() === 0) return { why: "Electron's sandbox does not run as root" };
  }
  const binary = present() ?? fetchBinary();
  return binary ? { binary } : { why: "Electron could not be fetched" };
}
