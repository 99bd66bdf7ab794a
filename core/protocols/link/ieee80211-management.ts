/** Bodies of IEEE 802.11 management frames: fixed parameters, then tagged ones (IEEE 802.11-2020 §9.3.3, §9.4). */
import type { Dissection } from "../../dissect/dissection";
import { bool, bytes, ether, heading, protocol, u16, u24, u32, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const le = { littleEndian: true };
const at = (name: string) => ({ name: `wlan.${name}` });
const capability = (key: string, label: string, mask: number, words: readonly [string, string] = ["Implemented", "Not Implemented"]) =>
  bool(label, { ...at(`fixed.capabilities.${key}`), mask, words, ...le });
const reserved = (number: number, mask: number) => u16("Reserved", { ...at(`fixed.capabilities.reserved${number}`), mask, ...le });

const TAGS = values({
  0: "SSID parameter set", 1: "Supported Rates", 2: "FH Parameter set", 3: "DS Parameter set", 4: "CF Parameter set", 5: "Traffic Indication Map (TIM)",
  6: "IBSS Parameter set", 7: "Country Information", 10: "Request", 11: "QBSS Load Element", 12: "EDCA Parameter Set", 16: "Challenge text", 32: "Power Constraint",
  33: "Power Capability", 36: "Supported Channels", 37: "Channel Switch Announcement", 42: "ERP Information", 45: "HT Capabilities", 46: "QoS Capability",
  48: "RSN Information", 50: "Extended Supported Rates", 54: "Mobility Domain", 55: "Fast BSS Transition", 59: "Supported Operating Classes",
  61: "HT Information", 70: "RM Enabled Capabilities", 72: "20/40 BSS Coexistence", 74: "Overlapping BSS Scan Parameters", 107: "Interworking",
  113: "Mesh Configuration", 114: "Mesh ID", 127: "Extended Capabilities", 191: "VHT Capabilities", 192: "VHT Operation", 195: "Tx Power Envelope",
  221: "Vendor Specific", 255: "Element ID Extension",
});

const wlanManagement = protocol("wlan.mgt", "IEEE 802.11 Wireless Management", {
  "fixed.all": heading("Fixed parameters", at("fixed.all")),
  "fixed.timestamp": u64("Timestamp", { ...at("fixed.timestamp"), ...le }),
  "fixed.beacon": u32("Beacon Interval", { ...at("fixed.beacon"), ...le, help: "Time between beacons in units of 1,024 microseconds." }),
  "fixed.capabilities": u16("Capabilities Information", { ...at("fixed.capabilities"), display: "hex", ...le }),
  "capabilities.ess": capability("ess", "ESS capabilities", 0x0001, ["Transmitter is an AP", "Transmitter is a STA"]),
  "capabilities.ibss": capability("ibss", "IBSS status", 0x0002, ["Transmitter belongs to an IBSS", "Transmitter belongs to a BSS"]),
  "capabilities.reserved1": reserved(1, 0x0004), "capabilities.reserved2": reserved(2, 0x0008),
  "capabilities.privacy": capability("privacy", "Privacy", 0x0010, ["Data confidentiality required", "Data confidentiality not required"]),
  "capabilities.short_preamble": capability("short_preamble", "Short Preamble", 0x0020, ["Allowed", "Not Allowed"]),
  "capabilities.reserved3": reserved(3, 0x0040), "capabilities.reserved4": reserved(4, 0x0080),
  "capabilities.spec_man": capability("spec_man", "Spectrum Management", 0x0100),
  "capabilities.qos": capability("qos", "QoS", 0x0200),
  "capabilities.short_slot_time": capability("short_slot_time", "Short Slot Time", 0x0400, ["In use", "Not in use"]),
  "capabilities.apsd": capability("apsd", "Automatic Power Save Delivery", 0x0800),
  "capabilities.radio_measurement": capability("radio_measurement", "Radio Measurement", 0x1000),
  "capabilities.epd": capability("epd", "EPD", 0x2000),
  "capabilities.reserved5": reserved(5, 0x4000), "capabilities.reserved6": reserved(6, 0x8000),
  "fixed.listen_ival": u16("Listen Interval", { ...at("fixed.listen_ival"), display: "hex", ...le }),
  "fixed.current_ap": ether("Current AP", at("fixed.current_ap")),
  "fixed.status_code": u16("Status code", { ...at("fixed.status_code"), display: "hex", ...le, help: "0 for success, else why the request was refused." }),
  "fixed.aid": u16("Association ID", { ...at("fixed.aid"), mask: 0x3fff, display: "hex", ...le }),
  "fixed.reason_code": u16("Reason code", { ...at("fixed.reason_code"), display: "hex", ...le, help: "Why the station leaves or is sent away." }),
  "fixed.auth.alg": u16("Authentication Algorithm", { ...at("fixed.auth.alg"), values: values({ 0: "Open System", 1: "Shared key", 2: "Fast BSS Transition", 3: "Simultaneous Authentication of Equals (SAE)" }), ...le }),
  "fixed.auth_seq": u16("Authentication SEQ", { ...at("fixed.auth_seq"), display: "hex", ...le }),
  "tagged.all": heading("Tagged parameters", at("tagged.all")),
  "tag": heading("Tag", at("tag")),
  "tag.number": u8("Tag Number", { ...at("tag.number"), values: TAGS }),
  "tag.length": u8("Tag length", at("tag.length")),
  "tag.data": bytes("Tag Data", at("tag.data")),
  "ssid": bytes("SSID", { ...at("ssid"), help: "Name of the network." }),
  "supported_rates": u8("Supported Rates", { ...at("supported_rates"), display: "hex" }),
  "extended_supported_rates": u8("Extended Supported Rates", { ...at("extended_supported_rates"), display: "hex" }),
  "ds.current_channel": u8("Current Channel", at("ds.current_channel")),
  "erp_info": u8("ERP Information", { ...at("erp_info"), display: "hex" }),
  "erp_info.erp_present": bool("Non ERP Present", { ...at("erp_info.erp_present"), mask: 0x01 }),
  "erp_info.use_protection": bool("Use Protection", { ...at("erp_info.use_protection"), mask: 0x02 }),
  "erp_info.barker_preamble_mode": bool("Barker Preamble Mode", { ...at("erp_info.barker_preamble_mode"), mask: 0x04 }),
  "erp_info.reserved": u8("Reserved", { ...at("erp_info.reserved"), mask: 0xf8, display: "hex" }),
  "tag.oui": u24("OUI", at("tag.oui")),
  "tag.vendor.oui.type": u8("Vendor Specific OUI Type", at("tag.vendor.oui.type")),
}, { short: "802.11 MGT" });

const { f } = wlanManagement;
const CAPABILITIES = wlanManagement.fields.filter((field) => field.name.startsWith("wlan.fixed.capabilities."));
const ERP = [f["erp_info.erp_present"], f["erp_info.use_protection"], f["erp_info.barker_preamble_mode"], f["erp_info.reserved"]];

const ASSOCIATION_REQUEST = 0, ASSOCIATION_RESPONSE = 1, REASSOCIATION_REQUEST = 2, REASSOCIATION_RESPONSE = 3, PROBE_REQUEST = 4, PROBE_RESPONSE = 5;
const BEACON = 8, DISASSOCIATION = 10, AUTHENTICATION = 11, DEAUTHENTICATION = 12;
/** Bytes of the fixed parameters. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [ASSOCIATION_REQUEST, 4], [ASSOCIATION_RESPONSE, 6], [REASSOCIATION_REQUEST, 10], [REASSOCIATION_RESPONSE, 6], [PROBE_REQUEST, 0], [PROBE_RESPONSE, 12],
  [BEACON, 12], [DISASSOCIATION, 2], [AUTHENTICATION, 6], [DEAUTHENTICATION, 2],
]);

/** Whether frames of a management subtype have a body. */
export function isManagementBody(subtype: number): boolean { return subtype !== 9; }

function capabilities(d: Dissection): void { d.flags(f["fixed.capabilities"], CAPABILITIES); }

function fixed(d: Dissection, subtype: number): void {
  switch (subtype) {
    case ASSOCIATION_REQUEST: capabilities(d); d.read(f["fixed.listen_ival"]); break;
    case REASSOCIATION_REQUEST: capabilities(d); d.read(f["fixed.listen_ival"]); d.read(f["fixed.current_ap"]); break;
    case ASSOCIATION_RESPONSE: case REASSOCIATION_RESPONSE: capabilities(d); d.read(f["fixed.status_code"]); d.read(f["fixed.aid"]); break;
    case PROBE_RESPONSE: case BEACON: {
      d.read(f["fixed.timestamp"]);
      const interval = d.read(f["fixed.beacon"], 2);
      if (d.columns) d.appendInfo(`, BI=${interval}`);
      capabilities(d);
      break;
    }
    case AUTHENTICATION: d.read(f["fixed.auth.alg"]); d.read(f["fixed.auth_seq"]); d.read(f["fixed.status_code"]); break;
    default: d.read(f["fixed.reason_code"]);
  }
}

/** The body of a management frame in [start, end), as a node of its own beside the frame's. */
export function management(d: Dissection, subtype: number, start: number, end: number): void {
  d.open(wlanManagement.node, start, Math.max(0, Math.min(end, d.end) - start));
  const size = FIXED.get(subtype);
  d.pos = start;
  if (size === undefined) { d.close(); return; }
  if (size > 0) {
    d.open(f["fixed.all"], start, size, undefined, d.drawing ? `Fixed parameters (${size} bytes)` : undefined);
    fixed(d, subtype);
    d.close();
  }
  d.pos = start + size;
  if (d.pos < end) {
    d.open(f["tagged.all"], d.pos, end - d.pos, undefined, d.drawing ? `Tagged parameters (${end - d.pos} bytes)` : undefined);
    while (d.pos < end) tag(d);
    d.close();
  }
  d.close();
}

function tag(d: Dissection): void {
  const begin = d.pos, number = d.u8(begin), length = d.u8(begin + 1), body = begin + 2;
  d.need(body, length);
  d.open(f.tag, begin, 2 + length, undefined, d.drawing ? `Tag: ${TAGS.name(number) ?? `Reserved (${number})`}` : undefined);
  d.read(f["tag.number"]);
  d.read(f["tag.length"]);
  switch (number) {
    case 0: {
      d.item(f.ssid, body, length);
      if (d.columns) d.appendInfo(`, SSID=${length === 0 ? "Wildcard (Broadcast)" : `"${d.text(body, length)}"`}`);
      break;
    }
    case 1: for (let i = 0; i < length; i++) d.item(f.supported_rates, body + i); break;
    case 50: for (let i = 0; i < length; i++) d.item(f.extended_supported_rates, body + i); break;
    case 3: if (length > 0) d.item(f["ds.current_channel"], body); break;
    case 42: if (length > 0) d.flags(f.erp_info, ERP); break;
    case 221:
      if (length < 4) break;
      d.item(f["tag.oui"], body);
      d.item(f["tag.vendor.oui.type"], body + 3);
      break;
    default: break;
  }
  d.close();
  d.pos = body + length;
}
