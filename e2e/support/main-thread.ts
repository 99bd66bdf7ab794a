/** How long the window's main thread is kept busy at a time, from the browser's own trace. */
import type { Browser, Page } from "playwright-core";

export interface BusyTimes {
  /** The longest task by the clock, in ms. It counts what other programs took of the processor. */
  readonly elapsed: number;
  /** The longest task by the thread's own clock, in ms: what the window itself did. */
  readonly busy: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** By the clock and by the thread's own, in µs. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Traces the main thread from now on; the answer ends it. */
export async function watchMainThread(browser: Browser, page: Page): Promise<() => Promise<BusyTimes>> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
    const thread = (event: TraceEvent): string => `${event.pid} ${event.tid}`;
    const main = new Set(traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain").map(thread));
    const tasks = traceEvents.filter((event) => event.ph === "X" && event.name === "RunTask" && main.has(thread(event)));
    if (tasks.length === 0) throw new Error("the browser traced no task of the main thread");
    const longest = (times: readonly number[]): number => Math.round(times.reduce((most, time) => Math.max(most, time), 0) / 1000);
    return { elapsed: longest(tasks.map((task) => task.dur ?? 0)), busy: longest(tasks.map((task) => task.tdur ?? task.dur ?? 0)) };
  };
}
