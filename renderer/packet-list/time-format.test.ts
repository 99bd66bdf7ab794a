import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, digitsFor, formatTime, type TimeContext } from "./time-format";

const none: TimeContext = { first: undefined, previous: undefined, digits: 6 };

describe("time formats", () => {
  it("counts from the first packet, also before it", () => {
    const first = { seconds: 100, nanos: 500_000_000 };
    expect(formatTime({ seconds: 101, nanos: 250_000_000 }, "relative", { ...none, first })).toBe("0.750000");
    expect(formatTime({ seconds: 100, nanos: 250_000_000 }, "relative", { ...none, first })).toBe("-0.250000");
    expect(formatTime({ seconds: 98, nanos: 500_000_000 }, "relative", { ...none, first })).toBe("-2.000000");
    expect(formatTime(first, "relative", { ...none, first })).toBe("0.000000");
  });

  it("shows nanoseconds where there are any", () => {
    expect(digitsFor({ seconds: 1, nanos: 1000 })).toBe(6);
    expect(digitsFor({ seconds: 1, nanos: 1001 })).toBe(9);
    expect(formatTime({ seconds: 1, nanos: 1001 }, "epoch", { ...none, digits: 9 })).toBe("1.000001001");
  });

  it("shows dates in UTC", () => {
    const time = { seconds: Date.UTC(2026, 9, 16, 7, 5, 9) / 1000, nanos: 120_000 };
    expect(formatTime(time, "utc-date-time", none)).toBe("2026-10-16 07:05:09.000120");
    expect(formatTime(time, "utc-time-of-day", none)).toBe("07:05:09.000120");
    expect(formatTime({ seconds: -1, nanos: 0 }, "utc-date-time", none)).toBe("1969-12-31 23:59:59.000000");
  });

  it("counts from the row before", () => {
    expect(formatTime({ seconds: 5, nanos: 3000 }, "delta", { ...none, previous: { seconds: 5, nanos: 1000 } })).toBe("0.000002");
    expect(formatTime({ seconds: 5, nanos: 3000 }, "delta", none)).toBe("0.000000");
  });

  it("reads back as the difference", () => {
    const times = fc.record({ seconds: fc.integer({ min: -1000, max: 1000 }), nanos: fc.integer({ min: 0, max: 999_999_999 }) });
    fc.assert(fc.property(times, times, (a, b) => {
      expect(Number(difference(a, b, 9))).toBeCloseTo(a.seconds - b.seconds + (a.nanos - b.nanos) / 1e9, 8);
    }));
  });
});
