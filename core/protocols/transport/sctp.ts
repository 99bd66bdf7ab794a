/** Stream Control Transmission Protocol (RFC 9260, with RFC 3758's FORWARD TSN). */
import { conversationState } from "../../dissect/capture-state";
import { ConversationKind, NO_CONVERSATION } from "../../dissect/conversations";
import type { Dissection } from "../../dissect/dissection";
import { NO_NODE } from "../../dissect/tree";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, ipv4, ipv6, notice, protocol, u16, u32, u8 } from "../../fields/declare";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const chunkTypeNames = values({
  0: "DATA", 1: "INIT", 2: "INIT_ACK", 3: "SACK", 4: "HEARTBEAT", 5: "HEARTBEAT_ACK", 6: "ABORT", 7: "SHUTDOWN", 8: "SHUTDOWN_ACK", 9: "ERROR",
  10: "COOKIE_ECHO", 11: "COOKIE_ACK", 12: "ECNE", 13: "CWR", 14: "SHUTDOWN_COMPLETE", 15: "AUTH", 16: "NR_SACK", 64: "I_DATA", 128: "ASCONF_ACK",
  129: "PKTDROP", 130: "RE_CONFIG", 132: "PAD", 192: "FORWARD_TSN", 193: "ASCONF", 194: "I_FORWARD_TSN", 255: "IETF_EXTENSION",
});
const dataPayloadProtoIdNames = values({
  0: "not specified", 1: "IUA", 2: "M2UA", 3: "M3UA", 4: "SUA", 5: "M2PA", 6: "V5UA", 7: "H.248/MEGACO", 8: "BICC/Q.2150.3", 9: "TALI", 10: "DUA",
  11: "ASAP", 12: "ENRP", 13: "H.323", 14: "Q.IPC/Q.2150.3", 15: "SIMCO", 16: "DDP Segment Chunk", 17: "DDP Stream Session Control",
  18: "S1 Application Protocol (S1AP)", 19: "RUA", 20: "HNBAP", 21: "ForCES-HP", 22: "ForCES-MP", 23: "ForCES-LP", 24: "SBc-AP", 25: "NBAP",
  26: "Unassigned", 27: "X2AP", 28: "IRCP", 29: "LCS-AP", 30: "MPICH2", 31: "SABP", 32: "Fractal Generator Protocol", 33: "Ping Pong Protocol",
  34: "CalcApp Protocol", 35: "Scripting Service Protocol", 36: "NetPerfMeter Control", 37: "NetPerfMeter Data", 38: "Echo", 39: "Discard",
  40: "Daytime", 41: "Character Generator", 42: "3GPP RNA", 43: "3GPP M2AP", 44: "3GPP M3AP", 45: "SSH", 46: "DIAMETER", 47: "DIAMETER over DTLS",
  48: "R14P", 49: "Generic Data Transfer Protocol (GDT)", 50: "WebRTC Control", 51: "WebRTC String", 52: "WebRTC Binary Partial (Deprecated)",
  53: "WebRTC Binary", 54: "WebRTC String Partial (Deprecated)", 55: "3GPP PUA", 56: "WebRTC String Empty", 57: "WebRTC Binary Empty", 58: "XwAP",
  59: "Xw - Control Plane", 60: "NGAP", 61: "XnAP", 62: "F1 AP", 65: "ELE2 Lawful Interception", 66: "NGAP over DTLS", 67: "XnAP over DTLS",
  68: "F1AP over DTLS", 69: "E1AP over DTLS", 70: "E2-CP", 71: "E2-UP", 72: "E2-DU", 73: "W1AP",
});
const parameterTypeNames = values({
  1: "Heartbeat info", 5: "IPv4 address", 6: "IPv6 address", 7: "State cookie", 8: "Unrecognized parameter", 9: "Cookie preservative",
  11: "Hostname address", 13: "Outgoing SSN reset request", 14: "Incoming SSN reset request", 15: "SSN/TSN reset request",
  16: "Re-configuration response", 17: "Add outgoing streams request", 18: "Add incoming streams request", 12: "Supported address types", 32768: "ECN",
  32770: "Random", 32771: "Authenticated Chunk list", 32772: "Requested HMAC Algorithm", 32776: "Supported Extensions", 49152: "Forward TSN supported",
  49153: "Add IP address", 49154: "Delete IP address", 49155: "Error cause indication", 49156: "Set primary address", 49157: "Success report",
  49158: "Adaptation Layer Indication",
});
const parameterSupportedAddressTypeNames = values({
  5: "IPv4 address", 6: "IPv6 address", 11: "Hostname address",
});

