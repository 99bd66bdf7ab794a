import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf, treeLines } from "../../../dissect/testing";

const ETHERNET = "020202020202 020000000001 0800";
const UDP = "9c40 9c41 0010 0000 6162636465666768";

interface Options { total?: number; flags?: number; ttl?: number; protocol?: number; options?: string; payload?: string; id?: number; destination?: string; first?: number }

/** An IPv4 packet in Ethernet; lengths are right unless told. */
function packet(o: Options = {}): Uint8Array {
  const payload = o.payload ?? UDP, options = (o.options ?? "").replace(/\s/g, "");
  const words = 5 + options.length / 8, length = words * 4 + payload.replace(/\s/g, "").length / 2;
  const h = (n: number, digits: number): string => n.toString(16).padStart(digits, "0");
  return bytesOf(`${ETHERNET} ${h(o.first ?? 0x40 + words, 2)} 00 ${h(o.total ?? length, 4)} ${h(o.id ?? 1, 4)} ${h(o.flags ?? 0, 4)} ${h(o.ttl ?? 64, 2)} ${h(o.protocol ?? 17, 2)} 0000 0a000001 ${o.destination ?? "0a000002"} ${options} ${payload}`);
}
const columns = (packets: Uint8Array[]): string[] => { const rows: string[] = []; dissectAll(packets, (d) => rows.push(`${d.state.addresses.text(d.destination)} ${d.protocolColumn} ${d.info}`)); return rows; };
const names = (lines: string[]): string[] => lines.map((line) => line.trim());

