/** VLAN tags, provider bridges, MAC-in-MAC, VN-Tag and MPLS: what stands between Ethernet and the network layer. */
import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const ADDRESSES = "020000000002 020000000001";
const IP = `4500 001c 0000 0000 40fd 0000 0a000001 0a000002 ${"11".repeat(8)}`;
const zeros = (n: number): string => "00".repeat(n);
const stackOf = (packet: Uint8Array): string => { let text = ""; dissectAll([packet], (d) => { text = d.stack.slice(0, -1).join(":"); }); return text; };

const single = bytesOf(`${ADDRESSES} 8100 2005 0800 ${IP} ${zeros(18)}`);
const provider = bytesOf(`${ADDRESSES} 88a8 0005 8100 2005 0800 ${IP} ${zeros(14)}`);
const withLength = bytesOf(`${ADDRESSES} 8100 2005 0003 424203 ${zeros(39)}`);
const macInMac = bytesOf(`${ADDRESSES} 88e7 001ebb3b ffffffffffff 001cebaf5205 0800 ${IP}`);
const vnTag = bytesOf(`${ADDRESSES} 8926 00050002 0800 ${IP}`);
const labels = bytesOf(`${ADDRESSES} 8847 00064040 00003140 ${IP} ${zeros(10)}`);
const pseudowire = bytesOf(`${ADDRESSES} 8847 00064140 00000007 ${ADDRESSES} 0800 ${IP}`);

describe("802.1Q", () => {
  it("reads the tag, the type, and padding with trailer behind the payload", () => {
    expect(treeLines(single).filter((line) => /^ *(vlan|eth\.padding)/.test(line))).toEqual([
      "vlan@14+4", " vlan.priority@14+2=1", " vlan.dei@14+2=0", " vlan.id@14+2=5", " vlan.etype@16+2=2048",
      ` eth.padding@46+14=${zeros(14)}`, " vlan.trailer@60+4=00000000",
    ]);
    expect(stackOf(single)).toBe("eth:ethertype:vlan:ethertype:ip");
  });
  it("takes small types for lengths", () => {
    expect(treeLines(withLength, "vlan")).toContain(" vlan.len@16+2=3");
    expect(treeLines(withLength, "llc")[0]).toBe("llc@18+3");
  });
  it("names the tag in Info where nothing else does", () => {
    dissectAll([bytesOf(`${ADDRESSES} 8100 2005 9999 aa`)], (d) => expect(d.info).toBe("PRI: 1  DEI: 0  ID: 5"));
  });
});

describe("802.1ad and 802.1ah", () => {
  it("reads the service tag", () => {
    expect(treeLines(provider, "ieee8021ad")).toEqual([
      "ieee8021ad@14+4", " ieee8021ad.priority@14+1=0", " ieee8021ad.dei@14+1=0", " ieee8021ad.id@14+2=5", " ieee8021ah.etype@16+2=33024",
    ]);
    expect(stackOf(provider)).toBe("eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip");
  });
  it("reads the service instance and the customer's addresses", () => {
    const lines = treeLines(macInMac, "ieee8021ah");
    expect(lines).toContain("  ieee8021ah.isid@15+3=2014011");
    expect(lines).toContain(" ieee8021ah.csrc@24+6=00:1c:eb:af:52:05");
    expect(stackOf(macInMac)).toBe("eth:ethertype:ieee8021ah:ethertype:ip");
  });
});

describe("VN-Tag", () => {
  it("reads source and destination", () => {
    const lines = treeLines(vnTag, "vntag");
    expect(lines).toContain(" vntag.dst@14+4=5");
    expect(lines).toContain(" vntag.src@14+4=2");
    expect(stackOf(vnTag)).toBe("eth:ethertype:vntag:ethertype:ip");
  });
});

describe("MPLS", () => {
  it("reads the stack of labels and guesses IPv4 behind it", () => {
    expect(treeLines(labels, "mpls")).toEqual([
      "mpls@14+4", " mpls.label@14+4=100", " mpls.exp@14+4=0", " mpls.bottom@14+4=0", " mpls.ttl@14+4=64",
      "mpls@18+4", " mpls.label@18+4=3", " mpls.exp@18+4=0", " mpls.bottom@18+4=1", " mpls.ttl@18+4=64",
    ]);
    expect(stackOf(labels)).toBe("eth:ethertype:mpls:ip");
    expect(treeLines(labels)).toContain(` eth.padding@50+10=${zeros(10)}`);
  });
  it("finds Ethernet behind a control word", () => {
    expect(stackOf(pseudowire)).toBe("eth:ethertype:mpls:pwethheuristic:pwethcw:eth:ethertype:ip");
    expect(treeLines(pseudowire, "pwethcw")).toEqual(["pwethcw@18+4", " pweth.cw@18+0=1", " pweth.cw.sequence_number@20+2=7"]);
  });
});

describe("broken tags", () => {
  it("stand cuts and bit flips", () => {
    for (const packet of [single, provider, withLength, macInMac, vnTag, labels, pseudowire]) harden(packet, { flips: 100 });
  });
});
