/** Session Traversal Utilities for NAT (RFC 8489, RFC 8656 for TURN, RFC 8445 for ICE). */
import { latin1 } from "../../base/text";
import { NO_NODE } from "../../dissect/tree";
import { crc32 } from "../../capture/crc32";
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector, heuristic } from "../../dissect/tables";
import { bytes, framenum, heading, ipv4, ipv6, notice, protocol, reltime, string, u16, u32, u8 } from "../../fields/declare";
import { ipv4Text, ipv6Text } from "../../fields/format";
import { CHECKSUM } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const typeMethodAssignmentNames = values({
  0: "IETF Review", 1: "Designated Expert",
});
const attTypeComprehensionNames = values({
  0: "Required", 1: "Optional",
});
const attFamilyNames = values({
  1: "IPv4", 2: "IPv6",
});
const attCrc32StatusNames = values({
  0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present", 4: "Illegal",
});
const attTranspNames = values({
  17: "UDP", 6: "TCP",
});
const attGoogleNetworkCostNames = values({
  0: "Min", 10: "Low", 50: "Unknown", 250: "Cellular5G", 500: "Cellular4G", 900: "Cellular", 910: "Cellular3G", 980: "Cellular2G", 999: "Max",
});
const networkVersionNames = values({
  1: "MS-TURN", 2: "RFC-3489 and earlier", 3: "RFC-5389/8489",
});

/** IANA "STUN Attributes" and what vendors use */
const attributeNames = values({
  0x0001: "MAPPED-ADDRESS", 0x0002: "RESPONSE_ADDRESS", 0x0003: "CHANGE_REQUEST", 0x0004: "SOURCE_ADDRESS", 0x0005: "CHANGED_ADDRESS",
  0x0006: "USERNAME", 0x0007: "PASSWORD", 0x0008: "MESSAGE-INTEGRITY", 0x0009: "ERROR-CODE", 0x000a: "UNKNOWN-ATTRIBUTES",
  0x000b: "REFLECTED-FROM", 0x000c: "CHANNEL-NUMBER", 0x000d: "LIFETIME", 0x000e: "MS-ALTERNATE-SERVER", 0x000f: "MAGIC-COOKIE",
  0x0010: "BANDWIDTH", 0x0011: "DESTINATION-ADDRESS", 0x0012: "XOR-PEER-ADDRESS", 0x0013: "DATA", 0x0014: "REALM", 0x0015: "NONCE",
  0x0016: "XOR-RELAYED-ADDRESS", 0x0017: "REQUESTED-ADDRESS-FAMILY", 0x0018: "EVEN-PORT", 0x0019: "REQUESTED-TRANSPORT",
  0x001a: "DONT-FRAGMENT", 0x001b: "ACCESS-TOKEN", 0x001c: "MESSAGE-INTEGRITY-SHA256", 0x001d: "PASSWORD-ALGORITHM", 0x001e: "USERHASH",
  0x0020: "XOR-MAPPED-ADDRESS", 0x0022: "RESERVATION-TOKEN", 0x0024: "PRIORITY", 0x0025: "USE-CANDIDATE", 0x0026: "PADDING",
  0x0027: "XOR-RESPONSE-TARGET", 0x0028: "XOR-REFELECTED-FROM", 0x002a: "CONNECTION-ID", 0x0030: "LEGACY-ICMP",
  0x8000: "ADDITIONAL-ADDRESS-FAMILY", 0x8001: "ADDRESS-ERROR-CODE", 0x8002: "PASSWORD-ALGORITHMS", 0x8003: "ALTERNATE-DOMAIN",
  0x8004: "ICMP", 0x8008: "MS-VERSION", 0x8020: "XOR-MAPPED-ADDRESS", 0x8022: "SOFTWARE", 0x8023: "ALTERNATE-SERVER",
  0x8025: "TRANSACTION-TRANSMIT-COUNTER", 0x8027: "CACHE-TIMEOUT", 0x8028: "FINGERPRINT", 0x8029: "ICE-CONTROLLED",
  0x802a: "ICE-CONTROLLING", 0x802b: "RESPONSE-ORIGIN", 0x802c: "OTHER-ADDRESS", 0x802d: "ECN-CHECK-STUN",
  0x802e: "THIRD-PARTY-AUTHORIZATION", 0x8030: "MOBILITY-TICKET", 0x8032: "MS-ALTERNATE-HOST-NAME", 0x8037: "MS-APP-ID",
  0x8039: "MS-SECURE-TAG", 0x8050: "MS-SEQUENCE-NUMBER", 0x8054: "MS-CANDIDATE-IDENTIFIER", 0x8055: "MS-SERVICE-QUALITY",
  0x8070: "MS-IMPLEMENTATION-VERSION", 0x8090: "MS-ALT-MAPPED-ADDRESS", 0x8095: "MS-MULTIPLEXED-TURN-SESSION-ID",
  0xc000: "CISCO-STUN-FLOWDATA", 0xc001: "ENF-FLOW-DESCRIPTION", 0xc002: "ENF-NETWORK-STATUS", 0xc057: "GOOG-NETWORK-INFO",
  0xc058: "GOOG-LAST-ICE-CHECK-RECEIVED", 0xc059: "GOOG-MISC-INFO", 0xc05a: "GOOG-OBSOLETE-1", 0xc05b: "GOOG-CONNECTION-ID",
  0xc05c: "GOOG-DELTA", 0xc05d: "GOOG-DELTA-ACK", 0xc060: "GOOG-MESSAGE_INTEGRITY-32", 0xff04: "GOOG-MULTI-MAPPING",
  0xff05: "GOOG-LOGGING-ID",
});

