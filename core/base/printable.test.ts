import { describe, expect, it } from "vitest";
import { printable } from "./printable";

describe("printable", () => {
  it("leaves text alone", () => {
    expect(printable("GET /a?b=ü€😀·")).toBe("GET /a?b=ü€😀·");
  });

  it("escapes what cannot be printed as tshark's labels do", () => {
    expect(printable("\x01\x02\x07\x08\t\n\v\f\r\x0e\x1f\x7f")).toBe("\\001\\002\\a\\b\\t\\n\\v\\f\\r\\016\\037\\177");
    expect(printable("a\u0085b\u009fc\u202ed\ufeffe\u200bf\u00adg\uffff")).toBe("a\\u0085b\\u009Fc\\u202Ed\\uFEFFe\\u200Bf\\u00ADg\\uFFFF");
  });

  it("keeps private characters and line separators, which tshark prints", () => {
    expect(printable("\ue000\u2028")).toBe("\ue000\u2028");
  });

  it("lets no escape sequence through to a terminal", () => {
    expect(printable("\x1b[2J\u009b31m")).toBe("\\033[2J\\u009B31m");
  });
});
