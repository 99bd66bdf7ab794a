/** Protocol Independent Multicast, version 2 (RFC 7761, RFC 3973 for dense mode, RFC 5059 for bootstrap, RFC 5015 for DF election). */
import { expectedChecksum, internetChecksum, sumWords } from "../../base/checksum";
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, heading, ipv4, ipv6, notice, protocol, string, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { ipv4Text, ipv6Text } from "../../fields/format";
import { MALFORMED } from "../../dissect/cursor";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const typeNames = values({
  0: "Hello", 1: "Register", 2: "Register-stop", 3: "Join/Prune", 4: "Bootstrap", 5: "Assert", 6: "Graft", 7: "Graft-Ack",
  8: "Candidate-RP-Advertisement", 9: "State-Refresh", 10: "DF election", 11: "ECMP redirect", 12: "PFM source discovery",
});
const dfElectSubtypeNames = values({
  1: "offer", 2: "DF Winner", 3: "DF Backoff", 4: "DF Pass",
});
const holdtimeNames = values({
  0: "goodbye", 65535: "Infinity",
});
const ipVersionNames = values({
  0: "Dummy Header", 4: "IPv4", 6: "IPv6",
});
const addrAddressFamilyNames = values({
  0: "Reserved", 1: "IPv4", 2: "IPv6", 3: "NSAP", 4: "HDLC (8-bit multidrop)", 5: "BBN 1822", 6: "802 (includes all 802 media plus Ethernet)",
  7: "E.163", 8: "E.164 (SMDS, Frame Relay, ATM)", 9: "F.69 (Telex)", 10: "X.121 (X.25, Frame Relay)", 11: "IPX", 12: "Appletalk", 13: "Decnet IV",
  14: "Banyan Vines", 15: "E.164 with NSAP subaddress", 16: "DNS (Domain Name System)", 17: "Distinguished Name", 18: "AS Number",
  19: "XTP over IP version 4", 20: "XTP over IP version 6", 21: "XTP native mode XTP", 22: "Fibre Channel World-Wide Port Name",
  23: "Fibre Channel World-Wide Node Name", 24: "GWID", 25: "Layer-2 VPN", 196: "Layer-2 VPN (old)", 26: "MPLS-TP Section Endpoint Identifier",
  27: "MPLS-TP LSP Endpoint Identifier", 28: "MPLS-TP Pseudowire Endpoint Identifier", 29: "MT IP: Multi-Topology IP version 4",
  30: "MT IPv6: Multi-Topology IP version 6", 16384: "EIGRP Common Service Family", 16385: "EIGRP IPv4 Service Family",
  16386: "EIGRP IPv6 Service Family", 16387: "LISP Canonical Address Format (LCAF)", 16388: "BGP-LS", 16389: "48-bit MAC Address",
  16390: "64-bit MAC Address", 16391: "OUI", 16392: "MAC/24", 16393: "MAC/40", 16394: "IPv6/64", 16395: "RBridge Port ID", 16396: "TRILL Nickname",
  65535: "Reserved",
});
const addrEncodingTypeNames = values({
  0: "Native", 1: "Native with Join Attribute",
});

