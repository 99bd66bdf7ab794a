import { describe, expect, it } from "vitest";
import { expectedChecksum, internetChecksum, sumWords } from "./checksum";

describe("the Internet checksum", () => {
  // RFC 1071 §3 works these bytes through: their sum is ddf2
  const example = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);

  it("is what RFC 1071 works out", () => { expect(internetChecksum(sumWords(example, 0, 8))).toBe(0x220d); });

  it("is zero over bytes that hold their own", () => {
    expect(internetChecksum(sumWords(Uint8Array.of(...example, 0x22, 0x0d), 0, 10))).toBe(0);
  });

  it("pads an odd last byte with zero", () => {
    expect(internetChecksum(sumWords(Uint8Array.of(0x12, 0x34, 0x56), 0, 3))).toBe(~(0x1234 + 0x5600) & 0xffff);
  });

  it("adds up over several ranges", () => {
    expect(internetChecksum(sumWords(example, 4, 8, sumWords(example, 0, 4)))).toBe(0x220d);
  });

  it("tells what a wrong field should have been", () => {
    const wrong = Uint8Array.of(...example, 0xbe, 0xef);
    expect(expectedChecksum(internetChecksum(sumWords(wrong, 0, 10)), 0xbeef)).toBe(0x220d);
  });
});
