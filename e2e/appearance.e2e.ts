import { describe, expect, it } from "vitest";
import { cutTexts, faintTexts, focusedControl, namelessControls } from "./support/appearance";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();

async function looksRight(window: WirelensWindow, what: string): Promise<void> {
  await window.shot(what);
  expect(await cutTexts(window.page), `${what}: texts that are cut off`).toEqual([]);
  expect(await namelessControls(window.page), `${what}: controls without a name`).toEqual([]);
  expect(await faintTexts(window.page), `${what}: texts that are hard to read`).toEqual([]);
}

describe.each([
  { language: "en", locale: "en-GB", colorScheme: "light" },
  { language: "en", locale: "en-GB", colorScheme: "dark" },
  { language: "zh", locale: "zh-CN", colorScheme: "light" },
  { language: "zh", locale: "zh-CN", colorScheme: "dark" },
] as const)("the window in $language, $colorScheme", ({ language, locale, colorScheme }) => {
  const name = (what: string): string => `${what}-${language}-${colorScheme}`;

  it("is whole and legible, with names for all, at every place one gets to", async () => {
    const window = await journeys.open({ locale, colorScheme });
    const { page } = window;
    await page.getByRole("button", { name: /^web-login/ }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language === "zh" ? "zh-CN" : "en");
    await looksRight(window, name("start"));

    // the texts are in the window's language; what to press is the same in all
    await page.getByRole("button", { name: /^web-login/ }).click();
    await page.getByRole("row", { name: /^24 / }).or(page.getByRole("row", { name: /^5 / })).first().click();
    await page.getByRole("treeitem", { name: /^Transmission Control Protocol/ }).dblclick();
    await page.getByRole("treeitem", { name: /^Window: / }).click();
    await looksRight(window, name("packet"));

    for (const menu of await page.getByRole("menubar").getByRole("menuitem").all()) {
      const title = await menu.innerText();
      await menu.click();
      await page.getByRole("menu").first().waitFor();
      await looksRight(window, name(`menu-${title}`));
      await page.keyboard.press("Escape");
      await expect.poll(() => page.getByRole("menu").count()).toBe(0);
    }

    for (const [key, dialog] of [["Control+g", "goto"], ["Control+?", "shortcuts"]] as const) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      await looksRight(window, name(`dialog-${dialog}`));
      await page.keyboard.press("Escape");
      await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    }

    const filter = page.getByRole("textbox").first();
    await filter.click();
    await page.keyboard.type("tcp.port == 80 && tcp.fl");
    await page.getByRole("listbox").waitFor();
    await page.getByRole("alert").waitFor();
    await looksRight(window, name("filter"));
  });
});

describe("the window for one who does not see it, or has no mouse", () => {
  it("has the roles and the numbers that tell what is where", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    await window.row(5).click();
    await window.expand(/^Transmission Control Protocol/);
    expect(await window.list.getAttribute("aria-rowcount")).toBe("82");
    expect(await window.list.getAttribute("aria-colcount")).toBe("7");
    expect(await window.list.getByRole("columnheader").allInnerTexts()).toEqual(["No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"]);
    expect(await window.row(5).getAttribute("aria-rowindex")).toBe("6");
    expect(await window.row(5).getAttribute("id")).toBe(await window.list.getAttribute("aria-activedescendant"));
    const node = window.node(/^Transmission Control Protocol/);
    expect(await node.getAttribute("aria-level")).toBe("1");
    expect(await node.getAttribute("id")).toBe(await window.tree.getAttribute("aria-activedescendant"));
    expect(await window.node("Source Port: 50312").getAttribute("aria-level")).toBe("2");
    expect(await window.node("Source Port: 50312").getAttribute("aria-expanded")).toBeNull();
    expect(await window.bytes.getAttribute("aria-rowcount")).toBe("5");
    await window.page.keyboard.press("F8");
    await expect.poll(() => window.selectedPacket()).toBe(6);
    expect(await window.list.getByRole("row", { selected: true }).count()).toBe(1);
  });

  it("is gone through by Tab in the order of reading, and shows where one is", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    const { page } = window;
    await window.loaded(81);
    await expect.poll(() => focusedControl(page)).toBe("grid Packet list");
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    const without = await page.screenshot();
    // round once, from where the focus was to the end and on from the beginning
    const stops: string[] = [];
    for (let rounds = 0; rounds < 2 && stops.length < 30;) {
      await page.keyboard.press("Tab");
      const stop = await focusedControl(page);
      if (stop === "nothing") rounds++;
      else {
        if (rounds > 0) stops.push(stop);
        expect((await page.screenshot()).equals(without), `${stop} shows that it has the focus`).toBe(false);
      }
    }
    expect(stops).toEqual([
      "menuitem File", "input Display filter", "button Recent filters", "grid Packet list", "separator Resize Packet list", "tree Packet details", "separator Resize Packet details",
      "tab Frame 42", "button 0x", "button 01", "grid Packet bytes", "button No notices on this capture",
    ]);
  });

  it("opens its menus and dialogs by keyboard and gives the focus back", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    const { page } = window;
    await window.loaded(81);
    await page.getByRole("menuitem", { name: "View" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menuitem", { name: "Layout" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => focusedControl(page)).toBe("menuitem View");
    await window.row(3).click();
    await page.keyboard.press("Control+g");
    await page.getByRole("dialog", { name: "Go to Packet" }).waitFor();
    await page.keyboard.type("70");
    await page.keyboard.press("Enter");
    await expect.poll(() => window.selectedPacket()).toBe(70);
    await expect.poll(() => focusedControl(page)).toBe("grid Packet list");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => window.selectedPacket()).toBe(71);
  });

  it("changes theme and language from the menu and remembers them", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    const { page } = window;
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await window.loaded(81);
    const light = await background();
    await window.menu("View", "Theme", "Dark");
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await window.menu("View", "Language", "简体中文");
    await page.getByRole("menuitem", { name: "文件" }).waitFor();
    await page.reload();
    await page.getByRole("menuitem", { name: "文件" }).waitFor();
    expect(await background()).toBe(dark);
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
  });
});
