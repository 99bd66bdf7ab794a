/** LLC with SNAP, and spanning tree above it. */
import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const frame = (payload: string): Uint8Array => bytesOf(`020000000002 020000000001 0026 ${payload}`);
const others = (n: number): string => "aa".repeat(n);
const infoOf = (packet: Uint8Array): string => { let text = ""; dissectAll([packet], (d) => { text = d.info; }); return text; };

const snap = frame(`aaaa03000000 9999 ${others(30)}`);
const cisco = frame(`aaaa0300000c 2000 ${others(30)}`);
const supervisory = frame(`f0f00123 ${others(34)}`);
const response = frame(`f0f17f ${others(35)}`);
const rapid = bytesOf("020000000002 020000000001 0027 424203 0000 02 02 0e 8001 001906eab880 00000000 8001 001906eab880 800c 0000 1400 0200 0f00 00");

describe("LLC", () => {
  it("reads a SNAP header", () => {
    expect(treeLines(snap, "llc")).toEqual([
      "llc@14+8",
      " llc.dsap@14+1=170", "  llc.dsap.sap@14+1=85", "  llc.dsap.ig@14+1=0",
      " llc.ssap@15+1=170", "  llc.ssap.sap@15+1=85", "  llc.ssap.cr@15+1=0",
      " llc.control@16+1=3", "  llc.control.u_modifier_cmd@16+1=0", "  llc.control.ftype@16+1=3",
      " llc.oui@17+3=0", " llc.type@20+2=39321",
    ]);
    expect(infoOf(snap)).toBe("U, func=UI; SNAP, OUI 0x000000 (Officially Xerox, but 0:0:0:0:0:0 is more common), PID 0x9999");
  });
  it("names the protocol number by who defines it", () => {
    expect(treeLines(cisco, "llc")).toContain(" llc.cisco_pid@20+2=8192");
  });
  it("reads a supervisory frame, whose control field has two bytes", () => {
    expect(treeLines(supervisory, "llc").slice(7)).toEqual([
      " llc.control@16+2=8961", "  llc.control.n_r@16+2=17", "  llc.control.p@16+2=1", "  llc.control.s_ftype@16+2=0", "  llc.control.ftype@16+2=1",
    ]);
    expect(infoOf(supervisory)).toBe("S P, func=RR, N(R)=17; DSAP NetBIOS Individual, SSAP NetBIOS Command");
  });
  it("reads a response", () => {
    expect(treeLines(response, "llc")).toContain("  llc.control.u_modifier_resp@16+1=27");
    expect(infoOf(response)).toBe("U F, func=SABME; DSAP NetBIOS Individual, SSAP NetBIOS Response");
  });
});

describe("spanning tree", () => {
  it("reads a rapid BPDU", () => {
    const lines = treeLines(rapid, "stp").map((line) => line.trim());
    expect(lines).toEqual([
      "stp@17+36", "stp.protocol@17+2=0", "stp.version@19+1=2", "stp.type@20+1=2", "stp.flags@21+1=14",
      "stp.flags.tcack@21+1=0", "stp.flags.agreement@21+1=0", "stp.flags.forwarding@21+1=0", "stp.flags.learning@21+1=0",
      "stp.flags.port_role@21+1=3", "stp.flags.proposal@21+1=1", "stp.flags.tc@21+1=0",
      "stp.root.prio@22+1=32768", "stp.root.ext@22+2=1", "stp.root.hw@24+6=00:19:06:ea:b8:80", "stp.root.cost@30+4=0",
      "stp.bridge.prio@34+1=32768", "stp.bridge.ext@34+2=1", "stp.bridge.hw@36+6=00:19:06:ea:b8:80", "stp.port@42+2=32780",
      "stp.msg_age@44+2=0", "stp.max_age@46+2=20", "stp.hello@48+2=2", "stp.forward@50+2=15", "stp.version_1_length@52+1=0",
    ]);
    expect(infoOf(rapid)).toBe("RST. Root = 32768/1/00:19:06:ea:b8:80  Cost = 0  Port = 0x800c");
  });
});

describe("broken frames", () => {
  it("stand cuts and bit flips", () => {
    for (const packet of [snap, cisco, supervisory, response, rapid]) harden(packet, { flips: 150 });
  });
});
