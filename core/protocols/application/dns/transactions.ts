/** Which answer belongs to which query: by transaction ID among the messages of a conversation. */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";
import { dns } from "./fields";

const { f } = dns;

/** A query with its first answer; packets by number, 0 where there is none. */
interface Exchange { readonly request: number; readonly time: bigint; response: number }

/** What became of one message: of which exchange it is part, and whether it said something again. */
interface Part { readonly exchange: Exchange | undefined; readonly again: boolean }

/** A query said again sooner than this belongs to the first; resolvers wait so long (RFC 1035 §4.2.1). */
const PATIENCE = 5_000_000_000n;

const openExchanges = conversationState<Map<number, Exchange>>("dns.exchanges", () => new Map());
const partFact = frameFact<Part>("dns.part");

/** Enters a message while tracking. */
export function track(d: Dissection, id: number, isResponse: boolean): void {
  const exchanges = d.conversationState(openExchanges);
  const exchange = exchanges.get(id);
  const number = d.frame.number;
  if (isResponse) {
    if (exchange && exchange.response === 0) exchange.response = number;
    d.setFact(partFact, { exchange, again: exchange !== undefined && exchange.response !== number });
  } else if (exchange && exchange.response === 0 && exchange.request !== number && d.time - exchange.time < PATIENCE) {
    d.setFact(partFact, { exchange, again: true });
  } else {
    const begun: Exchange = { request: number, time: d.time, response: 0 };
    exchanges.set(id, begun);
    d.setFact(partFact, { exchange: begun, again: false });
  }
}

const UNSOLICITED: Part = { exchange: undefined, again: false };

/** What tracking found out of this message; one that an ICMP error quotes belongs to no exchange. */
export function partOf(d: Dissection, isResponse: boolean): Part | undefined {
  if (d.quoted) return isResponse ? UNSOLICITED : undefined;
  return d.fact(partFact);
}

/** Adds the notice of a message said again to the node of its ID. */
export function noteRepetition(d: Dissection, part: Part | undefined, isResponse: boolean): void {
  if (!part?.exchange || !part.again) return;
  if (isResponse) d.notice(f.retransmit_response, d.last, `DNS response retransmission. Original response in frame ${part.exchange.response}`);
  else d.notice(f.retransmit_request, d.last, `DNS query retransmission. Original request in frame ${part.exchange.request}`);
}

/** Adds the links to the other messages of the exchange. */
export function addLinks(d: Dissection, part: Part | undefined, isResponse: boolean): void {
  if (!part) return;
  const { exchange, again } = part;
  if (!exchange) {
    d.generated(f.unsolicited, 1);
    return;
  }
  if (again) {
    if (isResponse) d.generated(f.retransmit_response_in, exchange.response);
    else d.generated(f.retransmit_request_in, exchange.request);
    d.generated(f.retransmission, 1);
    return;
  }
  if (isResponse) {
    d.generated(f.response_to, exchange.request);
    d.generated(f.time, d.time - exchange.time);
  } else if (exchange.response > 0) d.generated(f.response_in, exchange.response);
}
