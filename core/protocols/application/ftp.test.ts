import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 21, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  504f52542031302c302c302c312c342c310d0a
`) });

describe("FTP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "ftp@54+19",
        "ftp.request@54+0=1",
        "ftp.response@54+0=0",
        'ftp.request.command@54+4="PORT"',
        'ftp.request.arg@59+12="10,0,0,1,4,1"',
        "ftp.active.cip@59+8=10.0.0.1",
        "ftp.active.port@68+3=1025",
        'ftp.current-working-directory@54+0=""',
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:ftp", "FTP", "Request: PORT 10,0,0,1,4,1"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
