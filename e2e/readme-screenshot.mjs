/** Renders docs/screenshot.png and docs/screenshot-dark.png: `node e2e/readme-screenshot.mjs`, after a build. */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../build/find-browser.mjs";
import { ROOT } from "../build/set-up.mjs";

/** The pictures are shown on pages that should load fast, in bytes. */
const mostBytes = 400_000;

const host = spawn(process.execPath, [join(ROOT, "dist/host/wirelens.mjs"), "serve", "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((resolve, reject) => {
  let said = "";
  host.stdout.on("data", (data) => {
    said += data;
    const found = /http:\/\/\S+/.exec(said);
    if (found) resolve(new URL(found[0]));
  });
  host.on("close", () => reject(new Error("the host ended")));
});
address.searchParams.set("open", "sample:web-login.pcapng");
const browser = await chromium.launch({ executablePath: await findBrowser(), ignoreDefaultArgs: ["--hide-scrollbars"] });
try {
  for (const [colorScheme, file] of [["light", "screenshot.png"], ["dark", "screenshot-dark.png"]]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, locale: "en-GB" });
    await page.goto(address.href);
    const list = page.getByRole("grid", { name: "Packet list" }), tree = page.getByRole("tree", { name: "Packet details" });
    // a request that is text: what the bytes say can be read beside the tree
    await list.getByRole("row", { name: /^8 / }).click();
    await page.getByText("Packet 8", { exact: true }).waitFor();
    await tree.getByRole("treeitem", { name: /^Hypertext Transfer Protocol/ }).dblclick();
    await tree.getByRole("treeitem", { name: /^POST / }).dblclick();
    await tree.getByRole("treeitem", { name: /^Host: / }).click();
    await page.getByRole("gridcell", { selected: true }).first().waitFor();
    await page.mouse.move(720, 12);
    const path = join(ROOT, "docs", file);
    await page.screenshot({ path });
    const { size } = statSync(path);
    if (size > mostBytes) throw new Error(`${file} has ${size} bytes, more than ${mostBytes}`);
    console.log(`docs/${file}: ${size} bytes`);
    await page.close();
  }
} finally {
  await browser.close();
  host.kill();
}
