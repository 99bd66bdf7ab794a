/**
 * Address resolution: ARP (RFC 826), RARP (RFC 903), DRARP (RFC 1931), InARP (RFC 2390), ARP over ATM with
 * MARS (RFC 2225, RFC 2022), probes and announcements (RFC 5227 §1.1).
 */
import { NO_CONVERSATION } from "../../dissect/conversations";
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, ether, framenum, ipv4, notice, protocol, u16, u32, u8 } from "../../fields/declare";
import { etherText, ipv4Text } from "../../fields/format";
import { hex } from "../../base/text";
import { arpHardwareTypes } from "../../fields/tables/arp-hardware-types";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";

const FIXED = 8;
/** Stands in the summary for an address of no bytes. */
const NO_ADDRESS = "<No address>";
const ETHERNET = 1, IEEE_802 = 6;
const IPV4 = 0x0800;
const REQUEST = 1, REPLY = 2, DRARP_ERROR = 7, MARS_REQUEST = 11, MARS_REDIRECT_MAP = 22, MAPOS_UNARP = 23;

const opcodes = values({
  0: "reserved", 1: "request", 2: "reply", 3: "reverse request", 4: "reverse reply", 5: "drarp request", 6: "drarp reply", 7: "drarp error",
  8: "inverse request", 9: "inverse reply", 10: "arp nak", 11: "mars request", 12: "mars multi", 13: "mars mserv", 14: "mars join",
  15: "mars leave", 16: "mars nak", 17: "mars unserv", 18: "mars sjoin", 19: "mars sleave", 20: "mars grouplist request",
  21: "mars grouplist reply", 22: "mars redirect map", 23: "mapos unarp", 24: "experimental 1", 25: "experimental 2", 65535: "reserved",
});

const drarpErrors = values({ 1: "restricted", 2: "no address available", 3: "server down", 4: "moved", 5: "failure" });

/** What the Info column calls a MARS or MAPOS message, from opcode 11 on. */
const MARS_NAMES = [
  "MARS request", "MARS MULTI request", "MARS MSERV request", "MARS JOIN request", "MARS LEAVE", "MARS NAK", "MARS UNSERV request",
  "MARS SJOIN request", "MARS SLEAVE", "MARS grouplist request", "MARS grouplist reply", "MARS redirect map", "MAPOS UNARP request",
];

export const arp = protocol("arp", "Address Resolution Protocol", {
  "hw.type": u16("Hardware type", { values: arpHardwareTypes }),
  "proto.type": u16("Protocol type", { display: "hex", values: etherTypes }),
  "hw.size": u8("Hardware size", { help: "Bytes of each hardware address." }),
  "proto.size": u8("Protocol size", { help: "Bytes of each protocol address." }),
  "opcode": u16("Opcode", { values: opcodes, help: "Whether the message asks or answers." }),
  "isgratuitous": bool("Is gratuitous", { words: ["True", "False"], help: "Sender and target are one: the sender makes its address known unasked." }),
  "isprobe": bool("Is probe", { words: ["True", "False"], help: "The sender asks whether an address is free before it takes it (RFC 5227 §2.1.1)." }),
  "isannouncement": bool("Is announcement", { words: ["True", "False"], help: "The sender says that it uses the address from now on (RFC 5227 §2.3)." }),
  "src.hw": bytes("Sender hardware address"),
  "src.hw_mac": ether("Sender MAC address"),
  "src.proto": bytes("Sender protocol address"),
  "src.proto_ipv4": ipv4("Sender IP address"),
  "dst.hw": bytes("Target hardware address"),
  "dst.hw_mac": ether("Target MAC address"),
  "dst.proto": bytes("Target protocol address"),
  "dst.proto_ipv4": ipv4("Target IP address"),
  "dst.drarp_error_status": u16("DRARP error status", { values: drarpErrors }),
  "duplicate-address-frame": framenum("Frame showing earlier use of IP address"),
  "seconds-since-duplicate-address-frame": u32("Seconds since earlier frame seen"),
  "duplicate-address-detected": notice("warning", "sequence", "Duplicate IP address configured"),
}, { short: "ARP/RARP", help: "Finds the hardware address that belongs to a network address." });

