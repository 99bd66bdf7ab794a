import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000028000100004070f661c0000201c0000202 # IPv4
  21076401000119f5c00002630000000000000000
`);

describe("vrrp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "vrrp")).toEqual([
      "vrrp@34+20",
      " vrrp.typever@34+1=33",
      "  vrrp.version@34+1=2",
      "  vrrp.type@34+1=1",
      " vrrp.virt_rtr_id@35+1=7",
      " vrrp.prio@36+1=100",
      " vrrp.addr_count@37+1=1",
      " vrrp.auth_type@38+1=0",
      " vrrp.adver_int@39+1=1",
      " vrrp.checksum@40+2=6645",
      "   vrrp.checksum_bad.expert@0+0",
      " vrrp.checksum.status@40+0=0",
      " vrrp.ip_addr@42+4=192.0.2.99",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:vrrp", "VRRP", "Announcement (v2)"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
