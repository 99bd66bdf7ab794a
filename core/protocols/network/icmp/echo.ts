/** Which echo request an echo reply answers, the same for ICMP and ICMPv6. */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import { AddressKind } from "../../../dissect/addresses";
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

/** Why nobody in particular is asked for a reply: the destination is a group or everybody; undefined for a single host. */
export function manyAsked(d: Dissection): "broadcast" | "multicast" | undefined {
  const { addresses } = d.state, bytes = addresses.bytes(d.destination), first = bytes[0] ?? 0;
  if (addresses.kind(d.destination) === AddressKind.ipv6) return first === 0xff ? "multicast" : undefined;
  if (first >> 4 === 0xe) return "multicast";
  return bytes.length === 4 && bytes.every((octet) => octet === 0xff) ? "broadcast" : undefined;
}
