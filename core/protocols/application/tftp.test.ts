import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500002d000100004011f6bbc0000201c0000202 # IPv4
  9c40004500190000 # UDP
  0001626f6f742e62696e006f6374657400
`);

describe("tftp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "tftp")).toEqual([
      "tftp@42+17",
      " tftp.opcode@42+2=1",
      " tftp.source_file@44+9=\"boot.bin\"",
      " tftp.type@53+6=\"octet\"",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:tftp", "TFTP", "Read Request, File: boot.bin, Transfer type: octet"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
