/** Transmission Control Protocol (RFC 9293), with the window scaling of RFC 7323 and the reserved bits as of RFC 8311 and accurate ECN. */
import { ConversationKind, beginsConversation, noteSequences } from "../../../dissect/conversations";
import { attach, dissector } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { CHECKSUM } from "../../../fields/tables/checksum-status";
import { TcpFlag, baseAt } from "../../../streams/tcp-analysis";
import type { TcpConversation } from "../../../streams/tcp-analysis";
import { drawAnalysis, infoPrefix, noticesOfFlags } from "./analysis";
import { tcp } from "./fields";
import { readOptions } from "./options";
import { followPayload, showPayload } from "./payload";
import { ACK, FIN, RST, SYN, TcpSegment, URG, plural } from "./segment";
import { conversationKey, factTable, track } from "./tracking";

const { f } = tcp;
const LEAST_HEADER = 20;

const FLAG_NAMES = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"];
const FLAG_LETTERS = "RRRACEUAPRSF";

/** `SYN, ACK`; the names of each of the 4,096 combinations are made once. */
const flagNames: (string | undefined)[] = [];
function namesOf(flags: number): string {
  let text = flagNames[flags];
  if (text === undefined) {
    const names = FLAG_NAMES.filter((_, bit) => flags & (1 << bit));
    if (flags & 0xe00) names.push("Reserved");
    flagNames[flags] = text = names.length > 0 ? names.join(", ") : "<None>";
  }
  return text;
}

const flagLetters: (string | undefined)[] = [];
function lettersOf(flags: number): string {
  return (flagLetters[flags] ??= Array.from(FLAG_LETTERS, (letter, i) => (flags & (0x800 >> i) ? letter : "·")).join(""));
}

const FLAG_FIELDS: readonly Field[] = [f["flags.res"], f["flags.ae"], f["flags.cwr"], f["flags.ece"], f["flags.urg"], f["flags.ack"], f["flags.push"], f["flags.reset"], f["flags.syn"], f["flags.fin"]];

const COMPLETE_NAMES: Readonly<Record<number, string>> = { 1: "Incomplete, SYN_SENT", 3: "Incomplete, CLIENT_ESTABLISHED", 7: "Incomplete, ESTABLISHED", 15: "Incomplete, DATA" };

function completenessText(bits: number): string {
  const name = COMPLETE_NAMES[bits];
  if (name !== undefined) return name;
  if ((bits & 7) !== 7 || (bits & 48) === 0) return "Incomplete";
  return bits & 8 ? "Complete, WITH_DATA" : "Complete, NO_DATA";
}

const segment = new TcpSegment();

attach(dissector(tcp, (d) => {
  const at = d.start;
  const source = d.u16(at), destination = d.u16(at + 2);
  d.sourcePort = source; d.destinationPort = destination;
  const flags = d.end >= at + 14 ? d.u16(at + 12) & 0xfff : 0;
  const syn = (flags & (SYN | ACK)) === SYN && d.end >= at + 14;
  const { conversations } = d.state;
  const id = d.converse(ConversationKind.tcp, source, destination,
    (existing) => syn && !d.quoted && beginsConversation(conversations, existing, conversations.isSideA(existing, d.source, source), d.u32(at + 4)));
  if (d.indexing) {
    if (!d.quoted && d.end >= at + LEAST_HEADER) noteSequences(conversations, id, conversations.isSideA(id, d.source, source), flags, d.u32(at + 4), d.u32(at + 8));
    return;
  }
  const header = d.end > at + 12 ? (d.u8(at + 12) >> 4) * 4 : 0;
  const reported = d.reported - at;
  // how much of the segment a fragment or a quotation leaves out is not known
  const whole = !d.fragment && !d.quoted && reported >= header;
  const length = whole ? (header >= LEAST_HEADER ? reported - header : reported) : 0;
  if (d.tracking) {
    if (whole && header >= LEAST_HEADER && d.end >= at + LEAST_HEADER) track(d, at, header, flags, length);
    if (whole && header >= LEAST_HEADER && (length > 0 || flags & FIN) && !(flags & RST)) {
      const facts = factTable(d);
      const found = facts.facts(d.layer).flags.get(facts.row(d.frame.number, d.layer));
      followPayload(d, at + header, length, flags, (d.u32(at + 4) + (flags & SYN ? 1 : 0)) >>> 0, found);
    }
    return;
  }
  show(d, at, source, destination, id, flags, header, whole, length);
}, { carriesPackets: true }), "ip.proto", 6);

