/**
 * What the segments of a TCP conversation say in the light of those before (RFC 9293 §3.8, RFC 5681 §3.2,
 * RFC 2883): retransmission, loss, duplicate acknowledgments, windows, round trips. The rules are those that
 * Wireshark's User's Guide ("TCP Analysis") states.
 */
import { u32Column } from "../base/columns";

const FIN = 0x01, SYN = 0x02, RST = 0x04, PSH = 0x08, ACK = 0x10;

/** What was found about a segment; bits of `TcpFacts.flags`. */
export const TcpFlag = {
  retransmission: 0x0001,
  fastRetransmission: 0x0002,
  spuriousRetransmission: 0x0004,
  outOfOrder: 0x0008,
  reusedPorts: 0x0010,
  lostSegment: 0x0020,
  ackLostSegment: 0x0040,
  windowUpdate: 0x0080,
  windowFull: 0x0100,
  keepAlive: 0x0200,
  keepAliveAck: 0x0400,
  duplicateAck: 0x0800,
  zeroWindowProbe: 0x1000,
  zeroWindow: 0x2000,
  zeroWindowProbeAck: 0x4000,
  /** The FIN that begins the closing, and the one that answers it. */
  finActive: 0x10000,
  finPassive: 0x20000,
  tfoAccepted: 0x40000,
  tfoIgnored: 0x80000,
  /** The segment was tracked. */
  tracked: 0x80000000,
} as const;

/** Any of them makes the segment bytes that were seen before. */
export const REPEATED = TcpFlag.retransmission | TcpFlag.fastRetransmission | TcpFlag.spuriousRetransmission;
/** What `tcp.analysis.flags` stands for. */
export const ANALYSIS_FLAGS = 0x7fff;

/** Bits of `tcp.completeness`. */
export const Complete = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

/** Bounds memory where nothing is ever acknowledged. */
const MAX_UNACKED = 1024;
const DEFAULT_OUT_OF_ORDER = 3_000_000;
const FAST_RETRANSMIT_WITHIN = 20_000_000;

interface Unacked { readonly seq: number; readonly end: number; readonly frame: number; readonly synFin: boolean }
interface Repeat { readonly number: number; readonly frame: number }

/** One direction of a conversation. */
export class TcpFlow {
  /** Sequence number that counts as 0: the SYN's, or what makes the first byte seen number 1; -1 when unknown. */
  base = -1;
  /** Where the base was set anew, by a SYN that was not the first: packet numbers and bases. */
  readonly rebased: { readonly frame: number; readonly base: number }[] = [];
  /** Shift of the window from the SYN, -1 when no SYN was seen, -2 when it agreed on none. */
  scale = -1;
  next = -1;
  nextTime = 0;
  nextFrame = 0;
  lastAck = -1;
  lastAckTime = 0;
  lastNewAckFrame = 0;
  duplicateAcks = 0;
  window = -1;
  /** Highest number that the other side can acknowledge, -1 when not known. */
  highest = -1;
  pushBytes = 0;
  pushed = false;
  /** A segment was missing and nothing came from the other side since: what is in flight is not known. */
  gap = false;
  /** Where the missing bytes begin. */
  gapStart = 0;
  /** `keepAlive` or `zeroWindowProbe` when the last segment was one. */
  lastKind = 0;
  unacked: Unacked[] = [];
}

/** State of a conversation while it is tracked; afterwards it only answers. */
export class TcpConversation {
  /** From side A, who sent the first packet, and from side B. */
  readonly flows: readonly [TcpFlow, TcpFlow] = [new TcpFlow(), new TcpFlow()];
  /** Bits of `Complete`. */
  completeness = 0;
  /** Bits of its first packet where that is not a SYN: they count from the packet after it. */
  begun = 0;
  /** Time of the SYN in nanoseconds from the conversation's first packet, -1 before it. */
  synTime = -1;
  /** Nanoseconds from the SYN to the ACK that ends the handshake, -1 while unknown. */
  initialRtt = -1;
  /** Port of the side that was connected to, by the SYN or the SYN-ACK; -1 while unknown. */
  serverPort = -1;
  /** A SYN carried data with a Fast Open cookie: the number that acknowledges it. */
  fastOpenEnd = -1;
  accurateEcn = false;
  /** Side whose FIN came first: 0 for A, 1 for B, -1 before any. */
  closer = -1;

