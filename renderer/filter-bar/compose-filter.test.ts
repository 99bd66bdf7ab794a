import { describe, expect, it } from "vitest";
import { composeFilter, outerOperators } from "./compose-filter";

describe("composing filters", () => {
  it("makes the six forms", () => {
    const now = "tcp.port == 80";
    const field = "ip.src == 10.0.0.1";
    expect(composeFilter(now, "selected", field)).toBe(field);
    expect(composeFilter(now, "not-selected", field)).toBe(`!(${field})`);
    expect(composeFilter(now, "and-selected", field)).toBe(`${now} && ${field}`);
    expect(composeFilter(now, "or-selected", field)).toBe(`${now} || ${field}`);
    expect(composeFilter(now, "and-not-selected", field)).toBe(`${now} && !(${field})`);
    expect(composeFilter(now, "or-not-selected", field)).toBe(`${now} || !(${field})`);
  });

  it("leaves an operator out when there is nothing to join", () => {
    expect(composeFilter("  ", "and-selected", "dns")).toBe("dns");
    expect(composeFilter("", "or-not-selected", "dns")).toBe("!(dns)");
  });

  it("keeps the meaning with parentheses", () => {
    expect(composeFilter("tcp or udp", "and-selected", "ip")).toBe("(tcp or udp) && ip");
    expect(composeFilter("tcp && http", "or-selected", "dns")).toBe("(tcp && http) || dns");
    expect(composeFilter("a.b xor c.d", "and-selected", "ip")).toBe("(a.b xor c.d) && ip");
    expect(composeFilter("ip", "and-selected", "tcp || udp")).toBe("ip && (tcp || udp)");
  });

  it("adds no parentheses to a chain of the same operator", () => {
    expect(composeFilter("tcp and http", "and-selected", "ip")).toBe("tcp and http && ip");
    expect(composeFilter("(tcp || udp) && ip", "and-selected", "dns")).toBe("(tcp || udp) && ip && dns");
  });

  it("looks past quotations, brackets and names", () => {
    expect([...outerOperators('http.host contains "a || b\\" or"')]).toEqual([]);
    expect([...outerOperators('frame matches r"\\" && tcp')]).toEqual(["&&"]);
    expect([...outerOperators("tcp.port in {80 or 81}")]).toEqual([]);
    expect([...outerOperators("tcp.flags & 2")]).toEqual([]);
    expect([...outerOperators("land.or.sea == 1 AND x-or.y")]).toEqual(["&&"]);
  });
});
