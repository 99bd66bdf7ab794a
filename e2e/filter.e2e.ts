import { beforeEach, describe, expect, it } from "vitest";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();
let window: WirelensWindow;

const displayed = (text: string) => expect.poll(() => window.status.innerText()).toContain(text);

describe("the display filter", () => {
  beforeEach(async () => {
    window = await journeys.open({ open: "sample:web-login.pcapng" });
    await expect.poll(() => window.selectedPacket()).toBe(1);
  });

  it("shows the packets that match, and how many", async () => {
    await window.applyFilter("dns");
    await displayed("Packets 81");
    await displayed("Displayed 4 (4.9%)");
    await expect.poll(() => window.packetsInSight()).toEqual([3, 4, 15, 16]);
    await window.shot("filter-dns");
    await window.applyFilter("tcp.stream == 1");
    await displayed("Displayed 29 (35.8%)");
    await expect.poll(async () => (await window.packetsInSight())[0]).toBe(17);
    await window.applyFilter("ip.addr == 101.227.131.96 && tcp.flags.syn == 1");
    await displayed("Displayed 4 (4.9%)");
    await expect.poll(() => window.packetsInSight()).toEqual([5, 6, 46, 47]);
    await window.applyFilter("udp.port == 4711");
    await window.page.getByText("No packet matches the filter").waitFor();
    await displayed("Displayed 0 ");
    await window.button("Clear filter").click();
    await expect.poll(async () => (await window.packetsInSight()).slice(0, 3)).toEqual([1, 2, 3]);
    expect(await window.status.innerText()).not.toContain("Displayed");
  });

  it("says where and why it is wrong, and then changes nothing", async () => {
    await window.applyFilter("dns");
    await expect.poll(() => window.packetsInSight()).toEqual([3, 4, 15, 16]);
    for (const { text, wrong, reason } of [
      { text: "dns && foo.bar == 1", wrong: "foo.bar", reason: /foo\.bar/ },
      { text: "tcp.port == abc", wrong: "abc", reason: /tcp\.port .*number/ },
      { text: "(udp or dns", wrong: undefined, reason: /parenthesis/ },
      { text: "ip.addr ==", wrong: undefined, reason: /belongs here/ },
    ]) {
      await window.applyFilter(text);
      await window.page.getByRole("alert").getByText(reason).waitFor();
      await expect.poll(() => window.filter.getAttribute("aria-invalid")).toBe("true");
      await window.page.getByRole("img", { name: "Invalid filter" }).waitFor();
      if (wrong !== undefined) {
        // the mark stands under the very characters
        const mark = await window.page.getByText(wrong, { exact: true }).boundingBox(), box = await window.filter.boundingBox();
        const character = ((mark?.width ?? 0) / wrong.length);
        expect(Math.round(((mark?.x ?? 0) - (box?.x ?? 0)) / character)).toBe(text.indexOf(wrong));
      }
      expect(await window.packetsInSight()).toEqual([3, 4, 15, 16]);
      expect(await window.status.innerText()).toContain("Displayed 4 ");
      expect(await window.button("Apply filter").isDisabled()).toBe(true);
    }
    await window.shot("filter-wrong");
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.filter.inputValue()).toBe("");
    await expect.poll(async () => (await window.packetsInSight())[0]).toBe(1);
    expect(await window.page.getByRole("alert").count()).toBe(0);
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.list.evaluate((list) => list === document.activeElement)).toBe(true);
  });

  it("is completed with the keyboard", async () => {
    const { keyboard } = window.page;
    const completions = window.page.getByRole("listbox", { name: "Completions" });
    await keyboard.press("Control+/");
    await keyboard.type("tcp.flags.s");
    await completions.getByRole("option", { name: /tcp\.flags\.syn/ }).waitFor();
    await window.shot("completion");
    for (let i = 0; i < 10 && !(await completions.getByRole("option", { selected: true }).allInnerTexts()).some((text) => text.includes("tcp.flags.syn")); i++) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect.poll(() => window.filter.inputValue()).toBe("tcp.flags.syn");
    await expect.poll(() => completions.count()).toBe(0);
    await keyboard.type(" == 1");
    await keyboard.press("Enter");
    await displayed("Displayed 6 (7.4%)");
    // Tab takes the first one
    await window.filter.fill("");
    await keyboard.type("eth.ty");
    await completions.getByRole("option", { name: /eth\.type/ }).waitFor();
    await keyboard.press("Tab");
    await expect.poll(() => window.filter.inputValue()).toBe("eth.type");
  });

  it("keeps the packet that is selected", async () => {
    await window.row(4).click();
    await window.page.getByText("Packet 4", { exact: true }).waitFor();
    await window.applyFilter("dns");
    await displayed("Displayed 4 ");
    expect(await window.selectedPacket()).toBe(4);
    await window.applyFilter("tcp");
    await displayed("Displayed 75 ");
    await expect.poll(() => window.packetsInSight()).toContain(5);
    expect(await window.selectedPacket()).toBeUndefined();
    await window.page.getByText("Packet 4", { exact: true }).waitFor();
    await window.node(/^Domain Name System \(response\)/).waitFor();
    await window.filter.press("Escape");
    await expect.poll(() => window.selectedPacket()).toBe(4);
  });

  it("loses no key of one who types fast", async () => {
    const text = "ip.addr == 192.168.1.1 and udp.length > 50 or arp.opcode == 2";
    await window.filter.click();
    await window.page.keyboard.type(text, { delay: 0 });
    await window.page.keyboard.press("Enter");
    expect(await window.filter.inputValue()).toBe(text);
    await displayed("Displayed 3 (3.7%)");
    await expect.poll(() => window.packetsInSight()).toEqual([2, 4, 16]);
  });

  it("is made from a field of the tree, and remembered", async () => {
    await window.row(8).click();
    await window.expand(/^Transmission Control Protocol/);
    await window.node("Source Port: 50312").click({ button: "right" });
    await window.page.getByRole("menuitem", { name: "Apply as Filter" }).click();
    await window.page.getByRole("menuitem", { name: "Selected", exact: true }).click();
    await expect.poll(() => window.filter.inputValue()).toBe("tcp.srcport == 50312");
    await displayed("Displayed 5 ");
    await window.filter.press("Escape");
    await window.button("Recent filters").click();
    await window.page.getByRole("menuitem", { name: "tcp.srcport == 50312" }).click();
    await displayed("Displayed 5 ");
  });
});
