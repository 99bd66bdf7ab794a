import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 179, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  ffffffffffffffffffffffffffffffff001304
`) });

describe("BGP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "bgp@54+19",
        "bgp.marker@54+16=ffffffffffffffffffffffffffffffff",
        "bgp.length@70+2=19",
        "bgp.type@72+1=4",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:bgp", "BGP", "KEEPALIVE Message"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