describe("IPv4", () => {
  it("reads a header", () => {
    expect(treeLines(packet(), "ip")).toEqual([
      "ip@14+20", " ip.version@14+1=4", " ip.hdr_len@14+1=20", " ip.dsfield@15+1=0", "  ip.dsfield.dscp@15+1=0", "  ip.dsfield.ecn@15+1=0", " ip.len@16+2=36",
      " ip.id@18+2=1", " ip.flags@20+1=0", "  ip.flags.rb@20+1=0", "  ip.flags.df@20+1=0", "  ip.flags.mf@20+1=0", " ip.frag_offset@20+2=0", " ip.ttl@22+1=64",
      " ip.proto@23+1=17", " ip.checksum@24+2=0", " ip.checksum.status@24+0=2", " ip.src@26+4=10.0.0.1", " ip.addr@26+4=10.0.0.1", ' ip.src_host@26+4="10.0.0.1"',
      ' ip.host@26+4="10.0.0.1"', " ip.dst@30+4=10.0.0.2", " ip.addr@30+4=10.0.0.2", ' ip.dst_host@30+4="10.0.0.2"', ' ip.host@30+4="10.0.0.2"',
    ]);
  });

  it("takes a total length of zero for segmentation offload", () => {
    expect(names(treeLines(packet({ total: 0 }), "ip"))).toContain("ip.len@16+2=36");
    expect(columns([packet({ total: 0 })])).toEqual(["10.0.0.2 UDP 40000 → 40001 Len=8"]);
  });

  it("notes lengths that lie", () => {
    expect(columns([packet({ total: 12 })])[0]).toContain("IPv4 Bogus IP length (12, less than header length 20)");
    expect(names(treeLines(packet({ total: 1000 }), "ip"))).toContain("ip.bogus_ip_length@0+0");
    expect(columns([packet({ first: 0x44 })])[0]).toContain("Bogus IP header length (16, must be at least 20)");
    expect(columns([packet({ first: 0x55 })])[0]).toContain("Bogus IPv4 version (5, must be 4)");
  });

  it.each([
    ["0a000002", 4, "ip.ttl.too_small"], ["0a000002", 5, undefined], ["e0000005", 1, undefined], ["e0000005", 2, "ip.ttl.lncb"], ["e0000012", 255, undefined],
    ["e0000012", 1, "ip.ttl.lncb"], ["e00000fc", 9, undefined], ["e0000101", 1, undefined],
  ])("notes a time to live for %s of %i: %s", (destination, ttl, expected) => {
    const notice = names(treeLines(packet({ destination, ttl }), "ip")).find((line) => line.startsWith("ip.ttl."));
    expect(notice?.split("@")[0]).toBe(expected);
  });

  it("reads options and follows a source route to its end", () => {
    const lines = treeLines(packet({ options: "830b040a0000050a000006 00" }), "ip");
    expect(names(lines)).toEqual(expect.arrayContaining([
      "ip.cur_rt@30+4=10.0.0.2", "ip.options.route@34+11=830b040a0000050a000006", "ip.opt.type@34+1=131", "ip.opt.len@35+1=11", "ip.opt.ptr@36+1=4", "ip.src_rt@37+4=10.0.0.5",
      "ip.dst@41+4=10.0.0.6", "ip.options.eol@45+1=00",
    ]));
    expect(columns([packet({ options: "830b040a0000050a000006 00" })])).toEqual(["10.0.0.6 UDP 40000 → 40001 Len=8"]);
  });

  it.each([
    ["94040000", "ip.opt.ra@36+2=0"], ["440c0501 0a000005 00000001", "ip.opt.time_stamp_addr@38+4=10.0.0.5"], ["860e0000000301080007ffff0102 0000", 'ip.cipso.categories@44+4="0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,23,30"'],
    ["520c0007000200030a000005", "ip.opt.originator@42+4=10.0.0.5"], ["19080f0501020304", "ip.opt.qs_ttl_diff@37+1=59"], ["8204ab80", "ip.opt.sec_cl@36+1=171"], ["88040007", "ip.opt.sid@36+2=7"],
    ["01010101", "ip.nop@0+0"], ["07030300", "ip.opt.ptr.before_address@0+0"], ["44080500", "ip.opt.len.invalid@0+0"], ["44000000", "ip.opt.len.invalid@0+0"],
  ])("reads the option %s", (options, line) => { expect(names(treeLines(packet({ options }), "ip"))).toContain(line); });

  const whole = `9c40 9c41 0030 0000 ${"78".repeat(40)}`.replace(/\s/g, "");
  const part1 = packet({ flags: 0x2000, payload: whole.slice(0, 48), id: 5 }), part2 = packet({ flags: 3, payload: whole.slice(48), id: 5 });

  it("puts fragments together in the packet that completes the datagram", () => {
    expect(columns([part1, part2])).toEqual([
      "10.0.0.2 IPv4 Fragmented IP protocol (proto=UDP 17, off=0, ID=0005) [Reassembled in #2]", "10.0.0.2 UDP 40000 → 40001 Len=40",
    ]);
    expect(columns([part2, part1])[1]).toBe("10.0.0.2 UDP 40000 → 40001 Len=40");
    let lines: string[] = [], sources: string[] = [];
    dissectAll([part1, part2], (d) => { lines = linesOf(d.tree); sources = d.tree.sources.map((s) => `${s.name} ${s.bytes.length}`); });
    expect(sources).toEqual(["Frame 58", "Reassembled IPv4 48"]);
    expect(names(lines)).toEqual(expect.arrayContaining([
      `ip.fragments@14+48=${whole}`, "ip.fragment@0+24=1", "ip.fragment@24+24=2", "ip.fragment.count@0+0=2", "ip.reassembled.length@0+0=48", `ip.reassembled.data@0+48=${whole}`, "udp@0+8",
    ]));
  });

  it("leaves fragments that are not complete as bytes", () => {
    expect(columns([part2])).toEqual(["10.0.0.2 IPv4 Fragmented IP protocol (proto=UDP 17, off=24, ID=0005)"]);
  });

  it("reads the beginning of a datagram that nobody can put together", () => {
    const rows: string[] = [];
    dissectAll([{ bytes: part1.subarray(0, 50), length: part1.length }], (d) => rows.push(d.info));
    expect(rows).toEqual(["40000 → 40001 Len=40"]);
  });

  it("names what it does not know", () => { expect(columns([packet({ protocol: 253, payload: "616263" })])).toEqual(["10.0.0.2 IPv4 Unknown (253)"]); });

  it.each([
    ["plain", packet()], ["options", packet({ options: "830b040a0000050a000006 00 94040000 440c0501 0a000005 00000001" })], ["CIPSO", packet({ options: "860e0000000301080007ffff0102 0000" })], ["fragment", part1],
  ])("stands spoilt bytes: %s", (_name, vector) => { harden(vector); });
});
