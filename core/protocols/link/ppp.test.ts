/** PPP with its control and authentication protocols, and PPP over Ethernet. */
import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import type { TestPacket } from "../../dissect/testing";

const IP = `4500 001c 0000 0000 40fd 0000 0a000001 0a000002 ${"11".repeat(8)}`;
const ppp = (text: string): TestPacket => ({ bytes: bytesOf(text), linkType: 9 });
function columns(p: TestPacket | Uint8Array): string[] {
  let found: string[] = [];
  dissectAll([p], (d) => { found = [d.protocolColumn, d.info]; });
  return found;
}

describe("PPP", () => {
  it.each([
    ["whole", `ff030021 ${IP}`, ["ppp@0+4", " ppp.address@0+1=255", " ppp.control@1+1=3", " ppp.protocol@2+2=33"]],
    ["without address and control", `0021 ${IP}`, ["ppp@0+2", " ppp.protocol@0+2=33"]],
    ["with a compressed protocol", `ff0321 ${IP}`, ["ppp@0+3", " ppp.address@0+1=255", " ppp.control@1+1=3", " ppp.protocol@2+1=33"]],
  ])("reads a header %s", (_name, text, lines) => {
    expect(treeLines(ppp(text), "ppp")).toEqual(lines);
  });
  it("hands Cisco HDLC on", () => {
    dissectAll([ppp(`0f000800 ${IP}`)], (d) => expect(d.stack.join(":")).toBe("ppp:chdlc:ip:data"));
  });
  it("names protocols without a dissector", () => {
    expect(columns(ppp("ff03 0001 aa"))).toEqual(["0x0001", "PPP Padding Protocol (0x0001)"]);
  });
});

const configure = ppp("ff03c021 0101 0013 0104 05d4 0506 d4a58cbe 0305 c223 05");
const addresses = ppp("ff038021 0101 0010 0206 002d 0f01 0306 c0000201");

describe("control protocols", () => {
  it("reads LCP options", () => {
    expect(treeLines(configure, "lcp").map((line) => line.trim())).toEqual([
      "lcp@4+19", "ppp.code@4+1=1", "ppp.identifier@5+1=1", "ppp.length@6+2=19",
      "lcp.opt.mtu_bytes@8+4=010405d4", "lcp.opt.type@8+1=1", "lcp.opt.length@9+1=4", "lcp.opt.mru@10+2=1492",
      "lcp.opt.magic_number_bytes@12+6=0506d4a58cbe", "lcp.opt.type@12+1=5", "lcp.opt.length@13+1=6", "lcp.opt.magic_number@14+4=3567619262",
      "lcp.opt.auth_protocol_bytes@18+5=0305c22305", "lcp.opt.type@18+1=3", "lcp.opt.length@19+1=5", "lcp.opt.auth_protocol@20+2=49699", "lcp.opt.algorithm@22+1=5",
    ]);
    expect(columns(configure)).toEqual(["PPP LCP", "Configuration Request"]);
  });
  it("reads an echo request", () => {
    expect(treeLines(ppp("ff03c021 0901 000a 01020304 aabb"), "lcp")).toContain(" lcp.magic_number@8+4=16909060");
  });
  it("reads IPCP options", () => {
    const lines = treeLines(addresses, "ipcp").map((line) => line.trim());
    expect(lines).toContain("ipcp.opt.max_slot_id@12+1=15");
    expect(lines).toContain("ipcp.opt.comp_slot_id@13+1=1");
    expect(lines).toContain("ipcp.opt.ip_address@16+4=192.0.2.1");
  });
});

describe("authentication", () => {
  it("reads PAP and CHAP", () => {
    expect(columns(ppp("ff03c023 0101 000d 03414243 0441424344"))).toEqual(["PPP PAP", "Authenticate-Request (Peer-ID='ABC', Password='ABCD')"]);
    expect(columns(ppp("ff03c223 0101 000c 04 41424341 424344"))).toEqual(["PPP CHAP", "Challenge (NAME='BCD', VALUE=0x41424341)"]);
    expect(columns(ppp("ff03c223 0301 0006 4869"))).toEqual(["PPP CHAP", "Success (MESSAGE='Hi')"]);
  });
});

const offer = bytesOf("020000000002 020000000001 8863 1107 0000 0014 0102 0004 74657374 0103 0008 0000176100000000");
const session = bytesOf(`020000000002 020000000001 8864 1100 0001 001e 0021 ${IP}`);

describe("PPPoE", () => {
  it("reads discovery tags", () => {
    expect(treeLines(offer, "pppoed")).toEqual([
      "pppoed@14+26", " pppoe.version@14+1=1", " pppoe.type@14+1=1", " pppoe.code@15+1=7", " pppoe.session_id@16+2=0", " pppoe.payload_length@18+2=20",
      " pppoed.tags@20+20", '  pppoed.tags.ac_name@24+4="test"', "  pppoed.tags.host_uniq@32+8=0000176100000000",
    ]);
    expect(columns(offer)).toEqual(["PPPoED", "Active Discovery Offer (PADO) AC-Name='test'"]);
  });
  it("reads a session", () => {
    dissectAll([session], (d) => expect(d.stack.join(":")).toBe("eth:ethertype:pppoes:ppp:ip:data"));
    expect(treeLines(session, "ppp")).toEqual(["ppp@20+2", " ppp.protocol@20+2=33"]);
  });
});

describe("broken packets", () => {
  it("stand cuts and bit flips", () => {
    for (const p of [configure, addresses]) harden(p.bytes, { linkType: 9, flips: 150 });
    for (const p of [offer, session]) harden(p, { flips: 150 });
  });
});
