import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500002b000100004011f6bdc0000201c0000202 # IPv4
  3458345800170000 # UDP
  02fd40020000000700010000000fff
`);

describe("doip", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "doip")).toEqual([
      "doip@42+15",
      "  doip.version@42+1=2",
      "  doip.inverse@43+1=253",
      "  doip.type@44+2=16386",
      "  doip.length@46+4=7",
      " doip.node_type@50+1=0",
      " doip.max_sockets@51+1=1",
      " doip.sockets@52+1=0",
      " doip.max_data_size@53+4=4095",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:doip", "DoIP", "DoIP entity status response"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
