import { describe, expect, it } from "vitest";
import { bool, protocol, u16, u24, u32, u8 } from "./declare";
import { bitPattern, floatText, labelNumber, namedNumber, plainNumber } from "./numbers";

const { f } = protocol("numbers-test", "Numbers", {
  dec: u16("Dec"), hex: u16("Hex", { display: "hex" }), oct: u32("Oct", { display: "oct" }),
  both: u16("Both", { display: "dec-hex" }), other: u16("Other", { display: "hex-dec" }),
  three: u8("Three bits", { display: "hex", mask: 0xe0 }), twelve: u32("Twelve bits", { display: "hex", mask: 0x3ffc }),
  flow: u24("Flow", { display: "hex", mask: 0x0fffff }), flag: bool("Flag", { mask: 0x40 }),
});

describe("numbers", () => {
  it("stand alone in the width of their type", () => {
    expect([plainNumber(f.dec, 443), plainNumber(f.hex, 0x800), plainNumber(f.other, 1), plainNumber(f.both, 1), plainNumber(f.oct, 511)])
      .toEqual(["443", "0x0800", "0x0001", "1", "511"]);
    expect([plainNumber(f.three, 2), plainNumber(f.flow, 0x74111)]).toEqual(["0x02", "0x074111"]);
  });

  it("stand in labels in the width of their bits", () => {
    expect([namedNumber(f.three, 2), namedNumber(f.twelve, 0x7f), namedNumber(f.flow, 0x74111)]).toEqual(["0x2", "0x07f", "0x74111"]);
    expect([namedNumber(f.oct, 0o644), namedNumber(f.oct, 0)]).toEqual(["0644", "0"]);
  });

  it("stand in labels in both bases", () => {
    expect([labelNumber(f.both, 3389), labelNumber(f.other, 0xbc4b)]).toEqual(["3389 (0x0d3d)", "0xbc4b (48203)"]);
  });
});

describe("floatText", () => {
  // what C's printf gives for %.15g and %.6g
  it.each([
    [0.13, 15, "0.13"], [0.338, 15, "0.338"], [0.0078125, 15, "0.0078125"], [1, 15, "1"], [0, 15, "0"], [-0, 15, "-0"], [1e15, 15, "1e+15"],
    [123456789012345, 15, "123456789012345"], [0.0001, 15, "0.0001"], [0.00001, 15, "1e-05"], [1e100, 15, "1e+100"], [-2.5, 15, "-2.5"],
    [1000, 6, "1000"], [1e6, 6, "1e+06"], [123456.7, 6, "123457"], [32.25, 6, "32.25"], [NaN, 6, "nan"], [Infinity, 6, "inf"], [-Infinity, 6, "-inf"],
  ])("writes %d in %d digits as %s", (value, digits, text) => {
    expect(floatText(value, digits)).toBe(text);
  });
});

describe("bitPattern", () => {
  it("shows the bits of the mask in their places", () => {
    expect(bitPattern(2, 0xe0, 5, 1)).toBe("010. ....");
    expect(bitPattern(0, 0x1fff, 0, 2)).toBe("...0 0000 0000 0000");
    expect(bitPattern(1, 0x010000, 16, 3)).toBe(".... ...1 .... .... .... ....");
    expect(bitPattern(0xe0, 0x0ff00000, 20, 4)).toBe(".... 1110 0000 .... .... .... .... ....");
  });

  it("reaches the highest of 64 bits", () => {
    expect(bitPattern(1n, 2 ** 63, 63, 8)).toBe(`1...${" ....".repeat(15)}`);
  });
});
