/** What a file of journeys needs: the program, a browser, and a fresh window for each journey. */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type BusyTimes, watchMainThread } from "./main-thread";
import { startHost, type RunningHost } from "./host";
import { WirelensWindow } from "./window";

const defaults: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "Europe/Berlin", colorScheme: "light" };
/** Nothing that a person waits for takes longer than this, in ms. */
const patience = 10_000;

export interface OpenOptions extends BrowserContextOptions {
  /** What follows `open=` in the address. */
  readonly open?: string;
  /** Runs in the page before anything else does. */
  readonly watch?: () => void;
}

/** Starts the program and a browser for the journeys of this file; opens windows. A journey whose page met an error has failed. */
export function useJourneys(file?: string): { open(options?: OpenOptions): Promise<WirelensWindow>; watchMainThread(window: WirelensWindow): Promise<() => Promise<BusyTimes>> } {
  let host: RunningHost;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  let errors: string[] = [];
  let endTrace: (() => Promise<BusyTimes>) | undefined;

  beforeAll(async () => {
    const { findBrowser } = await import("../../build/find-browser.mjs");
    const executablePath = await findBrowser();
    if (executablePath === undefined) throw new Error("there is no browser: install Chromium, or name one in WIRELENS_BROWSER");
    [host, browser] = await Promise.all([startHost(file), chromium.launch({ executablePath, ignoreDefaultArgs: ["--hide-scrollbars"] })]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });
  afterEach(async () => {
    await endTrace?.();
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const met = errors;
    errors = [];
    expect(met).toEqual([]);
  });

  return {
    watchMainThread: async (window) => {
      const end = await watchMainThread(browser, window.page);
      endTrace = () => {
        endTrace = undefined;
        return end();
      };
      return endTrace;
    },
    open: async ({ open, watch, ...options } = {}) => {
      const context = await browser.newContext({ ...defaults, ...options });
      contexts.push(context);
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      if (watch !== undefined) await page.addInitScript(watch);
      const address = new URL(host.address);
      if (open !== undefined) address.searchParams.set("open", open);
      await page.goto(address.href);
      return new WirelensWindow(page);
    },
  };
}
