/**
 * MMTLS, the transport encryption of a messenger's apps: records over TCP ("long link") or in the bodies
 * of HTTP messages ("short link"). There is no standard; the layout is that of public reports
 * (Citizen Lab, "Should We Chat, Too?", 2024) and open implementations.
 */
import { conversationState } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";
import { SOME_MORE } from "../../../dissect/stream-request";
import { attach, dissector, heuristic } from "../../../dissect/tables";
import { handshakeTypes, levels, mmtls } from "./fields";
import { showHello } from "./handshake";
import { HEADER, RecordType, beginsStream, continuesUnknown, isClearAlert, isHeader, isHello, mayBeginStream, versionAt } from "./recognise";

const { f } = mmtls;
const PORTS: ReadonlySet<number> = new Set([80, 443, 8080]);

interface Side {
  records: number;
  /** Packet in which the first record ended, which alone can be in clear. */
  firstIn: number;
}

interface Connection {
  /** Low byte of its version, 0 until it is recognised. */
  version: number;
  /** Packet in which it was. */
  since: number;
  readonly sides: readonly [Side, Side];
}

const connectionKey = conversationState<Connection>("mmtls.connection", () => ({
  version: 0, since: 0, sides: [{ records: 0, firstIn: 0 }, { records: 0, firstIn: 0 }],
}));

/** What an encrypted record probably holds, by its type and length. */
function likely(type: number, length: number): string | undefined {
  switch (type) {
    case RecordType.handshake:
      if (length === 55) return "Finished";
      if (length === 94 || length === 95) return "Certificate Verify";
      return length === 293 ? "New Session Ticket" : undefined;
    case RecordType.resumption: return length === 36 ? "Encrypted Extensions" : undefined;
    case RecordType.alert: return length === 23 ? "End alert" : undefined;
    case RecordType.data: return length === 32 ? "Heartbeat" : undefined;
    default: return undefined;
  }
}

/** Where the records that begin in the window end: at its end, at bytes that are none, or where one begins that lacks bytes. */
function wholeEnd(d: Dissection, version: number, waits: boolean): number {
  let at = d.start;
  while (at < d.end && isHeader(d, at, version)) {
    if (at + HEADER > d.end) return waits ? at : d.end;
    const next = at + HEADER + d.u16(at + 3);
    if (next > d.reported && waits) return at;
    if (next >= d.end) return d.end;
    at = next;
  }
  return at;
}

/** Shows the records of [d.start, end); `clear` says whether the first may be in clear. */
function showRecords(d: Dissection, end: number, clear: boolean): void {
  d.setProtocol("MMTLS");
  d.begin(mmtls, end - d.start);
  const early = clear && d.bytes[d.start] === RecordType.resumption;
  for (let at = d.start; at < end;) {
    const next = at + HEADER + d.u16(at + 3);
    showRecord(d, at, next, clear && at === d.start, early);
    at = next;
  }
}

function showRecord(d: Dissection, at: number, end: number, clear: boolean, early: boolean): void {
  const type = d.u8(at), body = at + HEADER, length = end - body;
  const hello = clear && isHello(d, at), alert = clear && !hello && isClearAlert(d, at);
  const guess = hello || alert ? undefined : likely(type, length);
  const name = hello ? helloName(d, body, type) : alert ? alertName(d, body) : encryptedName(type, guess, early);
  // another message came before in the packet
  if (at > d.start || d.layer > 1) d.appendInfo(d.info.endsWith(" ") ? name : `, ${name}`); else d.setInfo(name);
  d.open(f.record, at, Math.min(end, d.end) - at, undefined, d.drawing ? `Record: ${name}` : undefined);
  d.item(f["record.type"], at);
  d.item(f["record.version"], at + 1);
  d.item(f["record.length"], at + 3);
  if (hello) showHello(d, body, end);
  else if (alert) showAlert(d, body);
  else {
    const there = Math.min(length, d.end - body);
    if (there > 0) d.put(f.encrypted, body, there);
    if (guess !== undefined) d.generated(f.likely, guess, body);
  }
  d.need(body, length);
  d.close();
}

function helloName(d: Dissection, body: number, type: number): string {
  return `${handshakeTypes.name(d.u8(body + 4)) ?? ""}${type === RecordType.resumption ? " (0-RTT)" : ""}`;
}

function alertName(d: Dissection, body: number): string {
  const level = d.u8(body + 6);
  return `Alert (Level: ${levels.name(level) ?? level}, Code: ${d.u16(body + 4)})`;
}

/** What Info calls an encrypted record: its type, no guess, save for the extensions that early data has before it. */
function encryptedName(type: number, guess: string | undefined, early: boolean): string {
  switch (type) {
    case RecordType.alert: return "Alert";
    case RecordType.data: return early ? "Early Data" : "Data";
    case RecordType.resumption: return guess ?? "Encrypted Handshake Message";
    default: return "Encrypted Handshake Message";
  }
}

function showAlert(d: Dissection, body: number): void {
  d.open(f.alert, body, 7);
  d.item(f["alert.length"], body);
  d.item(f["alert.code"], body + 4);
  d.item(f["alert.level"], body + 6);
  d.close();
}

/** A body of HTTP is a direction of its own, whole from its first record. */
const body = dissector(mmtls, (d) => {
  if (!beginsStream(d)) return false;
  const end = wholeEnd(d, versionAt(d, d.start), false);
  showRecords(d, end, true);
});

/** Segments of TCP, one or several put together. */
const stream = dissector(mmtls, (d) => {
  const connection = d.conversationState(connectionKey);
  const known = connection.version > 0 && d.frame.number >= connection.since && isHeader(d, d.start, connection.version);
  const waits = d.stream !== undefined && d.end === d.reported;
  if (!known && !beginsStream(d)) {
    if (waits && mayBeginStream(d)) {
      d.stream?.ask(d.start, SOME_MORE);
      return true;
    }
    if (!PORTS.has(d.sourcePort) && !PORTS.has(d.destinationPort) || !continuesUnknown(d)) return false;
  }
  const version = known ? connection.version : versionAt(d, d.start);
  const end = wholeEnd(d, version, waits);
  if (end > d.start) {
    if (d.tracking) follow(d, connection, version, end);
    else showRecords(d, end, d.layer === 1 && connection.sides[d.fromA ? 0 : 1].firstIn === d.frame.number);
  }
  if (end >= d.end) return true;
  if (isHeader(d, end, version)) d.stream?.ask(end, d.end - end < HEADER ? SOME_MORE : HEADER + d.u16(end + 3) - (d.end - end));
  else if (!d.tracking) d.data(end);
  return true;
});

/** Notes the whole records of [d.start, end). */
function follow(d: Dissection, connection: Connection, version: number, end: number): void {
  if (connection.version === 0) {
    connection.version = version;
    connection.since = d.frame.number;
  }
  const side = connection.sides[d.fromA ? 0 : 1];
  for (let at = d.start; at + HEADER <= end; at += HEADER + d.u16(at + 3)) if (side.records++ === 0) side.firstIn = d.frame.number;
}

attach(body, "media_type", "application/octet-stream");
heuristic(body, "http");
heuristic(stream, "tcp.sure");
