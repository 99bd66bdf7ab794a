import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000041000100004011f6a7c0000201c0000202 # IPv4
  01bb9c40002d0000 # UDP
  e000000001040102030404050607084014abababababababababababababababababababab
`);

describe("quic", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "quic")).toEqual([
      "quic@42+37",
      " quic.packet_length@42+0=37",
      " quic.header_form@42+1=1",
      " quic.fixed_bit@42+1=1",
      " quic.long.packet_type@42+1=2",
      " quic.version@43+4=1",
      " quic.dcil@47+1=4",
      " quic.dcid@48+4=01020304",
      " quic.scil@52+1=4",
      " quic.scid@53+4=05060708",
      " quic.length@57+2=20",
      "  quic.decryption_failed@0+0",
      " quic.remaining_payload@59+20=abababababababababababababababababababab",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:quic", "QUIC", "Handshake, DCID=01020304, SCID=05060708"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
