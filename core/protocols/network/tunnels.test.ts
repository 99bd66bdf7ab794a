import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const INNER = "4500 0024 00010000 4011 0000 c0000201 c0000202 9c40 9c41 0010 0000 6162636465666768";
const INNER6 = "60000000 0010 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 9c40 9c41 0010 1234 6162636465666768";
const ETHERNET = `020202020202 020000000003 0800 ${INNER}`;

function outer(protocol: string, payload: string): Uint8Array {
  const length = 20 + payload.replace(/\s/g, "").length / 2;
  return bytesOf(`020202020202 020000000001 0800 4500 ${length.toString(16).padStart(4, "0")} 00010000 40 ${protocol} 0000 0a000001 0a000002 ${payload}`);
}
function summary(packet: Uint8Array): string {
  let row = "";
  dissectAll([packet], (d) => { row = `${d.stack.join(":")} ${d.state.addresses.text(d.source)} ${d.info} ${d.conversationsOfPacket.length}`; });
  return row;
}

describe("tunnels", () => {
  it.each([
    ["IPv4 in IPv4", outer("04", INNER), "ip:ip:udp:data 192.0.2.1"],
    ["IPv6 in IPv4", outer("29", INNER6), "ip:ipv6:udp:data 2001:db8::1"],
    ["GRE", outer("2f", `0000 0800 ${INNER}`), "ip:gre:ip:udp:data 192.0.2.1"],
    ["GRE with key and sequence number", outer("2f", `3000 0800 00000007 00000001 ${INNER}`), "ip:gre:ip:udp:data 192.0.2.1"],
    ["GRE with Ethernet", outer("2f", `0000 6558 ${ETHERNET}`), "ip:gre:eth:ethertype:ip:udp:data 192.0.2.1"],
    ["ERSPAN type I", outer("2f", `0000 88be ${ETHERNET}`), "ip:gre:erspan:eth:ethertype:ip:udp:data 192.0.2.1"],
    ["ERSPAN type II", outer("2f", `1000 88be 00000001 1001 1065 00000abc ${ETHERNET}`), "ip:gre:erspan:eth:ethertype:ip:udp:data 192.0.2.1"],
    ["ERSPAN type III", outer("2f", `1000 22eb 00000001 2001 0065 00000abc 0000 0000 ${ETHERNET}`), "ip:gre:erspan:eth:ethertype:ip:udp:data 192.0.2.1"],
    ["AH", outer("33", `11040000 00000100 0000000a ${"69".repeat(12)} 9c40 9c41 0010 0000 6162636465666768`), "ip:ah:udp:data 10.0.0.1"],
  ])("finds the conversation inside %s", (_name, packet, expected) => {
    expect(summary(packet)).toBe(`eth:ethertype:${expected} 40000 → 40001 Len=8 1`);
  });

  it("finds both conversations of Teredo", () => {
    const payload = `0000 f12a b9c82815 ${INNER6}`, length = (8 + payload.replace(/\s/g, "").length / 2).toString(16).padStart(4, "0");
    const packet = outer("11", `0dd8 0dd8 ${length} 0000 ${payload}`);
    expect(summary(packet)).toContain("2001:db8::1 40000 → 40001 Len=8 2");
    expect(treeLines(packet, "teredo").map((line) => line.trim())).toEqual(["teredo@42+64", "teredo.orig@42+8", "teredo.orig.port@44+2=3797", "teredo.orig.addr@46+4=70.55.215.234"]);
  });

  it("reads the enhanced header of PPTP", () => {
    expect(treeLines(outer("2f", "3081 880b 0004 0001 00000001 00000002 ff030021"), "gre").map((line) => line.trim())).toEqual(expect.arrayContaining([
      "gre@34+16", "gre.key.payload_length@38+2=4", "gre.key.call_id@40+2=1", "gre.sequence_number@42+4=1", "gre.ack_number@46+4=2",
    ]));
  });

  it.each([["GRE", outer("2f", `b000 0800 00000000 00000007 00000001 ${INNER}`)], ["ERSPAN", outer("2f", `1000 22eb 00000001 2001 0065 00000abc 0000 0001 0c000001 00000000 ${ETHERNET}`)]])(
    "stands spoilt bytes: %s", (_name, packet) => { harden(packet, { flips: 150 }); });
});
