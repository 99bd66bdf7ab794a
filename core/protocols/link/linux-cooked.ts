/** Linux cooked captures, versions 1 and 2 (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2, tcpdump.org). */
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bytes, ether, ipv4, protocol, u16, u32 } from "../../fields/declare";
import { arpHardwareTypes } from "../../fields/tables/arp-hardware-types";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";
import { callByEtherType } from "./ether-type";
import { addTrailer } from "./ethernet-trailer";

const HEADER_1 = 16, HEADER_2 = 20;
/** Room for the sender's address, whatever its length. */
const ADDRESS_ROOM = 8;
const MIN_TYPE = 1536;
/** ARPHRD_ numbers of GRE tunnels: the protocol field is GRE's. */
const GRE_IPV4 = 778, GRE_IPV6 = 823;
/** Protocol numbers below 1536 are Linux's own (ETH_P_802_3 …). */
const RAW_802_3 = 1, LLC = 4;

const PACKET_TYPES = values({ 0: "Unicast to us", 1: "Broadcast", 2: "Multicast", 3: "Unicast to another host", 4: "Sent by us" });
const LINUX_TYPES = values({ 0x01: "Raw 802.3", 0x03: "Ethernet", 0x04: "802.2 LLC", 0x07: "PPP (HDLC)", 0x0c: "CAN", 0x0d: "CAN FD", 0x17: "IrDA LAP", 0xf5: "ISI", 0xf6: "IEEE 802.15.4" });
const GRE_TYPES = values({ 0: "Possible GRE keepalive packet", 0x0800: "IP", 0x0806: "ARP", 0x6558: "Transparent Ethernet bridging", 0x86dd: "IPv6", 0x8847: "MPLS label switched packet", 0x880b: "PPP", 0x88be: "ERSPAN", 0x22eb: "ERSPAN III" });

export const sll = protocol("sll", "Linux cooked-mode capture", {
  "pkttype": u16("Packet type", { values: PACKET_TYPES, help: "Whom the packet was for, as the capturing machine saw it." }),
  "hatype": u16("Link-layer address type", { values: arpHardwareTypes, help: "Kind of the interface, an ARPHRD_ number of Linux." }),
  "halen": u16("Link-layer address length"),
  "src.eth": ether("Source"),
  "src.ipv4": ipv4("Source"),
  "src.other": bytes("Source"),
  "unused": bytes("Unused"),
  "ltype": u16("Protocol", { display: "hex", values: LINUX_TYPES }),
  "gretype": u16("Protocol", { display: "hex", values: GRE_TYPES }),
  "etype": u16("Protocol", { display: "hex", values: etherTypes }),
  "ifindex": u32("Interface index"),
  "trailer": bytes("Trailer"),
}, { short: "SLL", help: "What Linux keeps of the link layer when it captures on all interfaces at once." });

const { f } = sll;

function source(d: Dissection, at: number, length: number): void {
  if (length === 6) { d.source = d.address(AddressKind.ether, at, 6); d.item(f["src.eth"], at); }
  else if (length === 4) { d.source = d.address(AddressKind.ipv4, at, 4); d.item(f["src.ipv4"], at); }
  else if (length > 0) d.item(f["src.other"], at, Math.min(length, ADDRESS_ROOM));
  if (length < ADDRESS_ROOM) d.item(f.unused, at + length, ADDRESS_ROOM - length);
}

function protocolField(d: Dissection, at: number, hardware: number, type: number): void {
  d.put(hardware === GRE_IPV4 || hardware === GRE_IPV6 ? f.gretype : type < MIN_TYPE ? f.ltype : f.etype, at, 2, type);
}

function payload(d: Dissection, node: number, at: number, hardware: number, type: number): void {
  const length = d.reported - at;
  if (hardware === GRE_IPV4 || hardware === GRE_IPV6) {
    if (!d.next("gre.proto", type, at, length) && !d.next("ethertype", type, at, length)) d.data(at, length);
  } else if (type >= MIN_TYPE) {
    addTrailer(d, node, callByEtherType(d, type, at, length), d.reported, f.trailer);
  } else if (!(type === LLC && d.next("802.3", "llc", at, length)) && !(type === RAW_802_3 && d.next("802.3", "ipx", at, length))
    && !d.next("sll.ltype", type, at, length)) {
    d.data(at, length);
  }
}

function summary(d: Dissection, packetType: number): void {
  d.setProtocol("SLL");
  if (d.columns) d.setInfo(PACKET_TYPES.name(packetType) ?? `Unknown (${packetType})`);
}

attach(dissector(sll, (d) => {
  const at = d.start;
  summary(d, d.u16(at));
  const node = d.begin(sll, Math.min(HEADER_1, d.end - at), d.drawing ? "Linux cooked capture v1" : undefined);
  d.read(f.pkttype);
  const hardware = d.read(f.hatype);
  source(d, at + 6, d.read(f.halen));
  const type = d.u16(at + 14);
  protocolField(d, at + 14, hardware, type);
  d.close();
  payload(d, node, at + HEADER_1, hardware, type);
}, { carriesPackets: true }), "link", 113);

attach(dissector(sll, (d) => {
  const at = d.start;
  const packetType = d.u8(at + 10);
  // the version 2 field is one byte, which tshark 4.0 reads together with the length that follows
  summary(d, (packetType << 8) | d.u8(at + 11));
  const node = d.begin(sll, Math.min(HEADER_2, d.end - at), d.drawing ? "Linux cooked capture v2" : undefined);
  const type = d.u16(at), hardware = d.u16(at + 8);
  protocolField(d, at, hardware, type);
  d.item(f.ifindex, at + 4);
  d.item(f.hatype, at + 8);
  d.put(f.pkttype, at + 10, 1, packetType);
  d.put(f.halen, at + 11, 1, d.u8(at + 11));
  source(d, at + 12, d.u8(at + 11));
  d.close();
  payload(d, node, at + HEADER_2, hardware, type);
}, { carriesPackets: true }), "link", 276);
