import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFilter } from "./compile";
import { complete } from "./completion";
import { registry } from "./testing";

const texts = (text: string, caret = text.length): string[] => complete(text, caret, registry).items.map((item) => item.text);

describe("completion", () => {
  it("offers protocols and fields that begin with what is typed, the shortest names first", () => {
    expect(texts("tc").slice(0, 3)).toEqual(["tcp", "tcp.analysis", "tcp.dstport"]);
    expect(texts("tcp && http.h")).toEqual(["http.host"]);
    expect(complete("!tcp.po", 7, registry)).toMatchObject({ start: 1, end: 7, items: [{ text: "tcp.port", kind: "field", detail: "Source or Destination Port: a number" }] });
  });
  it("goes on after a point", () => {
    const list = complete("eth.", 4, registry);
    expect([list.start, list.end]).toEqual([0, 4]);
    expect(list.items.map((item) => item.text)).toEqual(["eth.addr", "eth.dst", "eth.lg", "eth.src", "eth.type"]);
  });
  it("replaces the whole word the caret stands in", () => {
    expect(complete("tcp.prt == 1", 5, registry)).toMatchObject({ start: 0, end: 7 });
  });
  it("offers the names of a field's values after a comparison and in a set", () => {
    expect(texts("ip.proto == ")).toEqual(["ICMP", "TCP", "UDP"]);
    expect(texts("ip.proto in {TCP, u")).toEqual(["UDP"]);
    expect(texts("tcp.flags.syn == ")).toEqual(["Set", '"Not set"']);
    expect(texts("ip.proto == T")).toContain("TCP");
  });
  it("offers the operators that a field can take", () => {
    expect(texts("tcp.port ")).toContain("==");
    expect(texts("tcp.port ")).not.toContain("matches");
    expect(texts("http.host ")).toContain("matches");
    expect(texts("tcp.analysis ")).toEqual(["&&", "||", "^^"]);
    expect(texts("tcp.port == 80 ")).toEqual(["&&", "||", "^^"]);
  });
  it("offers functions", () => expect(texts("low")).toContain("lower("));
  it("offers names that are valid where they are put, and never throws", () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), fc.nat(30), (text, at) => {
      const list = complete(text, Math.min(at, text.length), registry);
      expect(list.start).toBeLessThanOrEqual(list.end);
    }), { numRuns: 1000 });
    for (const item of complete("ht", 2, registry).items) if (item.kind !== "function") expect(checkFilter(item.text, registry).state).toBe("valid");
  });
});
