import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 22, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  5353482d322e302d6578616d706c650d0a
`) });

describe("SSH", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "ssh@54+17",
        'ssh.protocol@54+15="SSH-2.0-example"',
        "ssh.direction@54+0=0",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:ssh", "SSHv2", "Client: Protocol (SSH-2.0-example)"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
