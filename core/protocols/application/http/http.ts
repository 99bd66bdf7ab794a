/** Hypertext Transfer Protocol, version 1 (RFC 9110, RFC 9112). */
import { attach, dissector, heuristic } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import { SOME_MORE, UNTIL_END } from "../../../dissect/stream-request";
import { protocol } from "../../../fields/declare";
import { showBody } from "./body";
import { http } from "./fields";
import { framingOf, readChunks, readHead, textEnd } from "./head";
import type { ChunkedBody, Framing, Head } from "./head";
import { showFirstLine, showHeader } from "./lines";
import { awaitedMethod, exchangeKey, noteRequest, noteResponse, transactionKey } from "./transactions";

const { f } = http;
const LF = 10, CR = 13;
const TLS_PORT = 443;

/** A message found in the bytes: where its parts are. */
interface Message {
  readonly head: Head;
  readonly framing: Framing;
  readonly chunks: ChunkedBody | undefined;
  /** Body bytes that are there. */
  readonly bodyLength: number;
  /** Past the message. */
  readonly end: number;
  readonly code: number;
  readonly method: string;
  readonly uri: string;
  /** Bytes from its start to the end of what holds it. */
  rest: number;
  /** Another message comes before it in the packet. */
  follows: boolean;
}

/** The second word of the first line. */
function word(d: Dissection, head: Head, index: number): string {
  const text = d.text(head.start, textEnd(d, head.start, head.firstEnd) - head.start, "latin-1");
  return text.split(" ")[index] ?? "";
}

/** Finds the message at `start`; undefined after asking for the bytes it lacks. */
function find(d: Dissection, start: number): Message | undefined {
  const head = readHead(d, start);
  const { stream } = d;
  if (!head.complete && stream && head.kind !== "none") {
    stream.ask(start, SOME_MORE);
    return undefined;
  }
  const framing = framingOf(head);
  const code = head.kind === "response" ? parseInt(word(d, head, 1), 10) || 0 : 0;
  const isResponse = head.kind === "response";
  const method = isResponse ? "" : word(d, head, 0), uri = isResponse ? "" : word(d, head, 1);
  const bare = { head, framing, code, method, uri, chunks: undefined, rest: d.end - start, follows: false };
  if (head.kind === "none") return { ...bare, bodyLength: d.end - start, end: d.end };
  const there = d.end - head.end;
  // no body whatever the headers say (RFC 9112 §6.3)
  if (isResponse && (code >= 100 && code < 200 || code === 204 || code === 304 || awaitedMethod(d) === "HEAD" || code === 200 && awaitedMethod(d) === "CONNECT")) {
    return { ...bare, bodyLength: 0, end: head.end };
  }
  if (framing.chunked) {
    const chunks = readChunks(d, head.end);
    if (!chunks.complete && stream) {
      stream.ask(start, chunks.missing > 0 ? chunks.missing : SOME_MORE);
      return undefined;
    }
    return { ...bare, chunks, bodyLength: chunks.end - head.end, end: chunks.end };
  }
  if (framing.length >= 0) {
    if (framing.length > there && stream) {
      stream.ask(start, framing.length - there);
      return undefined;
    }
    const length = Math.min(framing.length, there);
    return { ...bare, bodyLength: length, end: head.end + length };
  }
  if (!isResponse) return { ...bare, bodyLength: 0, end: head.end };
  if (stream && head.complete) {
    stream.ask(start, UNTIL_END);
    return undefined;
  }
  return { ...bare, bodyLength: there, end: d.end };
}

/** One message, which fills the window. */
const message = dissector(http, (d, hint) => {
  const found = hint as Message;
  const { head, framing } = found;
  const fullUri = uriOf(found);
  if (d.tracking) {
    if (head.kind === "request") noteRequest(d, found.method, fullUri ?? found.uri);
    else if (head.kind === "response") noteResponse(d, found.code);
    return;
  }
  d.setProtocol("HTTP");
  const none = head.kind === "none";
  const headLength = none ? 0 : head.end - head.start;
  if (d.columns) {
    if (none) d.setInfo("Continuation");
    else {
      const line = `${d.text(head.start, textEnd(d, head.start, head.firstEnd) - head.start)} `;
      if (found.follows) d.appendInfo(line); else d.setInfo(line);
    }
  }
  const bodyThere = none ? 0 : found.bodyLength;
  const node = d.begin(http, bodyThere > 0 && framing.contentType !== "" ? headLength : found.rest);
  if (d.sourcePort === TLS_PORT || d.destinationPort === TLS_PORT) d.notice(f.tls_port, node);
  if (!none) {
    showFirstLine(d, head);
    for (const line of head.headers) showHeader(d, head, line);
    if (head.complete) d.textNode(head.end - (d.bytes[head.end - 2] === CR ? 2 : 1), d.bytes[head.end - 2] === CR ? 2 : 1, "\\r\\n");
  }
  if (head.kind === "request" || head.kind === "notification") showRequest(d, head, fullUri);
  else if (head.kind === "response") showResponse(d);
  showBody(d, node, { start: none ? d.start : head.end, length: none ? d.end - d.start : bodyThere, chunks: found.chunks, contentType: framing.contentType, encoding: framing.encoding, isHead: !none });
});

