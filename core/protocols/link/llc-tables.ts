/** Names that logical link control speaks in (IEEE 802.2-1998; SAP and OUI assignments of the IEEE registration authority). */
import { values } from "../../fields/values";

/** Service access points by their whole byte. */
export const SAPS = values({
  0x00: "NULL LSAP", 0x01: "NULL LSAP", 0x02: "LLC Sub-Layer Management", 0x04: "SNA Path Control", 0x06: "TCP/IP", 0x08: "SNA", 0x0c: "SNA",
  0x0e: "PROWAY (IEC955) Network Management and Initialization", 0x10: "NetWare (unofficial?)", 0x14: "ISO Network Layer (OSLAN 1)",
  0x18: "Texas Instruments", 0x20: "ISO Network Layer (unofficial?)", 0x34: "ISO Network Layer (unofficial?)", 0x42: "Spanning Tree BPDU",
  0x4e: "EIA RS-511 Manufacturing Message Service", 0x54: "ISO Network Layer (OSLAN 2)", 0x7e: "ISO 8208 (X.25 over 802.2)", 0x7f: "ISO 802.2",
  0x80: "XNS", 0x82: "BACnet", 0x86: "Nestar", 0x8e: "PROWAY (IEC955) Active Station List Maintenance", 0x98: "ARP", 0xaa: "SNAP",
  0xb4: "HP JetDirect Printer", 0xba: "Banyan Vines", 0xbc: "Banyan Vines", 0xe0: "NetWare", 0xf0: "NetBIOS", 0xf4: "IBM Net Management",
  0xf8: "HP Extended LLC", 0xfa: "Ungermann-Bass", 0xfc: "Remote Program Load", 0xfe: "ISO Network Layer", 0xff: "Global LSAP",
});

/** Functions of unnumbered frames by the modifier bits, shifted down (§5.4.3). */
export const COMMANDS = values({
  0x00: "Unnumbered Information", 0x08: "Unnumbered Poll", 0x10: "Disconnect", 0x18: "Unnumbered Acknowledge", 0x20: "Set Normal Response Mode",
  0x38: "Test", 0x01: "Set Initialization Mode", 0x21: "Frame reject", 0x31: "Configure", 0x03: "Set Asynchronous Response Mode",
  0x0b: "Set Asynchronous Balanced Mode", 0x13: "Set Asynchronous Response Mode Extended", 0x1b: "Set Asynchronous Balanced Mode Extended",
  0x23: "Reset", 0x2b: "Exchange identification", 0x33: "Set Normal Response Mode Extended", 0x3b: "Beacon",
});
export const RESPONSES = values({
  0x00: "Unnumbered Information", 0x08: "Unnumbered Poll", 0x10: "Request Disconnect", 0x18: "Unnumbered Acknowledge", 0x20: "Set Normal Response Mode",
  0x38: "Test", 0x01: "Request Initialization Mode", 0x21: "Frame reject", 0x31: "Configure", 0x03: "Disconnected mode",
  0x0b: "Set Asynchronous Balanced Mode", 0x13: "Set Asynchronous Response Mode Extended", 0x1b: "Set Asynchronous Balanced Mode Extended",
  0x23: "Reset", 0x2b: "Exchange identification", 0x33: "Set Normal Response Mode Extended", 0x3b: "Beacon",
});

const COMMAND_SHORT: Readonly<Record<number, string>> = {
  0x00: "UI", 0x08: "UP", 0x10: "DISC", 0x18: "UA", 0x20: "SNRM", 0x38: "TEST", 0x01: "SIM", 0x21: "FRMR", 0x31: "CFGR", 0x03: "SARM",
  0x0b: "SABM", 0x13: "SARME", 0x1b: "SABME", 0x23: "RSET", 0x2b: "XID", 0x33: "SNRME", 0x3b: "BCN",
};
const RESPONSE_SHORT: Readonly<Record<number, string>> = { ...COMMAND_SHORT, 0x10: "RD", 0x01: "RIM", 0x03: "DM" };

/** Short name of an unnumbered function, as the Info column has it. */
export function functionName(modifier: number, response: boolean): string {
  return (response ? RESPONSE_SHORT : COMMAND_SHORT)[modifier] ?? "Unknown";
}

export const SUPERVISORY = values({ 0: "Receiver ready", 1: "Receiver not ready", 2: "Reject", 3: "Selective reject" });
export const SUPERVISORY_SHORT = ["RR", "RNR", "REJ", "SREJ"] as const;
export const FRAME_TYPES = values({ 0: "Information frame", 1: "Supervisory frame", 3: "Unnumbered frame" });

export const OUI_ENCAPSULATED = 0x000000;
export const OUI_CISCO = 0x00000c;
export const OUI_NORTEL = 0x000081;
/** 802.1H bridge tunnel as DEC and Cisco use it: an Ethernet type follows, too. */
export const OUI_DEC = 0x0000f8;
/** Bridged frames of RFC 2684 §5.2. */
export const OUI_BRIDGED = 0x0080c2;

/** Holders of the OUIs that SNAP headers carry. */
export const ORGANIZATIONS = values({
  0x000000: "Officially Xerox, but 0:0:0:0:0:0 is more common", 0x00000c: "Cisco Systems, Inc", 0x000081: "Bay Networks",
  0x0000f8: "Digital Equipment Corporation", 0x00005e: "ICANN, IANA Department", 0x0001e8: "Force10 Networks, Inc.", 0x001090: "Cimetrics, Inc.",
  0x0017f2: "Apple, Inc.", 0x001958: "Bluetooth SIG, Inc.", 0x004096: "Cisco Systems, Inc", 0x00805f: "Hewlett Packard", 0x0080c2: "IEEE",
  0x00e02b: "Extreme Networks Headquarters", 0x00e052: "Brocade Communications Systems LLC", 0x080007: "Apple, Inc.", 0x080009: "Hewlett Packard",
});

export const CISCO_PIDS = values({
  0x0102: "DRIP", 0x0104: "PAgP", 0x0105: "MLS Hello", 0x0108: "RLQ BPDUs (request)", 0x0109: "RLQ BPDUs (response)", 0x010b: "PVSTP+",
  0x010c: "VLAN Bridge", 0x0111: "UDLD", 0x0139: "MCP", 0x2000: "CDP", 0x2001: "CGMP", 0x2003: "VTP", 0x2004: "DTP", 0x200a: "STP Uplink Fast",
});
export const NORTEL_PIDS = values({ 0x01a1: "NDP flatnet hello", 0x01a2: "NDP segment hello", 0x01a3: "NDP bridge hello" });
