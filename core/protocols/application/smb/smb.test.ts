import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import { ACK, PSH, client } from "../../transport/tcp/segments.test-support";

const packet = client({ port: 445, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  0000002fff534d4272000000001801c8000000000000000000000000ffff010000000200000c00024e54204c4d20302e
  313200
`) });

describe("SMB 1", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "smb@58+47",
        "smb.cmd@62+1=114",
        "smb.nt_status@63+4=0",
        "smb.flags@67+1=24",
        "smb.flags2@68+2=51201",
        "smb.tid@82+2=65535",
        "smb.wct@90+1=0",
        "smb.bcc@91+2=12",
        'smb.dialect@93+12="NT LM 0.12"',
        'smb.dialect.name@94+11="NT LM 0.12"',
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:nbss:smb", "SMB", "Negotiate Protocol Request"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
