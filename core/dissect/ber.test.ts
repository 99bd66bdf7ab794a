import { describe, expect, it } from "vitest";
import { berInteger, expectBer, INDEFINITE, readBerHeader } from "./ber";
import { CaptureState } from "./capture-state";
import { Dissection } from "./dissection";
import { Stop } from "./cursor";

function over(...bytes: number[]): Dissection {
  const d = new Dissection(new CaptureState());
  d.bytes = Uint8Array.from(bytes);
  d.end = d.reported = bytes.length;
  return d;
}

describe("BER headers (X.690 §8.1)", () => {
  it("read short, long and indefinite lengths", () => {
    expect(readBerHeader(over(0x30, 0x05))).toMatchObject({ tag: 16, isConstructed: true, content: 2, length: 5 });
    expect(readBerHeader(over(0x04, 0x82, 0x01, 0x00))).toMatchObject({ tag: 4, isConstructed: false, content: 4, length: 256 });
    expect(readBerHeader(over(0x30, 0x80)).length).toBe(INDEFINITE);
  });

  it("read tags of more than one byte", () => {
    expect(readBerHeader(over(0x5f, 0x81, 0x01, 0x00))).toMatchObject({ kind: 1, tag: 129, content: 4 });
  });

  it("stop at what cannot be", () => {
    expect(() => readBerHeader(over(0x1f, 0xff, 0xff, 0xff, 0xff, 0xff))).toThrow(Stop);
    expect(() => readBerHeader(over(0x04, 0x84, 0xff, 0xff, 0xff, 0xff))).toThrow(Stop);
    expect(() => expectBer(over(0x04, 0x00), 0x30)).toThrow(Stop);
  });

  it("read integers in two's complement (X.690 §8.3)", () => {
    expect(berInteger(over(0xff), 0, 1)).toBe(-1n);
    expect(berInteger(over(0x00, 0xff), 0, 2)).toBe(255n);
    expect(berInteger(over(0x80, 0x00), 0, 2)).toBe(-32768n);
  });
});
