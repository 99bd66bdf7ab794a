import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500002c000100004011f6bcc0000201c0000202 # IPv4
  1194119400180000 # UDP
  00001000000000010102030405060708
`);

describe("udpencap", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "udpencap")).toEqual([
      "udpencap@42+0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:udpencap:esp", "ESP", "ESP (SPI=0x00001000)"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
