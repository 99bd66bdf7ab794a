import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf, treeLines } from "../../dissect/testing";

const A = "020000000001", B = "020000000002", NINE = "020000000009", NOBODY = "000000000000", ALL = "ffffffffffff";
const IP1 = "0a000001", IP2 = "0a000002", NONE = "00000000";

function arp(opcode: number, senderMac: string, sender: string, targetMac: string, target: string, head = "0001 0800 06 04"): Uint8Array {
  return bytesOf(`${ALL} ${A} 0806 ${head} ${opcode.toString(16).padStart(4, "0")} ${senderMac} ${sender} ${targetMac} ${target}`);
}
function summary(packet: Uint8Array): string[] {
  let columns: string[] = [];
  dissectAll([packet], (d) => { columns = [d.protocolColumn, d.info]; });
  return columns;
}

describe("ARP", () => {
  it("reads a request", () => {
    expect(treeLines(arp(1, A, IP1, NOBODY, IP2), "arp")).toEqual([
      "arp@14+28",
      " arp.hw.type@14+2=1",
      " arp.proto.type@16+2=2048",
      " arp.hw.size@18+1=6",
      " arp.proto.size@19+1=4",
      " arp.opcode@20+2=1",
      " arp.src.hw_mac@22+6=02:00:00:00:00:01",
      " arp.src.proto_ipv4@28+4=10.0.0.1",
      " arp.dst.hw_mac@32+6=00:00:00:00:00:00",
      " arp.dst.proto_ipv4@38+4=10.0.0.2",
    ]);
  });

  it.each([
    ["request", arp(1, A, IP1, NOBODY, IP2), ["ARP", "Who has 10.0.0.2? Tell 10.0.0.1"]],
    ["reply", arp(2, B, IP2, A, IP1), ["ARP", "10.0.0.2 is at 02:00:00:00:00:02"]],
    ["probe", arp(1, A, NONE, NOBODY, IP2), ["ARP", "Who has 10.0.0.2? (ARP Probe)"]],
    ["announcement", arp(1, A, IP1, NOBODY, IP1), ["ARP", "ARP Announcement for 10.0.0.1"]],
    ["gratuitous request", arp(1, A, IP1, ALL, IP1), ["ARP", "Gratuitous ARP for 10.0.0.1 (Request)"]],
    ["gratuitous reply", arp(2, A, IP1, ALL, IP1), ["ARP", "Gratuitous ARP for 10.0.0.1 (Reply)"]],
    ["reverse request", arp(3, A, IP1, B, IP2), ["RARP", "Who is 02:00:00:00:00:02? Tell 02:00:00:00:00:01"]],
    ["reverse reply", arp(4, A, IP1, B, IP2), ["RARP", "02:00:00:00:00:02 is at 10.0.0.2"]],
    ["DRARP error", arp(7, A, IP1, B, IP2), ["DRARP", "DRARP Error"]],
    ["inverse reply", arp(9, A, IP1, B, IP2), ["Inverse ARP", "02:00:00:00:00:01 is at 10.0.0.1"]],
    ["MARS", arp(14, A, IP1, B, IP2), ["MARS", "MARS JOIN request from 02:00:00:00:00:01 at 10.0.0.1"]],
    ["MAPOS", arp(23, A, IP1, B, IP2), ["MAPOS", "MAPOS UNARP request from 02:00:00:00:00:01 at 10.0.0.1"]],
    ["unknown opcode", arp(99, A, IP1, B, IP2), ["ARP", "Unknown ARP opcode 0x0063"]],
    ["protocol that is not IPv4", arp(1, A, IP1, B, IP2, "0001 0805 06 04"), ["ARP", "Who has 0a000002? Tell 0a000001"]],
  ])("sums up a %s", (_name, packet, expected) => {
    expect(summary(packet)).toEqual(expected);
  });

  it("shows hardware addresses of other lengths as bytes", () => {
    const lines = treeLines(arp(1, "11".repeat(20), IP1, "22".repeat(20), IP2, "0020 0800 14 04"), "arp");
    expect(lines).toContain(` arp.src.hw@22+20=${"11".repeat(20)}`);
    expect(lines).toContain(" arp.dst.proto_ipv4@66+4=10.0.0.2");
    expect(lines[0]).toBe("arp@14+56");
  });

  it("marks gratuitous messages and announcements", () => {
    const lines = treeLines(arp(1, A, IP1, NOBODY, IP1), "arp");
    expect(lines).toContain(" arp.isgratuitous@14+0=1");
    expect(lines).toContain(" arp.isannouncement@14+0=1");
  });

  it("points at the packet in which another station used the address", () => {
    const packets = [arp(1, A, IP1, NOBODY, IP2), arp(2, A, IP1, ALL, IP1), arp(1, NINE, IP1, NOBODY, IP2)];
    const found: string[][] = [];
    dissectAll(packets, (d) => { found.push(linesOf(d.tree, "arp").filter((line) => line.includes("duplicate")).map((line) => line.trim())); });
    expect(found[0]).toEqual([]);
    expect(found[1]).toEqual([]);
    expect(found[2]?.[0]).toBe("arp.duplicate-address-frame@14+0=2");
    expect(found[2]).toContain("arp.seconds-since-duplicate-address-frame@14+0=1");
    dissectAll(packets, (d, row) => { if (row === 2) expect(d.info).toBe("Who has 10.0.0.2? Tell 10.0.0.1 (duplicate use of 10.0.0.1 detected!)"); });
  });

  it("does not take a group address for a user", () => {
    dissectAll([arp(1, A, IP1, NOBODY, IP2), arp(1, ALL, IP1, NOBODY, IP2)], (d) => expect(d.info).not.toContain("duplicate"));
  });

  it("stands cuts and bit flips", () => {
    harden(arp(1, A, IP1, NOBODY, IP2));
    harden(arp(2, A, IP1, ALL, IP1));
  });
});
