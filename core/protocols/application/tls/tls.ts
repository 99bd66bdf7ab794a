/** Transport Layer Security: records and what they carry (RFC 5246 §6.2, RFC 8446 §5, RFC 6101, RFC 6520). */
import { attach, dissector, heuristic } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import { SOME_MORE } from "../../../dissect/stream-request";
import { tlsVersions } from "../../../fields/tables/tls-parameters";
import { contentTypes, tls } from "./fields";
import { messageName, readHandshakeBody } from "./handshake";
import { sessionKey, versionColumn } from "./session";
import type { Session } from "./session";

const { f } = tls;
const HEADER = 5;
/** A record's most bytes with room for encryption (RFC 5246 §6.2.3). */
const MOST = 16384 + 2048;
const TLS_1_3 = 0x0304;

/** Names of what is inside by port, where nothing else tells. */
const APPLICATIONS: Readonly<Record<number, string>> = {
  443: "Hypertext Transfer Protocol", 4433: "Hypertext Transfer Protocol", 563: "Network News Transfer Protocol", 614: "SSH Shell", 636: "Lightweight Directory Access Protocol",
  853: "Domain Name System", 989: "FTP Data", 990: "File Transfer Protocol (FTP)", 992: "Telnet", 993: "Internet Message Access Protocol", 994: "Internet Relay Chat",
  995: "Post Office Protocol", 465: "Simple Mail Transfer Protocol", 5061: "Session Initiation Protocol", 6697: "Internet Relay Chat", 8883: "MQ Telemetry Transport Protocol",
  3269: "Lightweight Directory Access Protocol", 5671: "Advanced Message Queueing Protocol", 2083: "RADIUS Protocol", 5868: "Diameter Protocol", 3389: "Remote Desktop Protocol",
};
const ALPN_NAMES: Readonly<Record<string, string>> = {
  "http/1.0": "Hypertext Transfer Protocol", "http/1.1": "Hypertext Transfer Protocol", "h2": "HyperText Transfer Protocol 2", "smtp": "Simple Mail Transfer Protocol",
  "imap": "Internet Message Access Protocol", "pop3": "Post Office Protocol", "stun.turn": "Session Traversal Utilities for NAT", "dot": "Domain Name System",
};

function plausible(d: Dissection, at: number): boolean {
  const type = d.bytes[at] ?? 0, major = d.bytes[at + 1] ?? 0, minor = d.bytes[at + 2] ?? 0;
  if (type < 20 || type > 24) return false;
  return major === 3 && minor <= 4 || major === 1 && minor === 1;
}

/** Encrypted since before this layer, by what tracking noted. */
function encryptedBefore(d: Dissection, session: Session): boolean {
  const since = session.encryptedFrom[d.fromA ? 0 : 1];
  return since.frame > 0 && (d.frame.number > since.frame || d.frame.number === since.frame && d.layer > since.layer);
}

/** Reads records up to the end of the window. Returns false where none begins it. */
function readRecords(d: Dissection): boolean {
  const session = d.conversationState(sessionKey);
  const first = d.end - d.start >= 3 && plausible(d, d.start);
  if (!first && session.version === 0) return false;
  if (first && asked(d, d.start)) return true;
  let encrypted = encryptedBefore(d, session);
  const names: string[] = [];
  if (!d.tracking) {
    d.setProtocol(versionColumn(session.version));
    d.begin(tls, d.end - d.start);
  }
  for (let at = d.start; at < d.end;) {
    if (d.end - at >= 3 && !plausible(d, at)) {
      if (!d.tracking) {
        d.notice(f.ignored_unknown_record);
        names.push("Ignored Unknown Record");
      }
      break;
    }
    if (asked(d, at)) break;
    const length = d.u16(at + 3);
    if (d.tracking) session.record(d.u16(at + 1));
    // TLS 1.3 sends it for the sake of middleboxes only (RFC 8446 §D.4)
    if (d.u8(at) === 20 && !encrypted && session.version < TLS_1_3) {
      encrypted = true;
      const side = session.encryptedFrom[d.fromA ? 0 : 1];
      if (d.tracking && side.frame === 0) { side.frame = d.frame.number; side.layer = d.layer; }
      readRecord(d, session, at, length, false, names);
    } else readRecord(d, session, at, length, encrypted, names);
    at += HEADER + length;
  }
  if (d.columns) d.setInfo(names.join(", "));
  return true;
}

/** Asks for the rest of the record at `at` where it is cut and more can come; true when it did. */
function asked(d: Dissection, at: number): boolean {
  const { stream } = d;
  if (!stream) return false;
  const there = d.end - at;
  const missing = there < HEADER ? SOME_MORE : HEADER + d.u16(at + 3) - there;
  if (there >= HEADER && missing <= 0) return false;
  stream.ask(at, missing);
  return true;
}

function readRecord(d: Dissection, session: Session, at: number, length: number, encrypted: boolean, names: string[]): void {
  const type = d.u8(at), body = at + HEADER, end = Math.min(body + length, d.reported);
  if (d.tracking) {
    if (type === 22 && !encrypted) readMessages(d, session, body, end, names);
    return;
  }
  const node = d.open(f.record, at, HEADER + length);
  d.item(type === 23 && session.version >= TLS_1_3 ? f["record.opaque_type"] : f["record.content_type"], at);
  d.item(f["record.version"], at + 1);
  d.item(f["record.length"], at + 3);
  if (length > MOST || length === 0 && type !== 23) d.notice(f["record.length.invalid"], d.last);
  const version = versionColumn(session.version);
  const kind = contentTypes.name(type) ?? `Unknown (${type})`;
  let what = kind;
  switch (type) {
    case 20:
      d.put(f.change_cipher_spec, body, length);
      names.push("Change Cipher Spec");
      what = "Change Cipher Spec Protocol: Change Cipher Spec";
      break;
    case 21: what = readAlert(d, body, length, encrypted, names); break;
    case 22: what = `Handshake Protocol: ${encrypted ? encryptedMessage(d, body, length, names) : readMessages(d, session, body, end, names)}`; break;
    case 23: what = readApplicationData(d, session, at, body, length, names); break;
    case 24:
      d.open(f.heartbeat_message, body, length);
      names.push("Heartbeat");
      if (!encrypted && length >= 3) readHeartbeat(d, body, length);
      d.close();
      what = encrypted ? "Encrypted Heartbeat" : "Heartbeat";
      break;
  }
  if (d.drawing) d.setLabel(node, `${version} Record Layer: ${what}`);
  d.close();
}

