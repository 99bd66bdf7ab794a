import { describe, expect, it } from "vitest";
import "../../all";
import { internetChecksum, sumWords } from "../../../base/checksum";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";

const A4 = "0a000001", B4 = "0a000002", A6 = "20010db8000000000000000000000001", B6 = "20010db8000000000000000000000002";
const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, "0");

/** A message with its checksum put in; `pseudo` is summed before it. */
function checked(message: string, pseudo = ""): string {
  const body = bytesOf(message), sum = sumWords(bytesOf(pseudo), 0, bytesOf(pseudo).length);
  const text = message.replace(/\s/g, "");
  return text.slice(0, 4) + hex(internetChecksum(sumWords(body, 0, body.length, sum)), 4) + text.slice(8);
}
function v4(message: string, source = A4, destination = B4): Uint8Array {
  const text = checked(message);
  return bytesOf(`020202020202 020000000001 0800 45000000 00010000 4001 0000 ${source} ${destination} ${text}`).map((b, i, all) => (i === 16 ? (all.length - 14) >> 8 : i === 17 ? (all.length - 14) & 255 : b));
}
function v6(message: string, source = A6, destination = B6): Uint8Array {
  const length = hex(message.replace(/\s/g, "").length / 2, 4);
  return bytesOf(`020202020202 020000000001 86dd 60000000 ${length} 3a ff ${source} ${destination} ${checked(message, `${source}${destination}0000${length}0000003a`)}`);
}
function rows(packets: Uint8Array[]): string[] { const list: string[] = []; dissectAll(packets, (d) => list.push(`${d.protocolColumn} ${d.info}`)); return list; }
function lines(packets: Uint8Array[], row: number): string[] {
  let list: string[] = [];
  dissectAll(packets, (d, r) => { if (r === row) list = linesOf(d.tree).map((line) => line.trim()); });
  return list;
}

describe("ICMP", () => {
  const request = v4("0800 0000 0001 0001 6162636465666768"), reply = v4("0000 0000 0001 0001 6162636465666768", B4, A4);

  it("matches an echo reply with its request", () => {
    expect(rows([request, reply])).toEqual([
      "ICMP Echo (ping) request  id=0x0001, seq=1/256, ttl=64 (reply in 2)", "ICMP Echo (ping) reply    id=0x0001, seq=1/256, ttl=64 (request in 1)",
    ]);
    expect(lines([request, reply], 0)).toEqual(expect.arrayContaining(["icmp@34+16", "icmp.checksum.status@36+0=1", "icmp.ident_le@38+2=256", "icmp.resp_in@34+0=2"]));
    expect(lines([request, reply], 1)).toEqual(expect.arrayContaining(["icmp.resp_to@34+0=1", "icmp.resptime@34+0=1000"]));
  });

  it("does not match a reply with other contents, nor one to another request", () => {
    expect(rows([request, v4("0000 0000 0001 0001 6162636465666769", B4, A4)])[0]).toContain("(no response found!)");
    expect(rows([request, request, reply])).toEqual([expect.stringContaining("(no response found!)"), expect.stringContaining("(reply in 3)"), expect.stringContaining("(request in 2)")]);
  });

  it("asks nobody in particular", () => {
    expect(rows([v4("0800 0000 0001 0001", A4, "e0000001")])[0]).toContain("(multicast)");
    expect(rows([v4("0800 0000 0001 0001", A4, "ffffffff")])[0]).toContain("(broadcast)");
  });

  it("tells what a wrong checksum should have been", () => {
    const wrong = request.slice();
    wrong[36] = (wrong[36] as number) ^ 1;
    expect(lines([wrong], 0)).toEqual(expect.arrayContaining(["icmp.checksum.status@36+0=0", "icmp.checksum_bad@0+0"]));
  });

  const quoted = `45000044 00010000 4011 0000 ${A4} ${B4} 9c40 9c41 0030 0000`;

  it("reads the packet that an error quotes below it, and keeps its own addresses", () => {
    const error = v4(`0303 0000 00000000 ${quoted}`, B4, A4);
    expect(rows([error])).toEqual(["ICMP Destination unreachable (Port unreachable)"]);
    expect(lines([error], 0)).toEqual(expect.arrayContaining(["icmp.unused@38+4=00000000", "ip@42+20", "udp@62+8", "udp.stream@70+0=0"]));
    dissectAll([error], (d) => expect(d.state.addresses.text(d.source)).toBe("10.0.0.2"));
  });

  it("reads extensions behind what is quoted", () => {
    const extensions = checked(`2000 0000 0008 0101 00010101`);
    const error = v4(`0b00 0000 0020 0000 ${quoted} ${"00".repeat(100)} ${extensions}`);
    expect(lines([error], 0)).toEqual(expect.arrayContaining([
      "icmp.length.original_datagram@39+1=128", "icmp.ext@170+12", "icmp.ext.class@176+1=1", "icmp.mpls.label@178+3=16", "icmp.mpls.s@180+1=1", "icmp.mpls.ttl@181+1=1",
    ]));
  });

  it("reads router advertisements with extensions of Mobile IP", () => {
    expect(lines([v4("0910 0000 01020708 0a000001 00000001 100a0001012cbc000a000009")], 0)).toEqual(expect.arrayContaining([
      "icmp.router_address@42+4=10.0.0.1", "icmp.pref_level@46+4=1", "icmp.mip.flags@56+2=48128", "icmp.mip.h@56+2=1", "icmp.mip.coa@58+4=10.0.0.9",
    ]));
  });

  it.each([["echo", request], ["error", v4(`0b00 0000 0020 0000 ${quoted} ${"00".repeat(100)} 20000000 0008 0101 00010101`)], ["advertisement", v4("0910 0000 01020708 0a000001 00000001 100a0001012cbc000a000009 00 1301 18")]])(
    "stands spoilt bytes: %s", (_name, vector) => { harden(vector, { flips: 100 }); });
});

