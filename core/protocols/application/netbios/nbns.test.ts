import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500005a000100004011f68ec0000201c0000202 # IPv4
  0089008900460000 # UDP
  123485000000000100000000204648454a46434546434143414341434143414341434143414341434143414341000020
  000100000e1000066000c0000201
`);

describe("nbns", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "nbns")).toEqual([
      "nbns@42+62",
      " nbns.id@42+2=4660",
      " nbns.flags@44+2=34048",
      "  nbns.flags.response@44+2=1",
      "  nbns.flags.opcode@44+2=0",
      "  nbns.flags.authoritative@44+2=1",
      "  nbns.flags.truncated@44+2=0",
      "  nbns.flags.recdesired@44+2=1",
      "  nbns.flags.recavail@44+2=0",
      "  nbns.flags.broadcast@44+2=0",
      "  nbns.flags.rcode@44+2=0",
      " nbns.count.queries@46+2=0",
      " nbns.count.answers@48+2=1",
      " nbns.count.auth_rr@50+2=0",
      " nbns.count.add_rr@52+2=0",
      "   nbns.name@55+33=\"WIRE<20> (Server service)\"",
      "   nbns.type@88+2=32",
      "   nbns.class@90+2=1",
      "   nbns.ttl@92+4=3600",
      "   nbns.data_length@96+2=6",
      "   nbns.nb_flags@98+2=24576",
      "    nbns.nb_flags.group@98+2=0",
      "    nbns.nb_flags.ont@98+2=3",
      "   nbns.addr@100+4=192.0.2.1",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:nbns", "NBNS", "Name query response NB 192.0.2.1"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
