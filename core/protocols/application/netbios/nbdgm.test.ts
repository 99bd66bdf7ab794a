import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000072000100004011f676c0000201c0000202 # IPv4
  008a008a005e0000 # UDP
  110a0102c0000201008a0048000020454243414341434143414341434143414341434143414341434143414341414100
  20454846434550464646414341434143414341434143414341434143414341424e0001020304
`);

describe("nbdgm", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "nbdgm")).toEqual([
      "nbdgm@42+82",
      " nbdgm.type@42+1=17",
      " nbdgm.flags@43+1=10",
      "  nbdgm.next@43+1=0",
      "  nbdgm.first@43+1=1",
      "  nbdgm.node_type@43+1=2",
      " nbdgm.dgram_id@44+2=258",
      " nbdgm.src.ip@46+4=192.0.2.1",
      " nbdgm.src.port@50+2=138",
      " nbdgm.dgram_len@52+2=72",
      " nbdgm.pkt_offset@54+2=0",
      " nbdgm.source_name@56+34=\"A<00>\"",
      " nbdgm.destination_name@90+34=\"GROUP<1d>\"",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:nbdgm:data", "NBDS", "Direct_group datagram"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