export const pim = protocol("pim", "Protocol Independent Multicast", {
  "version": u8("Version", { mask: 0xf0 }),
  "type": u8("Type", { mask: 0xf, values: typeNames }),
  "df_elect.subtype": u8("DF Subtype", { mask: 0xf0, values: dfElectSubtypeNames }),
  "df_elect.rsvd": u8("DF reserved", { mask: 0xf }),
  "cksum": u16("Checksum", { display: "hex" }),
  "cksum.status": u8("Checksum Status", { values: checksumStatus }),
  "res_bytes": bytes("Reserved byte(s)"),
  "option": heading("PIM Options"),
  "optiontype": u16("Type"),
  "optionlength": u16("Length"),
  "register_flag": u32("Flags", { display: "hex" }),
  "register_flag.border": u32("Border", { mask: 0x80000000, words: ["Yes", "No"] }),
  "register_flag.null_register": u32("Null-Register", { mask: 0x40000000, words: ["Yes", "No"] }),
  "holdtime": u16("Holdtime", { values: holdtimeNames }),
  "numgroups": u16("Num Groups"),
  "numjoins": u16("Num Joins"),
  "numprunes": u16("Num Prunes"),
  "t": bool("T", { mask: 0x80, words: ["True", "False"] }),
  "propagation_delay": u16("Propagation Delay", { mask: 0x7fff }),
  "override_interval": u16("Override Interval"),
  "dr_priority": u32("DR Priority"),
  "generation_id": u32("Generation ID"),
  "rpt": bool("RP Tree", { mask: 0x80, words: ["True", "False"] }),
  "metric_pref": u32("Metric Preference", { mask: 0x7fffffff }),
  "metric": u32("Metric"),
  "ip_version": u8("IP Version", { mask: 0xf0, values: ipVersionNames }),
  "source": ipv4("Source"),
  "source_ip6": ipv6("Source"),
  "group": ipv4("Group"),
  "group_ip6": ipv6("Group"),
  "upstream_neighbor": ipv4("Upstream-neighbor"),
  "upstream_neighbor_ip6": ipv6("Upstream-neighbor"),
  "join_ip": ipv4("IP address"),
  "join_ip6": ipv6("IP address"),
  "prune_ip": ipv4("IP address"),
  "prune_ip6": ipv6("IP address"),
  "address_list": ipv4("Address"),
  "address_list_ip6": ipv6("Address"),
  "bsr": ipv4("BSR"),
  "bsr_ip6": ipv6("BSR"),
  "rp": ipv4("RP"),
  "rp_ip6": ipv6("RP"),
  "fragment_tag": u16("Fragment tag", { display: "hex" }),
  "hash_mask_len": u8("Hash mask len"),
  "bsr_priority": u8("BSR priority"),
  "rp_count": u8("RP count"),
  "frp_count": u8("FRP count"),
  "priority": u8("Priority"),
  "prefix_count": u8("Prefix-count"),
  "mask_len": u8("Masklen"),
  "addr_address_family": u8("Address Family", { values: addrAddressFamilyNames }),
  "addr_encoding_type": u8("Encoding Type", { values: addrEncodingTypeNames }),
  "unicast": ipv4("Unicast"),
  "unicast_ipv6": ipv6("Unicast"),
  "group_set": string("Group"),
  "group_addr.flags": u8("Flags", { display: "hex" }),
  "group_addr.flags.b": bool("Bidirectional PIM", { mask: 0x80 }),
  "group_addr.flags.reserved": u8("Reserved", { mask: 0x7e, display: "hex" }),
  "group_addr.flags.z": bool("Admin Scope Zone", { mask: 0x1 }),
  "source_addr.flags": u8("Flags", { display: "hex" }),
  "source_addr.flags.reserved": u8("Reserved", { mask: 0xf8, display: "hex" }),
  "source_addr.flags.s": bool("Sparse", { mask: 0x4 }),
  "source_addr.flags.w": bool("WildCard", { mask: 0x2 }),
  "source_addr.flags.r": bool("Rendezvous Point Tree", { mask: 0x1 }),
  "bad_checksum": notice("error", "checksum", "Bad checksum"),
}, { short: "PIMv2" });
const { f } = pim;

const PROTOCOL = 103, ELECTION = 10;
const GROUP_FLAGS = [f["group_addr.flags.b"], f["group_addr.flags.reserved"], f["group_addr.flags.z"]];
const SOURCE_FLAGS = [f["source_addr.flags.reserved"], f["source_addr.flags.s"], f["source_addr.flags.w"], f["source_addr.flags.r"]];

/** Two fields of one name, for either kind of address. */
interface Pair { readonly v4: Field; readonly v6: Field }
const GROUP: Pair = { v4: f.group, v6: f.group_ip6 }, SOURCE: Pair = { v4: f.source, v6: f.source_ip6 }, RP: Pair = { v4: f.rp, v6: f.rp_ip6 };
const BSR: Pair = { v4: f.bsr, v6: f.bsr_ip6 }, NEIGHBOUR: Pair = { v4: f.upstream_neighbor, v6: f.upstream_neighbor_ip6 };
const JOIN: Pair = { v4: f.join_ip, v6: f.join_ip6 }, PRUNE: Pair = { v4: f.prune_ip, v6: f.prune_ip6 };

