import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000031000100004011f6b7c0000201c0000202 # IPv4
  9c400202001d0000 # UDP
  3c33343e7375206661696c6564206f6e2074747931
`);

describe("syslog", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "syslog")).toEqual([
      "syslog@42+21",
      " syslog.facility@42+4=4",
      " syslog.level@42+4=2",
      " syslog.msg@46+17=\"su failed on tty1\"",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:syslog", "Syslog", "AUTH.CRIT: su failed on tty1"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
