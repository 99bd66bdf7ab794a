import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 1234, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  05000003100000001c00000005000000040000000000020001020304
`) });

describe("DCE/RPC", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "dcerpc.ver@54+1=5",
        "dcerpc.pkt_type@56+1=0",
        "dcerpc.cn_flags@57+1=3",
        "dcerpc.cn_frag_len@62+2=28",
        "dcerpc.cn_call_id@66+4=5",
        "dcerpc.cn_ctx_id@74+2=0",
        "dcerpc.opnum@76+2=2",
        "dcerpc.stub_data@78+4=01020304",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:dcerpc", "DCERPC", "Request: call_id: 5, Fragment: Single, opnum: 2, Ctx: 0"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
