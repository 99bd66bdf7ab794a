/** Fields of ICMP (RFC 792) and of its extensions. */
import { abstime, bool, bytes, double, framenum, heading, i32, ipv4, ipv6, notice, protocol, reltime, string, u16, u24, u32, u8 } from "../../../fields/declare";
import { addressFamilies } from "../../../fields/tables/address-families";
import { checksumStatus } from "../../../fields/tables/checksum-status";
import { ranges, values } from "../../../fields/values";

const TRUE = ["True", "False"] as const;
const PRESENT = ["Present", "Not Present"] as const;

export const typeNames = ranges([
  [0, 0, "Echo (ping) reply"], [1, 2, "Reserved"], [3, 3, "Destination unreachable"], [4, 4, "Source quench (flow control)"], [5, 5, "Redirect"],
  [6, 6, "Alternate host address"], [8, 8, "Echo (ping) request"], [9, 9, "Router advertisement"], [10, 10, "Router solicitation"],
  [11, 11, "Time-to-live exceeded"], [12, 12, "Parameter problem"], [13, 13, "Timestamp request"], [14, 14, "Timestamp reply"],
  [15, 15, "Information request"], [16, 16, "Information reply"], [17, 17, "Address mask request"], [18, 18, "Address mask reply"],
  [19, 19, "Reserved (for security)"], [30, 30, "Traceroute"], [31, 31, "Datagram Conversion Error"], [32, 32, "Mobile Host Redirect"],
  [33, 33, "IPv6 Where-Are-You"], [34, 34, "IPv6 I-Am-Here"], [35, 35, "Mobile Registration Request"], [36, 36, "Mobile Registration Reply"],
  [37, 37, "Domain Name Request"], [38, 38, "Domain Name Reply"], [39, 39, "SKIP"], [40, 40, "Photuris"], [41, 41, "Experimental mobility protocols"],
  [42, 42, "Extended Echo request"], [43, 43, "Extended Echo reply"],
]);

