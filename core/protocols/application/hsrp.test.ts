import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000030000100004011d8b8c0000201e0000002 # IPv4
  07c107c1001c0000 # UDP
  000010030a640100636973636f000000c0000201
`);

describe("hsrp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "hsrp")).toEqual([
      "hsrp@42+20",
      " hsrp.version@42+1=0",
      " hsrp.opcode@43+1=0",
      " hsrp.state@44+1=16",
      " hsrp.hellotime@45+1=3",
      " hsrp.holdtime@46+1=10",
      " hsrp.priority@47+1=100",
      " hsrp.group@48+1=1",
      " hsrp.reserved@49+1=0",
      " hsrp.auth_data@50+8=\"cisco\"",
      " hsrp.virt_ip@58+4=192.0.2.1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:hsrp", "HSRP", "Hello (state Active)"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
