import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 502, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  000100000006010300000002
`) });

describe("Modbus over TCP", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "mbtcp@54+12",
        "mbtcp.trans_id@54+2=1",
        "mbtcp.prot_id@56+2=0",
        "mbtcp.len@58+2=6",
        "mbtcp.unit_id@60+1=1",
        "modbus@61+5",
        "modbus.func_code@61+1=3",
        "modbus.reference_num@62+2=0",
        "modbus.word_cnt@64+2=2",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:mbtcp:modbus", "Modbus/TCP", "   Query: Trans:     1; Unit:   1, Func:   3: Read Holding Registers"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
