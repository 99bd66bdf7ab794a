/** The first STUN, Simple Traversal of UDP Through NAT (RFC 3489), in messages without the later one's cookie. */
import type { Dissection } from "../../dissect/dissection";
import { dissector, heuristic } from "../../dissect/tables";
import { bytes, framenum, heading, ipv4, ipv6, protocol, reltime, string, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const typeNames = values({
  1: "Binding Request", 257: "Binding Response", 273: "Binding Error Response", 2: "Shared Secret Request", 258: "Shared Secret Response",
  4370: "Shared Secret Error Response", 3: "Allocate Request", 259: "Allocate Response", 275: "Allocate Error Response", 4: "Send Request",
  260: "Send Response", 276: "Send Error Response", 277: "Data Indication", 6: "Set Active Destination Request",
  262: "Set Active Destination Response", 278: "Set Active Destination Error Response",
});
const attTypeNames = values({
  1: "MAPPED-ADDRESS", 2: "RESPONSE-ADDRESS", 3: "CHANGE-REQUEST", 4: "SOURCE-ADDRESS", 5: "CHANGED-ADDRESS", 6: "USERNAME", 7: "PASSWORD",
  8: "MESSAGE-INTEGRITY", 9: "ERROR-CODE", 11: "REFLECTED-FROM", 13: "LIFETIME", 14: "ALTERNATE_SERVER", 15: "MAGIC_COOKIE", 16: "BANDWIDTH",
  17: "DESTINATION_ADDRESS", 18: "REMOTE_ADDRESS", 19: "DATA", 20: "NONCE", 21: "REALM", 22: "REQUESTED_ADDRESS_TYPE", 32800: "XOR_MAPPED_ADDRESS",
  33: "XOR_ONLY", 32802: "SERVER", 49153: "CONNECTION-REQUEST-BINDING", 49154: "BINDING-CHANGE",
});
const attFamilyNames = values({
  1: "IPv4", 2: "IPv6",
});

export const classicstun = protocol("classicstun", "Simple Traversal of UDP Through NAT", {
  "type": u16("Message Type", { display: "hex", values: typeNames }),
  "length": u16("Message Length", { display: "hex" }),
  "id": bytes("Message Transaction ID"),
  "att": heading("Attributes"),
  "response_in": framenum("Response In"),
  "response_to": framenum("Request In"),
  "time": reltime("Time"),
  "att.type": u16("Attribute Type", { display: "hex", values: attTypeNames }),
  "att.length": u16("Attribute Length"),
  "att.value": bytes("Value"),
  "att.family": u16("Protocol Family", { display: "hex", values: attFamilyNames }),
  "att.ipv4": ipv4("IP"),
  "att.ipv6": ipv6("IP"),
  "att.port": u16("Port"),
  "att.change.ip": u16("Change IP", { mask: 0x4 }),
  "att.change.port": u16("Change Port", { mask: 0x2 }),
  "att.unknown": u16("Unknown Attribute", { display: "hex" }),
  "att.error.class": u8("Error Class", { mask: 0x7 }),
  "att.error": u8("Error Code"),
  "att.error.reason": string("Error Reason Phase"),
  "att.ipv4-xord": ipv4("IP (XOR-d)"),
  "att.ipv6-xord": ipv6("IP (XOR-d)"),
  "att.port-xord": u16("Port (XOR-d)"),
  "att.server": string("Server version"),
  "att.lifetime": u32("Lifetime"),
  "att.magic.cookie": u32("Magic Cookie", { display: "hex" }),
  "att.bandwidth": u32("Bandwidth"),
  "att.data": bytes("Data"),
  "att.connection_request_binding": string("Connection Request Binding"),
}, { short: "CLASSIC-STUN" });
const { f } = classicstun;
const HEADER = 20, COOKIE = 0x2112a442;

heuristic(dissector(classicstun, (d) => {
  const at = d.start;
  if (d.end < at + HEADER || d.u16(at + 2) + HEADER !== d.reported - at || d.u32(at + 4) === COOKIE) return false;
  const type = typeNames.name(d.u16(at));
  if (type === undefined) return false;
  d.setProtocol("CLASSIC-STUN");
  d.setInfo(`Message: ${type}`);
  d.begin(classicstun);
  d.read(f.type);
  const length = d.read(f.length);
  d.read(f.id, 16);
  if (length === 0) return;
  d.open(f.att, d.pos, length);
  while (d.pos + 4 <= d.reported) attribute(d);
  d.close();
}), "udp");

function attribute(d: Dissection): void {
  const at = d.pos, type = d.u16(at), length = d.u16(at + 2), name = attTypeNames.name(type) ?? "Unknown";
  d.openText(at, 4 + length, d.drawing ? `Attribute: ${name} (0x${type.toString(16).padStart(4, "0")})` : "");
  d.read(f["att.type"]); d.read(f["att.length"]);
  const value = d.pos;
  switch (type) {
    case 1: case 2: case 4: case 5: case 11: case 14: case 17: case 18: case 0x8020:
      if (length >= 8 && type !== 0x8020) {
        d.item(f["att.family"], value + 1);
        d.item(f["att.port"], value + 2);
        if (d.u8(value + 1) === 1) d.item(f["att.ipv4"], value + 4);
      }
      break;
    case 3:
      if (length >= 4) { d.item(f["att.change.ip"], value, 4); d.item(f["att.change.port"], value, 4); }
      break;
    default:
  }
  d.pos = value + length;
  d.close();
}
