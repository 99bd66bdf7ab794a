/** What a person with sharp eyes, or with none, would complain about. Each answer is a list of complaints. */
import type { Page } from "playwright-core";

/** Roles of things that do something or hold something: a reader without eyes knows them by their names only. */
const named = ["button", "checkbox", "combobox", "dialog", "grid", "link", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio", "menubar", "option", "progressbar", "radio", "separator", "tab", "tablist", "textbox", "tree", "treeitem"];

/** Controls of the page that have no accessible name. A separator that is not moved needs none. */
export async function namelessControls(page: Page): Promise<string[]> {
  const snapshot = await page.locator("body").ariaSnapshot();
  const nameless = new RegExp(`^\\s*- '?(${named.filter((role) => role !== "separator").join("|")})(?= \\[|:|$)`, "gm");
  const controls = [...snapshot.matchAll(nameless)].map((match) => match[0].trim());
  const splitters = await page.locator("[role=separator][tabindex]").evaluateAll((all) => all.filter((each) => (each.getAttribute("aria-label") ?? "") === "").length);
  return [...controls, ...Array.from({ length: splitters }, () => "- separator")];
}

/** Texts that are cut off or lie outside the window, but for those in cells, trees and lists, which are made to be cut. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const complaints: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const element = text.parentElement;
      if (element === null || (text.textContent ?? "").trim() === "" || element.closest("[aria-hidden=true], [role=gridcell], [role=treeitem], [role=option], [role=grid][aria-label] .byte-row, script, style") !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        if (box.width === 0) continue;
        let outside = box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1;
        for (let parent: Element | null = element; parent !== null && !outside; parent = parent.parentElement) {
          const { overflowX } = getComputedStyle(parent);
          if (overflowX === "visible") continue;
          const clip = parent.getBoundingClientRect();
          outside = box.left < clip.left - 1 || box.right > clip.right + 1;
        }
        if (outside) complaints.push(`${text.textContent} (${Math.round(box.left)}–${Math.round(box.right)})`);
      }
    }
    return complaints;
  });
}

/** Contrast ratio that WCAG 2.2 §1.4.3 asks of text of this size. */
const leastContrast = 4.5;

/** Texts whose colour stands too little off the colour behind it; but for marked bytes, whose bars lie beside them. */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (canvas === null) return ["no canvas"];
    /** Any CSS colour over an opaque one, as red, green and blue. */
    const over = (colour: string, below: readonly number[]): number[] => {
      canvas.fillStyle = `rgb(${below.join(",")})`;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    };
    const luminance = (rgb: readonly number[]): number => {
      const [red = 0, green = 0, blue = 0] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element | null): number[] => (element === null ? [255, 255, 255] : over(getComputedStyle(element).backgroundColor, behind(element.parentElement)));
    const complaints = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const element = text.parentElement;
      if (element === null || (text.textContent ?? "").trim() === "" || element.closest("[aria-hidden=true], [aria-disabled=true], :disabled, [role=gridcell][aria-selected=true], script, style") !== null) continue;
      const background = behind(element), style = getComputedStyle(element);
      if (style.visibility === "hidden" || element.getClientRects().length === 0) continue;
      const [light = 0, dark = 0] = [luminance(background), luminance(over(style.color, background))].sort((a, b) => b - a);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < least) complaints.add(`${(text.textContent ?? "").slice(0, 40)} (${contrast.toFixed(2)}, class "${element.className}")`);
    }
    return [...complaints];
  }, leastContrast);
}

/** What has the focus, by role and name. */
export function focusedControl(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "nothing";
    const role = element.getAttribute("role") ?? element.tagName.toLowerCase();
    return `${role} ${element.getAttribute("aria-label") ?? (element.textContent ?? "").trim()}`;
  });
}