describe("ICMPv6", () => {
  it("matches an echo reply with its request", () => {
    expect(rows([v6("8000 0000 face 0001 61"), v6("8100 0000 face 0001 61", B6, A6)])).toEqual([
      "ICMPv6 Echo (ping) request id=0xface, seq=1, hop limit=255 (reply in 2)", "ICMPv6 Echo (ping) reply id=0xface, seq=1, hop limit=255 (request in 1)",
    ]);
  });

  it.each([
    ["8500 0000 00000000 0101 020000000001", "Router Solicitation from 02:00:00:00:00:01", "icmpv6.opt.src_linkaddr@64+6=020000000001"],
    [`8700 0000 00000000 ${B6}`, "Neighbor Solicitation for 2001:db8::2", "icmpv6.nd.ns.target_address@62+16=2001:db8::2"],
    [`8800 0000 e0000000 ${B6} 0201 020000000002`, "Neighbor Advertisement 2001:db8::2 (rtr, sol, ovr) is at 02:00:00:00:00:02", "icmpv6.nd.na.flag.o@58+4=1"],
    [`8600 0000 40c0 0708 00000000 00000000 0304 40c0 00000e10 00000708 00000000 ${A6} 0501 0000 000005dc`, "Router Advertisement", "icmpv6.opt.prefix@86+16=2001:db8::1"],
    [`8600 0000 40c0 0708 00000000 00000000 1903 0000 00000005 ${A6}`, "Router Advertisement", "icmpv6.opt.rdnss@78+16=2001:db8::1"],
    ["8600 0000 40c0 0708 00000000 00000000 1f03 0000 00000005 0161 0262 6300 00000000 00000000 0000", "Router Advertisement", 'icmpv6.opt.dnssl@78+6="a.bc"'],
    [`8f00 0000 0000 0001 04000001 ff020000000000000000000000000001 ${A6}`, "Multicast Listener Report Message v2", "icmpv6.mldr.mar@62+36"],
    [`8200 0000 03e8 0000 ff020000000000000000000000000001`, "Multicast Listener Query", "icmpv6.mld.maximum_response_delay@58+2=1000"],
    [`8200 0000 03e8 0000 ff020000000000000000000000000001 0a7d0000`, "Multicast Listener Query", "icmpv6.mld.flag.qrv@78+1=2"],
    [`8b00 0000 0003 0002 0001020304050607 ${A6}`, "Node Information Query (Query subject = IPv6 addresses)", "icmpv6.ni.query.subject_ipv6@70+16=2001:db8::1"],
    ["9b03 0000 2a 00 0b 00", "RPL Control (Destination Advertisement Object Acknowledgment)", "icmpv6.rpl.daoack.sequence@60+1=11"],
  ])("reads %s", (message, info, line) => {
    expect(rows([v6(message)])[0]).toBe(`ICMPv6 ${info}`);
    expect(lines([v6(message)], 0)).toEqual(expect.arrayContaining([line, "icmpv6.checksum.status@56+0=1"]));
  });

  it("reads the packet that an error quotes", () => {
    const list = lines([v6(`0200 0000 000005dc 60000000 0010 11 40 ${A6} ${B6} 9c40 9c41 0010 1234 6162636465666768`)], 0);
    expect(list).toEqual(expect.arrayContaining(["icmpv6.mtu@58+4=1500", "ipv6@62+40", "udp@102+8"]));
  });

  it("stops at an option without length", () => {
    expect(lines([v6("8500 0000 00000000 0100 020000000001")], 0)).toContain("icmpv6.invalid_option_length@0+0");
  });

  it.each([
    ["advertisement", v6(`8600 0000 40c0 0708 00000000 00000000 0304 40c0 00000e10 00000708 00000000 ${A6} 1903 0000 00000005 ${A6} 1f02 0000 00000005 0161 0262 6300 0000`)],
    ["report", v6(`8f00 0000 0000 0002 04010001 ff020000000000000000000000000001 ${A6} 01020304 01000000 ${A6}`)],
    ["renumbering", v6(`8a00 0000 00000000 00 10 0000 00000000 0107 0030 0080 0000 ${A6} 3010 0000 00278d00 00093a80 00000000 ${A6}`)],
  ])("stands spoilt bytes: %s", (_name, vector) => { harden(vector, { flips: 100 }); });
});
