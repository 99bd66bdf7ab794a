/** Link types other than Ethernet: cooked captures, loopback, raw IP, Cisco HDLC. */
import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import type { TestPacket } from "../../dissect/testing";

const IP = `4500 001c 0000 0000 40fd 0000 0a000001 0a000002 ${"11".repeat(8)}`;
const packet = (linkType: number, text: string): TestPacket => ({ bytes: bytesOf(text), linkType });
function columns(p: TestPacket): string[] {
  let found: string[] = [];
  dissectAll([p], (d) => { found = [d.state.addresses.text(d.source), d.protocolColumn, d.info, d.stack.slice(0, 3).join(":")]; });
  return found;
}

const cooked1 = packet(113, `0000 0001 0006 020000000001 0000 0800 ${IP} aabb`);
const cooked2 = packet(276, `0800 0000 00000002 0001 04 06 020000000001 0000 ${IP} 00`);

describe("Linux cooked capture", () => {
  it("reads version 1 with a trailer", () => {
    expect(treeLines(cooked1, "sll")).toEqual([
      "sll@0+16", " sll.pkttype@0+2=0", " sll.hatype@2+2=1", " sll.halen@4+2=6", " sll.src.eth@6+6=02:00:00:00:00:01", " sll.unused@12+2=0000",
      " sll.etype@14+2=2048", " sll.trailer@44+2=aabb",
    ]);
  });
  it("reads version 2", () => {
    expect(treeLines(cooked2, "sll")).toEqual([
      "sll@0+20", " sll.etype@0+2=2048", " sll.ifindex@4+4=2", " sll.hatype@8+2=1", " sll.pkttype@10+1=4", " sll.halen@11+1=6",
      " sll.src.eth@12+6=02:00:00:00:00:01", " sll.unused@18+2=0000", " sll.trailer@48+1=00",
    ]);
  });
  it("shows addresses of four and of other lengths", () => {
    expect(columns(packet(113, "0003 0001 0004 0102030400000000 9999 aa"))).toEqual(["1.2.3.4", "0x9999", "Unicast to another host", "sll:ethertype:data"]);
    expect(treeLines(packet(113, "0005 0001 0003 0102030400000000 0010 aa"), "sll")).toEqual([
      "sll@0+16", " sll.pkttype@0+2=5", " sll.hatype@2+2=1", " sll.halen@4+2=3", " sll.src.other@6+3=010203", " sll.unused@9+5=0400000000", " sll.ltype@14+2=16",
    ]);
  });
  it("takes the type of a GRE interface for GRE's", () => {
    const gre = packet(113, `0000 030a 0006 020000000001 0000 0800 ${IP}`);
    expect(treeLines(gre, "sll")).toContain(" sll.gretype@14+2=2048");
    expect(columns(gre)[3]).toBe("sll:ip:data");
  });
});

describe("Null/Loopback", () => {
  it.each([
    ["little-endian family", packet(0, `02000000 ${IP}`), "null.family@0+4=2"],
    ["big-endian family", packet(0, `00000002 ${IP}`), "null.family@0+4=2"],
    ["network order of LINKTYPE_LOOP", packet(108, `00000002 ${IP}`), "null.family@0+4=2"],
    ["an Ethernet type", packet(0, `00000800 ${IP}`), "null.type@0+4=2048"],
  ])("reads a %s", (_name, p, line) => {
    expect(treeLines(p, "null")).toEqual(["null@0+4", ` ${line}`]);
    expect(columns(p)[3]).toBe("null:ip:data");
  });
  it("shows what it does not know as data", () => {
    expect(columns(packet(0, "63000000 aabb"))).toEqual(["N/A", "N/A", "Null/Loopback", "null:data"]);
  });
});

describe("raw IP", () => {
  it("goes by the version", () => {
    expect(columns(packet(101, IP))[3]).toBe("raw:ip:data");
    expect(columns(packet(228, IP))[3]).toBe("ip:data");
    expect(columns(packet(12, `ff030021 ${IP}`))[3]).toBe("raw:ppp:ip");
    expect(columns(packet(101, "10aabb0000000000"))).toEqual(["N/A", "N/A", "Raw packet data", "raw:data"]);
  });
});

describe("Cisco HDLC", () => {
  it("reads the header", () => {
    expect(treeLines(packet(104, `0f000800 ${IP}`), "chdlc")).toEqual(["chdlc@0+4", " chdlc.address@0+1=15", " chdlc.control@1+1=0", " chdlc.protocol@2+2=2048"]);
  });
  it("reads a SLARP keepalive", () => {
    const keepalive = packet(104, "0f008035 00000002 00000001 00000003 ffff");
    expect(columns(keepalive)).toEqual(["N/A", "SLARP", "Line keepalive, outgoing sequence 1, returned sequence 3", "chdlc:slarp"]);
    expect(treeLines(keepalive, "slarp")).toEqual(["slarp@4+14", " slarp.ptype@4+4=2", " slarp.mysequence@8+4=1", " slarp.yoursequence@12+4=3", " slarp.reliability@16+2=65535"]);
  });
});

describe("ARCNET", () => {
  it("reads the header of RFC 1201 and goes on to ARP", () => {
    const arp = packet(129, "be00 ea08 d5 00 0165 0007 0800 01 04 0001 be 0a000001 00 0a000002");
    expect(treeLines(arp, "arcnet")).toEqual([
      "arcnet@0+8", " arcnet.src@0+1=190", " arcnet.dst@1+1=0", " arcnet.offset@2+2=ea08", " arcnet.protID@4+1=213", " arcnet.split_flag@5+1=0", " arcnet.sequence@6+2=357",
    ]);
    expect(columns(arp)).toEqual(["0xbe", "ARP", "Who has 10.0.0.2? Tell 10.0.0.1", "arcnet:arp"]);
  });
});

describe("IP over InfiniBand", () => {
  it("reads destination and type", () => {
    const p = packet(242, `${"00".repeat(20)} 80 000550 fe800000000000000010e000664ab451 0800 0000 ${IP}`);
    expect(treeLines(p, "ipoib")).toEqual([
      "ipoib@0+44", " ipoib.daddr@20+20", "  ipoib.daddr.qpn@21+3=1360", "  ipoib.dgid@24+16=fe80::10:e000:664a:b451", " ipoib.type@40+2=2048", " ipoib.reserved@42+2=0",
    ]);
    expect(columns(p)[3]).toBe("ipoib:ip:data");
  });
});

describe("broken packets", () => {
  it("stand cuts and bit flips", () => {
    for (const { bytes, linkType } of [cooked1, cooked2, packet(0, `02000000 ${IP}`), packet(101, IP), packet(104, "0f008035 00000002 00000001 00000003 ffff")]) {
      harden(bytes, { linkType: linkType ?? 1, flips: 100 });
    }
  });
});