export const stun = protocol("stun", "Session Traversal Utilities for NAT", {
  "type": u16("Message Type", { display: "hex" }),
  "type.class": u16("Message Class", { mask: 0x110, display: "hex" }),
  "type.method": u16("Message Method", { mask: 0x3eef, display: "hex" }),
  "type.method-assignment": u16("Message Method Assignment", { mask: 0x2000, display: "hex", values: typeMethodAssignmentNames }),
  "length": u16("Message Length"),
  "cookie": bytes("Message Cookie"),
  "id": bytes("Message Transaction ID"),
  "attributes": heading("Attributes"),
  "response-in": framenum("Response In"),
  "response-to": framenum("Request In"),
  "time": reltime("Time"),
  "reqduplicate": framenum("Duplicated original message in"),
  "att.type": u16("Attribute Type", { display: "hex" }),
  "att.type.comprehension": u16("Attribute Type Comprehension", { mask: 0x8000, display: "hex", values: attTypeComprehensionNames }),
  "att.type.assignment": u16("Attribute Type Assignment", { mask: 0x4000, display: "hex", values: typeMethodAssignmentNames }),
  "att.length": u16("Attribute Length"),
  "att.family": u8("Protocol Family", { display: "hex", values: attFamilyNames }),
  "att.ipv4": ipv4("IP"),
  "att.ipv6": ipv6("IP"),
  "att.port": u16("Port"),
  "att.username": string("Username"),
  "att.padding": u16("Padding"),
  "att.hmac": bytes("HMAC-SHA1"),
  "att.crc32": u32("CRC-32", { display: "hex" }),
  "att.crc32.status": u8("CRC-32 Status", { values: attCrc32StatusNames }),
  "att.error.class": u8("Error Class", { mask: 0x7 }),
  "att.error": u8("Error Code"),
  "att.error.reason": string("Error Reason Phrase"),
  "att.realm": string("Realm"),
  "att.nonce": string("Nonce"),
  "att.ipv4-xord": bytes("IP (XOR-d)"),
  "att.ipv6-xord": bytes("IP (XOR-d)"),
  "att.port-xord": bytes("Port (XOR-d)"),
  "att.software": string("Software"),
  "att.priority": u32("Priority"),
  "att.tie-breaker": bytes("Tie breaker"),
  "att.lifetime": u32("Lifetime"),
  "att.cache-timeout": u32("Cache timeout"),
  "att.token": bytes("Token"),
  "value": bytes("Value"),
  "att.reserved": bytes("Reserved"),
  "att.transp": u8("Transport", { display: "hex", values: attTranspNames }),
  "att.channelnum": u16("Channel-Number", { display: "hex" }),
  "att.google.network_id": u16("Google Network ID"),
  "att.google.network_cost": u16("Google Network Cost", { values: attGoogleNetworkCostNames }),
  "network_version": u8("STUN Network Version", { values: networkVersionNames }),
  "attribute": u16("Attribute Type", { display: "hex", values: attributeNames }),
  "unknown_attribute": notice("warning", "undecoded", "Attribute unknown"),
}, { short: "STUN" });
const { f } = stun;

