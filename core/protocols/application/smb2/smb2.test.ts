import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import { ACK, PSH, client } from "../../transport/tcp/segments.test-support";

const packet = client({ port: 445, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  00000082fe534d4240000100000000000500010000000000000000000400000000000000fffe00000100000007000000
  000000000000000000000000000000000000000039000000020000000000000000000000000000000000000089001200
  0000000007000000010000002000000078000a00000000000000000061002e00740078007400
`) });

describe("SMB 2", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "smb2@58+130",
        "smb2.cmd@70+2=5",
        "smb2.flags@74+4=0",
        "smb2.msg_id@82+8=4",
        "smb2.tid@94+4=1",
        "smb2.sesid@98+8=7",
        "smb2.create_flags@130+8=0",
        "smb.access_mask@146+4=1179785",
        "smb2.create.disposition@158+4=1",
        'smb2.filename@178+10="a.txt"',
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:nbss:smb2", "SMB2", "Create Request File: a.txt"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
