/** Which echo request an echo reply answers, the same for ICMP and ICMPv6. */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import { AddressKind } from "../../../dissect/addresses";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";

/** A request with its reply; both packets carry it as a fact. */
export interface Exchange { readonly request: number; reply: number }

/** Requests of a conversation that wait for their reply: the latest of each identity. */
const waiting = conversationState("icmp.waiting", () => new Map<string, Exchange>());
const exchangeOf = frameFact<Exchange>("icmp.exchange");

/** Notes a request, or gives a reply to its request. `identity` is what both have in common. */
export function trackEcho(d: Dissection, isRequest: boolean, identity: string): void {
  const open = d.conversationState(waiting);
  if (isRequest) {
    const exchange: Exchange = { request: d.frame.number, reply: 0 };
    open.set(identity, exchange);
    d.setFact(exchangeOf, exchange);
    return;
  }
  const exchange = open.get(identity);
  if (!exchange) return;
  open.delete(identity);
  exchange.reply = d.frame.number;
  d.setFact(exchangeOf, exchange);
}

/** The exchange that this packet takes part in, once its conversation was tracked. */
function exchange(d: Dissection): Exchange | undefined { return d.fact(exchangeOf); }

/** Milliseconds with the microseconds as a fraction, as times of response are given. */
function milliseconds(nanos: bigint): number { return Number(nanos) / 1e6; }

/** Why nobody in particular is asked for a reply: the destination is a group or everybody; undefined for a single host. */
function manyAsked(d: Dissection): "broadcast" | "multicast" | undefined {
  const { addresses } = d.state, bytes = addresses.bytes(d.destination), first = bytes[0] ?? 0;
  if (addresses.kind(d.destination) === AddressKind.ipv6) return first === 0xff ? "multicast" : undefined;
  if (first >> 4 === 0xe) return "multicast";
  return bytes.length === 4 && bytes.every((octet) => octet === 0xff) ? "broadcast" : undefined;
}

/** The fields that ICMP and ICMPv6 each have of their own for an exchange. */
type ExchangeFields = Readonly<Record<"resp_in" | "resp_to" | "resptime" | "no_resp" | "resp_not_found", Field>>;

/** Shows a request's reply or a reply's request, below the layer at `at`; `unanswered` are the words of the notice that there is none. */
export function drawExchange(d: Dissection, f: ExchangeFields, at: number, isRequest: boolean, unanswered: string): void {
  const found = exchange(d);
  if (isRequest) {
    if (found && found.reply > 0) {
      d.generated(f.resp_in, found.reply, at);
      if (d.columns) d.appendInfo(` (reply in ${found.reply})`);
      return;
    }
    const many = manyAsked(d);
    if (many) {
      d.appendInfo(` (${many})`);
    } else {
      const node = d.generated(f.no_resp, undefined, at);
      d.notice(f.resp_not_found, node, unanswered);
      if (d.columns) d.appendInfo(" (no response found!)");
    }
  } else if (found) {
    d.generated(f.resp_to, found.request, at);
    d.generated(f.resptime, milliseconds(d.since(found.request)), at);
    if (d.columns) d.appendInfo(` (request in ${found.request})`);
  }
}
