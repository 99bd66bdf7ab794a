import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500004e000100004011f69ac0000201c0000202 # IPv4
  c00012b5003a0000 # UDP
  0800000000007b00020000000004020000000003080600010800060400010200000000030a0000010000000000000a00
  0002
`);

describe("vxlan", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "vxlan")).toEqual([
      "vxlan@42+8",
      " vxlan.flags@42+2=2048",
      "  vxlan.flag_g@42+2=0",
      "  vxlan.flag_i@42+2=1",
      "  vxlan.flag_d@42+2=0",
      "  vxlan.flag_a@42+2=0",
      "  vxlan.flags_reserved@42+2=0",
      " vxlan.gbp@44+2=0",
      " vxlan.vni@46+3=123",
      " vxlan.reserved8@49+1=0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:vxlan:eth:ethertype:arp", "ARP", "Who has 10.0.0.2? Tell 10.0.0.1"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
