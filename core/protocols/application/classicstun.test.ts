import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000038000100004011f6b0c0000201c0000202 # IPv4
  9c409c4100240000 # UDP
  00010008000102030405060708090a0b0c0d0e0f0003000400000006
`);

describe("classicstun", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "classicstun")).toEqual([
      "classicstun@42+28",
      " classicstun.type@42+2=1",
      " classicstun.length@44+2=8",
      " classicstun.id@46+16=000102030405060708090a0b0c0d0e0f",
      " classicstun.att@62+8",
      "   classicstun.att.type@62+2=3",
      "   classicstun.att.length@64+2=4",
      "   classicstun.att.change.ip@66+4=1",
      "   classicstun.att.change.port@66+4=1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:classicstun", "CLASSIC-STUN", "Message: Binding Request"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