function uriOf({ head, framing, uri, method }: Message): string | undefined {
  if (head.kind !== "request" && head.kind !== "notification" || framing.host === "") return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(uri) || method === "CONNECT") return uri;
  return `http://${framing.host}${uri.startsWith("/") || uri === "*" ? "" : "/"}${uri}`;
}

function showRequest(d: Dissection, head: Head, fullUri: string | undefined): void {
  if (fullUri !== undefined) d.generated(f["request.full_uri"], fullUri);
  d.hidden(head.kind === "request" ? f.request : f.notification, d.start, 0, 1);
  const fact = d.fact(transactionKey);
  if (!fact) return;
  const { transaction } = fact;
  const exchange = d.conversationState(exchangeKey);
  d.generated(f.request_number, fact.number, d.start, 0, d.drawing ? `HTTP request ${fact.number}/${exchange.requests}` : undefined);
  if (transaction.previous?.requestFrame) d.generated(f.prev_request_in, transaction.previous.requestFrame);
  if (transaction.responseFrame) d.generated(f.response_in, transaction.responseFrame);
  if (transaction.next?.requestFrame) d.generated(f.next_request_in, transaction.next.requestFrame);
}

function showResponse(d: Dissection): void {
  d.hidden(f.response, d.start, 0, 1);
  const fact = d.fact(transactionKey);
  if (!fact) return;
  const { transaction } = fact;
  const { previous, next, requestFrame } = transaction;
  const exchange = d.conversationState(exchangeKey);
  d.generated(f.response_number, fact.number, d.start, 0, d.drawing ? `HTTP response ${fact.number}/${exchange.responses}` : undefined);
  if (requestFrame) d.generated(f.time, d.since(requestFrame));
  if (previous?.requestFrame) d.generated(f.prev_request_in, previous.requestFrame);
  if (previous?.responseFrame) d.generated(f.prev_response_in, previous.responseFrame);
  if (requestFrame) d.generated(f.request_in, requestFrame);
  if (next?.requestFrame) d.generated(f.next_request_in, next.requestFrame);
  if (next?.responseFrame) d.generated(f.next_response_in, next.responseFrame);
  if (requestFrame && transaction.uri !== "") d.generated(f["response_for.uri"], transaction.uri);
}

/** Never shown: what cuts a stream into messages is not itself a layer. */
const framing = protocol("http.stream", "HTTP over a stream", {}, { short: "HTTP", pseudo: true });

function readMessages(d: Dissection): void {
  let at = d.start;
  const own = d.stack.length - 1;
  while (at < d.end) {
    let from = at;
    // an empty line before a request is to be skipped (RFC 9112 §2.2)
    if (d.bytes[from] === CR && d.bytes[from + 1] === LF && from + 2 < d.end) from += 2;
    const found = find(d, from);
    if (!found) return;
    found.follows = at > d.start;
    d.call(message, at === d.start && found.head.kind === "none" ? at : from, found.end - from, found);
    // the layer has its name from the framing already
    d.stack.splice(own + 1, 1);
    at = Math.max(found.end, from + 1);
  }
}

const stream = dissector(framing, readMessages, { stackName: "http" });
attach(stream, "tcp.port", 80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371);

/** Recognised by a whole first line, of a response or ending in a version. */
heuristic(dissector(framing, (d) => {
  const end = d.bytes.indexOf(LF, d.start);
  if (end < 0 || end >= d.end) return false;
  const last = textEnd(d, d.start, end + 1);
  if (last - d.start < 8) return false;
  const version = (at: number): boolean => /^HTTP\/\d\.\d$/.test(d.text(at, 8, "latin-1"));
  if (!version(d.start) && !version(last - 8)) return false;
  readMessages(d);
  return true;
}, { stackName: "http" }), "tcp");
