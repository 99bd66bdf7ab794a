import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import { ACK, PSH, client } from "../../transport/tcp/segments.test-support";

const packet = client({ port: 139, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  8100004420464445464643464745464643434143414341434143414341434143414341434100204544454d454a454645
  4f4645434143414341434143414341434143414341414100
`) });

describe("NetBIOS session service", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "nbss@54+72",
        "nbss.type@54+1=129",
        "nbss.flags@55+1=0",
        "nbss.flags.e@55+1=0",
        "nbss.length@55+3=68",
        'nbss.called_name@58+34="SERVER<20>"',
        'nbss.calling_name@92+34="CLIENT<00>"',
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:nbss", "NBSS", "Session request, to SERVER<20> from CLIENT<00>"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