const COOKIE = 0x2112a442, HEADER = 20;
/** Types of methods up to 0xff lie below this; no higher method is in use. */
const LAST_METHOD = 0x0400;
/** RFC 8489 §14.7 */
const FINGERPRINT_XOR = 0x5354554e;

const CLASSES = ["Request", "Indication", "Success Response", "Error Response"];
const METHODS = values({
  1: "Binding", 2: "SharedSecret", 3: "Allocate", 4: "Refresh", 6: "Send", 7: "Data", 8: "CreatePermission", 9: "Channel-Bind", 10: "Connect",
  11: "ConnectionBind", 12: "ConnectionAttempt", 0x80: "GooglePing",
});
const ERRORS = values({
  300: "Try Alternate", 400: "Bad Request", 401: "Unauthenticated", 403: "Forbidden", 405: "Mobility Forbidden", 420: "Unknown Attribute",
  437: "Allocation Mismatch", 438: "Stale Nonce", 440: "Address Family not Supported", 441: "Wrong Credentials",
  442: "Unsupported Transport Protocol", 443: "Peer Address Family Mismatch", 446: "Connection Already Exists",
  447: "Connection Timeout or Failure", 486: "Allocation Quota Reached", 487: "Role Conflict", 500: "Server Error",
  508: "Insufficient Port Capacity", 600: "Global Failure",
});

interface Transaction { request: number; response: number }
const transactions = conversationState("stun", () => new Map<string, Transaction>());
const transactionOf = frameFact<Transaction>("stun");

/** A message is known by the two clear bits, the cookie and a length that fits (RFC 8489 §5). */
function isStun(d: Dissection): boolean {
  const at = d.start;
  if (d.end < at + HEADER) return false;
  return d.u16(at) < LAST_METHOD && d.u32(at + 4) === COOKIE && (d.u16(at + 2) & 3) === 0 && d.u16(at + 2) + HEADER <= d.reported - at;
}

const dissectStun = dissector(stun, (d) => {
  if (!isStun(d)) return false;
  const at = d.start, type = d.u16(at), length = d.u16(at + 2);
  const classCode = ((type >> 7) & 2) | ((type >> 4) & 1);
  const method = (type & 0xf) | ((type >> 1) & 0x70) | ((type >> 2) & 0xf80);
  const title = `${METHODS.name(method) ?? "Unknown"} ${CLASSES[classCode]}`;
  d.setProtocol("STUN");
  d.setInfo(title);
  d.begin(stun, HEADER + length);
  link(d, classCode);
  d.item(f.type, at);
  if (d.drawing) d.setLabel(d.last, `Message Type: 0x${type.toString(16).padStart(4, "0")} (${title})`);
  d.push(d.last);
  d.item(f["type.class"], at);
  if (d.drawing) d.append(d.last, ` ${CLASSES[classCode]} (${classCode})`);
  d.item(f["type.method"], at);
  if (d.drawing) d.append(d.last, ` ${METHODS.name(method) ?? "Unknown"} (0x${method.toString(16).padStart(3, "0")})`);
  d.item(f["type.method-assignment"], at);
  d.close();
  d.pos = at + 2;
  d.read(f.length); d.read(f.cookie, 4); d.read(f.id, 12);
  if (length === 0) return;
  d.generated(f.network_version, 3, d.pos);
  d.open(f.attributes, d.pos, length);
  const end = d.pos + length;
  while (d.pos + 4 <= end) attribute(d);
  d.close();
});
attach(dissectStun, "udp.port", 3478);
heuristic(dissectStun, "udp");

