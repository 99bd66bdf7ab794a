import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000093000100004011f655c0000201c0000202 # IPv4
  13c413c4007f0000 # UDP
  4f5054494f4e53207369703a626f62406578616d706c652e6e6574205349502f322e300d0a5669613a205349502f322e
  302f554450203139322e302e322e313b6272616e63683d7a39684734624b310d0a435365713a2037204f5054494f4e53
  0d0a436f6e74656e742d4c656e6774683a20300d0a0d0a
`);

describe("sip", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "sip")).toEqual([
      "sip@42+119",
      " sip.Request-Line@42+35=\"OPTIONS sip:bob@example.net SIP/2.0\"",
      "  sip.Method@42+7=\"OPTIONS\"",
      "  sip.r-uri@50+19=\"sip:bob@example.net\"",
      " sip.msg_hdr@79+82=\"Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\\r\\nCSeq: 7 OPTIONS\\r\\nContent-Length: 0\\r\\n\\r\\n\"",
      "  sip.Via@79+44=\"SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\"",
      "  sip.CSeq@123+17=\"7 OPTIONS\"",
      "   sip.CSeq.seq@129+1=7",
      "   sip.CSeq.method@131+7=\"OPTIONS\"",
      "  sip.Content-Length@140+19=0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:sip", "SIP", "Request: OPTIONS sip:bob@example.net | "]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
