import { describe, expect, it } from "vitest";
import type { Row } from "../../core/engine/api";
import { RowSource } from "./row-source";

function rowAt(at: number, info = ""): Row {
  return { number: at + 1, seconds: 0, nanos: 0, source: "", destination: "", protocol: "", length: 0, info, colour: "none", conversation: -1, extra: [] };
}

/** A fetch that answers only when told to. */
function controlled(total: number) {
  const calls: { from: number; count: number; answer(info?: string): Promise<void> }[] = [];
  const fetch = (from: number, count: number): Promise<readonly Row[]> =>
    new Promise((resolve) => {
      calls.push({
        from, count,
        answer: async (info) => {
          resolve(Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, i) => rowAt(from + i, info)));
          await new Promise((done) => setTimeout(done));
        },
      });
    });
  return { calls, fetch };
}

describe("row source", () => {
  it("has one request under way and skips places that were scrolled past", async () => {
    const { calls, fetch } = controlled(10_000_000);
    const source = new RowSource(fetch, () => undefined);
    source.want(0, 40);
    source.want(5000, 40);
    source.want(9_000_000, 40);
    expect(calls).toHaveLength(1);
    await calls[0]?.answer();
    expect(calls).toHaveLength(2);
    expect(source.fetchedFor).toEqual({ from: 0, count: 40 });
    expect(source.covers(0, 40)).toBe(true);
    await calls[1]?.answer();
    expect(source.row(9_000_000)?.number).toBe(9_000_001);
    expect(source.covers(9_000_000, 40)).toBe(true);
    expect(calls).toHaveLength(2);
  });

  it("shows what it has until the new rows come", async () => {
    const { calls, fetch } = controlled(1000);
    const source = new RowSource(fetch, () => undefined);
    source.want(0, 40);
    await calls[0]?.answer("old");
    source.invalidate();
    expect(source.row(3)?.info).toBe("old");
    await calls[1]?.answer("new");
    expect(source.row(3)?.info).toBe("new");
  });

  it("throws away an answer that was asked for before a change", async () => {
    const { calls, fetch } = controlled(1000);
    const source = new RowSource(fetch, () => undefined);
    source.want(0, 40);
    source.invalidate();
    await calls[0]?.answer("old");
    expect(source.row(0)).toBeUndefined();
    await calls[1]?.answer("new");
    expect(source.row(0)?.info).toBe("new");
  });

  it("does not ask for ever when there are fewer rows than wanted", async () => {
    const { calls, fetch } = controlled(10);
    const source = new RowSource(fetch, () => undefined);
    source.want(0, 40);
    await calls[0]?.answer();
    expect(calls).toHaveLength(1);
    expect(source.slice(0, 40)).toHaveLength(10);
  });
});