function link(d: Dissection, classCode: number): void {
  const at = d.start;
  if (d.tracking) {
    if (classCode === 1) return;
    const known = d.conversationState(transactions), key = latin1(d.bytes, at + 8, at + HEADER);
    let entry = known.get(key);
    if (!entry) {
      if (classCode !== 0) return;
      known.set(key, (entry = { request: d.frame.number, response: 0 }));
    } else if (classCode > 1 && entry.response === 0) {
      entry.response = d.frame.number;
    }
    d.setFact(transactionOf, entry);
    return;
  }
  const entry = d.fact(transactionOf);
  if (!entry) return;
  if (classCode === 0) {
    if (entry.request !== d.frame.number) d.generated(f.reqduplicate, entry.request);
    if (entry.response > 0) d.generated(f["response-in"], entry.response);
  } else {
    if (entry.response > 0 && entry.response !== d.frame.number) d.generated(f.reqduplicate, entry.response);
    d.generated(f["response-to"], entry.request);
    d.generated(f.time, d.since(entry.request));
  }
}

function attribute(d: Dissection): void {
  const at = d.pos, type = d.u16(at), length = d.u16(at + 2), padded = (length + 3) & ~3;
  const name = attributeNames.name(type);
  let node = NO_NODE;
  if (name === undefined) {
    const text = `Unknown attribute 0x${type.toString(16).padStart(4, "0")}`;
    d.notice(f.unknown_attribute, d.textNode(at, 2, text), text);
  } else {
    node = d.open(f.attribute, at, 4 + padded, type, d.drawing ? name : undefined);
    d.item(f["att.type"], at);
    if (d.drawing) d.setLabel(d.last, `Attribute Type: ${name}`);
    d.push(d.last);
    d.item(f["att.type.comprehension"], at); d.item(f["att.type.assignment"], at);
    d.close();
  }
  d.pos = at + 2;
  d.read(f["att.length"]);
  if (length > 0) value(d, node, type, length);
  d.pos = at + 4 + length;
  d.need(d.pos, padded - length);
  if (padded > length) d.put(f["att.padding"], d.pos, padded - length, padded - length);
  d.pos = at + 4 + padded;
  if (name !== undefined) d.close();
}

function say(d: Dissection, node: number, label: string, info: string): void {
  if (d.drawing) d.append(node, label);
  if (d.columns) d.appendInfo(info);
}

