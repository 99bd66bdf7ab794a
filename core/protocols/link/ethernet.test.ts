import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import type { TestPacket } from "../../dissect/testing";

const ADDRESSES = "020000000002 020000000001";
const ipv4 = (length: number): string => `4500 ${length.toString(16).padStart(4, "0")} 0000 0000 40fd 0000 0a000001 0a000002 ${"11".repeat(length - 20)}`;
const zeros = (n: number): string => "00".repeat(n);
const others = (n: number): string => "aa".repeat(n);

/** Lines of what lies behind the payload. */
function trailing(packet: Uint8Array | TestPacket): string[] {
  return treeLines(packet).map((line) => line.trim()).filter((line) => /^eth\.(padding|trailer|fcs)/.test(line) && !line.startsWith("eth.padding_bad"));
}
const framed = (payload: string, after: string): Uint8Array => bytesOf(`${ADDRESSES} 0800 ${payload} ${after}`);

describe("Ethernet II", () => {
  it("shows both addresses with their bits, and the type", () => {
    const lines = treeLines(framed(ipv4(46), ""), "eth");
    expect(lines.slice(0, 11)).toEqual([
      "eth@0+14",
      " eth.dst@0+6=02:00:00:00:00:02",
      '  eth.dst_resolved@0+6="02:00:00:00:00:02"',
      "  eth.dst.oui@0+3=131072",
      "  eth.addr@0+6=02:00:00:00:00:02",
      '  eth.addr_resolved@0+6="02:00:00:00:00:02"',
      "  eth.addr.oui@0+3=131072",
      "  eth.dst.lg@0+3=1",
      "  eth.lg@0+3=1",
      "  eth.dst.ig@0+3=0",
      "  eth.ig@0+3=0",
    ]);
    expect(lines).toContain(" eth.type@12+2=2048");
  });

  it("warns of a group address as source", () => {
    const packet = bytesOf(`020000000002 030000000001 0800 ${ipv4(46)}`);
    expect(treeLines(packet).some((line) => line.trim().startsWith("eth.src_not_group@"))).toBe(true);
  });

  it.each([
    ["zeros up to the minimum frame are padding", framed(ipv4(28), zeros(18)), [`eth.padding@42+18=${zeros(18)}`]],
    ["a check sequence behind them", framed(ipv4(28), zeros(18) + others(4)), [`eth.padding@42+18=${zeros(18)}`, "eth.fcs@60+4=2863311530", "eth.fcs.status@60+0=2"]],
    ["other bytes are a trailer", framed(ipv4(28), others(18)), [`eth.trailer@42+18=${others(18)}`]],
    ["a frame under the minimum has a trailer only", framed(ipv4(28), zeros(4)), ["eth.trailer@42+4=00000000"]],
    ["trailer and check sequence", framed(ipv4(60), others(10)), [`eth.trailer@74+6=${others(6)}`, "eth.fcs@80+4=2863311530", "eth.fcs.status@80+0=2"]],
    ["too little for a check sequence", framed(ipv4(60), others(2)), ["eth.trailer@74+2=aaaa"]],
    ["part of the padding", framed(ipv4(45), zeros(4)), ["eth.padding@59+1=00", "eth.trailer@60+3=000000"]],
    ["a trailer cut short by the capture", { bytes: framed(ipv4(60), others(10)), length: 100 }, [`eth.trailer@74+10=${others(10)}`]],
    ["padding cut short by the capture", { bytes: framed(ipv4(28), zeros(5)), length: 64 }, []],
  ])("%s", (_name, packet, expected) => {
    expect(trailing(packet)).toEqual(expected);
  });

  it("says that padding of other bytes is in doubt", () => {
    expect(treeLines(framed(ipv4(28), others(18))).some((line) => line.trim().startsWith("eth.padding_bad@"))).toBe(true);
    expect(treeLines(framed(ipv4(60), others(10))).some((line) => line.trim().startsWith("eth.padding_bad@"))).toBe(false);
  });

  it("names an unknown type in the columns", () => {
    dissectAll([bytesOf(`${ADDRESSES} 9999 ${others(50)}`), bytesOf(`${ADDRESSES} 88b5 ${others(50)}`)], (d, row) => {
      expect([d.protocolColumn, d.info]).toEqual(row === 0 ? ["0x9999", "Ethernet II"] : ["0x88b5", "Local Experimental Ethertype 1"]);
      expect(d.stack.join(":")).toBe("eth:ethertype:data");
    });
  });
});

describe("IEEE 802.3", () => {
  it("takes the length for the payload and the rest for padding", () => {
    const packet = bytesOf(`${ADDRESSES} 0003 424203 ${zeros(43)}`);
    expect(treeLines(packet, "eth")).toContain(" eth.len@12+2=3");
    expect(trailing(packet)).toEqual([`eth.padding@17+43=${zeros(43)}`]);
    dissectAll([packet], (d) => expect(d.stack.join(":")).toBe("eth:llc"));
  });

  it("says when the length goes beyond the frame", () => {
    expect(treeLines(bytesOf(`${ADDRESSES} 0026 424203`)).some((line) => line.trim().startsWith("eth.len.past_end@"))).toBe(true);
  });

  it("refuses values between length and type", () => {
    dissectAll([bytesOf(`${ADDRESSES} 05dd ${others(20)}`)], (d) => {
      expect(d.info).toBe("Ethernet Unknown: Invalid length/type: 0x05dd (1501)");
      expect(d.stack.join(":")).toBe("eth:data");
    });
  });
});

describe("broken frames", () => {
  it("stand cuts and bit flips", () => {
    harden(framed(ipv4(28), zeros(18) + others(4)));
    harden(bytesOf(`${ADDRESSES} 0003 424203 ${zeros(43)}`));
  });
});
