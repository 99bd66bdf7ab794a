import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 102, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  0300001611e00000000700c1020100c2020102c0010a
`) });

describe("TPKT and COTP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "tpkt@54+4",
        "tpkt.version@54+1=3",
        "tpkt.reserved@55+1=0",
        "tpkt.length@56+2=22",
        "cotp@58+18",
        "cotp.li@58+1=17",
        "cotp.type@59+1=14",
        "cotp.destref@60+2=0",
        "cotp.srcref@62+2=7",
        "cotp.class@64+1=0",
        "cotp.opts.extended_formats@64+1=0",
        "cotp.opts.no_explicit_flow_control@64+1=0",
        "cotp.parameter_code@65+1=193",
        "cotp.parameter_length@66+1=2",
        'cotp.src-tsap@67+2="0x0100"',
        "cotp.src-tsap-bytes@67+2=0100",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:tpkt:cotp", "COTP", "CR TPDU src-ref: 0x0007 dst-ref: 0x0000"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
