import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { version } = JSON.parse(readFileSync(here("../package.json"), "utf8")) as { version: string };

/** Puts the tests' made-up engine in the place of the real one, so that no shipped file knows of it. */
const fakeEngine: Plugin = {
  name: "wirelens-fake-engine",
  enforce: "pre",
  resolveId(id) {
    return id.endsWith("workers/engine-worker?worker") ? `${here("../e2e/fake-engine/fake-worker.ts")}?worker` : undefined;
  },
};

/** `--mode fake` builds the window over a made-up engine into dist/renderer-fake. */
export default defineConfig(({ mode }) => ({
  root: here("../renderer"),
  // Relative, since the desktop serves the window from another origin than `wirelens serve`.
  base: "./",
  publicDir: false,
  plugins: mode === "fake" ? [fakeEngine, react()] : [react()],
  define: { __VERSION__: JSON.stringify(version) },
  worker: { format: "es" },
  build: {
    outDir: here(mode === "fake" ? "../dist/renderer-fake" : "../dist/renderer"),
    emptyOutDir: true,
    target: "es2023",
    // Inlined fonts and icons would be data: URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
  },
}));
