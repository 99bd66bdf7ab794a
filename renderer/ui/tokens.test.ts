import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Tokens = ReadonlyMap<string, string>;

/** Tokens of the first block whose selector is given, over those of `base`. */
function tokensOf(css: string, selector: string, base: Tokens = new Map()): Tokens {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map([...base, ...[...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match): [string, string] => [match[1] ?? "", match[2] ?? ""])]);
}

/** Relative luminance of #rrggbb (WCAG 2.2, definition of relative luminance). */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const light = tokensOf(css, ":root");
const dark = tokensOf(css, ':root[data-theme="dark"]', light);

describe.each([["light", light], ["dark", dark]] as const)("tokens of the %s theme", (_, tokens) => {
  const colour = (name: string): string => {
    const value = tokens.get(name) ?? "";
    expect(value, name).toMatch(/^#[\da-f]{6}$/);
    return value;
  };
  const grounds = [...tokens.keys()].filter((name) => name.endsWith("-bg"));

  it("has every colouring rule", () => {
    expect(grounds.filter((name) => name.startsWith("row-"))).toHaveLength(17);
  });

  it.each(grounds)("reads on %s", (ground) => {
    expect(contrast(colour(ground), colour(ground.replace(/-bg$/, "-fg")))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["muted", "faint", "accent", "danger", "warning", "good"])("%s reads on every plain surface", (text) => {
    for (const ground of ["surface-bg", "head-bg", "chrome-bg", "raised-bg"]) expect(contrast(colour(text), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });
});

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
