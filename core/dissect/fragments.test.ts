import { describe, expect, it } from "vitest";
import { FragmentTable } from "./fragments";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (b: Uint8Array | undefined): string | undefined => b && new TextDecoder().decode(b);

describe("a table of fragments", () => {
  it("puts a datagram together whatever the order", () => {
    const table = new FragmentTable();
    expect(table.add("k", 1, 1, 16, false, bytes("end")).completedIn).toBe(0);
    expect(table.add("k", 2, 1, 8, true, bytes("middle..")).completedIn).toBe(0);
    const whole = table.add("k", 3, 1, 0, true, bytes("begin..."));
    expect(text(whole.bytes)).toBe("begin...middle..end");
    expect([whole.completedIn, whole.fragments.map((x) => x.frame)]).toEqual([3, [3, 2, 1]]);
  });

  it("keeps datagrams of different keys apart and begins anew after completion", () => {
    const table = new FragmentTable();
    table.add("a", 1, 1, 0, true, bytes("AAAAAAAA"));
    table.add("b", 2, 1, 0, true, bytes("BBBBBBBB"));
    expect(text(table.add("a", 3, 1, 8, false, bytes("a")).bytes)).toBe("AAAAAAAAa");
    expect(table.add("a", 4, 1, 8, false, bytes("a")).bytes).toBeUndefined();
  });

  it("lets the first in order of offset win, and tells overlaps from conflicts", () => {
    const table = new FragmentTable();
    table.add("k", 1, 1, 0, true, bytes("01234567"));
    table.add("k", 2, 1, 0, true, bytes("0123XXXX"));
    const whole = table.add("k", 3, 1, 8, false, bytes("89"));
    expect(text(whole.bytes)).toBe("0123456789");
    expect(whole.fragments.map((x) => [x.frame, x.overlap, x.conflict])).toEqual([[1, false, false], [2, true, true], [3, false, false]]);
    const same = new FragmentTable();
    same.add("k", 1, 1, 0, true, bytes("01234567"));
    same.add("k", 2, 1, 0, true, bytes("01234567"));
    expect(same.add("k", 3, 1, 8, false, bytes("8")).fragments[1]).toMatchObject({ overlap: true, conflict: false });
  });

  it("marks what lies beyond the end and a second end", () => {
    const table = new FragmentTable();
    table.add("k", 1, 1, 8, true, bytes("beyond the end"));
    table.add("k", 2, 1, 24, false, bytes("late"));
    table.add("k", 3, 1, 8, false, bytes("x"));
    const other = new FragmentTable();
    other.add("k", 1, 1, 0, true, bytes("0123456789abcdef"));
    const cut = other.add("k", 2, 1, 8, false, bytes("8"));
    expect(text(cut.bytes)).toBe("012345678");
    expect(cut.fragments[0]).toMatchObject({ tooLong: true });
    expect(table.add("k", 4, 1, 0, true, bytes("01234567")).fragments.find((x) => x.frame === 3)).toMatchObject({ multipleTails: true });
  });

  it("bounds what it keeps, dropping the oldest", () => {
    const table = new FragmentTable(), big = new Uint8Array(60_000);
    const first = table.add("0", 1, 1, 8, false, big);
    const done = table.add("done", 2, 1, 0, false, big);
    expect(done.bytes?.length).toBe(60_000);
    for (let i = 1; i < 400; i++) table.add(String(i), i + 2, 1, 8, false, big);
    expect(done.bytes).toBeUndefined();
    expect(table.add("0", 999, 1, 0, true, new Uint8Array(8)).completedIn).toBe(0);
    expect(first.completedIn).toBe(0);
  });

  it("gives up on a datagram in too many pieces", () => {
    const table = new FragmentTable();
    for (let i = 0; i < 16_384; i++) table.add("k", i + 1, 1, 8, true, Uint8Array.of(1));
    expect(table.add("k", 20_000, 1, 0, false, bytes("whole")).completedIn).toBe(20_000);
  });
});
