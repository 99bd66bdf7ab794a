import { describe, expect, it } from "vitest";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import "../all";

/** An Ethernet frame with UDP in a tunnel with one option of an unknown class. */
const PACKET = bytesOf(`
  020000000001 020000000002 0800 4500005a00010000401100 00c0000201c0000202 c35017c100460000
  02006558 00002a00 01020501 deadbeef
  020000000001 020000000002 0800 4500002000010000401100 00c0000201c0000202 c350c351000c0000 01020304`);

describe("Geneve", () => {
  it("reads the header and its options", () => {
    expect(treeLines(PACKET, "geneve").map((line) => line.trim())).toEqual([
      "geneve@42+16", "geneve.version@42+1=0", "geneve.option.length@42+1=8", "geneve.flags@43+1=0", "geneve.flags.oam@43+1=0", "geneve.flags.critical@43+1=0",
      "geneve.flags.reserved@43+1=0", "geneve.proto_type@44+2=25944", "geneve.vni@46+3=42", "geneve.reserved@49+1=0", "geneve.options@50+8=01020501deadbeef",
      "geneve.option@50+8=01020501deadbeef", "geneve.option.class@50+2=258", "geneve.option.type@52+1=5", "geneve.option.type.critical@52+1=0",
      "geneve.option.flags@53+1=0", "geneve.option.flags.reserved@53+1=0", "geneve.option.length@53+1=8", "geneve.option.unknown.data@54+4=deadbeef",
    ]);
  });
  it("finds the conversations inside and outside", () => {
    dissectAll([PACKET], (d) => {
      expect(d.stack.join(":")).toBe("eth:ethertype:ip:udp:geneve:eth:ethertype:ip:udp:data");
      expect(d.conversationsOfPacket).toHaveLength(2);
    });
  });
  it("stands cut and damaged bytes", () => { harden(PACKET); });
});
