import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

function packet(message: string): Uint8Array {
  const length = 24 + message.replace(/\s/g, "").length / 2;
  return bytesOf(`01005e000001 020000000001 0800 4600 ${length.toString(16).padStart(4, "0")} 00010000 0102 0000 0a000001 e0000001 94040000 ${message}`);
}
const columns = (message: string): string => { let row = ""; dissectAll([packet(message)], (d) => { row = `${d.protocolColumn} ${d.info}`; }); return row; };
const lines = (message: string): string[] => treeLines(packet(message), "igmp").map((line) => line.trim());

describe("IGMP", () => {
  it.each([
    ["1100 eeff 00000000", "IGMPv1 Membership Query", "igmp.reserved@39+1=00"],
    ["1164 ee9b 00000000", "IGMPv2 Membership Query, general", "igmp.max_resp@39+1=100"],
    ["1164 0000 effffffa", "IGMPv2 Membership Query, specific for group 239.255.255.250", "igmp.maddr@42+4=239.255.255.250"],
    ["1200 0000 effffffa", "IGMPv1 Membership Report", "igmp.version@38+0=1"],
    ["1600 fa04 effffffa", "IGMPv2 Membership Report group 239.255.255.250", "igmp.type@38+1=22"],
    ["1700 f904 effffffa", "IGMPv2 Leave Group 239.255.255.250", "igmp.type@38+1=23"],
    ["11fe eb84 00000000 027d 0000", "IGMPv3 Membership Query, general", "igmp.max_resp@39+1=30720"],
    ["2200 ea03 0000 0001 04000000 effffffa", "IGMPv3 Membership Report / Join group 239.255.255.250 for any sources", "igmp.record_type@46+1=4"],
    ["2200 eb03 0000 0001 03000000 effffffa", "IGMPv3 Membership Report / Leave group 239.255.255.250", "igmp.num_grp_recs@44+2=1"],
  ])("reads %s", (message, info, line) => {
    expect(columns(message)).toBe(info);
    expect(lines(message)).toContain(line);
  });

  it("verifies the checksum", () => {
    expect(lines("1100 eeff 00000000")).toContain("igmp.checksum.status@40+0=1");
    expect(lines("1100 eefe 00000000")).toEqual(expect.arrayContaining(["igmp.checksum.status@40+0=0", "igmp.bad_checksum@0+0"]));
  });

  it.each(["1164 ee9b 00000000", "11fe eb84 00000000 027d 0002 0a000001 0a000002", "2200 ea03 0000 0002 04010001 effffffa 0a000001 01020304 05000000 effffffb"])("stands spoilt bytes: %s", (message) => { harden(packet(message)); });
});
