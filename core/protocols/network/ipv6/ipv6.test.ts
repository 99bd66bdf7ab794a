import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf, treeLines } from "../../../dissect/testing";

const A = "20010db8000000000000000000000001", B = "20010db8000000000000000000000002";
const UDP = "9c40 9c41 0010 1234 6162636465666768";

/** An IPv6 packet in Ethernet with `payload` behind the header. */
function packet(next: number, payload: string, o: { length?: number; source?: string; destination?: string } = {}): Uint8Array {
  const length = o.length ?? payload.replace(/\s/g, "").length / 2;
  return bytesOf(`020202020202 020000000001 86dd 60000000 ${length.toString(16).padStart(4, "0")} ${next.toString(16).padStart(2, "0")} 40 ${o.source ?? A} ${o.destination ?? B} ${payload}`);
}
const columns = (packets: Uint8Array[]): string[] => {
  const rows: string[] = [];
  dissectAll(packets, (d) => rows.push(`${d.state.addresses.text(d.source)} ${d.state.addresses.text(d.destination)} ${d.protocolColumn} ${d.info}`));
  return rows;
};
const names = (lines: string[]): string[] => lines.map((line) => line.trim());

describe("IPv6", () => {
  it("reads a header", () => {
    expect(treeLines(packet(17, UDP), "ipv6")).toEqual([
      "ipv6@14+40", " ipv6.version@14+1=6", " ip.version@14+1=6", " ipv6.tclass@14+4=0", "  ipv6.tclass.dscp@14+4=0", "  ipv6.tclass.ecn@14+4=0", " ipv6.flow@15+3=0",
      " ipv6.plen@18+2=16", " ipv6.nxt@20+1=17", " ipv6.hlim@21+1=64", " ipv6.src@22+16=2001:db8::1", " ipv6.addr@22+16=2001:db8::1", ' ipv6.src_host@22+16="2001:db8::1"',
      ' ipv6.host@22+16="2001:db8::1"', " ipv6.dst@38+16=2001:db8::2", " ipv6.addr@38+16=2001:db8::2", ' ipv6.dst_host@38+16="2001:db8::2"', ' ipv6.host@38+16="2001:db8::2"',
    ]);
  });

  it.each([
    ["20020a00000500010000000000000001", "ipv6.src_6to4_gw_ipv4@24+4=10.0.0.5"], ["2001000041379e508000f12ab9c82815", "ipv6.src_tc_port@32+2=3797"],
    ["fe8000000000000000005efe0a000005", "ipv6.src_isatap_ipv4@34+4=10.0.0.5"], ["0064ff9b00000000000000000a000005", "ipv6.src_embed_ipv4@34+4=10.0.0.5"],
    ["fe80000000000000021122fffe334455", "ipv6.src_slaac_mac@30+8=00:11:22:33:44:55"],
  ])("sees the address within %s", (source, line) => { expect(names(treeLines(packet(17, UDP, { source }), "ipv6"))).toContain(line); });

  it("walks a chain of extension headers, which lie within its node", () => {
    const lines = treeLines(packet(0, `3c00 0502 0000 0100 1100 0104 00000000 ${UDP}`));
    expect(names(lines)).toEqual(expect.arrayContaining([
      "ipv6@14+56", "ipv6.hopopts@54+8", "ipv6.hopopts.nxt@54+1=60", "ipv6.hopopts.len_oct@55+1=8", "ipv6.opt@56+4", "ipv6.opt.router_alert@58+2=0", "ipv6.opt.padn@62+0=",
      "ipv6.dstopts@62+8", "ipv6.opt.padn@66+4=00000000", "udp@70+8",
    ]));
    expect(lines.find((line) => line.includes("ipv6.hopopts@"))).toBe(" ipv6.hopopts@54+8");
  });

  it.each([
    [`1104 0002 00000000 ${B.slice(0, 31)}7 ${B.slice(0, 31)}9`, "2001:db8::1 2001:db8::9 UDP"],
    [`1102 0201 00000000 ${B.slice(0, 31)}7`, "2001:db8::1 2001:db8::7 UDP"],
    [`1104 0401 01000000 ${B.slice(0, 31)}7 ${B.slice(0, 31)}9`, "2001:db8::1 2001:db8::7 UDP"],
    ["1101 0301 ee000000 1122 3344 0000 0000", "2001:db8::1 2001:db8:: UDP"],
  ])("follows the routing header %s", (header, expected) => { expect(columns([packet(43, `${header} ${UDP}`)])[0]).toContain(expected); });

  it("takes the home address for the source", () => {
    expect(columns([packet(60, `1102 0102 0000 c910 ${B.slice(0, 31)}7 ${UDP}`)])[0]).toContain("2001:db8::7 2001:db8::2 UDP");
  });

  it("knows a jumbogram by its option", () => {
    expect(names(treeLines(packet(0, `1100 c204 00010000 ${UDP}`, { length: 0 })))).toEqual(expect.arrayContaining(["ipv6.opt.jumbo@58+4=65536", "ipv6.plen_exceeds_framing@0+0"]));
    expect(columns([packet(0, `1100 0104 00000000 ${UDP}`, { length: 0 })])[0]).toContain("Invalid IPv6 payload length , IPv6 hop-by-hop options");
  });

  const whole = `9c40 9c41 0030 1234 ${"79".repeat(40)}`.replace(/\s/g, "");
  const fragment = (offset: number, more: number, part: string, next = "11"): Uint8Array => packet(44, `${next}00 ${(offset | more).toString(16).padStart(4, "0")} 0000abcd ${part}`);

  it("puts fragments together", () => {
    const rows = columns([fragment(0, 1, whole.slice(0, 48)), fragment(24, 0, whole.slice(48))]);
    expect(rows).toEqual(["2001:db8::1 2001:db8::2 IPv6 IPv6 fragment (off=0 more=y ident=0x0000abcd nxt=17)", "2001:db8::1 2001:db8::2 UDP 40000 → 40001 Len=40"]);
    const trees: string[][] = [];
    dissectAll([fragment(0, 1, whole.slice(0, 48)), fragment(24, 0, whole.slice(48))], (d) => trees.push(names(linesOf(d.tree))));
    expect(trees[0]).toEqual(expect.arrayContaining(["ipv6@14+40", "ipv6.reassembled.in@54+0=2", "ipv6.fraghdr.more@56+2=1"]));
    expect(trees[1]).toEqual(expect.arrayContaining(["ipv6@14+48", "ipv6.fragments@14+48", "ipv6.fragment@24+24=2", "ipv6.reassembled.length@0+0=48", "udp@0+8"]));
  });

  it("passes an atomic fragment on", () => { expect(columns([fragment(0, 0, whole)])[0]).toContain("UDP 40000 → 40001 Len=40"); });

  it("shows what follows an authentication header", () => {
    const payload = `1104 0000 00000100 0000000a ${"69".repeat(12)} ${UDP}`;
    expect(names(treeLines(packet(51, payload)))).toEqual(expect.arrayContaining(["ah@54+24", "ah.sequence@62+4=10", "udp@78+8"]));
  });

  it("ends a chain that has nothing more", () => { expect(columns([packet(59, "616263")])[0]).toContain("IPv6 IPv6 no next header"); });

  it.each([
    ["plain", packet(17, UDP)], ["options", packet(0, `3c02 0502 0000 6304 0001 0002 0804 8001 0203 0000 0000 1101 0104 00000000 c904 00000000 0000 ${UDP}`)],
    ["routing", packet(43, `1104 0302 88000000 ${A} ${B} ${UDP}`)], ["fragment", fragment(0, 1, whole.slice(0, 48))], ["jumbo", packet(0, `1100 c204 00010000 ${UDP}`, { length: 0 })],
  ])("stands spoilt bytes: %s", (_name, vector) => { harden(vector); });
});
