import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../../dissect/testing";

const COOKIE = "63825363";

/** A frame with a BOOTP message whose options, cookie included, are given. */
function boot(options: string, fields: { operation?: number; seconds?: number; serverName?: string; bootFile?: string } = {}): Uint8Array {
  const word = (n: number, digits = 4): string => n.toString(16).padStart(digits, "0");
  const place = (text: string, size: number): string => text.replace(/\s/g, "").padEnd(size * 2, "0");
  const header = `${word(fields.operation ?? 1, 2)} 01 06 00 1234abcd ${word(fields.seconds ?? 0)} 0000 00000000 00000000 00000000 00000000 000b8201fc42 ${"00".repeat(10)}`;
  const body = bytesOf(`${header} ${place(fields.serverName ?? "", 64)} ${place(fields.bootFile ?? "", 128)} ${options}`);
  const head = bytesOf(`ffffffffffff 000b8201fc42 0800 4500 ${word(28 + body.length)} 0001 0000 4011 0000 00000000 ffffffff 0044 0043 ${word(8 + body.length)} 0000`);
  return Uint8Array.from([...head, ...body]);
}

const DISCOVER = `${COOKIE} 350101 3d0701000b8201fc42 3204c0000205 3703010306 0c05686f737400 ff 0000`;
const ACK = `${COOKIE} 350105 520c 0104 65746830 0504 0a000001 7908 18c00002c0000201 5109 05ffff04686f737400 ff`;

function info(packet: Uint8Array): string {
  let text = "";
  dissectAll([packet], (d) => { text = `${d.protocolColumn}: ${d.info}`; });
  return text;
}

const fieldLines = (packet: Uint8Array): string[] => treeLines(packet, "dhcp").map((l) => l.trim());

describe("dhcp", () => {
  it("names the message in the list", () => {
    expect(info(boot(DISCOVER))).toBe("DHCP: DHCP Discover - Transaction ID 0x1234abcd");
    expect(info(boot(ACK, { operation: 2 }))).toBe("DHCP: DHCP ACK      - Transaction ID 0x1234abcd");
    expect(info(boot(`${COOKIE} ff`))).toBe("BOOTP: Boot Request from 00:0b:82:01:fc:42 (00:0b:82:01:fc:42)");
    expect(info(boot(`${COOKIE} ff`, { operation: 2 }))).toBe("BOOTP: Boot Reply");
  });
  it("has fields where tshark has them", () => {
    expect(fieldLines(boot(DISCOVER))).toEqual(expect.arrayContaining([
      "dhcp.type@42+1=1", "dhcp.hw.mac_addr@70+6=00:0b:82:01:fc:42", "dhcp.cookie@278+4=99.130.83.99", "dhcp.option.type@282+3=53", "dhcp.option.dhcp@284+1=1",
      "dhcp.option.type@285+9=61", "dhcp.hw.mac_addr@288+6=00:0b:82:01:fc:42", "dhcp.option.requested_ip_address@296+4=192.0.2.5",
      "dhcp.option.request_list_item@304+1=6", 'dhcp.option.hostname@307+5="host"', "dhcp.option.type@312+1=0", "dhcp.option.end@312+1=255", "dhcp.option.padding@313+2=0000",
    ]));
  });
  it("reads what relay agents add, routes without classes and names", () => {
    expect(fieldLines(boot(ACK))).toEqual(expect.arrayContaining([
      "dhcp.option.agent_information_option.suboption@287+6=1", "dhcp.option.agent_information_option.agent_circuit_id@289+4=65746830",
      "dhcp.option.agent_information_option.link_selection@295+4=10.0.0.1", "dhcp.option.classless_static_route@301+8=18c00002c0000201",
      "dhcp.fqdn.e@311+1=1", 'dhcp.fqdn.name@314+6="host"',
    ]));
  });
  it("finds options in the places of the names", () => {
    const lines = fieldLines(boot(`${COOKIE} 350101 340103 ff`, { serverName: "0f05 612e636f6d ff", bootFile: "0c04 74657374" }));
    expect(lines).toEqual(expect.arrayContaining([
      "dhcp.server_name_overloaded_by_dhcp@0+0", 'dhcp.option.domain_name@88+5="a.com"', 'dhcp.option.hostname@152+4="test"', "dhcp.option.option_overload.file_end_missing@0+0",
    ]));
    expect(lines).not.toContain("dhcp.option.option_overload.sname_end_missing@0+0");
  });
  it("notices lengths that do not fit, a missing end and seconds in the wrong order", () => {
    const lines = fieldLines(boot(`${COOKIE} 350101 010212ff`, { seconds: 0x0300 }));
    expect(lines).toEqual(expect.arrayContaining(["dhcp.secs@50+2=3", "dhcp.secs_le@0+0", "dhcp.bad_length@0+0", "dhcp.end_option_missing@0+0"]));
  });
  it("stays whole when damaged", () => {
    harden(boot(DISCOVER));
    harden(boot(ACK));
  });
});
