/** The frame: what the capture file says of a packet, above all its protocols (pcapng §4.3). */
import { linkTypeInfo } from "../../capture/link-types";
import type { FrameMeta } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { NO_NODE, NodeFlag } from "../../dissect/tree";
import { abstime, bool, i8, notice, protocol, reltime, string, u16, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const YES = ["True", "False"] as const;

export const frame = protocol("frame", "Frame", {
  "interface_id": u32("Interface id", { help: "Number of the interface in its section of the capture file." }),
  "interface_name": string("Interface name"),
  "interface_description": string("Interface description"),
  "packet_flags": u32("Packet flags", { display: "hex", help: "What the capturing machine noted of the packet (pcapng §4.3.1)." }),
  "packet_flags_direction": u32("Direction", { display: "hex", mask: 0x3, values: values({ 0: "Unknown", 1: "Inbound", 2: "Outbound" }) }),
  "packet_flags_reception_type": u32("Reception type", { mask: 0x1c, values: values({ 0: "Not specified", 1: "Unicast", 2: "Multicast", 3: "Broadcast", 4: "Promiscuous" }) }),
  "packet_flags_fcs_length": u32("FCS length", { mask: 0x1e0 }),
  "packet_flags_reserved": u32("Reserved", { mask: 0xfe00 }),
  "packet_flags_crc_error": bool("CRC error", { mask: 0x01000000 }),
  "packet_flags_packet_too_error": bool("Packet too long error", { mask: 0x02000000 }),
  "packet_flags_packet_too_short_error": bool("Packet too short error", { mask: 0x04000000 }),
  "packet_flags_wrong_inter_frame_gap_error": bool("Wrong interframe gap error", { mask: 0x08000000 }),
  "packet_flags_unaligned_frame_error": bool("Unaligned frame error", { mask: 0x10000000 }),
  "packet_flags_start_frame_delimiter_error": bool("Start frame delimiter error", { mask: 0x20000000 }),
  "packet_flags_preamble_error": bool("Preamble error", { mask: 0x40000000 }),
  "packet_flags_symbol_error": bool("Symbol error", { mask: 0x80000000 }),
  "encap_type": u16("Encapsulation type", { help: "Link layer of the packet's first bytes." }),
  "time": abstime("Arrival Time"),
  "offset_shift": reltime("Time shift for this packet", { unit: "seconds" }),
  "time_epoch": reltime("Epoch Time", { unit: "seconds" }),
  "time_delta": reltime("Time delta from previous captured frame", { unit: "seconds" }),
  "time_delta_displayed": reltime("Time delta from previous displayed frame", { unit: "seconds" }),
  "time_relative": reltime("Time since reference or first frame", { unit: "seconds" }),
  "number": u32("Frame Number"),
  "len": u32("Frame length on the wire", { help: "Bytes of the packet as it was on the wire." }),
  "cap_len": u32("Frame length stored into the capture file", { help: "Bytes of the packet that the file holds; the rest was cut off while capturing." }),
  "marked": bool("Frame is marked", { words: YES }),
  "ignored": bool("Frame is ignored", { words: YES }),
  "p2p_dir": i8("Point-to-Point Direction", { values: values({ 0: "Sent", 1: "Received" }) }),
  "protocols": string("Protocols in frame", { help: "Layers of the packet from the outside in, separated by colons." }),
  "len_lt_caplen": notice("error", "malformed", "Frame length is less than captured length"),
  "time_invalid": notice("note", "sequence", "Arrival Time: Fractional second out of range (0-1000000000)"),
}, { short: "Frame" });

const comments = protocol("pkt_comment", "Packet comments", {
  "comment": string("Comment", { name: "frame.comment", help: "A person's note on the packet, kept in the capture file." }),
  "expert": notice("comment", "comments", "Formatted comment", { name: "frame.comment.expert" }),
}, { short: "Comments" });

const FLAG_PARTS = [
  frame.f.packet_flags_direction, frame.f.packet_flags_reception_type, frame.f.packet_flags_fcs_length, frame.f.packet_flags_reserved,
  frame.f.packet_flags_crc_error, frame.f.packet_flags_packet_too_error, frame.f.packet_flags_packet_too_short_error,
  frame.f.packet_flags_wrong_inter_frame_gap_error, frame.f.packet_flags_unaligned_frame_error,
  frame.f.packet_flags_start_frame_delimiter_error, frame.f.packet_flags_preamble_error, frame.f.packet_flags_symbol_error,
];
/** Link types that are a network layer without anything below it: LINKTYPE_IPV4 and LINKTYPE_IPV6. */
const NETWORK_LINKS: ReadonlyMap<number, number> = new Map([[228, 0x0800], [229, 0x86dd]]);
const INBOUND = 1, OUTBOUND = 2;

function addComments(d: Dissection, texts: readonly string[]): void {
  const { f } = comments;
  d.open(comments.node, 0, 0);
  for (const text of texts) {
    d.put(f.comment, 0, 0, text, text);
    d.notice(f.expert, d.last, text);
  }
  d.close();
}

function title(meta: FrameMeta): string {
  const { number, length, capturedLength, interfaceId, interfaceName, flags } = meta;
  const where = interfaceId < 0 ? "" : ` on interface ${interfaceName ?? "unknown"}, id ${interfaceId}`;
  const direction = (flags ?? 0) & 3;
  const way = direction === INBOUND ? " (inbound)" : direction === OUTBOUND ? " (outbound)" : "";
  const size = (n: number): string => `${n} byte${n === 1 ? "" : "s"}`;
  return `Frame ${number}: ${size(length)} on wire (${length * 8} bits), ${size(capturedLength)} captured (${capturedLength * 8} bits)${where}${way}`;
}

function addOrigin(d: Dissection): void {
  const { f } = frame;
  const { interfaceId, interfaceName, interfaceDescription, flags } = d.frame;
  if (interfaceId >= 0) {
    d.push(d.put(f.interface_id, 0, 0, interfaceId, d.drawing && interfaceName !== undefined ? `Interface id: ${interfaceId} (${interfaceName})` : undefined));
    if (interfaceName !== undefined) d.put(f.interface_name, 0, 0, interfaceName);
    if (interfaceDescription !== undefined) d.put(f.interface_description, 0, 0, interfaceDescription);
    d.close();
  }
  if (flags !== undefined) {
    d.push(d.put(f.packet_flags, 0, 0, flags));
    for (const part of FLAG_PARTS) d.put(part, 0, 0, ((flags & part.mask) >>> 0) >>> part.shift);
    d.close();
  }
}

function addTimes(d: Dissection): void {
  const { f } = frame;
  const { number } = d.frame;
  const { time, state } = d;
  d.put(f.time, 0, 0, time);
  d.generated(f.offset_shift, 0n, 0);
  d.put(f.time_epoch, 0, 0, time);
  const previous = number > 1 ? time - state.timeOf(number - 1) : 0n;
  d.generated(f.time_delta, previous, 0);
  d.generated(f.time_delta_displayed, previous, 0);
  d.generated(f.time_relative, time - state.timeOf(1), 0);
}

attach(dissector(frame, (d) => {
  const { f } = frame;
  const { frame: meta } = d;
  let stack = NO_NODE;
  if (!d.indexing) {
    if (meta.comments && meta.comments.length > 0) addComments(d, meta.comments);
    d.begin(frame, d.end, d.drawing ? title(meta) : undefined);
    addOrigin(d);
    if (meta.linkType >= 0) {
      const { encapType, description } = linkTypeInfo(meta.linkType);
      d.put(f.encap_type, 0, 0, encapType, d.drawing ? `Encapsulation type: ${description} (${encapType})` : undefined);
    }
    const wantsTimes = d.drawing || d.wants(f.time) || d.wants(f.offset_shift) || d.wants(f.time_epoch) || d.wants(f.time_delta) || d.wants(f.time_relative) || d.wants(f.time_delta_displayed);
    if (meta.hasTime && wantsTimes) addTimes(d);
    d.put(f.number, 0, 0, meta.number);
    d.put(f.len, 0, 0, meta.length, d.drawing ? `Frame Length: ${meta.length} bytes (${meta.length * 8} bits)` : undefined);
    if (meta.length < meta.capturedLength) d.notice(f.len_lt_caplen, d.last);
    d.put(f.cap_len, 0, 0, meta.capturedLength, d.drawing ? `Capture Length: ${meta.capturedLength} bytes (${meta.capturedLength * 8} bits)` : undefined);
    d.generated(f.marked, 0, 0);
    d.generated(f.ignored, 0, 0);
    const direction = (meta.flags ?? 0) & 3;
    if (direction === INBOUND || direction === OUTBOUND) d.put(f.p2p_dir, 0, 0, direction === INBOUND ? 1 : 0);
    stack = d.wants(f.protocols) ? d.put(f.protocols, 0, 0, "") : NO_NODE;
    if (stack !== NO_NODE) d.tree.flags[stack] = NodeFlag.generated;
    d.close();
  }
  d.stack.length = 0;
  const network = NETWORK_LINKS.get(meta.linkType);
  const known = network === undefined ? d.next("link", meta.linkType, 0, d.reported) : d.next("ethertype", network, 0, d.reported);
  if (!known) d.data(0);
  if (stack !== NO_NODE) d.tree.setValue(stack, d.stack.join(":"));
}, { carriesPackets: true }), "root", "frame");