attach(dissector(pim, (d) => {
  const at = d.start, first = d.u8(at), type = first & 15;
  if (first >> 4 !== 2) return false;
  d.setProtocol("PIMv2");
  d.setInfo(typeNames.name(type) ?? `Unknown (${type})`);
  const isRegister = type === 1;
  d.begin(pim);
  d.item(f.version, at); d.item(f.type, at);
  if (type === ELECTION) { d.item(f["df_elect.subtype"], at + 1); d.item(f["df_elect.rsvd"], at + 1); }
  else d.item(f.res_bytes, at + 1, 1);
  d.pos = at + 2;
  checksum(d, isRegister);
  if (d.reportedRemaining <= 0) return true;
  const node = d.open(f.option, d.pos, d.end - d.pos);
  switch (type) {
    case 0: hello(d, node); break;
    case 1: register(d); break;
    case 2: encodedGroup(d, GROUP, ""); encodedUnicast(d, SOURCE); break;
    case 3: case 6: case 7: joinPrune(d); break;
    case 4: bootstrap(d); break;
    case 5: {
      encodedGroup(d, GROUP, ""); encodedUnicast(d, SOURCE);
      d.item(f.rpt, d.pos);
      d.read(f.metric_pref); d.read(f.metric);
      break;
    }
    case 8: candidate(d); break;
    case ELECTION:
      encodedUnicast(d, RP);
      d.put(f.metric_pref, d.pos, 4, d.u32(d.pos));
      d.pos += 4;
      d.read(f.metric);
      break;
    default:
  }
  return true;
}, { carriesPackets: true }), "ip.proto", PROTOCOL);

/** The sum covers a register's header alone (RFC 7761 §4.9), and over IPv6 the pseudo-header too. */
function checksum(d: Dissection, isRegister: boolean): void {
  const at = d.pos, value = d.read(f.cksum), node = d.last, { addresses } = d.state;
  if (d.end < d.reported) { d.generated(f["cksum.status"], CHECKSUM.unverified, at); return; }
  const isIpv6 = addresses.kind(d.source) === AddressKind.ipv6;
  const sumTo = (end: number): number => {
    let sum = sumWords(d.bytes, d.start, end);
    if (isIpv6) {
      const source = addresses.bytes(d.source), destination = addresses.bytes(d.destination);
      sum = sumWords(source, 0, source.length, sum) + sumWords(destination, 0, destination.length) + PROTOCOL + (end - d.start);
    }
    return internetChecksum(sum);
  };
  // some senders sum the whole register, which receivers accept
  let rest = sumTo(isRegister ? Math.min(d.end, d.start + 8) : d.end);
  if (isRegister && !isIpv6 && rest !== 0 && sumTo(d.end) === 0) rest = 0;
  if (rest === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["cksum.status"], CHECKSUM.good, at);
    return;
  }
  const should = `0x${expectedChecksum(rest, value).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${should}`);
  d.notice(f.bad_checksum, node, `Bad checksum [should be ${should}]`);
  d.generated(f["cksum.status"], CHECKSUM.bad, at);
}

function addressText(raw: Uint8Array): string { return raw.length === 4 ? ipv4Text(raw) : ipv6Text(raw); }

/** Bytes of an address by its family; others are nobody's. */
function addressSize(family: number): number {
  if (family === 1) return 4;
  if (family === 2) return 16;
  throw MALFORMED;
}

/** RFC 7761 §4.9.1: family, encoding, address. */
function encodedUnicast(d: Dissection, fields: Pair): string {
  const at = d.pos, size = addressSize(d.u8(at)), raw = d.slice(at + 2, size), field = size === 4 ? fields.v4 : fields.v6;
  d.open(field, at, 2 + size, raw);
  d.read(f.addr_address_family); d.read(f.addr_encoding_type);
  d.item(size === 4 ? f.unicast : f.unicast_ipv6, d.pos, size);
  d.pos += size;
  d.close();
  return addressText(raw);
}

function encodedGroup(d: Dissection, fields: Pair, name: string): void {
  const at = d.pos, size = addressSize(d.u8(at)), raw = d.slice(at + 4, size), mask = d.u8(at + 3);
  d.open(size === 4 ? fields.v4 : fields.v6, at, 4 + size, raw, d.drawing ? `Group${name}: ${addressText(raw)}/${mask}` : undefined);
  d.read(f.addr_address_family); d.read(f.addr_encoding_type);
  d.flags(f["group_addr.flags"], GROUP_FLAGS);
  d.read(f.mask_len);
  d.item(size === 4 ? f.group : f.group_ip6, d.pos, size);
  d.pos += size;
  d.close();
}

