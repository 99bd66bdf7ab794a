import { defineConfig } from "vitest/config";

/** Journeys in a real browser window, one after the other. `WIRELENS_BROWSER` names the browser, `WIRELENS_SHOTS` a folder for pictures of their steps. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000, interval: 25 } },
  },
});