export const icmp = protocol("icmp", "Internet Control Message Protocol", {
  "type": u8("Type"),
  "code": u8("Code"),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "unused": bytes("Unused"),
  "reserved": bytes("Reserved"),
  "length": u8("Length"),
  "length.original_datagram": u8("Length of original datagram"),
  "ident": u16("Identifier (BE)", { display: "dec-hex" }),
  "ident_le": u16("Identifier (LE)", { display: "dec-hex", littleEndian: true }),
  "seq": u16("Sequence Number (BE)", { display: "dec-hex" }),
  "seq_le": u16("Sequence Number (LE)", { display: "dec-hex", littleEndian: true }),
  "mtu": u16("MTU of next hop"),
  "redir_gw": ipv4("Gateway Address"),
  "pointer": u32("Pointer"),
  "num_addrs": u8("Number of addresses"),
  "addr_entry_size": u8("Address entry size"),
  "lifetime": u16("Lifetime"),
  "router_address": ipv4("Router address"),
  "pref_level": i32("Preference level"),
  "originate_timestamp": u32("Originate Timestamp"),
  "receive_timestamp": u32("Receive Timestamp"),
  "transmit_timestamp": u32("Transmit Timestamp"),
  "address_mask": ipv4("Address Mask"),
  "data_time": abstime("Timestamp from icmp data"),
  "data_time_relative": reltime("Timestamp from icmp data (relative)", { unit: "seconds" }),
  "resp_in": framenum("Response frame"),
  "resp_to": framenum("Request frame"),
  "resptime": double("Response time", { unit: "ms" }),
  "no_resp": heading("No response seen"),

  "mip.type": u8("Extension Type", { values: values({ 0: "One byte padding extension", 16: "Mobility Agent Advertisement Extension", 19: "Prefix Lengths Extension", 24: "Challenge Extension" }) }),
  "mip.length": u8("Length"),
  "mip.seq": u16("Sequence Number"),
  "mip.life": u16("Registration Lifetime"),
  "mip.flags": u16("Flags", { display: "hex" }),
  "mip.r": bool("Registration Required", { mask: 0x8000, words: TRUE }),
  "mip.b": bool("Busy", { mask: 0x4000, words: TRUE }),
  "mip.h": bool("Home Agent", { mask: 0x2000, words: TRUE }),
  "mip.f": bool("Foreign Agent", { mask: 0x1000, words: TRUE }),
  "mip.m": bool("Minimal Encapsulation", { mask: 0x0800, words: TRUE }),
  "mip.g": bool("GRE", { mask: 0x0400, words: TRUE }),
  "mip.v": bool("VJ Comp", { mask: 0x0200, words: TRUE }),
  "mip.rt": bool("Reverse tunneling", { mask: 0x0100, words: TRUE }),
  "mip.u": bool("UDP tunneling", { mask: 0x0080, words: TRUE }),
  "mip.x": bool("Revocation support", { mask: 0x0040, words: TRUE }),
  "mip.reserved": u16("Reserved", { display: "hex", mask: 0x003f }),
  "mip.coa": ipv4("Care-Of-Address"),
  "mip.prefixlength": u8("Prefix Length"),
  "mip.challenge": bytes("Challenge"),
  "mip.content": bytes("Content"),

  "ext": heading("ICMP Extensions"),
  "ext.version": u8("Version"),
  "ext.res": u16("Reserved", { display: "hex", mask: 0x0fff }),
  "ext.checksum": u16("Checksum", { display: "hex" }),
  "ext.checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "ext.length": u16("Length"),
  "ext.class": u8("Class", { values: values({ 1: "MPLS Label Stack Class", 2: "Interface Information Object", 3: "Interface Identification Object" }) }),
  "ext.ctype": u8("C-Type"),
  "ext.data": bytes("Data"),
  "ext.echo.seq": u8("Sequence Number", { display: "dec-hex" }),
  "ext.echo.req.res": u8("Reserved", { display: "hex", mask: 0xfe }),
  "ext.echo.req.local": bool("Local bit", { mask: 0x01 }),
  "ext.echo.rsp.state": u8("State", { mask: 0xe0, values: values({ 0: "Reserved", 1: "Incomplete", 2: "Reachable", 3: "Stale", 4: "Delay", 5: "Probe", 6: "Failed" }) }),
  "ext.echo.rsp.res": u8("Reserved", { display: "hex", mask: 0x18 }),
  "ext.echo.rsp.active": bool("Active bit", { mask: 0x04 }),
  "ext.echo.rsp.ipv4": bool("IPv4 bit", { mask: 0x02 }),
  "ext.echo.rsp.ipv6": bool("IPv6 bit", { mask: 0x01 }),
  "mpls.label": u24("Label", { mask: 0xfffff0 }),
  "mpls.exp": u24("Experimental", { mask: 0x00000e }),
  "mpls.s": bool("Stack bit", { mask: 0x000001 }),
  "mpls.ttl": u8("Time to live"),
  "mpls.data": bytes("Data"),
  "int_info.role": u8("Interface Role", { mask: 0xc0, values: values({
    0: "IP interface upon which datagram arrived", 1: "sub-IP component of an IP interface upon which datagram arrived",
    2: "IP interface through which datagram would be forwarded", 3: "IP next-hop to which datagram would be forwarded",
  }) }),
  "int_info.reserved": u8("Reserved", { mask: 0x30 }),
  "int_info.ifindex": bool("ifIndex", { mask: 0x08, words: TRUE }),
  "int_info.ipaddr": bool("IP Address", { mask: 0x04, words: PRESENT }),
  "int_info.name_present": bool("Interface Name", { mask: 0x02, words: PRESENT }),
  "int_info.mtu_present": bool("MTU", { mask: 0x01, words: PRESENT }),
  "int_info.index": u32("Interface Index"),
  "int_info.afi": u16("Address Family Identifier"),
  "int_info.ipv4": ipv4("Source"),
  "int_info.ipv6": ipv6("Source"),
  "int_info.ipunknown": bytes("Source"),
  "int_info.name_length": u8("Name Length"),
  "int_info.name": string("Name"),
  "int_info.mtu": u32("Maximum Transmission Unit"),
  "int_ident.name": string("Name"),
  "int_ident.index": u32("Interface Index"),
  "int_ident.afi": u16("Address Family Identifier", { values: addressFamilies }),
  "int_ident.addr_length": u8("Address Length"),
  "int_ident.reserved": bytes("Reserved"),
  "int_ident.ipv4": ipv4("Address"),
  "int_ident.ipv6": ipv6("Address"),
  "int_ident.address": bytes("Address"),

  "checksum_bad": notice("warning", "checksum", "Bad checksum"),
  "ext.checksum_bad": notice("warning", "checksum", "Bad checksum"),
  "resp_not_found": notice("warning", "sequence", "Response not found"),
}, { short: "ICMP" });

const UNREACHABLE = [
  "Network unreachable", "Host unreachable", "Protocol unreachable", "Port unreachable", "Fragmentation needed", "Source route failed",
  "Destination network unknown", "Destination host unknown", "Source host isolated", "Network administratively prohibited",
  "Host administratively prohibited", "Network unreachable for TOS", "Host unreachable for TOS", "Communication administratively filtered",
  "Host precedence violation", "Precedence cutoff in effect",
];

/** Names of the codes of the types that have them. */
const CODES: Readonly<Record<number, readonly string[]>> = {
  3: UNREACHABLE,
  5: ["Redirect for network", "Redirect for host", "Redirect for TOS and network", "Redirect for TOS and host"],
  6: ["Alternate address for host"],
  11: ["Time to live exceeded in transit", "Fragment reassembly time exceeded"],
  12: ["Pointer indicates the error", "Required option missing", "Bad length"],
  40: ["Bad SPI", "Authentication Failed", "Decompression Failed", "Decryption Failed", "Need Authentication", "Need Authorization"],
  42: ["No error"],
  43: ["No error", "Malformed Query", "No Such Interface", "No Such Table Entry", "Multiple Interfaces Satisfy Query"],
};

/** Name of a code; undefined for types that have none. */
export function codeName(type: number, code: number): string | undefined {
  if (type === 9) return code === 0 ? "Normal router advertisement" : code === 16 ? "Does not route common traffic" : `Unknown code: ${code}`;
  const names = CODES[type];
  return names && (names[code] ?? `Unknown code: ${code}`);
}
