/** The window as a person meets it: what is there is found by role and name. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

const shots = process.env["WIRELENS_SHOTS"];

export class WirelensWindow {
  readonly list: Locator;
  readonly tree: Locator;
  readonly bytes: Locator;
  readonly filter: Locator;
  readonly status: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole("grid", { name: "Packet list" });
    this.tree = page.getByRole("tree", { name: "Packet details" });
    this.bytes = page.getByRole("grid", { name: "Packet bytes" });
    this.filter = page.getByRole("textbox", { name: "Display filter" });
    this.status = page.getByRole("status", { name: "Status bar" });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }

  /** The list's row of a packet, when it is in sight. */
  row(packet: number): Locator {
    return this.list.getByRole("row", { name: new RegExp(`^${packet} `) });
  }

  /** Texts of a packet's cells, as the columns stand. */
  cells(packet: number): Promise<string[]> {
    return this.row(packet).getByRole("gridcell").allInnerTexts();
  }

  /** Numbers of the packets in sight, from top to bottom. */
  async packetsInSight(): Promise<number[]> {
    return (await this.list.getByRole("row").locator("[role=gridcell]:first-of-type").allInnerTexts()).map(Number);
  }

  /** Number of the packet that is selected in the list; undefined when it is out of sight. */
  async selectedPacket(): Promise<number | undefined> {
    const [row] = await this.list.getByRole("row", { selected: true }).all();
    return row === undefined ? undefined : Number(await row.getByRole("gridcell").first().innerText());
  }

  node(name: string | RegExp): Locator {
    return this.tree.getByRole("treeitem", { name });
  }

  /** Text of the selected field; undefined when there is none. */
  async selectedField(): Promise<string | undefined> {
    const [node] = await this.tree.getByRole("treeitem", { selected: true }).all();
    return node?.innerText();
  }

  /** A byte of the source that is shown, by its offset. */
  byte(offset: number): Locator {
    const start = (offset - (offset % 16)).toString(16).padStart(4, "0");
    return this.bytes.getByRole("row", { name: new RegExp(`^${start} `) }).getByRole("gridcell").nth(offset % 16);
  }

  /** The bytes in sight that are shown as the selected field's, in hex. */
  async markedBytes(): Promise<string> {
    return (await this.bytes.getByRole("gridcell", { selected: true }).allInnerTexts()).join(" ");
  }

  /** Opens a node by its arrow, unless it is open. */
  async expand(name: string | RegExp): Promise<void> {
    const node = this.node(name);
    await node.click();
    if ((await node.getAttribute("aria-expanded")) === "false") await this.page.keyboard.press("ArrowRight");
    await this.tree.getByRole("treeitem", { name, expanded: true }).waitFor();
  }

  /** Chooses an entry of the menu bar by its way. */
  async menu(...way: readonly string[]): Promise<void> {
    for (const [depth, name] of way.entries()) {
      const role = this.page.getByRole("menuitem", { name, exact: true }).or(this.page.getByRole("menuitemradio", { name, exact: true })).or(this.page.getByRole("menuitemcheckbox", { name, exact: true }));
      await (depth === 0 ? this.page.getByRole("menubar").getByRole("menuitem", { name, exact: true }) : role.last()).click();
    }
  }

  /** Drops files onto the middle of the window, as the desktop does. */
  async drop(...files: readonly string[]): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    const devtools = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) await devtools.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
    await devtools.detach();
  }

  /** Waits until a capture is read whole: the status bar tells its packets, and nothing is loading. */
  async loaded(packets: number, name?: string): Promise<void> {
    await expect.poll(() => this.status.innerText(), { timeout: 30_000 }).toContain(`Packets ${packets.toLocaleString("en")}`);
    await expect.poll(() => this.status.innerText(), { timeout: 30_000 }).not.toContain("Loading");
    if (name !== undefined) await expect.poll(() => this.page.title()).toBe(`${name} — Wirelens`);
  }

  /** Types a filter in place of the one in the bar, and applies it. */
  async applyFilter(text: string): Promise<void> {
    await this.filter.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** A picture of this step, where pictures are wanted. */
  async shot(name: string): Promise<void> {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: join(shots, `${name}.png`) });
  }
}