  flow(fromA: boolean): TcpFlow { return this.flows[fromA ? 0 : 1]; }
}

/** Base that counts in packet `frame`: what was set last before or at it, else what the conversation ended with. */
export function baseAt(flow: TcpFlow, frame: number): number {
  const { rebased } = flow;
  if (rebased.length <= 1) return flow.base;
  let low = 0, high = rebased.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rebased[middle]?.frame ?? 0) <= frame) low = middle + 1; else high = middle;
  }
  return low === 0 ? flow.base : (rebased[low - 1]?.base ?? flow.base);
}

/** What tracking found, in columns by row. */
export class TcpFacts {
  /** Bits of `TcpFlag`. */
  readonly flags = u32Column();
  /** The packet acknowledged, 0 for none. */
  readonly acksFrame = u32Column();
  readonly inFlight = u32Column();
  readonly pushed = u32Column();
  readonly duplicates = new Map<number, Repeat>();
  /** Packet from which a retransmission's delay counts. */
  readonly timeouts = new Map<number, number>();
}

/** The facts of a capture. A packet's first TCP layer has the packet's number as row; further ones (tunnels) have rows of their own. */
export class TcpFactTable {
  readonly #outer = new TcpFacts();
  readonly #inner = new TcpFacts();
  readonly #rows = new Map<number, number>();

