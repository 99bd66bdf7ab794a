import { describe, expect, it } from "vitest";
import { formatBytes } from "./byte-formats";

const bytes = new Uint8Array([0x47, 0x45, 0x54, 0x20, 0x2f, 0x0d, 0x0a, 0x22, 0x5c, 0xff]);

describe("bytes as text", () => {
  it("writes each form", () => {
    expect(formatBytes(bytes, "hex-stream")).toBe("474554202f0d0a225cff");
    expect(formatBytes(bytes, "base64")).toBe("R0VUIC8NCiJc/w==");
    expect(formatBytes(bytes, "escaped")).toBe('"GET /\\r\\n\\"\\\\\\xff"');
    expect(formatBytes(bytes.subarray(0, 5), "text")).toBe("GET /");
    expect(formatBytes(bytes.subarray(0, 2), "c-array")).toBe("static const unsigned char bytes[2] = {\n  0x47, 0x45\n};");
  });

  it("aligns the characters of a short last line of a dump", () => {
    const dump = formatBytes(new Uint8Array(17).fill(0x41), "hex-dump").split("\n");
    expect(dump).toHaveLength(2);
    expect(dump[1]).toBe(`0010  41${" ".repeat(45)}  A`);
    expect(dump[0]?.indexOf("AAAA")).toBe(dump[1]?.indexOf("A"));
  });

  it("encodes more bytes than a call takes arguments", () => {
    expect(formatBytes(new Uint8Array(200_000), "base64")).toHaveLength(Math.ceil(200_000 / 3) * 4);
  });
});
