import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 5432, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  510000000d53454c454354203100
`) });

describe("PostgreSQL", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "pgsql@54+14",
        'pgsql.type@54+1="Simple query"',
        "pgsql.length@55+4=13",
        'pgsql.query@59+9="SELECT 1"',
        "pgsql.frontend@54+0=1",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:pgsql", "PGSQL", ">Q"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
