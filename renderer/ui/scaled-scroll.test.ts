import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterNativeScroll, afterWheel, isScaled, maxOffset, maxSpacerHeight, offsetOf, offsetShowing, scrollTopOf, spacerHeight, visibleRows, type ScrollSpace } from "./scaled-scroll";

const spaces = fc.record({ rows: fc.integer({ min: 1, max: 2_000_000_000 }), rowHeight: fc.integer({ min: 16, max: 32 }), viewport: fc.integer({ min: 40, max: 2000 }) });
const spaceAndRow = spaces.chain((space) => fc.tuple(fc.constant(space), fc.integer({ min: 0, max: space.rows - 1 }), fc.double({ min: 0, max: 1, noNaN: true })));

function wholly(space: ScrollSpace, offset: number, row: number): boolean {
  return row * space.rowHeight >= offset && (row + 1) * space.rowHeight <= offset + space.viewport;
}

describe("scaled scroll", () => {
  it("keeps the spacer below the browsers' limit", () => {
    fc.assert(fc.property(spaces, (space) => { expect(spacerHeight(space)).toBeLessThanOrEqual(maxSpacerHeight); }));
    expect(isScaled({ rows: 10_000_000, rowHeight: 21, viewport: 600 })).toBe(true);
    expect(isScaled({ rows: 1000, rowHeight: 21, viewport: 600 })).toBe(false);
  });

  it("shows every row wholly from anywhere", () => {
    fc.assert(fc.property(spaceAndRow, ([space, row, part]) => {
      const from = Math.floor(maxOffset(space) * part);
      const near = offsetShowing(space, from, row, "nearest");
      expect(wholly(space, near, row)).toBe(true);
      const { first, count } = visibleRows(space, near);
      expect(row >= first && row < first + count).toBe(true);
      expect(wholly(space, offsetShowing(space, from, row, "centre"), row)).toBe(true);
    }));
  });

  it("puts a row at the top while there is no height to see it in", () => {
    const space = { rows: 1000, rowHeight: 21, viewport: 0 };
    expect(offsetShowing(space, 0, 0, "nearest")).toBe(0);
    expect(offsetShowing(space, 0, 500, "nearest")).toBe(500 * 21);
  });

  it("maps the thumb onto the rows monotonically, ends to ends", () => {
    fc.assert(fc.property(spaces, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (space, a, b) => {
      const way = spacerHeight(space) - Math.min(space.viewport, spacerHeight(space));
      const [low, high] = a < b ? [a * way, b * way] : [b * way, a * way];
      expect(offsetOf(space, low)).toBeLessThanOrEqual(offsetOf(space, high));
      expect(scrollTopOf(space, offsetOf(space, low))).toBeLessThanOrEqual(scrollTopOf(space, offsetOf(space, high)));
      expect(offsetOf(space, 0)).toBe(0);
      expect(offsetOf(space, way)).toBe(maxOffset(space));
      expect(scrollTopOf(space, maxOffset(space))).toBeCloseTo(way, 3);
    }));
  });

  it("comes back to within half a row through the thumb's place", () => {
    fc.assert(fc.property(spaceAndRow, ([space, , part]) => {
      const offset = Math.floor(maxOffset(space) * part);
      expect(Math.abs(offsetOf(space, scrollTopOf(space, offset)) - offset)).toBeLessThanOrEqual(space.rowHeight / 2 + 1);
    }));
  });

  it("moves by exactly three rows for a notch of the wheel, at any size", () => {
    fc.assert(fc.property(spaceAndRow, ([space, row]) => {
      const offset = row * space.rowHeight;
      fc.pre(offset + 3 * space.rowHeight <= maxOffset(space));
      const down = afterWheel(space, offset, 100, 0);
      expect(down).toBe(offset + 3 * space.rowHeight);
      expect(afterWheel(space, down, -120, 0)).toBe(offset);
      expect(afterWheel(space, offset, 1, 1)).toBe(offset + space.rowHeight);
    }));
  });

  it("follows a touch pad by pixels", () => {
    const space = { rows: 10_000_000, rowHeight: 21, viewport: 600 };
    expect(afterWheel(space, 2100, 7, 0)).toBe(2107);
    expect(afterNativeScroll(space, 2100, 50, 57)).toBe(2107);
    expect(afterNativeScroll(space, 2100, 0, 4_000_000)).toBe(offsetOf(space, 4_000_000));
  });

  it("never leaves the rows", () => {
    fc.assert(fc.property(spaces, fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (space, delta) => {
      const offset = afterWheel(space, maxOffset(space) / 2, delta, 0);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(maxOffset(space));
    }));
  });
});
