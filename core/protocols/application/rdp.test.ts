import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 3389, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  0300002823e00000000000436f6f6b69653a206d737473686173683d6d650d0a 0100080003000000
`) });

describe("RDP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "rdp@65+29",
        'rdp.rt_cookie@65+19="Cookie: mstshash=me"',
      ]) expect(lines).toContain(line);
    });
  });

  it("fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.protocolColumn, d.info]).toEqual(["RDP", "Cookie: mstshash=me, Negotiate Request"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
