import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000034000100004084f641c0000201c0000202 # IPv4
  9c409c410000000000000000010000140000000100010000000a000a00000064
`);

describe("sctp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "sctp")).toEqual([
      "sctp@34+32",
      " sctp.srcport@34+2=40000",
      " sctp.dstport@36+2=40001",
      " sctp.verification_tag@38+4=0",
      " sctp.assoc_index@34+0=65535",
      " sctp.port@34+2=40000",
      " sctp.port@36+2=40001",
      " sctp.checksum@42+4=0",
      " sctp.checksum.status@42+0=2",
      "  sctp.chunk_type@46+1=1",
      "   sctp.chunk_bit_1@46+1=0",
      "   sctp.chunk_bit_2@46+1=0",
      "  sctp.chunk_flags@47+1=0",
      "  sctp.chunk_length@48+2=20",
      "  sctp.init_initiate_tag@50+4=1",
      "  sctp.initiate_tag@50+4=1",
      "  sctp.init_credit@54+4=65536",
      "  sctp.init_nr_out_streams@58+2=10",
      "  sctp.init_nr_in_streams@60+2=10",
      "  sctp.init_initial_tsn@62+4=100",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:sctp", "SCTP", "INIT "]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