/** Who was last seen to use an address, by its 32 bits: two stations with one address are a fault worth showing. */
interface User { readonly mac: string; packet: number }
const USERS = conversationState("arp.users", () => new Map<number, User>());
/** Numbers of the packets in which another station used the sender's and the target's address: NO_OTHER or NOT_ASKED for none. */
const DUPLICATES = frameFact<readonly [sender: number, target: number]>("arp.duplicates");
const NO_OTHER = 0, NOT_ASKED = -1;

/** The packet that shows another user of the address; enters the user when it is the first, and asks of real addresses only. */
function otherUser(d: Dissection, users: Map<number, User>, address: number, macAt: number): number {
  const mac = etherText(d.slice(macAt, 6));
  const isGroup = (d.u8(macAt) & 1) !== 0;
  if (address === 0 || isGroup || mac === "00:00:00:00:00:00") return NOT_ASKED;
  const user = users.get(address);
  if (!user) { users.set(address, { mac, packet: d.frame.number }); return NO_OTHER; }
  if (user.mac !== mac) return user.packet;
  user.packet = d.frame.number;
  return NO_OTHER;
}

function noteUsers(d: Dissection, opcode: number, at: number): void {
  const users = d.state.state(NO_CONVERSATION, USERS);
  const sender = otherUser(d, users, d.u32(at + 14), at + 8);
  const asks = opcode === REPLY && d.u32(at + 24) !== d.u32(at + 14);
  const target = asks ? otherUser(d, users, d.u32(at + 24), at + 18) : NOT_ASKED;
  if (sender > 0 || target > 0) d.setFact(DUPLICATES, [sender, target]);
}

function addDuplicate(d: Dissection, packet: number, address: string): void {
  const { f } = arp;
  d.openText(d.start, 0, `[Duplicate IP address detected for ${address}]`);
  d.generated(f["duplicate-address-frame"], packet);
  d.notice(f["duplicate-address-detected"], d.last, `Duplicate IP address configured (${address})`);
  d.generated(f["seconds-since-duplicate-address-frame"], d.frame.seconds - Number(d.state.timeOf(packet) / 1_000_000_000n));
  d.close();
}

/** Texts of the four addresses. */
interface Addresses { readonly senderHardware: string; readonly sender: string; readonly targetHardware: string; readonly target: string }

function columnName(opcode: number): string {
  switch (opcode) {
    case 3: case 4: return "RARP";
    case 5: case 6: case 7: return "DRARP";
    case 8: case 9: return "Inverse ARP";
    case MAPOS_UNARP: return "MAPOS";
    default: return opcode >= MARS_REQUEST && opcode <= MARS_REDIRECT_MAP ? "MARS" : "ARP";
  }
}

function summary(opcode: number, a: Addresses, gratuitous: boolean, probe: boolean, announcement: boolean): string {
  switch (opcode) {
    case REQUEST:
      if (announcement) return `ARP Announcement for ${a.target}`;
      if (gratuitous) return `Gratuitous ARP for ${a.target} (Request)`;
      return probe ? `Who has ${a.target}? (ARP Probe)` : `Who has ${a.target}? Tell ${a.sender}`;
    case REPLY: return gratuitous ? `Gratuitous ARP for ${a.sender} (Reply)` : `${a.sender} is at ${a.senderHardware}`;
    case 3: case 5: case 8: return `Who is ${a.targetHardware}? Tell ${a.senderHardware}`;
    case 4: case 6: return `${a.targetHardware} is at ${a.target}`;
    case DRARP_ERROR: return "DRARP Error";
    case 9: return `${a.senderHardware} is at ${a.sender}`;
    case 10: return "ARP NAK";
    case 24: case 25: return `Experimental ${opcode - 23} ( opcode ${opcode} )`;
    case 0: case 65535: return `Reserved opcode ${opcode}`;
  }
  const name = MARS_NAMES[opcode - MARS_REQUEST];
  return name !== undefined ? `${name} from ${a.senderHardware} at ${a.sender}` : `Unknown ARP opcode 0x${opcode.toString(16).padStart(4, "0")}`;
}

