import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scan } from "./scanner";

const texts = (filter: string): string[] => scan(filter).filter((t) => t.kind !== "end").map((t) => `${t.kind}:${t.text}`);

describe("scanner", () => {
  it("takes words with points and minus signs whole, and leaves a point at the end", () => {
    expect(texts("tcp.port eq a-b.c-1")).toEqual(["word:tcp.port", "keyword:eq", "word:a-b.c-1"]);
    expect(texts("tcp.")).toEqual(["word:tcp", "bad:."]);
  });
  it("tells byte strings, IPv6 addresses and CIDR from words", () => {
    expect(texts("50:4f 0:50 ::1 fe80::/10 10.0.0.0/8 1.2.3.4 10.0.0.0/255 12:34:56")).toEqual([
      "literal:50:4f", "word:0", "literal::50", "literal:::1", "literal:fe80::/10", "literal:10.0.0.0/8", "word:1.2.3.4", "literal:10.0.0.0/25", "word:5", "literal:12:34:56",
    ]);
  });
  it("reads colons and minus signs between brackets one by one", () => {
    expect(texts("eth.src[12:34,-1] == 12:34")).toEqual([
      "word:eth.src", "sign:[", "word:12", "sign::", "word:34", "sign:,", "sign:-", "word:1", "sign:]", "sign:==", "literal:12:34",
    ]);
  });
  it("reads strings, raw strings and characters with their escapes", () => {
    expect(scan('"a\\x41\\"\\101"')[0]).toMatchObject({ kind: "string", value: 'aA"A' });
    expect(scan('r"\\d\\"x"')[0]).toMatchObject({ kind: "string", value: '\\d\\"x' });
    expect(scan("'\\377'")[0]).toMatchObject({ kind: "char", value: 255 });
  });
  it.each([
    ['"abc', 0, 4], ['"a\\qb"', 2, 4], ['"a\\777"', 2, 6],
  ])("says where %s is wrong", (text, start, end) => {
    expect(scan(text)[0]).toMatchObject({ kind: "bad", problemStart: start, problemEnd: end });
  });
  it("covers every character but blanks, in order, whatever it is given", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      let at = 0;
      for (const token of scan(text)) {
        expect(token.start).toBeGreaterThanOrEqual(at);
        expect(text.slice(at, token.start).trim()).toBe("");
        expect(token.text).toBe(text.slice(token.start, token.end));
        at = token.end;
      }
      expect(at).toBe(text.length);
    }));
  });
});
