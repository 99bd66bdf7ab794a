/** Precision Time Protocol, version 2 (IEEE 1588-2019 §13), over UDP and Ethernet; signalling and management are read up to their header. */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bytes, double, i16, i32, i8, protocol, string, u16, u24, u32, u64, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const v2MajorsdoidNames = values({
  1: "gPTP Domain", 2: "CMLDS",
});
const v2MessagetypeNames = values({
  0: "Sync Message", 1: "Delay_Req Message", 2: "Peer_Delay_Req Message", 3: "Peer_Delay_Resp Message", 8: "Follow_Up Message",
  9: "Delay_Resp Message", 10: "Peer_Delay_Resp_Follow_Up Message", 11: "Announce Message", 12: "Signalling Message", 13: "Management Message",
});
const v2ControlfieldNames = values({
  0: "Sync Message", 1: "Delay_Req Message", 2: "Follow_Up Message", 3: "Delay_Resp Message", 4: "Management Message", 5: "Other Message",
});
const v2TimesourceNames = values({
  16: "ATOMIC_CLOCK", 32: "GPS", 48: "TERRESTRIAL_RADIO", 64: "PTP", 80: "NTP", 96: "HAND_SET", 144: "OTHER", 160: "INTERNAL_OSCILLATOR",
  255: "reserved",
});
const v2AnGrandmasterclockaccuracyNames = values({
  32: "The time is accurate to within 25 ns", 33: "The time is accurate to within 100 ns", 34: "The time is accurate to within 250 ns",
  35: "The time is accurate to within 1 us", 36: "The time is accurate to within 2,5 us", 37: "The time is accurate to within 10 us",
  38: "The time is accurate to within 25 us", 39: "The time is accurate to within 100 us", 40: "The time is accurate to within 250 us",
  41: "The time is accurate to within 1 ms", 42: "The time is accurate to within 2,5 ms", 43: "The time is accurate to within 10 ms",
  44: "The time is accurate to within 25 ms", 45: "The time is accurate to within 100 ms", 46: "The time is accurate to within 250 ms",
  47: "The time is accurate to within 1 s", 48: "The time is accurate to within 10 s", 49: "The time is accurate to >10 s", 50: "reserved",
  128: "For use by alternate PTP profiles", 254: "Accuracy Unknown", 255: "reserved",
});
const v2AnTlvTypeNames = values({
  0: "Reserved", 1: "Management", 2: "Management error status", 3: "Organization extension", 4: "Request unicast transmission",
  5: "Grant unicast transmission", 6: "Cancel unicast transmission", 7: "Acknowledge cancel unicast transmission", 8: "Path trace",
  9: "Alternate time offset indicator", 8192: "Authentication", 8193: "Authentication challenge", 8194: "Security association update",
  8195: "Cum. freq. scale factor offset",
});
const v2AnOeOrganizationSubTypeNames = values({
  1: "IEEE_C37_238 TLV", 2: "IEEE_C37_238_2017 TLV", 14593281: "White Rabbit",
});
const v2AnOeCernWrWrMessageIDNames = values({
  0: "NULL_WR_TLV", 4096: "SLAVE_PRESENT", 4097: "LOCK", 4098: "LOCKED", 4099: "CALIBRATE", 4100: "CALIBRATED", 4101: "WR_MODE_ON", 8192: "ANN_SUFIX",
});
const v2AnOeCernWrWrFlagsWrConfigNames = values({
  0: "NON WR", 1: "WR_M_ONLY", 2: "WR_S_ONLY", 3: "WR_M_AND_S",
});

