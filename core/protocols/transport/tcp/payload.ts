/**
 * Who reads the bytes that TCP carries, and how messages that lie in several segments come together.
 * While tracking, whoever reads asks for more bytes where its message is cut (`Dissection.stream`); what
 * came of it is noted for each segment, so that showing calls the same readers with the same bytes.
 */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";
import { SOME_MORE, StreamRequest, UNTIL_END } from "../../../dissect/stream-request";
import { heuristicsOf } from "../../../dissect/tables";
import type { Dissector } from "../../../dissect/tables";
import { REPEATED, TcpFlag } from "../../../streams/tcp-analysis";
import { OpenMessages, StreamMessage } from "../../../streams/stream-messages";
import type { SegmentPlan } from "../../../streams/stream-messages";
import { tcp } from "./fields";
import { FIN, plural } from "./segment";
import { conversationKey } from "./tracking";

const { f } = tcp;

interface Payloads {
  readonly open: readonly [OpenMessages, OpenMessages];
  /** Whoever recognised the conversation's bytes by itself. */
  reader: Dissector | undefined;
}

const payloadsKey = conversationState<Payloads>("tcp.payloads", () => ({ open: [new OpenMessages(), new OpenMessages()], reader: undefined }));
const planKey = frameFact<SegmentPlan>("tcp.plan");

/** Notes who reads the rest of a conversation, e.g. after a protocol was switched. */
export function setReader(d: Dissection, reader: Dissector): void { d.conversationState(payloadsKey).reader = reader; }

/**
 * Gives [start, start + reported) to the protocol that knows them. Returns where an incomplete message
 * begins in the current data source, -1 when there is none; `request` then has how much it lacks.
 */
function dispatch(d: Dissection, request: StreamRequest, start: number, reported: number): number {
  const protocol = d.protocolColumn, info = d.info, layers = d.stack.length;
  const outer = d.stream;
  request.clear();
  d.stream = request;
  offer(d, start, reported);
  d.stream = outer;
  if (request.from === start) {
    // nothing was read yet: the list shows the segment as TCP's own
    d.setProtocol(protocol);
    d.restoreInfo(info);
    d.stack.length = layers;
  }
  return request.from;
}

function offer(d: Dissection, start: number, reported: number): void {
  // those that are sure of their own win over whose port it is
  if (d.tryHeuristics("tcp.sure", start, reported)) return;
  const payloads = d.conversationState(payloadsKey);
  if (payloads.reader && d.call(payloads.reader, start, reported)) return;
  const { serverPort } = d.conversationState(conversationKey);
  const low = Math.min(d.sourcePort, d.destinationPort), high = Math.max(d.sourcePort, d.destinationPort);
  if (serverPort >= 0 && d.next("tcp.port", serverPort, start, reported)) return;
  if (low !== serverPort && d.next("tcp.port", low, start, reported)) return;
  if (high !== low && high !== serverPort && d.next("tcp.port", high, start, reported)) return;
  for (const entry of heuristicsOf("tcp")) {
    if (!d.call(entry, start, reported)) continue;
    if (d.tracking) payloads.reader = entry;
    return;
  }
  d.data(start, reported);
}

/** What a request makes of a message of `length` bytes. */
function want(message: StreamMessage, length: number, request: StreamRequest): void {
  message.untilEnd = request.count === UNTIL_END;
  message.needed = request.count === UNTIL_END || request.count === SOME_MORE ? -1 : length + request.count;
}

const requests: StreamRequest[] = [];
let depth = 0;

/** Runs `work` with a request of its own: TCP may be carried in TCP. */
function withRequest<T>(work: (request: StreamRequest) => T): T {
  const request = (requests[depth] ??= new StreamRequest());
  depth++;
  try { return work(request); } finally { depth--; }
}

// ---- tracking ---------------------------------------------------------------------------------

