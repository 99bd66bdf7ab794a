import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000048000100004011f6a0c0000201c0000202 # IPv4
  013f013f00340000 # UDP
  0002002c00000200000000000001000000000000020000fffe00000100010007000000006553f1000000000a
`);

describe("ptp", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "ptp")).toEqual([
      "ptp@42+44",
      " ptp.v2.majorsdoid@42+1=0",
      " ptp.v2.messagetype@42+1=0",
      " ptp.v2.minorversionptp@43+1=0",
      " ptp.v2.versionptp@43+1=2",
      " ptp.v2.messagelength@44+2=44",
      " ptp.v2.domainnumber@46+1=0",
      " ptp.v2.minorsdoid@47+1=0",
      " ptp.v2.flags@48+2=512",
      "  ptp.v2.flags.security@48+2=0",
      "  ptp.v2.flags.specific2@48+2=0",
      "  ptp.v2.flags.specific1@48+2=0",
      "  ptp.v2.flags.unicast@48+2=0",
      "  ptp.v2.flags.twostep@48+2=1",
      "  ptp.v2.flags.alternatemaster@48+2=0",
      "  ptp.v2.flags.synchronizationUncertain@48+2=0",
      "  ptp.v2.flags.frequencytraceable@48+2=0",
      "  ptp.v2.flags.timetraceable@48+2=0",
      "  ptp.v2.flags.timescale@48+2=0",
      "  ptp.v2.flags.utcreasonable@48+2=0",
      "  ptp.v2.flags.li59@48+2=0",
      "  ptp.v2.flags.li61@48+2=0",
      "  ptp.v2.correction.ns@50+6=1",
      "  ptp.v2.correction.subns@56+2=0",
      " ptp.v2.messagetypespecific@58+4=0",
      " ptp.v2.clockidentity@62+8=144116287553929217",
      "  ptp.v2.clockidentity_manuf@62+3=020000",
      " ptp.v2.sourceportid@70+2=1",
      " ptp.v2.sequenceid@72+2=7",
      " ptp.v2.controlfield@74+1=0",
      " ptp.v2.logmessageperiod@75+1=0",
      " ptp.v2.sdr.origintimestamp.seconds@76+6=1700000000",
      " ptp.v2.sdr.origintimestamp.nanoseconds@82+4=10",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:ptp", "PTPv2", "Sync Message"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