function show(d: Dissection, at: number, source: number, destination: number, id: number, flags: number, header: number, whole: boolean, length: number): void {
  const conversation = d.conversationState(conversationKey);
  const facts = factTable(d), row = facts.row(d.frame.number, d.layer), columns = facts.facts(d.layer);
  const fromA = d.fromA;
  const frame = d.frame.number;
  const forward = conversation.flow(fromA), reverse = conversation.flow(!fromA);
  const base = whole ? Math.max(0, baseAt(forward, frame)) : 0, peerBase = whole ? Math.max(0, baseAt(reverse, frame)) : 0;
  d.setProtocol("TCP");
  if (!d.quoted) d.setInfo("");
  const outerInfo = d.info.length;
  if (!d.quoted && d.columns) d.setInfo(`${source} → ${destination}`);
  const node = d.begin(tcp, Math.min(d.end - at, header >= LEAST_HEADER ? header : Math.max(d.end - at, 0)), d.drawing ? `${tcp.title}, Src Port: ${source}, Dst Port: ${destination}` : undefined);
  d.item(f.srcport, at); d.item(f.dstport, at + 2);
  d.hidden(f.port, at, 2, source); d.hidden(f.port, at + 2, 2, destination);
  d.generated(f.stream, d.state.conversations.streamIndex(id));
  if (d.wants(f.completeness)) {
    const bits = conversation.completeness | (frame > d.state.conversations.first(id) + 1 ? conversation.begun : 0);
    d.generated(f.completeness, bits, at, 0, d.drawing ? `Conversation completeness: ${completenessText(bits)} (${bits})` : undefined);
  }
  if (!whole && !d.quoted && !d.fragment) {
    const text = "Short segment. Segment/fragment does not contain a full TCP header (might be NMAP or someone else deliberately sending unusual packets)";
    d.notice(f.short_segment, d.textNode(at, 0, text), text);
  }
  if (whole) d.generated(f.len, length);
  const rawSequence = d.u32(at + 4);
  const sequence = (rawSequence - base) >>> 0;
  d.put(f.seq, at + 4, 4, sequence, d.drawing ? `Sequence Number: ${sequence}    (relative sequence number)` : undefined);
  d.put(f.seq_raw, at + 4, 4, rawSequence);
  if (d.drawing) d.append(node, `, Seq: ${sequence}`);
  if (header < LEAST_HEADER && d.end > at + 12) {
    d.put(f.hdr_len, at + 12, 1, header, headerLabel(d, header));
    d.notice(f.bogus_header_length, d.last, `Bogus TCP header length (${header}, must be at least ${LEAST_HEADER})`);
    if (d.columns && !d.quoted) d.appendInfo(` [${namesOf(flags)}] Seq=${sequence}, bogus TCP header length (${header}, must be at least ${LEAST_HEADER})`);
    return;
  }
  if (whole) {
    const next = (sequence + length + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    d.generated(f.nxtseq, next, at, 0, d.drawing ? `Next Sequence Number: ${next}    (relative sequence number)` : undefined);
  }
  const rawAck = d.u32(at + 8);
  const acks = (flags & ACK) !== 0;
  const ack = acks ? (rawAck - peerBase) >>> 0 : rawAck;
  d.put(f.ack, at + 8, 4, ack, d.drawing ? `Acknowledgment Number: ${ack}${acks ? "    (relative ack number)" : ""}` : undefined);
  if (acks) {
    if (d.drawing) d.append(node, `, Ack: ${ack}`);
  } else if (rawAck !== 0) d.notice(f["ack.nonzero"], d.last);
  const ackNode = d.last;
  d.put(f.ack_raw, at + 8, 4, rawAck);
  if (whole && d.drawing) d.append(node, `, Len: ${length}`);
  d.put(f.hdr_len, at + 12, 1, header, headerLabel(d, header));
  readFlags(d, at + 12, flags, source, destination, columns.flags.get(row));
  const window = d.item(f.window_size_value, at + 14);
  const scaled = readWindow(d, at + 14, window, flags, conversation, fromA, whole);
  const checksum = d.u16(at + 16);
  d.put(f.checksum, at + 16, 2, checksum, d.drawing ? `Checksum: 0x${checksum.toString(16).padStart(4, "0")} [unverified]` : undefined);
  d.generated(f["checksum.status"], CHECKSUM.unverified, at + 16);
  const urgent = d.item(f.urgent_pointer, at + 18);
  if (urgent !== 0 && !(flags & URG)) d.notice(f["urgent_pointer.non_zero"], d.last);
  if (d.columns && !d.quoted) {
    d.appendInfo(` [${namesOf(flags)}${conversation.accurateEcn && !(flags & SYN) ? `, ACE=${aceOf(flags)}` : ""}] Seq=${sequence}${acks ? ` Ack=${ack}` : ""} Win=${scaled}${flags & URG ? ` Urg=${urgent}` : ""}${whole ? ` Len=${length}` : ""}`);
  }
  segment.flags = flags;
  segment.ack = rawAck;
  segment.length = length;
  segment.peerBase = peerBase;
  segment.infoText = "";
  segment.fastOpen = segment.accurateEcn = false;
  if (header > LEAST_HEADER && d.end >= at + LEAST_HEADER) {
    readOptions(d, at + LEAST_HEADER, header - LEAST_HEADER, segment);
    if (d.columns && !d.quoted) d.appendInfo(segment.infoText);
  }
  if (!d.quoted) {
    d.openText(at, 0, "Timestamps");
    const first = d.state.conversations.first(id) + 1, previous = d.state.previousInConversation(id, frame);
    if (d.wants(f.time_relative)) d.generated(f.time_relative, d.since(first));
    if (d.wants(f.time_delta)) d.generated(f.time_delta, previous > 0 ? d.since(previous) : 0n);
    d.close();
  }
  noticesOfFlags(d, columns, row, ackNode);
  drawAnalysis(d, conversation, columns, row);
  if (d.columns && !d.quoted) {
    // what the analysis found stays in front of what the payload's protocol says
    const prefix = infoPrefix(columns, row), own = d.info.slice(outerInfo);
    if (prefix !== "") { d.setInfo(prefix); d.fenceInfo(); d.appendInfo(own); }
  }
  const captured = Math.max(0, Math.min(d.end - at - header, length));
  if (whole ? length <= 0 || captured <= 0 : d.end <= at + header) {
    // a FIN without data can end a message that lasts as long as the stream
    if (whole && flags & FIN && length === 0) { d.close(); showPayload(d, node, at + header, 0); }
    return;
  }
  const payloadLength = whole ? length : d.reported - at - header;
  if (flags & RST) {
    d.put(f.reset_cause, at + header, captured, d.text(at + header, captured));
    return;
  }
  d.put(f.payload, at + header, Math.min(d.end - at - header, payloadLength), undefined, d.drawing ? `TCP payload (${plural(payloadLength, "byte")})` : undefined);
  d.close();
  showPayload(d, node, at + header, payloadLength);
}

function headerLabel(d: Dissection, header: number): string | undefined {
  return d.drawing ? `${(header >> 2).toString(2).padStart(4, "0")} .... = Header Length: ${header} bytes (${header >> 2})` : undefined;
}

function aceOf(flags: number): number { return (flags >> 6) & 7; }

function readFlags(d: Dissection, at: number, flags: number, source: number, destination: number, found: number): void {
  d.need(at, 2);
  d.open(f.flags, at, 2, flags, d.drawing ? `Flags: 0x${flags.toString(16).padStart(3, "0")} (${namesOf(flags)})` : undefined);
  for (const field of FLAG_FIELDS) {
    const high = field.mask > 0xff;
    d.put(field, high ? at : at + 1, 1, flags & field.mask ? 1 : 0, d.drawing ? flagLabel(field, flags) : undefined);
    if (field === f["flags.syn"] && flags & SYN) {
      if (flags & ACK) d.notice(f["connection.synack"], d.last, d.drawing ? `Connection establish acknowledge (SYN+ACK): server port ${source}` : undefined);
      else d.notice(f["connection.syn"], d.last, d.drawing ? `Connection establish request (SYN): server port ${destination}` : undefined);
    } else if (field === f["flags.fin"] && flags & FIN) {
      d.notice(f["connection.fin"], d.last);
      noticeOfClosing(d, found);
    } else if (field === f["flags.reset"] && flags & RST) d.notice(f["connection.rst"], d.last);
  }
  d.put(f["flags.str"], at, 2, lettersOf(flags), d.drawing ? `TCP Flags: ${lettersOf(flags)}` : undefined);
  d.markGenerated(d.last);
  d.close();
}

function noticeOfClosing(d: Dissection, found: number): void {
  if (found & TcpFlag.finActive) d.notice(f["connection.fin_active"], d.last);
  else if (found & TcpFlag.finPassive) d.notice(f["connection.fin_passive"], d.last);
}

function flagLabel(field: Field, flags: number): string {
  let bits = "";
  for (let bit = 0x800, i = 0; bit > 0; bit >>= 1, i++) {
    if (i > 0 && i % 4 === 0) bits += " ";
    bits += field.mask & bit ? (flags & bit ? "1" : "0") : ".";
  }
  return `${bits} = ${field.label}: ${flags & field.mask ? "Set" : "Not set"}`;
}

/** The window with its scaling (RFC 7323 §2): never scaled in a SYN. Returns the scaled window. */
function readWindow(d: Dissection, at: number, window: number, flags: number, conversation: TcpConversation, fromA: boolean, whole: boolean): number {
  const own = conversation.flow(fromA).scale;
  // scaling counts only when both sides offered it; the other's SYN may be missing
  const scale = own >= 0 && conversation.flow(!fromA).scale === -2 ? -2 : own;
  const unscaled = (flags & SYN) !== 0 || !whole || scale < 0;
  const scaled = unscaled ? window : window * 2 ** scale;
  d.generated(f.window_size, scaled, at, 2);
  if (flags & SYN) return scaled;
  const factor = !whole || scale === -1 ? -1 : scale === -2 ? -2 : 2 ** scale;
  const word = factor === -1 ? " (unknown)" : factor === -2 ? " (no window scaling used)" : "";
  d.generated(f.window_size_scalefactor, factor, at, 2, d.drawing ? `Window size scaling factor: ${factor}${word}` : undefined);
  return scaled;
}
