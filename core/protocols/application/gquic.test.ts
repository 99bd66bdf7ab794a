import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000042000100004011f6a6c0000201c0000202 # IPv4
  9c4001bb002e0000 # UDP
  0901020304050607085130343301aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`);

describe("gquic", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "gquic")).toEqual([
      "gquic@42+38",
      " gquic.puflags@42+1=9",
      "  gquic.puflags.version@42+1=1",
      "  gquic.puflags.reset@42+1=0",
      "  gquic.puflags.nonce@42+1=0",
      "  gquic.puflags.cid@42+1=1",
      "  gquic.puflags.pkn@42+1=0",
      "  gquic.puflags.mpth@42+1=0",
      "  gquic.puflags.rsv@42+1=0",
      " gquic.cid@43+8=72623859790382856",
      " gquic.version@51+4=\"Q043\"",
      " gquic.packet_number@55+1=1",
      " gquic.payload@56+24=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:gquic", "GQUIC", "Payload (Encrypted), PKN: 1, CID: 72623859790382856"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
