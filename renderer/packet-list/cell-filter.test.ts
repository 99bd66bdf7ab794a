import { describe, expect, it } from "vitest";
import type { Row } from "../../core/engine/api";
import { cellFilter } from "./cell-filter";

const row: Row = { number: 7, seconds: 0, nanos: 0, source: "10.0.0.1", destination: "fe80::1", protocol: "TCP", length: 60, info: "", colour: "none", conversation: -1, extra: [] };

describe("a cell as a filter", () => {
  it("knows numbers, lengths and the kinds of addresses", () => {
    expect(cellFilter(row, "number", "7")).toBe("frame.number == 7");
    expect(cellFilter(row, "length", "60")).toBe("frame.len == 60");
    expect(cellFilter(row, "source", "")).toBe("ip.src == 10.0.0.1");
    expect(cellFilter(row, "destination", "")).toBe("ipv6.dst == fe80::1");
    expect(cellFilter({ ...row, source: "00:1b:21:00:00:01" }, "source", "")).toBe("eth.src == 00:1b:21:00:00:01");
    expect(cellFilter({ ...row, source: "router.local" }, "source", "")).toBe("");
    expect(cellFilter(row, "field:tcp.srcport", "443")).toBe("tcp.srcport == 443");
    expect(cellFilter(row, "info", "x")).toBe("");
  });
});
