/** What the analysis of the conversation found, shown in the tree and before Info. */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ANALYSIS_FLAGS, TcpFlag } from "../../../streams/tcp-analysis";
import type { TcpConversation, TcpFacts } from "../../../streams/tcp-analysis";
import { tcp } from "./fields";

const { f } = tcp;

/** In the order of the tree; Info has them from the last to the first. */
const FOUND: readonly (readonly [flag: number, notice: Field, info: string])[] = [
  [TcpFlag.spuriousRetransmission, f["analysis.spurious_retransmission"], "[TCP Spurious Retransmission] "],
  [TcpFlag.fastRetransmission, f["analysis.fast_retransmission"], "[TCP Fast Retransmission] "],
  [TcpFlag.retransmission, f["analysis.retransmission"], "[TCP Retransmission] "],
  [TcpFlag.outOfOrder, f["analysis.out_of_order"], "[TCP Out-Of-Order] "],
  [TcpFlag.reusedPorts, f["analysis.reused_ports"], "[TCP Port numbers reused] "],
  [TcpFlag.lostSegment, f["analysis.lost_segment"], "[TCP Previous segment not captured] "],
  [TcpFlag.ackLostSegment, f["analysis.ack_lost_segment"], "[TCP ACKed unseen segment] "],
  [TcpFlag.windowUpdate, f["analysis.window_update"], "[TCP Window Update] "],
  [TcpFlag.windowFull, f["analysis.window_full"], "[TCP Window Full] "],
  [TcpFlag.keepAlive, f["analysis.keep_alive"], "[TCP Keep-Alive] "],
  [TcpFlag.keepAliveAck, f["analysis.keep_alive_ack"], "[TCP Keep-Alive ACK] "],
  [TcpFlag.duplicateAck, f["analysis.duplicate_ack"], ""],
  [TcpFlag.zeroWindowProbe, f["analysis.zero_window_probe"], "[TCP ZeroWindowProbe] "],
  [TcpFlag.zeroWindow, f["analysis.zero_window"], "[TCP ZeroWindow] "],
  [TcpFlag.zeroWindowProbeAck, f["analysis.zero_window_probe_ack"], "[TCP ZeroWindowProbeAck] "],
];

/** Adds the subtree when there is anything to say of the segment. */
export function drawAnalysis(d: Dissection, conversation: TcpConversation, facts: TcpFacts, row: number): void {
  const flags = facts.flags.get(row) & ANALYSIS_FLAGS;
  const acks = facts.acksFrame.get(row), inFlight = facts.inFlight.get(row), pushed = facts.pushed.get(row);
  if (flags === 0 && acks === 0 && inFlight === 0) return;
  d.push(d.generated(f.analysis, undefined));
  if (acks > 0) {
    d.generated(f["analysis.acks_frame"], acks);
    const rtt = d.since(acks);
    if (rtt !== 0n) d.generated(f["analysis.ack_rtt"], rtt);
  }
  if (conversation.initialRtt > 0) d.generated(f["analysis.initial_rtt"], BigInt(conversation.initialRtt));
  if (inFlight > 0) d.generated(f["analysis.bytes_in_flight"], inFlight);
  if (pushed > 0) d.generated(f["analysis.push_bytes_sent"], pushed);
  if (flags !== 0) drawFlags(d, facts, row, flags);
  d.close();
}

function drawFlags(d: Dissection, facts: TcpFacts, row: number, flags: number): void {
  const node = d.generated(f["analysis.flags"], undefined);
  d.push(node);
  // fast and spurious retransmissions are retransmissions too
  if (flags & (TcpFlag.fastRetransmission | TcpFlag.spuriousRetransmission | TcpFlag.retransmission)) d.notice(f["analysis.retransmission"], node);
  for (const [flag, notice] of FOUND) {
    if (!(flags & flag) || flag === TcpFlag.retransmission) continue;
    if (flag === TcpFlag.duplicateAck) d.generated(notice, undefined); else d.notice(notice, node);
  }
  d.close();
  const timeout = facts.timeouts.get(row);
  if (timeout !== undefined && flags & (TcpFlag.retransmission | TcpFlag.fastRetransmission | TcpFlag.spuriousRetransmission)) {
    const delay = d.since(timeout);
    if (delay !== 0n) {
      d.generated(f["analysis.rto"], delay);
      d.generated(f["analysis.rto_frame"], timeout);
    }
  }
  const repeat = flags & TcpFlag.duplicateAck ? facts.duplicates.get(row) : undefined;
  if (!repeat) return;
  d.generated(f["analysis.duplicate_ack_num"], repeat.number);
  const frame = d.generated(f["analysis.duplicate_ack_frame"], repeat.frame);
  d.notice(f["analysis.duplicate_ack.notice"], frame, d.drawing ? `Duplicate ACK (#${repeat.number})` : undefined);
}

/** `[TCP Retransmission] ` and the like, empty when nothing was found. */
export function infoPrefix(facts: TcpFacts, row: number): string {
  const flags = facts.flags.get(row) & ANALYSIS_FLAGS;
  let text = "";
  if (flags === 0) return text;
  for (const [flag, , info] of FOUND) {
    if (!(flags & flag)) continue;
    const repeat = flag === TcpFlag.duplicateAck ? facts.duplicates.get(row) : undefined;
    text = (repeat ? `[TCP Dup ACK ${repeat.frame}#${repeat.number}] ` : info) + text;
  }
  return text;
}

/** Notices on what a SYN-ACK made of data that came with the SYN (RFC 7413 §4.1.2). */
export function noticesOfFlags(d: Dissection, facts: TcpFacts, row: number, ackNode: number): void {
  const flags = facts.flags.get(row);
  if (flags & TcpFlag.tfoAccepted) d.notice(f["analysis.tfo_ack"], ackNode);
  else if (flags & TcpFlag.tfoIgnored) d.notice(f["analysis.tfo_ignored"], ackNode);
}