export const ptp = protocol("ptp", "Precision Time Protocol (IEEE1588)", {
  "v2.majorsdoid": u8("majorSdoId", { mask: 0xf0, display: "hex", values: v2MajorsdoidNames }),
  "v2.messagetype": u8("messageType", { mask: 0xf, display: "hex", values: v2MessagetypeNames }),
  "v2.minorversionptp": u8("minorVersionPTP", { mask: 0xf0 }),
  "v2.versionptp": u8("versionPTP", { mask: 0xf }),
  "v2.messagelength": u16("messageLength"),
  "v2.minorsdoid": u8("minorSdoId"),
  "v2.domainnumber": u8("domainNumber"),
  "v2.flags": u16("flags", { display: "hex" }),
  "v2.flags.alternatemaster": u16("PTP_ALTERNATE_MASTER", { mask: 0x100, words: ["True", "False"] }),
  "v2.flags.twostep": u16("PTP_TWO_STEP", { mask: 0x200, words: ["True", "False"] }),
  "v2.flags.unicast": u16("PTP_UNICAST", { mask: 0x400, words: ["True", "False"] }),
  "v2.flags.specific1": u16("PTP profile Specific 1", { mask: 0x2000, words: ["True", "False"] }),
  "v2.flags.specific2": u16("PTP profile Specific 2", { mask: 0x4000, words: ["True", "False"] }),
  "v2.flags.security": u16("PTP_SECURITY", { mask: 0x8000, words: ["True", "False"] }),
  "v2.flags.li61": u16("PTP_LI_61", { mask: 0x1, words: ["True", "False"] }),
  "v2.flags.li59": u16("PTP_LI_59", { mask: 0x2, words: ["True", "False"] }),
  "v2.flags.utcreasonable": u16("PTP_UTC_REASONABLE", { mask: 0x4, words: ["True", "False"] }),
  "v2.flags.timescale": u16("PTP_TIMESCALE", { mask: 0x8, words: ["True", "False"] }),
  "v2.flags.timetraceable": u16("TIME_TRACEABLE", { mask: 0x10, words: ["True", "False"] }),
  "v2.flags.frequencytraceable": u16("FREQUENCY_TRACEABLE", { mask: 0x20, words: ["True", "False"] }),
  "v2.flags.synchronizationUncertain": u16("SYNCHRONIZATION_UNCERTAIN", { mask: 0x40, words: ["True", "False"] }),
  "v2.messagetypespecific": u32("messageTypeSpecific"),
  "v2.correction.ns": u64("correction"),
  "v2.correction.subns": double("correctionSubNs"),
  "v2.clockidentity": u64("ClockIdentity", { display: "hex" }),
  "v2.clockidentity_manuf": bytes("MAC Vendor"),
  "v2.sourceportid": u16("SourcePortID"),
  "v2.sequenceid": u16("sequenceId"),
  "v2.controlfield": u8("controlField", { values: v2ControlfieldNames }),
  "v2.logmessageperiod": i8("logMessagePeriod"),
  "v2.an.origintimestamp.seconds": u64("originTimestamp (seconds)"),
  "v2.an.origintimestamp.nanoseconds": i32("originTimestamp (nanoseconds)"),
  "v2.an.origincurrentutcoffset": i16("originCurrentUTCOffset"),
  "v2.timesource": u8("TimeSource", { display: "hex", values: v2TimesourceNames }),
  "v2.an.localstepsremoved": u16("localStepsRemoved"),
  "v2.an.grandmasterclockidentity": u64("grandmasterClockIdentity", { display: "hex" }),
  "v2.an.grandmasterclockclass": u8("grandmasterClockClass"),
  "v2.an.grandmasterclockaccuracy": u8("grandmasterClockAccuracy", { display: "hex", values: v2AnGrandmasterclockaccuracyNames }),
  "v2.an.grandmasterclockvariance": u16("grandmasterClockVariance"),
  "v2.an.priority1": u8("priority1"),
  "v2.an.priority2": u8("priority2"),
  "v2.an.tlvType": u16("tlvType", { values: v2AnTlvTypeNames }),
  "v2.an.lengthField": u16("lengthField"),
  "v2.an.oe.organizationId": u24("organizationId"),
  "v2.an.oe.organizationSubType": u24("organizationSubType", { display: "hex", values: v2AnOeOrganizationSubTypeNames }),
  "v2.an.oe.dataField": bytes("dataField"),
  "v2.an.oe.cern.wr.wrMessageID": u16("wrMessageID", { display: "hex", values: v2AnOeCernWrWrMessageIDNames }),
  "v2.an.oe.cern.wr.wrFlags": u16("wrFlags", { display: "hex" }),
  "v2.an.oe.cern.wr.wrFlags.wrConfig": u16("wrConfig", { mask: 0x3, display: "hex", values: v2AnOeCernWrWrFlagsWrConfigNames }),
  "v2.an.oe.cern.wr.wrFlags.calibrated": u16("calibrated", { mask: 0x4, words: ["True", "False"] }),
  "v2.an.oe.cern.wr.wrFlags.wrModeOn": u16("wrModeOn", { mask: 0x8, words: ["True", "False"] }),
  "v2.an.oe.grandmasterID": u16("grandmasterID"),
  "v2.an.oe.grandmasterTimeInaccuracy": u32("grandmasterTimeInaccuracy (nanoseconds)"),
  "v2.an.oe.networkTimeInaccuracy": u32("networkTimeInaccuracy (nanoseconds)"),
  "v2.an.oe.reserved": u16("reserved", { display: "hex" }),
  "v2.an.oe.totalTimeInaccuracy": u32("totalTimeInaccuracy (nanoseconds)"),
  "v2.an.atoi.keyField": u8("keyField"),
  "v2.an.atoi.currentOffset": i32("currentOffset"),
  "v2.an.atoi.jumpSeconds": i32("jumpSeconds"),
  "v2.an.atoi.timeOfNextJump": bytes("timeOfNextJump"),
  "v2.an.atoi.displayName": string("displayName"),
  "v2.an.atoi.displayName.length": u8("length"),
  "v2.an.pathsequence": u64("PathSequence", { display: "hex" }),
  "v2.an.tlv.data": bytes("data"),
  "v2.sdr.origintimestamp.seconds": u64("originTimestamp (seconds)"),
  "v2.sdr.origintimestamp.nanoseconds": i32("originTimestamp (nanoseconds)"),
  "v2.fu.preciseorigintimestamp.seconds": u64("preciseOriginTimestamp (seconds)"),
  "v2.fu.preciseorigintimestamp.nanoseconds": u32("preciseOriginTimestamp (nanoseconds)"),
  "v2.fu.preciseorigintimestamp.32bit": u32("preciseOriginTimestamp (32bit)"),
  "v2.dr.receivetimestamp.seconds": u64("receiveTimestamp (seconds)"),
  "v2.dr.receivetimestamp.nanoseconds": i32("receiveTimestamp (nanoseconds)"),
  "v2.dr.requestingsourceportidentity": u64("requestingSourcePortIdentity", { display: "hex" }),
  "v2.dr.requestingsourceportid": u16("requestingSourcePortId"),
}, { short: "PTPv2" });
const { f } = ptp;

