import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteAtColumn, byteCharacter, byteColumn, byteLayout, byteText, offsetText, rangeInRow, rowCount, textColumn } from "./byte-layout";

const layouts = fc.record({ size: fc.integer({ min: 0, max: 2 ** 31 }), mode: fc.constantFrom("hex" as const, "bits" as const) })
  .map(({ size, mode }) => byteLayout(size, mode));

describe("byte layout", () => {
  it("stands as the example line does", () => {
    const layout = byteLayout(64, "hex");
    expect(offsetText(layout, 1)).toBe("0010");
    expect([byteColumn(layout, 0), byteColumn(layout, 7), byteColumn(layout, 8), byteColumn(layout, 15)]).toEqual([6, 27, 31, 52]);
    expect(textColumn(layout, 0)).toBe(56);
    expect(layout.width).toBe(73);
  });

  it("widens the offsets with the source", () => {
    expect(byteLayout(0x10000, "hex").offsetDigits).toBe(4);
    expect(byteLayout(0x10001, "hex").offsetDigits).toBe(5);
    expect(rowCount(byteLayout(17, "hex"), 17)).toBe(2);
    expect(rowCount(byteLayout(0, "hex"), 0)).toBe(0);
  });

  it("finds every byte again, in both halves of the line", () => {
    fc.assert(fc.property(layouts, fc.nat(15), fc.double({ min: 0, max: 0.99, noNaN: true }), (layout, i, part) => {
      const index = i % layout.perRow;
      expect(byteAtColumn(layout, byteColumn(layout, index) + part * (layout.cell - 1))).toBe(index);
      expect(byteAtColumn(layout, textColumn(layout, index) + part)).toBe(index);
    }));
  });

  it("finds nothing over the offset and beyond the line, and the nearest byte between", () => {
    const layout = byteLayout(64, "hex");
    expect(byteAtColumn(layout, 2)).toBeUndefined();
    expect(byteAtColumn(layout, 80)).toBeUndefined();
    expect(byteAtColumn(layout, byteColumn(layout, 8) - 0.2)).toBe(8);
    expect(byteAtColumn(layout, byteColumn(layout, 7) + 2.2)).toBe(7);
  });

  it("cuts a range into lines without loss", () => {
    fc.assert(fc.property(fc.nat(500), fc.integer({ min: 1, max: 200 }), (start, length) => {
      const layout = byteLayout(1000, "hex");
      let covered = 0;
      for (let row = 0; row < rowCount(layout, 1000); row++) {
        const part = rangeInRow(layout, row, start, length);
        if (part !== undefined) covered += part.to - part.from;
      }
      expect(covered).toBe(length);
    }));
    expect(rangeInRow(byteLayout(64, "hex"), 1, 14, 4)).toEqual({ from: 0, to: 2 });
    expect(rangeInRow(byteLayout(64, "hex"), 0, 3, 0)).toBeUndefined();
  });

  it("writes bytes", () => {
    expect(byteText("hex", 10)).toBe("0a");
    expect(byteText("bits", 10)).toBe("00001010");
    expect(byteCharacter(0x41) + byteCharacter(0x7f) + byteCharacter(0)).toBe("A··");
  });
});
