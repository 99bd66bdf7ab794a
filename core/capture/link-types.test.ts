import { describe, expect, it } from "vitest";
import { encapType, isKnownLinkType, linkTypeInfo } from "./link-types";

describe("link types", () => {
  // As tshark 4.0 prints frame.encap_type and capinfos the name.
  it.each([
    [0, 15, "null"],
    [1, 1, "ether"],
    [9, 4, "ppp"],
    [101, 7, "rawip"],
    [105, 20, "ieee-802-11"],
    [113, 25, "linux-sll"],
    [127, 23, "ieee-802-11-radiotap"],
    [228, 129, "rawip4"],
    [276, 210, "linux-sll2"],
  ])("%i is %i, %s", (linkType, number, name) => {
    expect(encapType(linkType)).toBe(number);
    expect(linkTypeInfo(linkType).name).toBe(name);
    expect(isKnownLinkType(linkType)).toBe(true);
  });

  it("has number 0 for all others", () => {
    expect(encapType(9999)).toBe(0);
    expect(isKnownLinkType(9999)).toBe(false);
  });
});