const SYNC = 0, DELAY_REQUEST = 1, FOLLOW_UP = 8, DELAY_RESPONSE = 9, ANNOUNCE = 11;
const FLAGS = [
  f["v2.flags.security"], f["v2.flags.specific2"], f["v2.flags.specific1"], f["v2.flags.unicast"], f["v2.flags.twostep"],
  f["v2.flags.alternatemaster"], f["v2.flags.synchronizationUncertain"], f["v2.flags.frequencytraceable"], f["v2.flags.timetraceable"],
  f["v2.flags.timescale"], f["v2.flags.utcreasonable"], f["v2.flags.li59"], f["v2.flags.li61"],
];

const dissectPtp = dissector(ptp, (d) => {
  const at = d.start;
  if ((d.u8(at + 1) & 15) !== 2) return false;
  const type = d.u8(at) & 15;
  d.setProtocol("PTPv2");
  d.setInfo(v2MessagetypeNames.name(type) ?? `Unknown PTP Message (${type})`);
  d.begin(ptp, Math.min(d.u16(at + 2), d.end - at));
  d.item(f["v2.majorsdoid"], at); d.item(f["v2.messagetype"], at);
  d.item(f["v2.minorversionptp"], at + 1); d.item(f["v2.versionptp"], at + 1);
  d.pos = at + 2;
  d.read(f["v2.messagelength"]); d.read(f["v2.domainnumber"]); d.read(f["v2.minorsdoid"]);
  d.flags(f["v2.flags"], FLAGS);
  correction(d);
  d.read(f["v2.messagetypespecific"]);
  identity(d, f["v2.clockidentity"]);
  d.read(f["v2.sourceportid"]); d.read(f["v2.sequenceid"]); d.read(f["v2.controlfield"]); d.read(f["v2.logmessageperiod"]);
  switch (type) {
    case SYNC: case DELAY_REQUEST: seconds(d, f["v2.sdr.origintimestamp.seconds"]); d.read(f["v2.sdr.origintimestamp.nanoseconds"]); break;
    case FOLLOW_UP: followUp(d); break;
    case DELAY_RESPONSE:
      seconds(d, f["v2.dr.receivetimestamp.seconds"]); d.read(f["v2.dr.receivetimestamp.nanoseconds"]);
      d.read(f["v2.dr.requestingsourceportidentity"]); d.read(f["v2.dr.requestingsourceportid"]);
      break;
    case ANNOUNCE: announce(d); break;
    default:
  }
  return true;
});
attach(dissectPtp, "udp.port", 319, 320);
attach(dissectPtp, "ethertype", 0x88f7);