function sameBytes(d: Dissection, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (d.u8(a + i) !== d.u8(b + i)) return false;
  return true;
}

attach(dissector(arp, (d) => {
  const { f } = arp;
  const at = d.start;
  d.setProtocol("ARP");
  d.setInfo("");
  const node = d.begin(arp);
  const hardware = d.read(f["hw.type"]);
  const type = d.read(f["proto.type"]);
  const hardwareSize = d.read(f["hw.size"]);
  const size = d.read(f["proto.size"]);
  const opcode = d.read(f.opcode);
  const sender = at + FIXED + hardwareSize, targetHardware = sender + size, target = targetHardware + hardwareSize;
  const total = target + size - at;
  d.endsAt(at + total);
  d.need(at, total);
  const mac = (hardware === ETHERNET || hardware === IEEE_802) && hardwareSize === 6;
  const ip = type === IPV4 && size === 4;
  if (d.indexing) {
    if (mac && ip && (opcode === REQUEST || opcode === REPLY)) noteUsers(d, opcode, at);
    return;
  }

  const asksOrAnswers = opcode === REQUEST || opcode === REPLY;
  const gratuitous = asksOrAnswers && size > 0 && sameBytes(d, sender, target, size);
  const plain = opcode === REQUEST && ip;
  const probe = plain && !gratuitous && d.u32(sender) === 0;
  const announcement = gratuitous && plain && mac && d.u32(targetHardware) === 0 && d.u16(targetHardware + 4) === 0;

  d.setProtocol(columnName(opcode));
  const duplicates = asksOrAnswers ? d.fact(DUPLICATES) : undefined;
  const hardwareText = (where: number): string => (hardwareSize === 0 ? NO_ADDRESS : mac ? etherText(d.slice(where, 6)) : hex(d.slice(where, hardwareSize)));
  const text = (where: number): string => (size === 0 ? NO_ADDRESS : ip ? ipv4Text(d.slice(where, 4)) : hex(d.slice(where, size)));
  const senderText = d.columns || duplicates ? text(sender) : "", targetText = d.columns || duplicates ? text(target) : "";
  if (d.columns) {
    const a = { senderHardware: hardwareText(at + FIXED), sender: senderText, targetHardware: hardwareText(targetHardware), target: targetText };
    d.setInfo(summary(opcode, a, gratuitous, probe, announcement));
    // the summary speaks of the address asked about last
    if (duplicates && (duplicates[1] === NOT_ASKED || duplicates[1] > 0)) {
      d.appendInfo(` (duplicate use of ${duplicates[1] > 0 ? targetText : senderText} detected!)`);
    }
  }
  d.setLength(node, total);
  if (d.drawing) {
    const kind = probe ? "ARP Probe" : announcement ? "ARP Announcement" : opcodes.name(opcode) ?? `opcode 0x${opcode.toString(16).padStart(4, "0")}`;
    d.setLabel(node, `Address Resolution Protocol (${kind}${gratuitous && !announcement ? "/gratuitous ARP" : ""})`);
  }
  if (gratuitous) d.generated(f.isgratuitous, 1);
  if (probe) d.generated(f.isprobe, 1);
  if (announcement) d.generated(f.isannouncement, 1);
  if (hardwareSize > 0) d.item(mac ? f["src.hw_mac"] : f["src.hw"], at + FIXED, hardwareSize);
  if (size > 0) d.item(ip ? f["src.proto_ipv4"] : f["src.proto"], sender, size);
  if (hardwareSize > 0) d.item(mac ? f["dst.hw_mac"] : f["dst.hw"], targetHardware, hardwareSize);
  if (opcode === DRARP_ERROR && size > 0) d.item(f["dst.drarp_error_status"], target, 1);
  else if (size > 0) d.item(ip ? f["dst.proto_ipv4"] : f["dst.proto"], target, size);
  if (duplicates && duplicates[0] > 0) addDuplicate(d, duplicates[0], senderText);
  if (duplicates && duplicates[1] > 0) addDuplicate(d, duplicates[1], targetText);
}, { carriesPackets: true }), "ethertype", 0x0806, 0x8035);
