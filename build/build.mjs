/** Builds what changed: the window by Vite, the command and the desktop by esbuild. `node build/build.mjs [--force]` */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, runTool, setUp } from "./set-up.mjs";

/** Name, size and time of every file below a path: what tells whether anything changed. */
function describe(path, into) {
  const whole = join(ROOT, path);
  if (!existsSync(whole)) return;
  const stat = statSync(whole);
  if (!stat.isDirectory()) { into.push(`${path} ${stat.size} ${stat.mtimeMs}`); return; }
  for (const name of readdirSync(whole).sort()) if (!/\.test\.tsx?$/.test(name)) describe(join(path, name), into);
}

/** What each part is made from, where it goes, and how. */
const PARTS = [
  {
    name: "host",
    from: ["core", "host", "package.json", "package-lock.json", "build/build.mjs"],
    to: "dist/host/wirelens.mjs",
    make: () => bundle({ entryPoints: [{ in: join(ROOT, "host/wirelens.ts"), out: "wirelens" }], outdir: join(ROOT, "dist/host") }),
  },
  {
    name: "desktop",
    from: ["host", "electron", "package.json", "package-lock.json", "build/build.mjs"],
    to: "dist/electron/main.mjs",
    make: async () => {
      await bundle({ entryPoints: [{ in: join(ROOT, "electron/main.ts"), out: "main" }], outdir: join(ROOT, "dist/electron"), external: ["electron"] });
      // a sandboxed preload script can only be CommonJS
      await bundle({ entryPoints: [{ in: join(ROOT, "electron/preload.ts"), out: "preload" }], outdir: join(ROOT, "dist/electron"), external: ["electron"], format: "cjs", outExtension: { ".js": ".cjs" } });
    },
  },
  {
    name: "window",
    from: ["core", "renderer", "resources/icon.svg", "package.json", "package-lock.json", "build/vite.config.ts"],
    to: "dist/renderer/index.html",
    make: async () => {
      const status = await runTool("vite/bin/vite.js", ["build", "--config", "build/vite.config.ts", "--logLevel", "warn"]);
      if (status !== 0) throw new Error("the window could not be built");
    },
  },
];

async function bundle(options) {
  const { build } = await import("esbuild");
  await build({
    bundle: true, platform: "node", target: "node20.19", format: "esm", outExtension: { ".js": ".mjs" }, sourcemap: true, logLevel: "warning",
    // bundled CommonJS dependencies ask for Node's modules in their own way
    ...(options.format === "cjs" ? {} : { banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' } }),
    ...options,
  });
}

/** Builds the parts named that changed since they were built last; all of them when none is named. */
export async function buildChanged(names = PARTS.map((part) => part.name), force = false) {
  const stampFile = join(ROOT, "dist/stamps.json");
  const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
  for (const part of PARTS.filter((each) => names.includes(each.name))) {
    const files = [];
    for (const path of part.from) describe(path, files);
    const stamp = createHash("sha256").update(files.join("\n")).digest("hex");
    if (!force && stamps[part.name] === stamp && existsSync(join(ROOT, part.to))) continue;
    console.log(`Building the ${part.name} …`);
    await part.make();
    stamps[part.name] = stamp;
    mkdirSync(join(ROOT, "dist"), { recursive: true });
    writeFileSync(stampFile, JSON.stringify(stamps, null, 1));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  setUp();
  const names = process.argv.slice(2).filter((each) => !each.startsWith("-"));
  await buildChanged(names.length > 0 ? names : undefined, process.argv.includes("--force"));
}
