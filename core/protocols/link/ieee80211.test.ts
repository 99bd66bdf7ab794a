import { describe, expect, it } from "vitest";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";
import "../all";

const FIRST = "020000000001", SECOND = "020000000002", THIRD = "020000000003";
const LLC = "aaaa03000000 0800";
const UDP_IN_IP = "45000020000100004011000 0c0000201c0000202 c350c351000c0000 01020304";
const RADIOTAP = 127, PLAIN = 105;

/** Radiotap with clock, flags, rate, channel, signal, antenna and receive flags, then QoS data to the access point with its check sequence. */
const QOS_DATA = bytesOf(`
  00001a00 2f480000 1027000000000000 10 0c 6c09c000 d8 01 0000
  88012c00 ${FIRST} ${SECOND} ${THIRD} 1000 0600 ${LLC} ${UDP_IN_IP} 78563412`);

/** Radiotap with flags, channel and modulation of high throughput, then a frame encrypted with CCMP. */
const ENCRYPTED = bytesOf(`
  00001100 0a000800 10 00 6c098004 1f0107
  88422c00 ${FIRST} ${SECOND} ${THIRD} 1000 0600 1100002000000000 aabbccdd 78563412`);

const BEACON = bytesOf(`
  80000000 ffffffffffff ${SECOND} ${SECOND} 2000
  0102030405060708 6400 1104 0003616263 010282 84 030106 2a0104 dd040050f204`);

/** Two packets in one frame from the access point. */
const AGGREGATE = bytesOf(`
  88022c00 ${FIRST} ${SECOND} ${THIRD} 1000 8000
  ${FIRST} ${THIRD} 0028 ${LLC} ${UDP_IN_IP} 0000 ${FIRST} ${THIRD} 0028 ${LLC} ${UDP_IN_IP}`);

const trimmed = (lines: readonly string[]): string[] => lines.map((line) => line.trim());

describe("radiotap", () => {
  const lines = trimmed(treeLines({ bytes: QOS_DATA, linkType: RADIOTAP }, "radiotap"));
  it("reads the fields that its present word names, each at its alignment", () => {
    expect(lines).toEqual(expect.arrayContaining([
      "radiotap@0+26", "radiotap.length@2+2=26", "radiotap.present.word@4+4=18479", "radiotap.present.antenna@4+4=1", "radiotap.mactime@8+8=10000",
      "radiotap.flags.fcs@16+1=1", "radiotap.datarate@17+1=6", "radiotap.channel.freq@18+2=2412", "radiotap.channel.flags@20+2=192",
      "radiotap.channel.flags.ofdm@20+2=1", "radiotap.dbm_antsignal@22+1=-40", "radiotap.antenna@23+1=1", "radiotap.rxflags@24+2=0",
    ]));
  });
  it("works out the rate of a high-throughput frame", () => {
    expect(trimmed(treeLines({ bytes: ENCRYPTED, linkType: RADIOTAP }, "radiotap"))).toEqual(expect.arrayContaining([
      "radiotap.mcs.known@14+1=31", "radiotap.mcs.bw@15+1=1", "radiotap.mcs.index@16+1=7", "radiotap.datarate@14+3=135",
    ]));
  });
  it("gives the time on the air", () => {
    const radio = trimmed(treeLines({ bytes: QOS_DATA, linkType: RADIOTAP }, "wlan_radio"));
    expect(radio).toEqual(expect.arrayContaining([
      "wlan_radio.phy@26+0=6", "wlan_radio.channel@26+0=1", "wlan_radio.frequency@26+0=2412", "wlan_radio.signal_dbm@26+0=-40", "wlan_radio.preamble@26+0=20",
    ]));
  });
  it("says that a header is too short", () => {
    expect(trimmed(treeLines({ bytes: bytesOf("00000400 00000000"), linkType: RADIOTAP }))).toContain("radiotap.length.invalid@0+0");
  });
  it("stands cut and damaged bytes", () => { harden(QOS_DATA, { linkType: RADIOTAP }); harden(ENCRYPTED, { linkType: RADIOTAP }); });
});

