import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 445, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  00000076fe534d4240000100000000000100010000000000000000000200000000000000fffe00000000000000000000
  000000000000000000000000000000000000000019000001010000000000000058001e000000000000000000601c0606
  2b0601050502a0123010a00e300c060a2b06010401823702020a
`) });

const plainNtlm = client({ port: 445, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  00000078fe534d4240000100000000000100010000000000000000000200000000000000fffe00000000000000000000
  00000000000000000000000000000000000000001900000101000000000000005800200000000000000000004e544c4d
  53535000010000000782080000000000000000000000000000000000
`) });

describe("GSS-API, SPNEGO and NTLM", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "gss-api@146+30",
        "gss-api.OID@150+6=1.3.6.1.5.5.2",
        "spnego@156+20",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:nbss:smb2:gss-api:spnego", "SMB2", "Session Setup Request"]);
    });
  });

  it("reads an NTLM message that stands alone", () => {
    dissectAll([plainNtlm], (d) => {
      expect([d.stack.join(":"), d.info]).toEqual(["eth:ethertype:ip:tcp:nbss:smb2:ntlmssp", "Session Setup Request, NTLMSSP_NEGOTIATE"]);
      expect(linesOf(d.tree, "ntlmssp").map((line) => line.trim())).toContain("ntlmssp.messagetype@154+4=1");
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); harden(plainNtlm); });
});