function value(d: Dissection, node: number, type: number, length: number): void {
  const at = d.pos;
  switch (type) {
    case 0x0001: case 0x0002: case 0x0004: case 0x0005: case 0x000b: case 0x8023: case 0x802b: case 0x802c:
      address(d, node, type, length, false);
      return;
    case 0x0012: case 0x0016: case 0x0020: case 0x8020: case 0x0027: case 0x0028:
      address(d, node, type, length, true);
      return;
    case 0x0006: { const text = d.read(f["att.username"], length); say(d, node, `: ${text}`, ` user: ${text}`); return; }
    case 0x0014: { const text = d.read(f["att.realm"], length); say(d, node, `: ${text}`, ` realm: ${text}`); return; }
    case 0x0015: { const text = d.read(f["att.nonce"], length); say(d, node, `: ${text}`, " with nonce"); return; }
    case 0x8022: { const text = d.read(f["att.software"], length); if (d.drawing) d.append(node, `: ${text}`); return; }
    case 0x0008: d.read(f["att.hmac"], length); return;
    case 0x0009: {
      d.read(f["att.reserved"], 2);
      const hundreds = d.item(f["att.error.class"], at + 2), rest = d.item(f["att.error"], at + 3), code = hundreds * 100 + rest;
      const text = `${code} (${ERRORS.name(code) ?? "*Unknown error code*"})`;
      say(d, node, ` ${text}`, ` error-code: ${text}`);
      d.pos = at + 4;
      if (length > 4) d.read(f["att.error.reason"], length - 4);
      return;
    }
    case 0x000c: {
      const channel = d.read(f["att.channelnum"]), text = `0x${channel.toString(16)}`;
      say(d, node, `: ${text}`, ` ChannelNumber=${text}`);
      d.read(f["att.reserved"], 2);
      return;
    }
    case 0x000d: { const seconds = d.read(f["att.lifetime"]); say(d, node, ` ${seconds}`, ` lifetime: ${seconds}`); return; }
    case 0x0019: {
      const transport = d.read(f["att.transp"]), text = attTranspNames.name(transport) ?? `Unknown (0x${transport.toString(16)})`;
      say(d, node, `: ${text}`, ` ${text}`);
      d.read(f["att.reserved"], 3);
      return;
    }
    case 0x0022: d.read(f["att.token"], 8); return;
    case 0x0024: d.read(f["att.priority"]); return;
    case 0x8027: d.read(f["att.cache-timeout"]); return;
    case 0x8028: fingerprint(d); return;
    case 0x8029: case 0x802a: d.read(f["att.tie-breaker"], 8); return;
    case 0xc057: d.read(f["att.google.network_id"]); d.read(f["att.google.network_cost"]); return;
    case 0x0013:
      d.read(f.value, length);
      d.data(at, length);
      return;
    default: d.read(f.value, length);
  }
}

/** RFC 8489 §14.1 and §14.2: the XORed form hides the address from middleboxes that rewrite what looks like one. */
function address(d: Dissection, node: number, type: number, length: number, isXored: boolean): void {
  const at = d.pos;
  d.read(f["att.reserved"], 1);
  const family = d.read(f["att.family"]);
  const port = d.u16(at + 2) ^ (isXored ? COOKIE >>> 16 : 0);
  if (isXored) d.item(f["att.port-xord"], at + 2, 2);
  d.put(f["att.port"], at + 2, 2, port);
  const size = family === 1 ? 4 : family === 2 ? 16 : 0;
  if (size === 0 || length < 4 + size) return;
  const raw = d.slice(at + 4, size), clear = Uint8Array.from(raw);
  if (isXored) {
    d.item(family === 1 ? f["att.ipv4-xord"] : f["att.ipv6-xord"], at + 4, size);
    for (let i = 0; i < size; i++) clear[i] = (raw[i] as number) ^ d.u8(d.start + HEADER - 16 + i);
  }
  d.put(family === 1 ? f["att.ipv4"] : f["att.ipv6"], at + 4, size, clear);
  const text = family === 1 ? ipv4Text(clear) : `[${ipv6Text(clear)}]`;
  say(d, node, `: ${text}:${port}`, ` ${attributeNames.name(type)}: ${text}:${port}`);
}

function fingerprint(d: Dissection): void {
  const at = d.pos, start = d.start, found = d.read(f["att.crc32"]), node = d.last;
  const computed = (crc32(0, d.bytes.subarray(start, at - 4)) ^ FINGERPRINT_XOR) >>> 0;
  if (d.drawing) d.append(node, computed === found ? " [correct]" : ` incorrect, should be 0x${computed.toString(16).padStart(8, "0")}`);
  d.generated(f["att.crc32.status"], computed === found ? CHECKSUM.good : CHECKSUM.bad, at);
}
