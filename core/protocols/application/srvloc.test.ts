import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  4500004b000100004011f69dc0000201c0000202 # IPv4
  9c4001ab00370000 # UDP
  020100002f000000000044000002656e0000000e736572766963653a746573746572000744454641554c5400000000
`);

describe("srvloc", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "srvloc")).toEqual([
      "srvloc@42+47",
      " srvloc.version@42+1=2",
      " srvloc.function@43+1=1",
      " srvloc.pktlen@44+3=47",
      " srvloc.flags_v2@47+2=0",
      "  srvloc.flags_v2.overflow@47+2=0",
      "  srvloc.flags_v2.fresh@47+2=0",
      "  srvloc.flags_v2.reqmulti@47+2=0",
      " srvloc.nextextoff@49+3=0",
      " srvloc.xid@52+2=17408",
      " srvloc.langtaglen@54+2=2",
      " srvloc.langtag@56+2=\"en\"",
      " srvloc.srvreq.prlistlen@58+2=0",
      " srvloc.srvreq.srvtypelen@60+2=14",
      " srvloc.srvreq.srvtypelist@62+14=\"service:tester\"",
      " srvloc.srvreq.scopelistlen@76+2=7",
      " srvloc.srvreq.scopelist@78+7=\"DEFAULT\"",
      " srvloc.srvreq.predicatelen@85+2=0",
      " srvloc.srvreq.slpspilen@87+2=0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:srvloc", "SRVLOC", "Service Request, V2 XID - 17408"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
