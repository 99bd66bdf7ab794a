import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 3306, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  090000000353454c4543542031
`) });

describe("MySQL", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "mysql@54+13",
        "mysql.packet_length@54+3=9",
        "mysql.packet_number@57+1=0",
        "mysql.command@58+1=3",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:mysql", "MySQL", "Request Query"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
