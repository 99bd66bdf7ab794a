import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000024000100004032f6a3c0000201c0000202 # IPv4
  00001000000000010102030405060708
`);

describe("esp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "esp")).toEqual([
      "esp@34+16",
      " esp.spi@34+4=4096",
      " esp.sequence@38+4=1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:esp", "ESP", "ESP (SPI=0x00001000)"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
