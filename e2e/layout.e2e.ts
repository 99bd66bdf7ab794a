import type { Locator } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();
let window: WirelensWindow;

async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await what.boundingBox();
  if (box === null) throw new Error("it is not in sight");
  return box;
}

/** Drags from one place to another, in steps as a hand does. */
async function drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
  const { mouse } = window.page;
  await mouse.move(fromX, fromY);
  await mouse.down();
  await mouse.move((fromX + toX) / 2, (fromY + toY) / 2, { steps: 4 });
  await mouse.move(toX, toY, { steps: 4 });
  await mouse.up();
}

const heading = (name: string): Locator => window.list.getByRole("columnheader", { name, exact: true });
const headings = (): Promise<string[]> => window.list.getByRole("columnheader").allInnerTexts();
const widthOf = async (name: string): Promise<number> => Math.round((await boxOf(heading(name))).width);

async function reload(): Promise<void> {
  await window.page.reload();
  await window.loaded(81);
  await window.row(1).waitFor();
}

beforeEach(async () => {
  window = await journeys.open({ open: "sample:web-login.pcapng" });
  await window.loaded(81);
  await window.row(1).waitFor();
});

describe("the panes", () => {
  it("take the sizes that their splitters are dragged to, and keep them", async () => {
    const between = window.page.getByRole("separator", { name: "Resize Packet list" }), inner = window.page.getByRole("separator", { name: "Resize Packet details" });
    const before = await boxOf(between);
    await drag(before.x + 300, before.y, before.x + 300, before.y - 120);
    await expect.poll(async () => Math.abs((await boxOf(between)).y - (before.y - 120))).toBeLessThan(3);
    const side = await boxOf(inner);
    await drag(side.x, side.y + 100, side.x + 150, side.y + 100);
    await expect.poll(async () => Math.abs((await boxOf(inner)).x - (side.x + 150))).toBeLessThan(3);
    const lower = await boxOf(between), right = await boxOf(inner);
    await reload();
    await expect.poll(async () => Math.abs((await boxOf(between)).y - lower.y)).toBeLessThan(2);
    await expect.poll(async () => Math.abs((await boxOf(inner)).x - right.x)).toBeLessThan(2);
    await window.shot("splitters");
  });

  it("are resized with the keyboard", async () => {
    const between = window.page.getByRole("separator", { name: "Resize Packet list" });
    const before = await boxOf(between);
    await between.focus();
    await window.page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await boxOf(between)).y).toBeGreaterThan(before.y);
  });

  it("are put side by side, and stay so", async () => {
    await window.menu("View", "Layout", "Side by Side");
    const isBeside = async (): Promise<boolean> => (await boxOf(window.tree)).x >= (await boxOf(window.list)).x + (await boxOf(window.list)).width;
    await expect.poll(isBeside).toBe(true);
    expect((await boxOf(window.bytes)).y).toBeGreaterThan((await boxOf(window.tree)).y);
    await window.shot("side-by-side");
    await reload();
    await expect.poll(isBeside).toBe(true);
    await window.menu("View", "Layout", "List above Details and Bytes");
    await expect.poll(isBeside).toBe(false);
  });
});

describe("the columns", () => {
  it("are resized at their edges, and keep their widths", async () => {
    const { x, y, width, height } = await boxOf(heading("Source"));
    await drag(x + width - 1, y + height / 2, x + width + 79, y + height / 2);
    await expect.poll(() => widthOf("Source")).toBe(Math.round(width) + 80);
    await reload();
    await expect.poll(() => widthOf("Source")).toBe(Math.round(width) + 80);
    expect((await window.cells(5))[2]).toBe("192.168.1.23");
  });

  it("are dragged to other places, hidden and shown, and stay so", async () => {
    const from = await boxOf(heading("Protocol")), to = await boxOf(heading("Source"));
    await drag(from.x + 30, from.y + 10, to.x + 10, to.y + 10);
    await expect.poll(headings).toEqual(["No.", "Time", "Protocol", "Source", "Destination", "Length", "Info"]);
    await expect.poll(() => window.cells(5)).toEqual(["5", "0.020261956", "TCP", "192.168.1.23", "101.227.131.96", "66", "50312 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128"]);
    await heading("Length").click({ button: "right" });
    await window.page.getByRole("menuitem", { name: "Hide", exact: true }).click();
    await expect.poll(headings).toEqual(["No.", "Time", "Protocol", "Source", "Destination", "Info"]);
    await reload();
    expect(await headings()).toEqual(["No.", "Time", "Protocol", "Source", "Destination", "Info"]);
    await window.shot("columns");
    await window.menu("View", "Columns", "Reset Columns");
    await expect.poll(headings).toEqual(["No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"]);
  });

  it("are added from a field of the tree", async () => {
    await window.row(5).click();
    await window.expand(/^Transmission Control Protocol/);
    await window.node("Window: 64240").click();
    await window.page.keyboard.press("Control+Shift+I");
    await expect.poll(async () => (await headings()).length).toBe(8);
    await expect.poll(async () => (await window.cells(7)).includes("502")).toBe(true);
    expect(await window.cells(5)).toContain("64240");
    await reload();
    await expect.poll(async () => (await window.cells(5)).includes("64240")).toBe(true);
  });

  it("show the time as one wants it", async () => {
    await window.menu("View", "Time Display", "UTC Date and Time");
    await expect.poll(async () => (await window.cells(5))[1]).toBe("2026-10-16 02:14:07.482564323");
    await window.menu("View", "Time Display", "Seconds since Previous Displayed Packet");
    await expect.poll(async () => (await window.cells(5))[1]).toBe("0.009230374");
  });
});