/** Follows the messages in a segment with its payload at [start, start + length). */
export function followPayload(d: Dissection, start: number, length: number, flags: number, seq: number, found: number): void {
  withRequest((request) => {
    const open = d.conversationState(payloadsKey).open[d.fromA ? 0 : 1];
    const plan: SegmentPlan = { head: undefined, headLength: 0, tail: undefined, tailFrom: 0, repeated: false };
    const captured = Math.min(length, Math.max(0, d.end - start));
    const message = open.at(seq);
    const offset = message ? (seq - message.start) | 0 : 0;
    if (found & (REPEATED | TcpFlag.keepAlive) && length > 0 && !(message?.lacks(offset, length) ?? false)) {
      plan.repeated = true;
      d.setFact(planKey, plan);
      return;
    }
    // what the capture cut off can never be put together
    const usable = captured === length;
    let from = 0;
    if (message) {
      from = extend(d, request, open, message, plan, start, usable ? length : 0, offset, (flags & FIN) !== 0);
    }
    if (from < length) {
      const asked = dispatch(d, request, start + from, length - from);
      if (asked >= 0 && usable && asked < start + length) {
        const tail = new StreamMessage((seq + asked - start) >>> 0);
        const rest = length - (asked - start);
        addPart(d, tail, asked, rest, 0);
        want(tail, rest, request);
        plan.tail = tail; plan.tailFrom = asked - start;
        if (!(flags & FIN && tail.untilEnd)) open.open(tail);
      }
    }
    if (plan.head || plan.tail) d.setFact(planKey, plan);
  });
}

function addPart(d: Dissection, message: StreamMessage, at: number, length: number, offset: number): void {
  const inFrame = d.tree.sources[0]?.bytes === d.bytes;
  message.add(d.frame.number, inFrame ? at : -1, length, offset, inFrame ? undefined : d.bytes.slice(at, at + length));
}

/** Adds a segment to an open message. Returns how many of its bytes are used up. */
function extend(d: Dissection, request: StreamRequest, open: OpenMessages, message: StreamMessage, plan: SegmentPlan, start: number, length: number, offset: number, fin: boolean): number {
  let used = message.needed >= 0 ? Math.min(length, message.needed - offset) : length;
  if (used > 0) addPart(d, message, start, used, offset);
  plan.head = message; plan.headLength = used;
  const ends = message.untilEnd && fin;
  // a FIN without data is the message's last segment all the same
  if (ends && length === 0) addPart(d, message, start, 0, offset);
  if (!message.complete && !ends) return used;
  // a message that turns out longer takes the rest of the segment too
  for (;;) {
    const bytes = message.bytes(d.state.bytesOf);
    let asked = -1;
    d.withSource("Reassembled TCP", bytes, () => {
      asked = dispatchWith(d, request, bytes.length, ends);
    });
    if (asked < 0 || ends) break;
    if (asked > 0) {
      const rest = message.split(asked);
      if (used < length) addPart(d, rest, start + used, length - used, rest.contiguous);
      want(rest, bytes.length - asked, request);
      if (rest.needed >= 0 && rest.contiguous > rest.needed) {
        const whole = rest.split(rest.needed);
        used = length - whole.contiguous;
      } else used = length;
      plan.headLength = Math.max(0, message.contiguous - offset);
      plan.tail = rest; plan.tailFrom = plan.headLength;
      open.close(message);
      message.needed = message.contiguous;
      message.completedIn = d.frame.number;
      if (rest.needed >= 0 && rest.complete) plan.tail = undefined;
      else open.open(rest);
      return plan.tail ? length : plan.headLength;
    }
    want(message, bytes.length, request);
    const more = message.needed >= 0 ? Math.min(length - used, message.needed - bytes.length) : length - used;
    if (more > 0) {
      addPart(d, message, start + used, more, offset + used);
      used += more;
      plan.headLength = used;
    }
    if (more <= 0 || !message.complete) return used;
  }
  open.close(message);
  message.needed = message.contiguous;
  message.completedIn = d.frame.number;
  return used;
}

