/** Which echo request an echo reply answers, the same for ICMP and ICMPv6. */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";

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
export function exchange(d: Dissection): Exchange | undefined { return d.fact(exchangeOf); }

/** Milliseconds with the microseconds as a fraction, as times of response are given. */
export function milliseconds(nanos: bigint): number { return Number(nanos) / 1e6; }
