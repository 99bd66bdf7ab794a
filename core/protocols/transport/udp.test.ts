import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

function v4(udp: string, protocol = "11"): Uint8Array {
  const length = 20 + udp.replace(/\s/g, "").length / 2;
  return bytesOf(`020202020202 020000000001 0800 4500 ${length.toString(16).padStart(4, "0")} 00010000 40 ${protocol} 0000 0a000001 0a000002 ${udp}`);
}
function v6(udp: string): Uint8Array {
  const length = udp.replace(/\s/g, "").length / 2;
  return bytesOf(`020202020202 020000000001 86dd 60000000 ${length.toString(16).padStart(4, "0")} 1140 20010db8000000000000000000000001 20010db8000000000000000000000002 ${udp}`);
}
const info = (packet: Uint8Array): string => { let row = ""; dissectAll([packet], (d) => { row = `${d.protocolColumn} ${d.info}`; }); return row; };
const HEAD = "9c40 9c41", DATA = "6162636465666768";

describe("UDP", () => {
  it("reads a datagram", () => {
    expect(treeLines(v4(`${HEAD} 0010 1234 ${DATA}`), "udp")).toEqual([
      "udp@34+8", " udp.srcport@34+2=40000", " udp.dstport@36+2=40001", " udp.port@34+2=40000", " udp.port@36+2=40001", " udp.length@38+2=16", " udp.checksum@40+2=4660",
      " udp.checksum.status@40+0=2", " udp.stream@42+0=0", "  udp.time_relative@34+0=0.000000000", "  udp.time_delta@34+0=0.000000000", ` udp.payload@42+8=${DATA}`,
    ]);
  });

  it.each([
    [v4(`${HEAD} 0010 0000 ${DATA}`), "UDP 40000 → 40001 Len=8"],
    [v4(`${HEAD} 0008 0000`), "UDP 40000 → 40001 Len=0"],
    [v4(`${HEAD} 0007 0000 ${DATA}`), "UDP 40000 → 40001 [BAD UDP LENGTH 7 < 8]"],
    [v4(`${HEAD} 0064 0000 ${DATA}`), "UDP 40000 → 40001 [BAD UDP LENGTH 100 > IP PAYLOAD LENGTH] Len=92"],
    [v6(`${HEAD} 0010 0000 ${DATA}`), "UDP 40000 → 40001 Len=8 [ILLEGAL CHECKSUM (0)]"],
    [v6(`${HEAD} 0000 1234 ${DATA}`), "UDP 40000 → 40001 Len=8 [Jumbogram]"],
    [v4(`${HEAD} 0008 1234 ${DATA}`, "88"), "UDP-Lite 40000 → 40001 Len=8"],
    [v4(`${HEAD} 0004 1234 ${DATA}`, "88"), "UDP-Lite 40000 → 40001 [BAD LIGHTWEIGHT UDP CHECKSUM COVERAGE LENGTH 4 < 8 or > 16] Len=8"],
  ])("says in Info what is odd (%#)", (packet, expected) => { expect(info(packet)).toBe(expected); });

  it("says what becomes of a checksum of zero", () => {
    expect(treeLines(v4(`${HEAD} 0010 0000 ${DATA}`), "udp")).toContain("  udp.checksum.status@40+2=3");
    expect(treeLines(v6(`${HEAD} 0010 0000 ${DATA}`), "udp")).toContain("  udp.checksum.status@60+2=4");
  });

  it("counts times without the datagrams that are empty", () => {
    const empty = v4(`${HEAD} 0008 0000`), full = v4(`${HEAD} 0010 0000 ${DATA}`);
    const times: string[] = [];
    dissectAll([empty, full, empty, full], (d) => {
      const values = Array.from({ length: d.tree.count }, (_, i) => i).filter((i) => d.tree.field[i]?.name.startsWith("udp.time_")).map((i) => Number(d.tree.value(i)) / 1e9);
      times.push(values.join(" "));
    });
    expect(times).toEqual(["", "1 1", "", "3 2"]);
  });

  it("notices the ports of traceroute", () => {
    expect(treeLines(v4(`9c40 829b 0010 0000 ${DATA}`), "udp").map((l) => l.trim())).toContain("udp.possible_traceroute@0+0");
    expect(treeLines(v4(`9c40 829a 0010 0000 ${DATA}`), "udp").map((l) => l.trim())).not.toContain("udp.possible_traceroute@0+0");
  });

  it("stands spoilt bytes", () => { harden(v4(`${HEAD} 0010 1234 ${DATA}`)); harden(v6(`${HEAD} 0000 0000 ${DATA}`)); });
});
