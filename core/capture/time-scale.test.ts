import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimeScale } from "./time-scale";

/** The definition (pcapng §4.2), in whole numbers of any size. */
function exact(resolution: number, offset: number, stamp: bigint): { seconds: number; nanos: number } {
  const units = (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f);
  return { seconds: Number(stamp / units) + offset, nanos: Number(((stamp % units) * 1_000_000_000n) / units) };
}

function split(resolution: number, offset: number, stamp: bigint): { seconds: number; nanos: number } {
  const scale = new TimeScale(resolution, offset);
  scale.split(Number(stamp >> 32n), Number(stamp & 0xffffffffn));
  return { seconds: scale.seconds, nanos: scale.nanos };
}

describe("TimeScale", () => {
  // Seconds and nanoseconds as tshark 4.0 prints them for the stamp 0x0006123456789abc.
  it.each([
    [0, 1708865858607804, 0],
    [3, 1708865858607, 804000000],
    [6, 1708865858, 607804000],
    [9, 1708865, 858607804],
    [10, 170886, 585860780],
    [0x80 + 10, 1668814315046, 683593750],
    [0x80 + 20, 1629701479, 537776947],
    [0x80 + 31, 795752, 675555555],
  ])("splits resolution %i", (resolution, seconds, nanos) => {
    expect(split(resolution, 0, 0x0006123456789abcn)).toEqual({ seconds, nanos });
  });

  // tshark 4.0 loses bits at these: 1708865858607804 / 10^12 is 1708.865858607804.
  it("keeps picoseconds whole", () => {
    expect(split(12, 0, 1708865858607804n)).toEqual({ seconds: 1708, nanos: 865858607 });
  });

  it("is exact for every resolution and stamp", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (resolution, stamp) => {
        expect(split(resolution, 0, stamp)).toEqual(exact(resolution, 0, stamp));
      }),
      { numRuns: 3000 },
    );
  });

  it("adds an offset of either sign", () => {
    expect(split(6, -100, 5n)).toEqual({ seconds: -100, nanos: 5000 });
    expect(split(6, 3600, 1_500_000n)).toEqual({ seconds: 3601, nanos: 500_000_000 });
  });
});
