import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000026000100004067f66cc0000201c0000202 # IPv4
  2000def40001000200690013000400000001
`);

describe("pim", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "pim")).toEqual([
      "pim@34+18",
      " pim.version@34+1=2",
      " pim.type@34+1=0",
      " pim.res_bytes@35+1=00",
      " pim.cksum@36+2=57076",
      "   pim.bad_checksum@0+0",
      " pim.cksum.status@36+0=0",
      " pim.option@38+14",
      "   pim.optiontype@38+2=1",
      "   pim.optionlength@40+2=2",
      "   pim.holdtime@42+2=105",
      "   pim.optiontype@44+2=19",
      "   pim.optionlength@46+2=4",
      "   pim.dr_priority@48+4=1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:pim", "PIMv2", "Hello"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
