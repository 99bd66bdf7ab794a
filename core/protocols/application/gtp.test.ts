import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000028000100004011f6c0c0000201c0000202 # IPv4
  0868086800140000 # UDP
  320100040000000000010000
`);

describe("gtp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "gtp")).toEqual([
      "gtp@42+12",
      " gtp.flags@42+1=50",
      "  gtp.flags.version@42+1=1",
      "  gtp.flags.payload@42+1=1",
      "  gtp.flags.reserved@42+1=0",
      "  gtp.flags.e@42+1=0",
      "  gtp.flags.s@42+1=1",
      "  gtp.flags.pn@42+1=0",
      " gtp.message@43+1=1",
      " gtp.length@44+2=4",
      " gtp.teid@46+4=0",
      " gtp.seq_number@50+2=1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:gtp", "GTP", "Echo request"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
