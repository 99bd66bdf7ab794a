/** User Datagram Protocol (RFC 768; RFC 2675 §4 for jumbograms) and UDP-Lite (RFC 3828). */
import { announcedDissector, chosenDissector } from "../../dissect/chosen-dissectors";
import { conversationState, frameFact } from "../../dissect/capture-state";
import { AddressKind } from "../../dissect/addresses";
import { ConversationKind, NO_CONVERSATION } from "../../dissect/conversations";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bytes, notice, protocol, reltime, u16, u32, u8 } from "../../fields/declare";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";

export const udp = protocol("udp", "User Datagram Protocol", {
  "srcport": u16("Source Port"),
  "dstport": u16("Destination Port"),
  "port": u16("Source or Destination Port"),
  "length": u16("Length", { help: "Length of the header and its payload in bytes." }),
  "checksum_coverage": u16("Checksum coverage", { help: "Bytes of a UDP-Lite packet that its checksum protects; 0 stands for all." }),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "stream": u32("Stream index"),
  "time_relative": reltime("Time since first frame", { unit: "seconds" }),
  "time_delta": reltime("Time since previous frame", { unit: "seconds" }),
  "payload": bytes("Payload"),
  "length.bad": notice("error", "malformed", "Bad length value"),
  "length.bad_zero": notice("error", "malformed", "Length is zero but payload < 65536"),
  "checksum.zero": notice("error", "checksum", "Illegal checksum value (0)"),
  "possible_traceroute": notice("chat", "sequence", "Possible traceroute"),
}, { short: "UDP" });

export const udplite = protocol("udplite", "Lightweight User Datagram Protocol", {
  "checksum_coverage.bad": notice("error", "malformed", "Bad checksum coverage length value"),
}, { short: "UDP-Lite" });

const { f } = udp;

/** The last packet of a conversation that had a payload; those without do not count for times. */
const lastCounted = conversationState("udp.lastCounted", () => ({ number: 0 }));
/** Number of that packet, noted only where it is not just the packet before. */
const countedBefore = frameFact<number>("udp.countedBefore");

attach(dissector(udp, (d) => dissectPorts(d, false), { carriesPackets: true }), "ip.proto", 17);
attach(dissector(udplite, (d) => dissectPorts(d, true), { carriesPackets: true }), "ip.proto", 136);

function dissectPorts(d: Dissection, lite: boolean): void {
  const at = d.start, whole = d.reported - at;
  const source = d.u16(at), destination = d.u16(at + 2);
  d.sourcePort = source; d.destinationPort = destination;
  d.setProtocol(lite ? "UDP-Lite" : "UDP");
  if (d.columns) d.setInfo(`${source} → ${destination}`);
  const show = d.pass === "show";
  const protocol = lite ? udplite : udp;
  d.begin(protocol, Math.min(8, d.end - at), d.drawing ? `${protocol.title}, Src Port: ${source}, Dst Port: ${destination}` : undefined);
  if (show) drawPorts(d, at, source, destination);
  const stated = d.u16(at + 4), isIpv6 = d.state.addresses.kind(d.source) === AddressKind.ipv6;
  // RFC 2675 §4: a length of zero stands for all there is, in IPv6 only
  const isJumbo = !lite && stated === 0 && isIpv6;
  const length = lite || isJumbo ? whole : stated;
  if (show) { if (lite) drawCoverage(d, at, stated, whole); else drawLength(d, at, stated, whole, isJumbo); }
  if (length < 8) {
    if (d.columns) d.appendInfo(` [BAD UDP LENGTH ${length} < 8]`);
    return;
  }
  if (d.columns) appendLengths(d, lite, stated, length, whole, isJumbo);
  const checksum = d.u16(at + 6);
  const isIllegal = checksum === 0 && (isIpv6 || lite);
  if (show) drawChecksum(d, at, checksum, isIllegal);
  if (isIllegal && d.columns) d.appendInfo(" [ILLEGAL CHECKSUM (0)]");
  const stream = d.converse(ConversationKind.udp, source, destination);
  const payload = Math.min(length, whole) - 8;
  if (d.tracking && !d.quoted) trackTimes(d, payload > 0);
  if (show && stream !== NO_CONVERSATION) {
    d.generated(f.stream, d.state.conversations.streamIndex(stream), at + 8);
    if (payload > 0 && !d.quoted) drawTimes(d, at, stream);
  }
  // whatever follows the header counts, as bytes beyond the stated length are still the datagram's in the network layer's eyes
  const captured = d.end - at - 8;
  if (show && payload > 0 && captured > 0) d.put(f.payload, at + 8, captured, undefined, d.drawing ? `${lite ? "UDP-Lite" : "UDP"} payload (${captured} byte${captured === 1 ? "" : "s"})` : undefined);
  d.close();
  if (payload <= 0) return;
  d.need(at + 8, 1);
  const known = chosenDissector(d) ?? announcedDissector(d);
  if (known && d.call(known, at + 8, payload)) return;
  const low = Math.min(source, destination), high = Math.max(source, destination);
  if (d.next("udp.port", low, at + 8, payload)) return;
  if (high !== low && d.next("udp.port", high, at + 8, payload)) return;
  if (d.tryHeuristics("udp", at + 8, payload)) return;
  d.data(at + 8, payload);
}

