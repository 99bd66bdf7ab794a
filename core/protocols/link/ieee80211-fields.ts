/** Fields of IEEE 802.11 frames (IEEE 802.11-2020 §9.2, §9.3). */
import { bool, ether, heading, protocol, string, u16, u24, u32, u8 } from "../../fields/declare";
import { checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const le = { littleEndian: true };
const resolved = (what: string) => string(`${what} (resolved)`);
const YES = ["Yes", "No"] as const;

/** Names of frames by type (upper four bits) and subtype (§9.2.4.1.3). */
export const FRAME_NAMES = values({
  0: "Association Request", 1: "Association Response", 2: "Reassociation Request", 3: "Reassociation Response", 4: "Probe Request", 5: "Probe Response",
  6: "Measurement Pilot", 8: "Beacon frame", 9: "ATIM", 10: "Disassociate", 11: "Authentication", 12: "Deauthentication", 13: "Action", 14: "Action No Ack",
  18: "Trigger", 20: "Beamforming Report Poll", 21: "VHT/HE NDP Announcement", 23: "Control Wrapper", 24: "802.11 Block Ack Req", 25: "802.11 Block Ack",
  26: "Power-Save poll", 27: "Request-to-send", 28: "Clear-to-send", 29: "Acknowledgement", 30: "CF-End (Control-frame)", 31: "CF-End + CF-Ack (Control-frame)",
  32: "Data", 33: "Data + CF-Ack", 34: "Data + CF-Poll", 35: "Data + CF-Ack + CF-Poll", 36: "Null function (No data)", 37: "Acknowledgement (No data)",
  38: "CF-Poll (No data)", 39: "CF-Ack/Poll (No data)", 40: "QoS Data", 41: "QoS Data + CF-Acknowledgment", 42: "QoS Data + CF-Poll",
  43: "QoS Data + CF-Ack + CF-Poll", 44: "QoS Null function (No data)", 46: "QoS CF-Poll (No Data)", 47: "QoS CF-Ack + CF-Poll (No data)",
  48: "DMG Beacon", 49: "S1G Beacon",
});

export const wlan = protocol("wlan", "IEEE 802.11 wireless LAN", {
  "fc.type_subtype": u16("Type/Subtype", { display: "hex", values: FRAME_NAMES, help: "Kind of frame: type and subtype in one number." }),
  "fc": u16("Frame Control Field", { display: "hex" }),
  "fc.version": u8("Version", { mask: 0x03 }),
  "fc.type": u8("Type", { mask: 0x0c, values: values({ 0: "Management frame", 1: "Control frame", 2: "Data frame", 3: "Extension frame" }) }),
  "fc.subtype": u8("Subtype", { mask: 0xf0 }),
  "flags": u8("Flags", { display: "hex" }),
  "fc.ds": u8("DS status", {
    mask: 0x03, display: "hex",
    values: values({ 0: "Within one cell, or not of the distribution system", 1: "From a station to the access point", 2: "From the access point to a station", 3: "Between access points or mesh stations" }),
    help: "Whether the frame enters or leaves the distribution system.",
  }),
  "fc.tods": bool("To DS", { mask: 0x01, words: ["Frame is entering DS", "Frame is not entering DS"] }),
  "fc.fromds": bool("From DS", { mask: 0x02, words: ["Frame is exiting DS", "Frame is not exiting DS"] }),
  "fc.frag": bool("More Fragments", { mask: 0x04, words: ["More fragments follow", "This is the last fragment"] }),
  "fc.retry": bool("Retry", { mask: 0x08, words: ["Frame is being retransmitted", "Frame is not being retransmitted"] }),
  "fc.pwrmgt": bool("PWR MGT", { mask: 0x10, words: ["STA will go to sleep", "STA will stay up"] }),
  "fc.moredata": bool("More Data", { mask: 0x20, words: ["Data is buffered for STA at AP", "No data buffered"] }),
  "fc.protected": bool("Protected flag", { mask: 0x40, words: ["Data is protected", "Data is not protected"] }),
  "fc.order": bool("+HTC/Order flag", { mask: 0x80, words: ["Strictly ordered", "Not strictly ordered"] }),
  "duration": u16("Duration", { mask: 0x7fff, unit: "microseconds", ...le, help: "Time for which the medium stays taken after the frame." }),
  "aid": u16("Association ID", { mask: 0x3fff, ...le }),
  "ra": ether("Receiver address", { help: "Station that takes the frame off the air." }), "ra_resolved": resolved("Receiver address"),
  "ta": ether("Transmitter address", { help: "Station that put the frame on the air." }), "ta_resolved": resolved("Transmitter address"),
  "da": ether("Destination address", { help: "Station that the payload is for." }), "da_resolved": resolved("Destination address"),
  "sa": ether("Source address", { help: "Station that the payload comes from." }), "sa_resolved": resolved("Source address"),
  "bssid": ether("BSS Id", { help: "Names the cell, as a rule by its access point's address." }), "bssid_resolved": resolved("BSS Id"),
  "staa": ether("STA address", { help: "The station that is no access point." }), "staa_resolved": resolved("STA address"),
  "addr": ether("Hardware address"), "addr_resolved": resolved("Hardware address"),
  "frag": u16("Fragment number", { mask: 0x000f, ...le }),
  "seq": u16("Sequence number", { mask: 0xfff0, ...le }),
  "fcs": u32("Frame check sequence", { display: "hex", ...le }),
  "fcs.status": u8("FCS Status", { values: checksumStatus }),
  "qos": u16("Qos Control", { display: "hex", ...le }),
  "qos.tid": u16("TID", { mask: 0x000f, ...le }),
  "qos.priority": u16("Priority", {
    mask: 0x0007, ...le,
    values: values({
      0: "Best Effort (Best Effort)", 1: "Background (Background)", 2: "Spare (Background)", 3: "Excellent Effort (Best Effort)", 4: "Controlled Load (Video)",
      5: "Video (Video)", 6: "Voice (Voice)", 7: "Network Control (Voice)",
    }),
  }),
  "qos.eosp": bool("EOSP", { mask: 0x0010, words: ["End of service period", "Service period"], ...le }),
  "qos.bit4": bool("QoS bit 4", { mask: 0x0010, words: ["Bits 8-15 give the queue size", "Bits 8-15 give the TXOP duration"], ...le }),
  "qos.ack": u16("Ack Policy", { mask: 0x0060, display: "hex", values: values({ 0: "Normal Ack", 1: "No Ack", 2: "No explicit acknowledgment", 3: "Block Ack" }), ...le }),
  "qos.amsdupresent": bool("Payload Type", { mask: 0x0080, words: ["A-MSDU", "MSDU"], ...le }),
  "qos.txop_limit": u16("TXOP Limit", { mask: 0xff00, ...le }),
  "qos.ps_buf_state": u16("QAP PS Buffer State", { mask: 0xff00, display: "hex", ...le }),
  "qos.buf_state_indicated": bool("Buffer State Indicated", { mask: 0x0200, words: YES, ...le }),
  "qos.highest_pri_buf_ac": u16("Highest-Priority Buffered AC", { mask: 0x0c00, ...le }),
  "qos.qap_buf_load": u16("QAP Buffered Load", { mask: 0xf000, ...le }),
  "qos.txop_dur_req": u16("TXOP Duration Requested", { mask: 0xff00, ...le }),
  "qos.queue_size": u16("Queue Size", { mask: 0xff00, ...le }),
  "htc": u32("HT Control (+HTC)", { display: "hex", ...le }),
  "wep.iv": u24("Initialization Vector", { display: "hex" }),
  "wep.key": u8("Key Index"),
  "wep.icv": u32("WEP ICV", { display: "hex" }),
  "tkip.extiv": string("TKIP Ext. Initialization Vector"),
  "ccmp.extiv": string("CCMP Ext. Initialization Vector"),
}, { short: "802.11", help: "Frames of wireless local networks." });

export const wlanAggregate = protocol("wlan_aggregate", "IEEE 802.11 Aggregate MSDU", {
  "a_mdsu.subframe": heading("A-MSDU Subframe", { help: "One packet of several that a frame carries (§9.3.2.2)." }),
  "a_mdsu.length": u16("A-MSDU Length"),
}, { short: "802.11 Aggregate" });
