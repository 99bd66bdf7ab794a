import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 20000, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  056408c40200030036acc0c10dd22d
`) });

describe("DNP 3", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "dnp3@54+15",
        "dnp3.start@54+2=1380",
        "dnp3.len@56+1=8",
        "dnp3.ctl@57+1=196",
        "dnp3.ctl.dir@57+1=1",
        "dnp3.ctl.prm@57+1=1",
        "dnp3.ctl.fcb@57+1=0",
        "dnp3.ctl.fcv@57+1=0",
        "dnp3.ctl.prifunc@57+1=4",
        "dnp3.addr@58+2=2",
        "dnp3.dst@58+2=2",
        "dnp3.addr@60+2=3",
        "dnp3.src@60+2=3",
        "dnp3.hdr.CRC@62+2=44086",
        "dnp3.tr.ctl@64+1=192",
        "dnp3.tr.fin@64+1=1",
        "dnp3.tr.fir@64+1=1",
        "dnp3.tr.seq@64+1=0",
        "dnp3.al.fragments@54+2",
        "dnp3.al.fragment@0+2=1",
        "dnp3.al.fragment.count@0+0=1",
        "dnp3.al.fragment.reassembled.length@0+0=2",
        "dnp3.al.ctl@0+1=193",
        "dnp3.al.fir@0+1=1",
        "dnp3.al.fin@0+1=1",
        "dnp3.al.con@0+1=0",
        "dnp3.al.uns@0+1=0",
        "dnp3.al.seq@0+1=1",
        "dnp3.al.func@1+1=13",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:dnp3", "DNP 3.0", "Cold Restart"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
