import { describe, expect, it } from "vitest";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import "../all";

const UDP_IN_IP = "4500002000010000401100 00c0000201c0000202 c350c351000c0000 01020304";
const ETHERNET = "020000000001 020000000002 0800";

interface Case { readonly linkType: number; readonly bytes: Uint8Array; readonly stack: string; readonly lines: readonly string[] }

/** A packet in each header, what its layers are called and some of the header's fields. */
const CASES: Readonly<Record<string, Case>> = {
  "frame relay with an NLPID": {
    linkType: 107, bytes: bytesOf(`184103cc ${UDP_IN_IP}`), stack: "fr:ip:udp:data",
    lines: ["fr@0+4", "fr.upper_dlci@0+1=6", "fr.second_dlci@1+1=4", "fr.dlci@0+2=100", "fr.nlpid@3+1=204"],
  },
  "frame relay with SNAP": {
    linkType: 107, bytes: bytesOf(`18410300800000000800 ${UDP_IN_IP}`), stack: "fr:ip:udp:data", lines: ["fr.nlpid@4+1=128", "fr.snap.oui@5+3=0", "fr.snaptype@8+2=2048"],
  },
  "frame relay with an Ethernet type and a long address": {
    linkType: 107, bytes: bytesOf(`184034010800 ${UDP_IN_IP}`), stack: "fr:ip:udp:data", lines: ["fr.third_dlci@2+1=26", "fr.lower_dlci@3+1=0", "fr.dlci@0+4=820864", "fr.chdlctype@4+2=2048"],
  },
  "Solaris IPNET": {
    linkType: 226, bytes: bytesOf(`01020001 00000020 00000002 00000000 00000001 ffffffff ${UDP_IN_IP}`), stack: "ipnet:ip:udp:data",
    lines: ["ipnet@0+24", "ipnet.family@1+1=2", "ipnet.htype@2+2=1", "ipnet.zdst@20+4=4294967295"],
  },
  "PPI over Ethernet": {
    linkType: 192, bytes: bytesOf(`00001000 01000000 08000400 02000000 ${ETHERNET} ${UDP_IN_IP}`), stack: "ppi:pcap_pktdata:eth:ethertype:ip:udp:data",
    lines: ["ppi@0+16", "ppi.dlt@4+4=1", "ppi.field_type@8+2=8", "ppi.aggregation_extension.interface_id@12+4=2"],
  },
  "PPI over IEEE 802.11": {
    linkType: 192, stack: "ppi:wlan_radio:wlan:llc:ip:udp:data",
    bytes: bytesOf(`00002000 69000000 02001400 0102030405060708 0100 0400 6c09 a000 00 00 d8 a0
      08020000 020000000001 020000000002 020000000003 1000 aaaa030000000800 ${UDP_IN_IP} 78563412`),
    lines: ["ppi.80211-common.rate@22+2=2000", "ppi.80211-common.chan.freq@24+2=2412", "ppi.80211-common.chan.flags.cck@26+2=1", "ppi.80211-common.dbm.antsignal@30+1=-40"],
  },
  "PKTAP": {
    linkType: 258, stack: "pktap:pcap_pktdata:eth:ethertype:ip:udp:data",
    bytes: bytesOf(`6c000000 01000000 01000000 656e30${"00".repeat(21)} 02000000 02000000 0e000000 00000000 39300000 6375726c${"00".repeat(16)}
      00000000 0600 0000 ffffffff ${"00".repeat(20)} ${ETHERNET} ${UDP_IN_IP}`),
    lines: ["pktap@0+108", 'pktap.ifname@12+24="en0"', "pktap.pid@52+4=12345", 'pktap.cmdname@56+20="curl"'],
  },
  "Linux NFLOG": {
    linkType: 239, stack: "nflog:ip:udp:data",
    bytes: bytesOf(`02000005 0800010008000100 0800040000000002 09000a00696e3a2000 000000 24000900 ${UDP_IN_IP}`),
    lines: ["nflog.res_id@2+2=5", "nflog.protocol@8+2=2048", "nflog.hook@10+1=1", "nflog.ifindex_indev@16+4=2", "nflog.tlv@20+9=09000a00696e3a2000", 'nflog.prefix@24+5="in: "'],
  },
  "a private link type": { linkType: 150, bytes: bytesOf("01020304"), stack: "user_dlt:data", lines: ["user_dlt@0+4"] },
  "Juniper's header": {
    linkType: 178, bytes: bytesOf(`4d474381 0009 030101 04044b010000 ${ETHERNET} ${UDP_IN_IP}`), stack: "juniper:eth:ethertype:ip:udp:data",
    lines: ["juniper.magic-number@0+3=5064515", "juniper.direction@3+1=1", "juniper.ext_total_len@4+2=9", "juniper.ext.ifmt@8+1=1", "juniper.ext.ifl@11+4=331"],
  },
};

describe.each(Object.entries(CASES))("%s", (_name, { linkType, bytes, stack, lines }) => {
  it("gives what it carries to its protocol", () => {
    dissectAll([{ bytes, linkType }], (d) => {
      expect(d.stack.join(":")).toBe(stack);
      expect(d.conversationsOfPacket).toHaveLength(stack.includes("udp") ? 1 : 0);
    });
  });
  it("shows its fields", () => {
    expect(treeLines({ bytes, linkType }).map((line) => line.trim())).toEqual(expect.arrayContaining([...lines]));
  });
  it("stands cut and damaged bytes", () => { harden(bytes, { linkType, flips: 150 }); });
});
