import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000044000100004011f6a4c0000201c0000202 # IPv4
  9c4000a100300000 # UDP
  302602010104067075626c6963a11902012a020100020100300e300c06082b060102010105000500
`);

describe("snmp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "snmp")).toEqual([
      "snmp@42+40",
      " snmp.version@46+1=1",
      " snmp.community@49+6=\"public\"",
      " snmp.data@55+27=1",
      "  snmp.get_next_request_element@57+25",
      "   snmp.request_id@59+1=42",
      "   snmp.error_status@62+1=0",
      "   snmp.error_index@65+1=0",
      "   snmp.variable_bindings@68+14=1",
      "     snmp.name@72+8=1.3.6.1.2.1.1.5.0",
      "     snmp.value.null@82+0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:snmp", "SNMP", "get-next-request 1.3.6.1.2.1.1.5.0"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
