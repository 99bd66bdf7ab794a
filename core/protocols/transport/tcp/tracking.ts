/** The tracking pass over TCP: what later (and, in the second look, earlier) packets of a conversation need. */
import { conversationState } from "../../../dissect/capture-state";
import { NO_CONVERSATION } from "../../../dissect/conversations";
import type { Dissection } from "../../../dissect/dissection";
import { Complete, TcpConversation, TcpFactTable, TcpFlag, analyse } from "../../../streams/tcp-analysis";
import type { AnalysedSegment } from "../../../streams/tcp-analysis";
import { ACK, FIN, RST, SYN } from "./segment";

export const conversationKey = conversationState("tcp.conversation", () => new TcpConversation());
const factsKey = conversationState("tcp.facts", () => new TcpFactTable());

/** What tracking found, for the whole capture. */
export function factTable(d: Dissection): TcpFactTable { return d.state.state(NO_CONVERSATION, factsKey); }

const analysed: AnalysedSegment = { frame: 0, time: 0, seq: 0, ack: 0, flags: 0, window: 0, length: 0, sack: false };

/** What the walk over the options finds that matters later. */
const seen = { scale: -1, sack: false, fastOpen: false, accurateEcn: false };

function walkOptions(d: Dissection, at: number, end: number): void {
  seen.scale = -1; seen.sack = seen.fastOpen = seen.accurateEcn = false;
  for (let pos = at; pos < end;) {
    const kind = d.u8(pos);
    if (kind === 0) return;
    if (kind === 1) { pos++; continue; }
    if (pos + 2 > end) return;
    const length = d.u8(pos + 1);
    if (length < 2 || pos + length > end) return;
    if (kind === 3 && length === 3) seen.scale = Math.min(d.u8(pos + 2), 14);
    else if (kind === 5 && length >= 10) seen.sack = true;
    else if (kind === 34 && length > 2 || kind === 254 && length > 4 && d.u16(pos + 2) === 0xf989) seen.fastOpen = true;
    else if (kind === 172 || kind === 174 || (kind === 253 || kind === 254) && length >= 4 && (d.u16(pos + 2) & 0xfffe) === 0xacc0) seen.accurateEcn = true;
    pos += length;
  }
}

/** Enters the segment whose header is at `at`. */
export function track(d: Dissection, at: number, header: number, flags: number, length: number): void {
  const conversation = d.conversationState(conversationKey);
  const table = factTable(d), facts = table.facts(d.layer), row = table.row(d.frame.number, d.layer);
  const fromA = d.fromA;
  const forward = conversation.flow(fromA), reverse = conversation.flow(!fromA);
  const frame = d.frame.number;
  const seq = d.u32(at + 4), ack = d.u32(at + 8);
  const first = d.state.conversations.first(d.conversation) + 1;
  const time = first === frame ? 0 : Number(d.since(first));
  walkOptions(d, at + 20, Math.min(at + header, d.end));
  let flag = 0, complete = 0;

  if (flags & SYN) {
    if (seen.accurateEcn) conversation.accurateEcn = true;
    if (flags & ACK ? forward.base >= 0 && forward.base !== seq : first === frame && d.state.conversations.former(d.conversation) !== NO_CONVERSATION) flag |= TcpFlag.reusedPorts;
    forward.base = seq;
    forward.rebased.push({ frame, base: seq });
    forward.scale = seen.scale >= 0 ? seen.scale : -2;
    if (flags & ACK) {
      complete |= Complete.synAck;
      conversation.serverPort = d.sourcePort;
      if (conversation.fastOpenEnd >= 0) flag |= ack === conversation.fastOpenEnd ? TcpFlag.tfoAccepted : TcpFlag.tfoIgnored;
    } else {
      complete |= Complete.syn;
      conversation.serverPort = d.destinationPort;
      // a capture without times has no round trips
      if (d.time !== 0n) conversation.synTime = time;
      if (seen.fastOpen && length > 0) conversation.fastOpenEnd = (seq + length + 1) >>> 0;
    }
  } else {
    if (forward.base < 0) forward.base = (seq - 1) >>> 0;
    if (flags & ACK && length === 0) complete |= Complete.ack;
  }
  if (flags & ACK && reverse.base < 0) reverse.base = (ack - 1) >>> 0;
  if (length > 0) complete |= Complete.data;
  if (flags & FIN) {
    complete |= Complete.fin;
    if (conversation.closer < 0) conversation.closer = fromA ? 0 : 1;
    flag |= (conversation.closer === 0) === fromA ? TcpFlag.finActive : TcpFlag.finPassive;
  }
  if (flags & RST) complete |= Complete.rst;
  // what a conversation begins with other than a SYN is told only from the packet after it
  if (first === frame && !(complete & Complete.syn)) conversation.begun = complete; else conversation.completeness |= complete;
  if (conversation.initialRtt <= 0 && conversation.synTime >= 0 && (flags & (SYN | ACK)) === ACK
    && ack === ((reverse.base + 1) >>> 0) && (seq === ((forward.base + 1) >>> 0) || conversation.fastOpenEnd === seq)) conversation.initialRtt = time - conversation.synTime;

  analysed.frame = frame; analysed.time = time;
  analysed.seq = seq; analysed.ack = ack; analysed.flags = flags;
  analysed.window = d.u16(at + 14); analysed.length = length; analysed.sack = seen.sack;
  if (flag !== 0) facts.flags.set(row, flag);
  analyse(conversation, fromA, analysed, facts, row);
}