function drawPorts(d: Dissection, at: number, source: number, destination: number): void {
  d.item(f.srcport, at);
  noteTraceroute(d, source);
  d.item(f.dstport, at + 2);
  noteTraceroute(d, destination);
  d.hidden(f.port, at, 2, source);
  d.hidden(f.port, at + 2, 2, destination);
}

/** The classic traceroute counts destination ports up from 33434, three for each hop. */
function noteTraceroute(d: Dissection, port: number): void {
  if (port <= 33434 || port > 33464) return;
  const n = port - 33435;
  d.notice(f.possible_traceroute, d.last, `Possible traceroute: hop #${Math.floor(n / 3) + 1}, attempt #${n % 3 + 1}`);
}

function drawLength(d: Dissection, at: number, stated: number, whole: number, isJumbo: boolean): void {
  d.item(f.length, at + 4);
  const node = d.last;
  if (isJumbo) {
    if (d.drawing) d.append(node, " (Jumbogram)");
    if (whole < 65536) d.notice(f["length.bad_zero"], node);
  } else if (stated < 8) {
    if (d.drawing) d.append(node, " (bogus, must be >= 8)");
    d.notice(f["length.bad"], node, `Bad length value ${stated} < 8`);
  } else if (stated > whole && !d.quoted && !d.fragment) {
    if (d.drawing) d.append(node, ` (bogus, payload length ${whole})`);
    d.notice(f["length.bad"], node, `Bad length value ${stated} > IP payload length`);
  }
}

function drawCoverage(d: Dissection, at: number, coverage: number, whole: number): void {
  d.item(f.checksum_coverage, at + 4);
  if (coverage !== 0 && (coverage < 8 || coverage > whole)) {
    if (d.drawing) d.append(d.last, ` (bogus, must be >= 8 and <= ${whole})`);
    d.notice(udplite.f["checksum_coverage.bad"], d.last, `Bad checksum coverage length value ${coverage} < 8 or > ${whole}`);
  }
  d.generated(f.length, whole & 0xffff, at + 4);
}

function appendLengths(d: Dissection, lite: boolean, stated: number, length: number, whole: number, isJumbo: boolean): void {
  if (lite) {
    if (stated !== 0 && (stated < 8 || stated > whole)) d.appendInfo(` [BAD LIGHTWEIGHT UDP CHECKSUM COVERAGE LENGTH ${stated} < 8 or > ${whole}]`);
  } else if (stated > whole && !d.quoted && !d.fragment) {
    d.appendInfo(` [BAD UDP LENGTH ${stated} > IP PAYLOAD LENGTH]`);
  }
  d.appendInfo(` Len=${length - 8}${isJumbo ? " [Jumbogram]" : ""}`);
}

function drawChecksum(d: Dissection, at: number, checksum: number, isIllegal: boolean): void {
  d.item(f.checksum, at + 6);
  const node = d.last;
  if (checksum !== 0) {
    if (d.drawing) d.append(node, " [unverified]");
    d.generated(f["checksum.status"], CHECKSUM.unverified, at + 6);
    return;
  }
  if (d.drawing) d.append(node, isIllegal ? " [zero-value illegal]" : " [zero-value ignored]");
  d.push(node);
  if (isIllegal) d.notice(f["checksum.zero"], node);
  d.generated(f["checksum.status"], isIllegal ? CHECKSUM.illegal : CHECKSUM.notPresent, at + 6, 2);
  d.close();
}

function trackTimes(d: Dissection, counts: boolean): void {
  const state = d.conversationState(lastCounted), { number } = d.frame;
  const before = d.state.previousInConversation(d.conversation, number);
  if (before !== state.number) d.setFact(countedBefore, state.number);
  if (counts) state.number = number;
}

function drawTimes(d: Dissection, at: number, stream: number): void {
  if (!d.drawing && !d.wants(f.time_relative) && !d.wants(f.time_delta)) return;
  const first = d.state.conversations.first(stream) + 1;
  const before = d.fact(countedBefore) ?? d.state.previousInConversation(stream, d.frame.number);
  d.openText(at, 0, "Timestamps");
  d.generated(f.time_relative, d.since(first), at);
  d.generated(f.time_delta, d.since(before > 0 ? before : first), at);
  d.close();
}
