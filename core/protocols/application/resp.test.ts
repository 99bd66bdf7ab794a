import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 6379, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  2a320d0a24330d0a4745540d0a24310d0a610d0a
`) });

describe("RESP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "resp@54+20",
        "resp.array@54+20",
        "resp.array.length@54+4=2",
        "resp.bulk_string@58+9",
        "resp.bulk_string.length@58+4=3",
        "resp.bulk_string.value@62+3=474554",
        "resp.bulk_string@67+7",
        "resp.bulk_string.length@67+4=1",
        "resp.bulk_string.value@71+1=61",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:resp", "RESP", "Request: GET a"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
