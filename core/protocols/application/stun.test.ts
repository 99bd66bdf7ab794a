import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500003c000100004011f6acc0000201c0000202 # IPv4
  9c400d9600280000 # UDP
  0101000c2112a442000102030405060708090a0b002000080001a147e112a643
`);

describe("stun", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "stun")).toEqual([
      "stun@42+32",
      " stun.type@42+2=257",
      "  stun.type.class@42+2=16",
      "  stun.type.method@42+2=1",
      "  stun.type.method-assignment@42+2=0",
      " stun.length@44+2=12",
      " stun.cookie@46+4=2112a442",
      " stun.id@50+12=000102030405060708090a0b",
      " stun.network_version@62+0=3",
      " stun.attributes@62+12",
      "  stun.attribute@62+12=32",
      "   stun.att.type@62+2=32",
      "    stun.att.type.comprehension@62+2=0",
      "    stun.att.type.assignment@62+2=0",
      "   stun.att.length@64+2=8",
      "   stun.att.reserved@66+1=00",
      "   stun.att.family@67+1=1",
      "   stun.att.port-xord@68+2=a147",
      "   stun.att.port@68+2=32853",
      "   stun.att.ipv4-xord@70+4=e112a643",
      "   stun.att.ipv4@70+4=192.0.2.1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:stun", "STUN", "Binding Success Response XOR-MAPPED-ADDRESS: 192.0.2.1:32853"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