function readHeartbeat(d: Dissection, body: number, length: number): void {
  const type = d.u8(body), payload = d.u16(body + 1);
  if (type !== 1 && type !== 2 || payload + 3 > length) return;
  d.item(f["heartbeat_message.type"], body);
  d.item(f["heartbeat_message.payload_length"], body + 1);
  d.put(f["heartbeat_message.payload"], body + 3, payload);
  if (payload + 3 < length) d.put(f["heartbeat_message.padding"], body + 3 + payload, length - 3 - payload);
}

function readAlert(d: Dissection, body: number, length: number, encrypted: boolean, names: string[]): string {
  const level = length === 2 ? d.u8(body) : 0;
  const clear = !encrypted && length === 2 && (level === 1 || level === 2);
  d.open(f.alert_message, body, length, undefined, d.drawing ? `Alert Message${clear ? "" : ": Encrypted Alert"}` : undefined);
  let text = "Encrypted Alert";
  if (clear) {
    d.item(f["alert_message.level"], body);
    const description = d.item(f["alert_message.desc"], body + 1);
    const word = f["alert_message.desc"].values?.name(description) ?? `Unknown (${description})`;
    names.push(`Alert (Level: ${level === 1 ? "Warning" : "Fatal"}, Description: ${word})`);
    text = `Alert (Level: ${level === 1 ? "Warning" : "Fatal"}, Description: ${word})`;
  } else names.push("Encrypted Alert");
  d.close();
  return text;
}

function readApplicationData(d: Dissection, session: Session, at: number, body: number, length: number, names: string[]): string {
  names.push("Application Data");
  d.put(f.app_data, body, length);
  const port = Math.min(d.sourcePort, d.destinationPort);
  const name = ALPN_NAMES[session.alpn] ?? APPLICATIONS[port] ?? APPLICATIONS[Math.max(d.sourcePort, d.destinationPort)];
  if (name !== undefined) d.generated(f.app_data_proto, name, at);
  return `Application Data Protocol: ${name ?? "Application Data"}`;
}

function encryptedMessage(d: Dissection, body: number, length: number, names: string[]): string {
  d.put(f.handshake, body, length, undefined, d.drawing ? "Handshake Protocol: Encrypted Handshake Message" : undefined);
  names.push("Encrypted Handshake Message");
  return "Encrypted Handshake Message";
}

/** The messages of a handshake record. Returns how the record is called. */
function readMessages(d: Dissection, session: Session, body: number, end: number, names: string[]): string {
  let name = "";
  for (let at = body, n = 0; at < end; n++) {
    const type = d.u8(at), length = end - at >= 4 ? d.u24(at + 1) : -1;
    const called = messageName(d, type, at + 4);
    if (called === undefined || length < 0 || at + 4 + length > end) {
      name = n === 0 ? encryptedMessage(d, at, end - at, names) : name;
      if (n > 0) encryptedMessage(d, at, end - at, names);
      return name;
    }
    name = n === 0 ? called : "Multiple Handshake Messages";
    names.push(called);
    d.open(f.handshake, at, 4 + length, undefined, d.drawing ? `Handshake Protocol: ${called}` : undefined);
    d.item(f["handshake.type"], at);
    d.item(f["handshake.length"], at + 1);
    readHandshakeBody(d, type, at + 4, at + 4 + length, session);
    d.close();
    at += 4 + length;
  }
  return name;
}

const entry = dissector(tls, (d) => readRecords(d));
attach(entry, "tcp.port", 261, 443, 448, 465, 563, 585, 614, 636, 684, 695, 832, 853, 989, 990, 992, 993, 994, 995, 1443, 2083, 2221, 2252, 2376, 2478, 2479, 2482, 2484, 2679, 2762, 3077, 3078, 3183, 3191, 3220, 3269, 3410, 3424, 3471, 3496, 3509, 3529, 3539, 3660, 3661, 3747, 3766, 3864, 3885, 3896, 3995, 4031, 4036, 4062, 4064, 4081, 4083, 4116, 4335, 4336, 4536, 4590, 4740, 4843, 4849, 5061, 5443, 5007, 5321, 5349, 5671, 5783, 5868, 5986, 5989, 5990, 6209, 6251, 6443, 6513, 6514, 6619, 6697, 6771, 7202, 7443, 7673, 7674, 7677, 7775, 8243, 8443, 8883, 8991, 8989, 9089, 9295, 9318, 9443, 9444, 9614, 9802, 10161, 10162, 11751, 12013, 12109, 14143, 15002, 16995, 41230, 16993, 20003);

/** Recognised by a whole record header of a hello or of anything likely. */
heuristic(dissector(tls, (d) => {
  const at = d.start;
  if (d.end - at < HEADER || !plausible(d, at)) return false;
  const length = d.u16(at + 3);
  if (length === 0 || length > MOST || tlsVersions.name(d.u16(at + 1)) === undefined) return false;
  return readRecords(d);
}), "tcp");