describe("IEEE 802.11", () => {
  it("places the addresses of a frame to the access point", () => {
    const lines = trimmed(treeLines({ bytes: QOS_DATA, linkType: RADIOTAP }, "wlan"));
    expect(lines).toEqual(expect.arrayContaining([
      "wlan@26+26", "wlan.fc.type_subtype@26+1=40", "wlan.fc@26+2=34817", "wlan.fc.tods@27+1=1", "wlan.duration@28+2=44",
      "wlan.ra@30+6=02:00:00:00:00:01", "wlan.ta@36+6=02:00:00:00:00:02", "wlan.da@42+6=02:00:00:00:00:03", "wlan.sa@36+6=02:00:00:00:00:02",
      "wlan.bssid@30+6=02:00:00:00:00:01", "wlan.staa@36+6=02:00:00:00:00:02", "wlan.seq@48+2=1", "wlan.qos.tid@50+2=6", "wlan.fcs@92+4=305419896",
    ]));
  });
  it("gives the packet inside to its protocol and enters its conversation", () => {
    dissectAll([{ bytes: QOS_DATA, linkType: RADIOTAP }], (d) => {
      expect(d.stack.join(":")).toBe("radiotap:wlan_radio:wlan:llc:ip:udp:data");
      expect(d.conversationsOfPacket).toHaveLength(1);
    });
  });
  it("leaves an encrypted payload as data behind its parameters", () => {
    dissectAll([{ bytes: ENCRYPTED, linkType: RADIOTAP }], (d) => {
      expect(d.stack.join(":")).toBe("radiotap:wlan_radio:wlan:data");
      expect(d.info).toBe("QoS Data, SN=1, FN=0, Flags=.p....F.C");
    });
    expect(trimmed(treeLines({ bytes: ENCRYPTED, linkType: RADIOTAP }, "wlan"))).toContain('wlan.ccmp.extiv@43+8="0x000000000011"');
  });
  it("reads a beacon's parameters", () => {
    const lines = trimmed(treeLines({ bytes: BEACON, linkType: PLAIN }, "wlan.mgt"));
    expect(lines).toEqual(expect.arrayContaining([
      "wlan.mgt@24+33", "wlan.fixed.all@24+12", "wlan.fixed.timestamp@24+8=578437695752307201", "wlan.fixed.beacon@32+2=100", "wlan.fixed.capabilities@34+2=1041",
      "wlan.ssid@38+3=616263", "wlan.supported_rates@43+1=130", "wlan.ds.current_channel@47+1=6", "wlan.erp_info.barker_preamble_mode@50+1=1",
    ]));
    dissectAll([{ bytes: BEACON, linkType: PLAIN }], (d) => expect(d.info).toBe('Beacon frame, SN=2, FN=0, Flags=........, BI=100, SSID="abc"'));
  });
  it("shows who receives an acknowledgement", () => {
    dissectAll([{ bytes: bytesOf(`d4000000 ${FIRST}`), linkType: PLAIN }], (d) => {
      expect(d.info).toBe("Acknowledgement, Flags=........");
      expect(d.state.addresses.text(d.destination)).toBe("02:00:00:00:00:01 (RA)");
    });
  });
  it("takes the packets out of an aggregate", () => {
    dissectAll([{ bytes: AGGREGATE, linkType: PLAIN }], (d) => expect(d.stack.join(":")).toBe("wlan:llc:ip:udp:data:llc:ip:udp:data"));
    expect(trimmed(treeLines({ bytes: AGGREGATE, linkType: PLAIN }, "wlan_aggregate"))).toEqual([
      "wlan_aggregate@26+110", "wlan_aggregate.a_mdsu.subframe@26+56", "wlan_aggregate.a_mdsu.length@38+2=40",
      "wlan_aggregate.a_mdsu.subframe@82+54", "wlan_aggregate.a_mdsu.length@94+2=40",
    ]);
  });
  it("stands cut and damaged bytes", () => { harden(BEACON, { linkType: PLAIN }); harden(AGGREGATE, { linkType: PLAIN }); });
});
