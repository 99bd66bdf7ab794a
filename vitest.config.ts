import { defineConfig } from "vitest/config";

/** Unit tests: beside what they test. The journeys in a browser have a configuration of their own in e2e/. */
export default defineConfig({
  test: {
    include: ["{core,host,renderer,electron,build}/**/*.test.ts", "renderer/**/*.test.tsx", "build/**/*.test.mjs"],
    testTimeout: 20_000,
  },
});