function encodedSource(d: Dissection, fields: Pair): void {
  const at = d.pos, size = addressSize(d.u8(at)), raw = d.slice(at + 4, size), flags = d.u8(at + 2), mask = d.u8(at + 3);
  const letters = `${flags & 4 ? "S" : ""}${flags & 2 ? "W" : ""}${flags & 1 ? "R" : ""}`;
  d.open(size === 4 ? fields.v4 : fields.v6, at, 4 + size, raw, d.drawing ? `IP address: ${addressText(raw)}/${mask}${letters ? ` (${letters})` : ""}` : undefined);
  d.read(f.addr_address_family); d.read(f.addr_encoding_type);
  d.flags(f["source_addr.flags"], SOURCE_FLAGS);
  d.read(f.mask_len);
  d.item(size === 4 ? f.source : f.source_ip6, d.pos, size);
  d.pos += size;
  d.close();
}

/** RFC 7761 §4.9.2 */
function hello(d: Dissection, list: number): void {
  let count = 0;
  while (d.pos + 4 <= d.reported) {
    const at = d.pos, type = d.u16(at), length = d.u16(at + 2), end = at + 4 + length;
    d.openText(at, 4 + length, d.drawing ? `Option ${type}` : "");
    d.read(f.optiontype); d.read(f.optionlength);
    if (type === 1 && length === 2) d.read(f.holdtime);
    else if (type === 2 && length === 4) { d.item(f.t, d.pos); d.read(f.propagation_delay); d.read(f.override_interval); }
    else if (type === 19 && length === 4) d.read(f.dr_priority);
    else if (type === 20) d.read(f.generation_id);
    else if (type === 24) while (d.pos < end) encodedUnicast(d, { v4: f.address_list, v6: f.address_list_ip6 });
    d.pos = end;
    d.close();
    count++;
  }
  if (d.drawing) d.setLabel(list, `PIM Options: ${count}`);
}

/** RFC 7761 §4.9.3 */
function register(d: Dissection): void {
  const flags = d.flags(f.register_flag, [f["register_flag.border"], f["register_flag.null_register"]]);
  if (d.reportedRemaining <= 0) return;
  const version = d.item(f.ip_version, d.pos), start = d.pos;
  d.close();
  d.close();
  if ((version === 4 || version === 6) && (flags & 0x40000000) === 0) {
    const info = d.info, column = d.protocolColumn;
    d.next("ip.version", version, start);
    d.setProtocol(column);
    d.setInfo(info);
  } else if (version === 4) {
    d.next("ip.version", version, start);
    d.setProtocol("PIMv2");
    d.setInfo("Register");
  }
}

/** RFC 7761 §4.9.5 */
function joinPrune(d: Dissection): void {
  encodedUnicast(d, NEIGHBOUR);
  d.read(f.res_bytes, 1);
  const groups = d.read(f.numgroups, 1);
  d.read(f.holdtime);
  for (let i = 0; i < groups; i++) {
    const at = d.pos;
    d.open(f.group_set, at, d.end - at, "", d.drawing ? `Group ${i}` : undefined);
    encodedGroup(d, GROUP, ` ${i}`);
    const joins = d.u16(d.pos), prunes = d.u16(d.pos + 2), counts = d.pos;
    d.pos = counts + 4;
    d.open(f.numjoins, counts, 2, joins);
    for (let k = 0; k < joins; k++) encodedSource(d, JOIN);
    d.close();
    d.open(f.numprunes, counts + 2, 2, prunes);
    for (let k = 0; k < prunes; k++) encodedSource(d, PRUNE);
    d.close();
    d.close();
  }
}

function bootstrap(d: Dissection): void {
  d.read(f.fragment_tag); d.read(f.hash_mask_len); d.read(f.bsr_priority);
  encodedUnicast(d, BSR);
  for (let i = 0; d.pos < d.reported; i++) {
    encodedGroup(d, GROUP, ` ${i}`);
    d.read(f.rp_count);
    const count = d.read(f.frp_count);
    d.pos += 2;
    for (let k = 0; k < count; k++) {
      encodedUnicast(d, RP);
      d.read(f.holdtime); d.read(f.priority);
      d.pos += 1;
    }
  }
}

function candidate(d: Dissection): void {
  const count = d.read(f.prefix_count);
  d.read(f.priority); d.read(f.holdtime);
  encodedUnicast(d, RP);
  for (let i = 0; i < count; i++) encodedGroup(d, GROUP, ` ${i}`);
}
