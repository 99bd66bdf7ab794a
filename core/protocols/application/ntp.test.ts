import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500004c000100004011f69cc0000201c0000202 # IPv4
  9c40007b00380000 # UDP
  230206ec00000d0000000500c0000263e1b500008000000000000000000000000000000000000000e1b5000140000000
`);

describe("ntp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "ntp")).toEqual([
      "ntp@42+48",
      " ntp.flags@42+1=35",
      "  ntp.flags.li@42+1=0",
      "  ntp.flags.vn@42+1=4",
      "  ntp.flags.mode@42+1=3",
      " ntp.stratum@43+1=2",
      " ntp.ppoll@44+1=6",
      " ntp.precision@45+1=236",
      " ntp.rootdelay@46+4=3328",
      " ntp.rootdispersion@50+4=1280",
      " ntp.refid@54+4=c0000263",
      " ntp.reftime@58+8=Dec 30, 2019 23:00:16.500000000 UTC",
      " ntp.org@66+8=\"NULL\"",
      " ntp.rec@74+8=\"NULL\"",
      " ntp.xmt@82+8=Dec 30, 2019 23:00:17.250000000 UTC",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:ntp", "NTP", "NTP Version 4, client"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
