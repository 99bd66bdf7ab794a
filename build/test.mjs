/** `npm test`: types, lint, import rule, unit tests, build, journeys in a browser; ends with `N passed, N failed`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runTool, setUp } from "./set-up.mjs";

setUp();
const { brokenImports } = await import("./check-imports.mjs");
const { buildChanged } = await import("./build.mjs");
const { findBrowser } = await import("./find-browser.mjs");

let passed = 0, failed = 0;
const broken = [];

/** Counts one check; `check` returns or resolves to true when it is passed. */
async function step(name, check) {
  let good = false;
  try {
    good = await check();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  if (good) passed++; else { failed++; broken.push(name); }
  return good;
}

/** Every TypeScript project of the package, each checked by itself with the globals it may use. */
function projects(folder = "", depth = 0) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return /^tsconfig(\..+)?\.json$/.test(entry.name) ? [path] : [];
    return depth < 2 && entry.isDirectory() && !/^(\.|node_modules$|dist$|resources$)/.test(entry.name) ? projects(path, depth + 1) : [];
  });
}

/** Runs Vitest and counts its tests; one that is skipped counts as failed, since it says nothing. */
async function vitest(name, args, env = {}) {
  const report = join(ROOT, "dist/test-results", `${name}.json`);
  mkdirSync(join(ROOT, "dist/test-results"), { recursive: true });
  rmSync(report, { force: true });
  const status = await runTool("vitest/vitest.mjs", ["run", ...args, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], { env: { ...process.env, ...env } });
  if (!existsSync(report)) { failed++; broken.push(`${name} tests (they did not run)`); return; }
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  // a file that cannot be loaded has no tests that could fail
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const bad = numTotalTests - numPassedTests + unloaded;
  passed += numPassedTests;
  failed += bad;
  if (bad > 0) broken.push(`${name} tests`);
  else if (status !== 0) { failed++; broken.push(`${name} tests (Vitest ended with ${status})`); }
}

for (const project of projects()) await step(`types of ${project}`, async () => (await runTool("typescript/bin/tsc", ["-p", project])) === 0);
await step("lint", async () => (await runTool("oxlint/bin/oxlint", ["--quiet"])) === 0);
await step("import rule", () => {
  const lines = brokenImports();
  for (const line of lines) console.error(line);
  return lines.length === 0;
});
// without CI Vitest would write missing goldens instead of failing
await vitest("unit", [], { CI: "true" });
const built = await step("build", async () => { await buildChanged(); return true; });
const browser = await findBrowser();
if (!browser) {
  failed++;
  broken.push("journeys: there is no browser. Install Chrome or Chromium, or name one in WIRELENS_BROWSER");
} else if (built) {
  await vitest("journeys", ["--config", "e2e/vitest.config.ts"], { WIRELENS_BROWSER: browser });
}
for (const name of broken) console.error(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
