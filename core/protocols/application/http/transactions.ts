/** Requests and their responses in the order of a connection (RFC 9112 §9.3.2). */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";

/** A request with its response; either may be missing. */
export interface Transaction {
  readonly number: number;
  requestFrame: number;
  responseFrame: number;
  uri: string;
  method: string;
  previous: Transaction | undefined;
  next: Transaction | undefined;
}

interface Exchange {
  last: Transaction | undefined;
  /** Transactions whose response is awaited, oldest first. */
  readonly waiting: Transaction[];
  requests: number;
  responses: number;
  /** Where a CONNECT led to: what follows its response is not HTTP. */
  tunnel: { readonly host: string; readonly port: number; from: number } | undefined;
  /** Response that switched protocols, and to what. */
  upgraded: { readonly protocol: string; readonly from: number } | undefined;
}

export const exchangeKey = conversationState<Exchange>("http.exchange", () => ({ last: undefined, waiting: [], requests: 0, responses: 0, tunnel: undefined, upgraded: undefined }));
export const transactionKey = frameFact<{ readonly transaction: Transaction; readonly number: number }>("http.transaction");

const MAX_WAITING = 1024;

function begin(exchange: Exchange): Transaction {
  const transaction: Transaction = {
    number: (exchange.last?.number ?? 0) + 1, requestFrame: 0, responseFrame: 0, uri: "", method: "", previous: exchange.last, next: undefined,
  };
  if (exchange.last) exchange.last.next = transaction;
  exchange.last = transaction;
  return transaction;
}

export function noteRequest(d: Dissection, method: string, uri: string): void {
  const exchange = d.conversationState(exchangeKey);
  const transaction = begin(exchange);
  transaction.requestFrame = d.frame.number;
  transaction.uri = uri;
  transaction.method = method;
  exchange.requests++;
  exchange.waiting.push(transaction);
  if (exchange.waiting.length > MAX_WAITING) exchange.waiting.shift();
  d.setFact(transactionKey, { transaction, number: exchange.requests });
}

/** The method of the request that the next response answers. */
export function awaitedMethod(d: Dissection): string | undefined {
  if (!d.tracking) return d.fact(transactionKey)?.transaction.method;
  return d.conversationState(exchangeKey).waiting[0]?.method;
}

export function noteResponse(d: Dissection, code: number): void {
  const exchange = d.conversationState(exchangeKey);
  const interim = code >= 100 && code < 200 && code !== 101;
  const transaction = (interim ? exchange.waiting[0] : exchange.waiting.shift()) ?? begin(exchange);
  if (transaction.responseFrame === 0 || !interim) transaction.responseFrame = d.frame.number;
  exchange.responses++;
  d.setFact(transactionKey, { transaction, number: exchange.responses });
}