export const sctp = protocol("sctp", "Stream Control Transmission Protocol", {
  "srcport": u16("Source port"),
  "dstport": u16("Destination port"),
  "port": u16("Port"),
  "verification_tag": u32("Verification tag", { display: "hex" }),
  "checksum": u32("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "chunk_type": u8("Chunk type", { values: chunkTypeNames }),
  "chunk_flags": u8("Chunk flags", { display: "hex" }),
  "chunk_bit_1": bool("Bit", { mask: 0x80, words: ["Skip chunk and continue processing of the packet", "Stop processing of the packet"] }),
  "chunk_bit_2": bool("Bit", { mask: 0x40, words: ["Do report", "Do not report"] }),
  "chunk_length": u16("Chunk length"),
  "chunk_padding": bytes("Chunk padding"),
  "cookie": bytes("Cookie"),
  "initiate_tag": u32("Initiate tag", { display: "hex" }),
  "init_initiate_tag": u32("Initiate tag", { display: "hex" }),
  "init_credit": u32("Advertised receiver window credit (a_rwnd)"),
  "init_nr_out_streams": u16("Number of outbound streams"),
  "init_nr_in_streams": u16("Number of inbound streams"),
  "init_initial_tsn": u32("Initial TSN"),
  "initack_initiate_tag": u32("Initiate tag", { display: "hex" }),
  "initack_credit": u32("Advertised receiver window credit (a_rwnd)"),
  "initack_nr_out_streams": u16("Number of outbound streams"),
  "initack_nr_in_streams": u16("Number of inbound streams"),
  "initack_initial_tsn": u32("Initial TSN"),
  "data_tsn": u32("Transmission sequence number (relative)"),
  "data_tsn_raw": u32("Transmission sequence number (absolute)"),
  "data_sid": u16("Stream identifier", { display: "hex" }),
  "data_ssn": u16("Stream sequence number"),
  "data_payload_proto_id": u32("Payload protocol identifier", { values: dataPayloadProtoIdNames }),
  "data_e_bit": bool("E-Bit", { mask: 0x1, words: ["Last segment", "Not the last segment"] }),
  "data_b_bit": bool("B-Bit", { mask: 0x2, words: ["First segment", "Subsequent segment"] }),
  "data_u_bit": bool("U-Bit", { mask: 0x4, words: ["Unordered delivery", "Ordered delivery"] }),
  "data_i_bit": bool("I-Bit", { mask: 0x8, words: ["Send SACK immediately", "Possibly delay SACK"] }),
  "sack_nounce_sum": u8("Nounce sum", { mask: 0x1 }),
  "sack_cumulative_tsn_ack": u32("Cumulative TSN ACK (relative)"),
  "sack_cumulative_tsn_ack_raw": u32("Cumulative TSN ACK (absolute)"),
  "sack_a_rwnd": u32("Advertised receiver window credit (a_rwnd)"),
  "sack_number_of_gap_blocks": u16("Number of gap acknowledgement blocks"),
  "sack_number_of_duplicated_tsns": u16("Number of duplicated TSNs"),
  "sack_gap_block_start": u16("Start"),
  "sack_gap_block_end": u16("End"),
  "sack_duplicate_tsn": u32("Duplicate TSN"),
  "shutdown_cumulative_tsn_ack": u32("Cumulative TSN Ack"),
  "shutdown_complete_t_bit": bool("T-Bit", { mask: 0x1, words: ["Tag reflected", "Tag not reflected"] }),
  "abort_t_bit": bool("T-Bit", { mask: 0x1, words: ["Tag reflected", "Tag not reflected"] }),
  "forward_tsn_tsn": u32("New cumulative TSN"),
  "parameter_type": u16("Parameter type", { display: "hex", values: parameterTypeNames }),
  "parameter_length": u16("Parameter length"),
  "parameter_padding": bytes("Parameter padding"),
  "parameter_bit_1": u16("Bit", { mask: 0x8000, words: ["Skip parameter and continue processing of the chunk", "Stop processing of chunk"] }),
  "parameter_bit_2": u16("Bit", { mask: 0x4000, words: ["Do report", "Do not report"] }),
  "parameter_ipv4_address": ipv4("IP Version 4 address"),
  "parameter_ipv6_address": ipv6("IP Version 6 address"),
  "parameter_heartbeat_information": bytes("Heartbeat information"),
  "parameter_state_cookie": bytes("State cookie"),
  "parameter_supported_address_type": u16("Supported address type", { values: parameterSupportedAddressTypeNames }),
  "assoc_index": u16("Association index"),
  "parameter_padding.expert": notice("note", "malformed", "The padding of this final parameter should be the padding of the chunk."),
}, { short: "SCTP" });
const { f } = sctp;

const ASSOCIATION_DISABLED = 65535;
const Chunk = { data: 0, init: 1, initAck: 2, sack: 3, heartbeat: 4, heartbeatAck: 5, abort: 6, shutdown: 7, cookieEcho: 10, shutdownComplete: 14, forwardTsn: 192 } as const;

/** First transmission sequence number of each side, from which relative ones count. */
const bases = conversationState<{ a: number; b: number }>("sctp", () => ({ a: -1, b: -1 }));

attach(dissector(sctp, (d) => {
  const at = d.start, source = d.u16(at), destination = d.u16(at + 2);
  d.sourcePort = source; d.destinationPort = destination;
  d.converse(ConversationKind.sctp, source, destination);
  d.setProtocol("SCTP");
  d.setInfo("");
  if (d.indexing) return;
  d.open(sctp.node, at, d.end - at, undefined, d.drawing ? `Stream Control Transmission Protocol, Src Port: ${source} (${source}), Dst Port: ${destination} (${destination})` : undefined);
  d.pos = at;
  d.read(f.srcport); d.read(f.dstport); d.read(f.verification_tag);
  d.generated(f.assoc_index, ASSOCIATION_DISABLED, at, 0, d.drawing ? "Association index: disabled (enable in preferences)" : undefined);
  d.hidden(f.port, at, 2, source); d.hidden(f.port, at + 2, 2, destination);
  d.read(f.checksum);
  if (d.drawing) d.append(d.last, " [unverified]");
  d.generated(f["checksum.status"], CHECKSUM.unverified, at + 8);
  let isOpen = true;
  while (d.pos < d.reported) {
    if (!isOpen) { d.open(sctp.node, d.pos, d.end - d.pos, undefined); isOpen = true; }
    if (chunk(d)) isOpen = false;
  }
  if (isOpen) d.close();
}, { carriesPackets: true }), "ip.proto", 132);

/** Reads a chunk; true when its payload was handed on and the layer's node closed. */
function chunk(d: Dissection): boolean {
  const at = d.pos, type = d.u8(at), length = d.u16(at + 2), name = chunkTypeNames.name(type) ?? "UNKNOWN";
  const padded = Math.min((length + 3) & ~3, d.reported - at);
  d.openText(at, type === Chunk.data ? 16 : padded, d.drawing ? `${name} chunk` : "");
  const node = d.parent;
  d.item(f.chunk_type, at);
  d.push(d.last);
  d.item(f.chunk_bit_1, at); d.item(f.chunk_bit_2, at);
  d.close();
  d.pos = at + 1;
  switch (type) {
    case Chunk.data: d.flags(f.chunk_flags, [f.data_i_bit, f.data_u_bit, f.data_b_bit, f.data_e_bit]); break;
    case Chunk.sack: d.flags(f.chunk_flags, [f.sack_nounce_sum]); break;
    case Chunk.abort: d.flags(f.chunk_flags, [f.abort_t_bit]); break;
    case Chunk.shutdownComplete: d.flags(f.chunk_flags, [f.shutdown_complete_t_bit]); break;
    default: d.read(f.chunk_flags);
  }
  d.read(f.chunk_length);
  if (length < 4) { d.appendInfo(`${name} `); d.close(); d.pos = d.reported; return false; }
  const end = at + Math.min(length, d.reported - at);
  if (type === Chunk.data) return dataChunk(d, at, length, node, padded);
  let text = name;
  switch (type) {
    case Chunk.init: case Chunk.initAck: initiation(d, node, name, type === Chunk.init, end); break;
    case Chunk.sack: text = selectiveAck(d, end); break;
    case Chunk.heartbeat: case Chunk.heartbeatAck: parameters(d, end); break;
    case Chunk.shutdown: d.read(f.shutdown_cumulative_tsn_ack); break;
    case Chunk.cookieEcho: d.read(f.cookie, end - d.pos); if (d.drawing) d.append(node, ` (Cookie length: ${length - 4} bytes)`); break;
    case Chunk.forwardTsn: d.read(f.forward_tsn_tsn); break;
    default:
  }
  d.appendInfo(`${text} `);
  if (padded > length) d.put(f.chunk_padding, at + length, padded - length);
  d.pos = at + padded;
  d.close();
  return false;
}

function relative(d: Dissection, tsn: number, ofSender: boolean): number {
  if (d.conversation === NO_CONVERSATION) return tsn;
  const base = d.conversationState(bases), side = d.fromA === ofSender ? "a" : "b";
  if (d.tracking && base[side] < 0) base[side] = tsn;
  return base[side] < 0 ? tsn : (tsn - base[side]) >>> 0;
}

function dataChunk(d: Dissection, at: number, length: number, node: number, padded: number): boolean {
  const flags = d.u8(at + 1), tsn = d.u32(at + 4), shown = relative(d, tsn, true);
  d.put(f.data_tsn, at + 4, 4, shown);
  d.put(f.data_tsn_raw, at + 4, 4, tsn);
  d.pos = at + 8;
  const stream = d.read(f.data_sid), sequence = d.read(f.data_ssn), payload = d.read(f.data_payload_proto_id);
  d.appendInfo(`DATA (TSN=${shown}) `);
  const size = length - 16;
  if (d.drawing) {
    const parts = ["middle segment", "last segment", "first segment", "complete segment"][flags & 3];
    d.append(node, ` (${flags & 4 ? "unordered" : "ordered"}, ${parts}, TSN: ${shown}, SID: ${stream}, SSN: ${sequence}, PPID: ${payload}, payload length: ${size} bytes)`);
  }
  if (padded > length) d.put(f.chunk_padding, at + length, padded - length);
  d.close();
  const isWhole = (flags & 3) === 3;
  d.pos = at + 16;
  const layer = d.parent;
  if (layer !== NO_NODE) d.setLength(layer, d.pos - (d.tree.start[layer] ?? d.pos));
  d.close();
  if (size > 0) {
    const before = d.info;
    const known = isWhole && (d.next("sctp.ppi", payload, at + 16, size) || d.next("sctp.port", Math.min(d.sourcePort, d.destinationPort), at + 16, size) || d.next("sctp.port", Math.max(d.sourcePort, d.destinationPort), at + 16, size));
    if (!known) { d.data(at + 16, size); d.setInfo(before); }
  }
  d.pos = at + padded;
  return true;
}

function initiation(d: Dissection, node: number, name: string, isInit: boolean, end: number): void {
  const at = d.pos;
  d.read(isInit ? f.init_initiate_tag : f.initack_initiate_tag);
  d.hidden(f.initiate_tag, at, 4, d.u32(at));
  d.read(isInit ? f.init_credit : f.initack_credit);
  const out = d.read(isInit ? f.init_nr_out_streams : f.initack_nr_out_streams);
  const into = d.read(isInit ? f.init_nr_in_streams : f.initack_nr_in_streams);
  const tsn = d.read(isInit ? f.init_initial_tsn : f.initack_initial_tsn);
  if (d.drawing) d.setLabel(node, `${name} chunk (Outbound streams: ${out}, inbound streams: ${into})`);
  relative(d, tsn, true);
  parameters(d, end);
}

function selectiveAck(d: Dissection, end: number): string {
  const at = d.pos, raw = d.u32(at), shown = relative(d, raw, false);
  d.put(f.sack_cumulative_tsn_ack, at, 4, shown);
  d.put(f.sack_cumulative_tsn_ack_raw, at, 4, raw);
  d.pos = at + 4;
  const window = d.read(f.sack_a_rwnd);
  const gaps = d.read(f.sack_number_of_gap_blocks), duplicates = d.read(f.sack_number_of_duplicated_tsns);
  for (let i = 0; i < gaps && d.pos + 4 <= end; i++) { d.read(f.sack_gap_block_start); d.read(f.sack_gap_block_end); }
  for (let i = 0; i < duplicates && d.pos + 4 <= end; i++) d.read(f.sack_duplicate_tsn);
  return `SACK (Ack=${shown}, Arwnd=${window})`;
}

function parameters(d: Dissection, end: number): void {
  while (d.pos + 4 <= end) {
    const at = d.pos, type = d.u16(at), length = d.u16(at + 2), name = parameterTypeNames.name(type) ?? "Unknown";
    const padded = Math.max(4, (length + 3) & ~3);
    d.openText(at, Math.min(padded, end - at), d.drawing ? `${name} parameter` : "");
    const node = d.parent;
    if (at + padded > end && at + length <= end) d.notice(f["parameter_padding.expert"], node);
    d.item(f.parameter_type, at);
    d.push(d.last);
    d.item(f.parameter_bit_1, at); d.item(f.parameter_bit_2, at);
    d.close();
    d.pos = at + 2;
    d.read(f.parameter_length);
    const size = Math.min(length, end - at) - 4;
    if (size > 0) parameterValue(d, type, size);
    if (padded > length && at + padded <= end) d.put(f.parameter_padding, at + length, padded - length);
    d.pos = at + padded;
    d.close();
  }
}

function parameterValue(d: Dissection, type: number, size: number): void {
  switch (type) {
    case 1: d.read(f.parameter_heartbeat_information, size); break;
    case 5: if (size >= 4) d.read(f.parameter_ipv4_address); break;
    case 6: if (size >= 16) d.read(f.parameter_ipv6_address); break;
    case 7: d.read(f.parameter_state_cookie, size); break;
    case 12: for (let left = size; left >= 2; left -= 2) d.read(f.parameter_supported_address_type); break;
    default:
  }
}
