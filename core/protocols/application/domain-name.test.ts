import { describe, expect, it } from "vitest";
import { CaptureState } from "../../dissect/capture-state";
import { Dissection } from "../../dissect/dissection";
import { bytesOf } from "../../dissect/testing";
import { labelCount, readName } from "./domain-name";

function window(hexText: string): Dissection {
  const d = new Dissection(new CaptureState());
  d.bytes = bytesOf(hexText);
  d.start = d.pos = 0;
  d.end = d.reported = d.bytes.length;
  return d;
}

describe("readName", () => {
  it("reads labels and follows a pointer back", () => {
    const d = window("01 61 02 62 63 00 01 78 c0 02");
    expect(readName(d, 0, 0)).toEqual({ text: "a.bc", octets: 4, length: 6 });
    expect(readName(d, 6, 0)).toEqual({ text: "x.bc", octets: 4, length: 4 });
  });
  it("calls the root by name", () => {
    expect(readName(window("00"), 0, 0)).toEqual({ text: "<Root>", octets: 6, length: 1 });
  });
  it("ends at a pointer to itself", () => {
    expect(readName(window("c0 00"), 0, 0)).toEqual({ text: "<Name contains a pointer that loops>", octets: 36, length: 2 });
  });
  it("says when a name has more than 255 bytes", () => {
    const label = `3f${"61".repeat(63)}`;
    expect(readName(window(`${label}${label}${label}3d${"61".repeat(61)}00`), 0, 0).text).toHaveLength(253);
    expect(readName(window(`${label}${label}${label}3e${"61".repeat(62)}00`), 0, 0)).toMatchObject({ text: "<Name too long>", length: 256 });
  });
  it("shows control characters as they are written in programs", () => {
    expect(readName(window("03 61 0a 00 00"), 0, 0)).toEqual({ text: "a\\n\\000", octets: 3, length: 5 });
  });
  it("refuses label types that are no longer in use and labels that are cut", () => {
    expect(() => readName(window("40 00"), 0, 0)).toThrow();
    expect(() => readName(window("05 61"), 0, 0)).toThrow();
  });
  it("may end with its field instead of a root", () => {
    expect(readName(window("03 61 62 63 99"), 0, 0, 4)).toEqual({ text: "abc", octets: 3, length: 4 });
    expect(() => readName(window("03 61 62 63 99"), 0, 0, 3)).toThrow();
  });
});

describe("labelCount", () => {
  it("counts what dots part", () => {
    expect([labelCount("a"), labelCount("a.b"), labelCount("a.b.c")]).toEqual([1, 2, 3]);
  });
});