  facts(layer: number): TcpFacts { return layer === 1 ? this.#outer : this.#inner; }

  row(frame: number, layer: number): number {
    if (layer === 1) return frame;
    const key = frame * 256 + layer;
    let row = this.#rows.get(key);
    if (row === undefined) this.#rows.set(key, (row = this.#rows.size + 1));
    return row;
  }
}

/** A segment as the analysis sees it; times are nanoseconds from the conversation's first packet. */
export interface AnalysedSegment {
  frame: number;
  time: number;
  seq: number;
  ack: number;
  flags: number;
  window: number;
  length: number;
  /** It has a SACK option with at least one block. */
  sack: boolean;
}

function after(a: number, b: number): boolean { return ((a - b) | 0) > 0; }
function before(a: number, b: number): boolean { return ((a - b) | 0) < 0; }

/** Enters a segment into its conversation and notes what it is. Call it for each segment once, in order. */
export function analyse(conversation: TcpConversation, fromA: boolean, s: AnalysedSegment, facts: TcpFacts, row: number): void {
  const forward = conversation.flow(fromA), reverse = conversation.flow(!fromA);
  const synFin = (s.flags & (SYN | FIN)) !== 0, synFinRst = (s.flags & (SYN | FIN | RST)) !== 0;
  const acks = (s.flags & ACK) !== 0;
  const occupies = s.length > 0 || synFin;
  const end = (s.seq + s.length + (synFin ? 1 : 0)) >>> 0;
  const known = forward.next >= 0;
  const expected = known && s.seq === forward.next;
  const keepsAck = acks && s.ack === forward.lastAck;
  let found = 0, kind = 0;

  if (s.length === 1 && expected && reverse.window === 0) { found |= TcpFlag.zeroWindowProbe; kind = TcpFlag.zeroWindowProbe; }
  if (s.window === 0 && !synFinRst) found |= TcpFlag.zeroWindow;
  if (known && after(s.seq, forward.next) && !(s.flags & RST)) found |= TcpFlag.lostSegment;
  if (known && s.length <= 1 && s.seq === ((forward.next - 1) >>> 0) && !synFinRst) { found |= TcpFlag.keepAlive; kind = TcpFlag.keepAlive; }
  if (s.length === 0 && s.window !== 0 && s.window !== forward.window && expected && keepsAck && !synFinRst) found |= TcpFlag.windowUpdate;
  if (s.length > 0 && reverse.window >= 0 && reverse.scale !== -1 && reverse.lastAck >= 0 && !synFinRst
    && ((s.seq + s.length) >>> 0) === ((reverse.lastAck + reverse.window * 2 ** Math.max(0, reverse.scale)) >>> 0)) found |= TcpFlag.windowFull;
  if (s.length === 0 && expected && keepsAck && !synFinRst) {
    const same = s.window === forward.window;
    if (s.window !== 0 && same && reverse.lastKind === TcpFlag.keepAlive) found |= TcpFlag.keepAliveAck;
    else if (s.window === 0 && same && reverse.lastKind === TcpFlag.zeroWindowProbe) found |= TcpFlag.zeroWindowProbeAck;
    else if (s.window !== 0 && same) {
      forward.duplicateAcks++;
      found |= TcpFlag.duplicateAck;
      facts.duplicates.set(row, { number: forward.duplicateAcks, frame: forward.lastNewAckFrame });
    }
  }
  if (acks && !keepsAck) { forward.duplicateAcks = 0; forward.lastNewAckFrame = s.frame; }
  if (acks) {
    if (reverse.gap) {
      if (after(s.ack, reverse.gapStart)) {
        found |= TcpFlag.ackLostSegment;
        reverse.highest = reverse.next;
      }
      reverse.gap = false;
    } else if (reverse.highest >= 0 && after(s.ack, reverse.highest)) {
      found |= TcpFlag.ackLostSegment;
      // said once, until that side is heard of again
      reverse.highest = -1;
    }
  }
  if (occupies && known && before(s.seq, forward.next) && !(found & TcpFlag.keepAlive)) {
    if (s.length > 0 && reverse.lastAck >= 0 && !after((s.seq + s.length) >>> 0, reverse.lastAck)) found |= TcpFlag.spuriousRetransmission;
    else if (reverse.duplicateAcks >= 2 && reverse.lastAck === s.seq && s.time - reverse.lastAckTime < FAST_RETRANSMIT_WITHIN) found |= TcpFlag.fastRetransmission;
    else if (s.time - forward.nextTime < (conversation.initialRtt > 0 ? conversation.initialRtt : DEFAULT_OUT_OF_ORDER) && end !== forward.next) found |= TcpFlag.outOfOrder;
    else {
      found |= TcpFlag.retransmission;
      // a side that only acknowledged so far has sent nothing that the time could count from
      const since = forward.unacked[0]?.frame ?? forward.nextFrame;
      if (since > 0) facts.timeouts.set(row, since);
    }
  }

  if (found & TcpFlag.lostSegment && !forward.gap) {
    forward.gap = true;
    forward.gapStart = forward.next;
  }
  if (!(found & TcpFlag.zeroWindowProbe)) {
    if (!known || !before(end, forward.next)) {
      forward.next = end;
      if (occupies) {
        forward.nextTime = s.time;
        forward.nextFrame = s.frame;
      }
    }
    if (!forward.gap && (forward.highest < 0 || after(end, forward.highest))) forward.highest = end;
    if (occupies && !(found & TcpFlag.keepAlive) && forward.unacked.length < MAX_UNACKED
      && !forward.unacked.some((u) => u.seq === s.seq && u.end === end)) forward.unacked.push({ seq: s.seq, end, frame: s.frame, synFin });
  }
  if (acks) {
    const { unacked } = reverse;
    let kept = 0, acked = 0;
    for (const u of unacked) {
      if (acked === 0 && u.end === s.ack) acked = u.frame;
      if (after(u.end, s.ack)) unacked[kept++] = u;
    }
    unacked.length = kept;
    if (acked > 0) facts.acksFrame.set(row, acked);
  }
  if (s.length > 0 && !forward.gap) {
    let first = s.seq, last = end, flags = 0;
    for (const u of forward.unacked) {
      if (before(u.seq, first)) first = u.seq;
      if (after(u.end, last)) last = u.end;
      if (u.synFin) flags++;
    }
    const inFlight = ((last - first) | 0) - (synFin ? flags : 0);
    if (inFlight > 0) facts.inFlight.set(row, inFlight);
    forward.pushBytes = forward.pushed ? s.length : forward.pushBytes + s.length;
    forward.pushed = (s.flags & PSH) !== 0;
    facts.pushed.set(row, forward.pushBytes);
  }
  forward.window = s.window;
  if (acks) {
    forward.lastAck = s.ack;
    forward.lastAckTime = s.time;
  }
  forward.lastKind = kind;
  facts.flags.set(row, (facts.flags.get(row) | found | TcpFlag.tracked) >>> 0);
}