/** Nanoseconds and 2^-16 parts of one. */
function correction(d: Dissection): void {
  const at = d.pos, whole = d.uint(at, 6), part = d.u16(at + 6) / 65536;
  const nanos = whole >= 2 ** 47 ? whole - 2 ** 48 : whole;
  d.openText(at, 8, d.drawing ? `correctionField: ${(nanos + part).toFixed(6)} nanoseconds` : "");
  d.put(f["v2.correction.ns"], at, 6, BigInt(nanos), d.drawing ? `correction: Ns: ${nanos} nanoseconds` : undefined);
  d.put(f["v2.correction.subns"], at + 6, 2, part);
  d.close();
  d.pos = at + 8;
}

function seconds(d: Dissection, field: Field<bigint>): void {
  d.put(field, d.pos, 6, BigInt(d.uint(d.pos, 6)));
  d.pos += 6;
}

/** A clock's identity begins with its maker's number. */
function identity(d: Dissection, field: Field<bigint>): void {
  const at = d.pos;
  d.read(field);
  // an EUI-48 made longer (IEEE 1588-2008 §7.5.2.2.2)
  if (d.u16(at + 3) !== 0xfffe) return;
  d.push(d.last);
  d.item(f["v2.clockidentity_manuf"], at, 3);
  d.close();
}

function followUp(d: Dissection): void {
  const at = d.pos;
  seconds(d, f["v2.fu.preciseorigintimestamp.seconds"]);
  d.read(f["v2.fu.preciseorigintimestamp.nanoseconds"]);
  // the whole in nanoseconds, as a counter of 32 bits has it
  d.hidden(f["v2.fu.preciseorigintimestamp.32bit"], at, 10, Number((BigInt(d.uint(at, 6)) * 1_000_000_000n + BigInt(d.u32(at + 6))) & 0xffffffffn));
}

function announce(d: Dissection): void {
  seconds(d, f["v2.an.origintimestamp.seconds"]);
  d.read(f["v2.an.origintimestamp.nanoseconds"]); d.read(f["v2.an.origincurrentutcoffset"]);
  d.pos += 1;
  d.read(f["v2.an.priority1"]); d.read(f["v2.an.grandmasterclockclass"]); d.read(f["v2.an.grandmasterclockaccuracy"]);
  d.read(f["v2.an.grandmasterclockvariance"]); d.read(f["v2.an.priority2"]); d.read(f["v2.an.grandmasterclockidentity"]);
  d.read(f["v2.an.localstepsremoved"]); d.read(f["v2.timesource"]);
}
