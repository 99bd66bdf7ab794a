import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500002a000100004011f6bec0000201c0000202 # IPv4
  9c4004aa00160000 # UDP
  3801020304050607080000000000
`);

describe("openvpn", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "openvpn")).toEqual([
      "openvpn@42+14",
      " openvpn.type@42+1=56",
      "  openvpn.opcode@42+1=7",
      "  openvpn.keyid@42+1=0",
      " openvpn.sessionid@43+8=72623859790382856",
      " openvpn.mpidarraylength@51+1=0",
      " openvpn.mpid@52+4=0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:openvpn", "OpenVPN", "MessageType: P_CONTROL_HARD_RESET_CLIENT_V2"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