/** Dispatches a whole message; one that ended with its stream gets no chance to ask. */
function dispatchWith(d: Dissection, request: StreamRequest, length: number, ended: boolean): number {
  if (!ended) return dispatch(d, request, 0, length);
  // nothing more can come: the reader must do with what there is
  const outer = d.stream;
  d.stream = undefined;
  offer(d, 0, length);
  d.stream = outer;
  return -1;
}

// ---- showing ----------------------------------------------------------------------------------

/** Shows the messages in a segment; `node` is TCP's own. */
export function showPayload(d: Dissection, node: number, start: number, length: number): void {
  const plan = d.fact(planKey);
  if (plan?.repeated) {
    segmentData(d, node, start, Math.min(length, d.end - start), true);
    return;
  }
  withRequest((request) => {
    let from = 0;
    const head = plan?.head;
    if (head && plan) {
      from = plan.headLength;
      const done = head.completedIn === d.frame.number;
      if (!done) reassembledIn(d, node, head);
      if (plan.tail) reassembledIn(d, node, plan.tail);
      if (from > 0) segmentData(d, node, start, Math.min(from, d.end - start), false);
      if (done) showMessage(d, request, head);
      else if (d.columns && from >= length) d.appendInfo(" [TCP segment of a reassembled PDU]");
      if (plan.tail && plan.tailFrom === from) {
        if (plan.tailFrom < length) segmentData(d, node, start + from, Math.min(length - from, d.end - start - from), false);
        return;
      }
    }
    if (from >= length) return;
    if (!head && plan?.tail) reassembledIn(d, node, plan.tail);
    const asked = dispatch(d, request, start + from, length - from);
    if (asked >= 0 && asked < start + length) {
      segmentData(d, node, asked, Math.min(start + length, d.end) - asked, false);
      if (asked === start && d.columns) d.appendInfo(" [TCP segment of a reassembled PDU]");
    }
  });
}

function reassembledIn(d: Dissection, node: number, message: StreamMessage): void {
  if (message.completedIn === 0) return;
  d.push(node);
  d.generated(f.reassembled_in, message.completedIn, d.start);
  d.close();
}

function segmentData(d: Dissection, node: number, start: number, length: number, repeated: boolean): void {
  if (length <= 0) return;
  d.push(node);
  d.put(f.segment_data, start, length, undefined, d.drawing ? `${repeated ? "Retransmitted " : ""}TCP segment data (${plural(length, "byte")})` : undefined);
  d.close();
}

function showMessage(d: Dissection, request: StreamRequest, message: StreamMessage): void {
  const bytes = message.bytes(d.state.bytesOf, message.needed);
  d.withSource("Reassembled TCP", bytes, () => {
    const { parts } = message;
    const label = d.drawing ? `${parts.length} Reassembled TCP Segments (${plural(bytes.length, "byte")}): ${parts.map((p) => `#${p.frame}(${p.length})`).join(", ")}` : undefined;
    d.push(d.generated(f.segments, undefined, 0, bytes.length, label));
    for (const part of parts) {
      d.push(d.generated(part.conflict ? f["segment.error"] : f.segment, part.frame, part.offset, part.length,
        d.drawing ? `Frame: ${part.frame}, payload: ${part.offset}-${part.offset + part.length - 1} (${plural(part.length, "byte")})` : undefined));
      if (part.overlap) d.generated(f["segment.overlap"], 1, part.offset);
      if (part.conflict) d.generated(f["segment.overlap.conflict"], 1, part.offset);
      d.close();
    }
    d.generated(f["segment.count"], parts.length, 0);
    d.generated(f["reassembled.length"], bytes.length, 0);
    d.generated(f["reassembled.data"], bytes, 0, bytes.length);
    d.close();
    dispatchWith(d, request, bytes.length, message.untilEnd);
  });
}
