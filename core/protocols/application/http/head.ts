/** The head of an HTTP message, found in its bytes before anything of it is shown (RFC 9112 §2, §3, §4, §5). */
import type { Dissection } from "../../../dissect/dissection";

const LF = 10, CR = 13, SPACE = 32, TAB = 9, COLON = 58;

/** Lines longer than this are not looked for further. */
const MAX_HEAD = 1 << 20;

export const METHODS: ReadonlySet<string> = new Set([
  "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "LINK", "UNLINK", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
  "POLL", "BCOPY", "BMOVE", "SEARCH", "BDELETE", "BPROPFIND", "BPROPPATCH", "LABEL", "MERGE", "REPORT", "UPDATE", "CHECKIN", "CHECKOUT", "UNCHECKOUT", "MKACTIVITY",
  "MKWORKSPACE", "VERSION-CONTROL", "BASELINE-CONTROL", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "ICY", "M-SEARCH", "PATCH", "RPC_CONNECT", "RPC_IN_DATA", "RPC_OUT_DATA", "SOURCE", "ACL", "PRI",
]);

export interface HeaderLine {
  readonly start: number;
  /** Past its line end, folded lines (RFC 9112 §5.2) included. */
  readonly end: number;
  /** Where the colon is, -1 without one. */
  readonly colon: number;
  readonly name: string;
  readonly valueStart: number;
  readonly value: string;
}

export interface Head {
  readonly kind: "request" | "response" | "notification" | "none";
  readonly start: number;
  /** Past the first line's end. */
  readonly firstEnd: number;
  readonly headers: readonly HeaderLine[];
  /** Past the empty line; the body begins here. */
  readonly end: number;
  /** The empty line was seen. */
  readonly complete: boolean;
}

/** End of the line at `from`, past its LF; -1 when [from, end) has none. */
export function lineEnd(d: Dissection, from: number, end: number): number {
  const at = d.bytes.indexOf(LF, from);
  return at < 0 || at >= end ? -1 : at + 1;
}

/** Where the text of a line ends, before its CR LF. */
export function textEnd(d: Dissection, start: number, end: number): number {
  let at = end;
  if (at > start && d.bytes[at - 1] === LF) at--;
  if (at > start && d.bytes[at - 1] === CR) at--;
  return at;
}

/** What the line at `start` is: a request or status line, or neither. */
export function kindOf(d: Dissection, start: number, end: number): Head["kind"] {
  const { bytes } = d;
  if (end - start >= 5 && bytes[start] === 0x48 && d.text(start, 5, "latin-1") === "HTTP/") return "response";
  let space = start;
  while (space < end && space - start < 17 && bytes[space] !== SPACE && bytes[space] !== CR && bytes[space] !== LF) space++;
  if (space === start || bytes[space] !== SPACE) return "none";
  const method = d.text(start, space - start, "latin-1");
  if (!METHODS.has(method)) return "none";
  return method === "NOTIFY" ? "notification" : "request";
}

/** Reads the head that begins at `start` in the captured bytes of the layer. */
export function readHead(d: Dissection, start: number): Head {
  const limit = Math.min(d.end, start + MAX_HEAD);
  const firstEnd = lineEnd(d, start, limit);
  if (firstEnd < 0) return { kind: kindOf(d, start, d.end), start, firstEnd: d.end, headers: [], end: d.end, complete: false };
  const kind = kindOf(d, start, firstEnd);
  const headers: HeaderLine[] = [];
  if (kind === "none") return { kind, start, firstEnd, headers, end: start, complete: true };
  let at = firstEnd;
  for (;;) {
    let end = lineEnd(d, at, limit);
    if (end < 0) return { kind, start, firstEnd, headers, end: at, complete: false };
    if (textEnd(d, at, end) === at) return { kind, start, firstEnd, headers, end, complete: true };
    // a line that begins with white space goes on from the one before
    while (d.bytes[end] === SPACE || d.bytes[end] === TAB) {
      const next = lineEnd(d, end, limit);
      if (next < 0) break;
      end = next;
    }
    headers.push(headerLine(d, at, end));
    at = end;
  }
}

function headerLine(d: Dissection, start: number, end: number): HeaderLine {
  const last = textEnd(d, start, end);
  const found = d.bytes.indexOf(COLON, start);
  const colon = found < 0 || found >= last ? -1 : found;
  let valueStart = colon < 0 ? last : colon + 1;
  while (valueStart < last && (d.bytes[valueStart] === SPACE || d.bytes[valueStart] === TAB)) valueStart++;
  let valueEnd = last;
  while (valueEnd > valueStart && (d.bytes[valueEnd - 1] === SPACE || d.bytes[valueEnd - 1] === TAB)) valueEnd--;
  const name = colon < 0 ? "" : d.text(start, colon - start, "latin-1").toLowerCase();
  return { start, end, colon, name, valueStart, value: d.text(valueStart, valueEnd - valueStart) };
}

/** What the headers say of the body. */
export interface Framing {
  readonly chunked: boolean;
  /** -1 where no valid length is given. */
  readonly length: number;
  readonly contentType: string;
  readonly encoding: string;
  readonly host: string;
}

export function framingOf(head: Head): Framing {
  let chunked = false, length = -1, contentType = "", encoding = "", host = "";
  for (const { name, value } of head.headers) {
    switch (name) {
      case "transfer-encoding":
        if (/^chunked/i.test(value)) chunked = true;
        break;
      case "content-length": if (/^\d{1,15}$/.test(value)) length = Number(value); break;
      case "content-type": contentType = value; break;
      case "content-encoding": encoding = value.toLowerCase(); break;
      case "host": host = value; break;
    }
  }
  return { chunked, length, contentType, encoding, host };
}

/** A chunk of a body (RFC 9112 §7.1). */
export interface Chunk {
  readonly start: number;
  readonly sizeEnd: number;
  readonly size: number;
  /** Bytes of its data that are there. */
  readonly length: number;
  /** Past its data and line end. */
  readonly end: number;
}

export interface ChunkedBody {
  readonly chunks: readonly Chunk[];
  /** Past the last chunk and the trailer. */
  readonly end: number;
  readonly trailerStart: number;
  readonly complete: boolean;
  /** Bytes known to be missing, 0 when it is not known how many. */
  readonly missing: number;
}

/** Walks the chunks from `start`. */
export function readChunks(d: Dissection, start: number): ChunkedBody {
  const chunks: Chunk[] = [];
  let at = start;
  for (;;) {
    const sizeEnd = lineEnd(d, at, d.end);
    if (sizeEnd < 0) return { chunks, end: d.end, trailerStart: d.end, complete: false, missing: 0 };
    const digits = /^\s*([0-9a-fA-F]{1,8})/.exec(d.text(at, Math.min(sizeEnd - at, 32), "latin-1"))?.[1];
    if (digits === undefined) return { chunks, end: at, trailerStart: at, complete: true, missing: 0 };
    const size = parseInt(digits, 16);
    if (size === 0) {
      chunks.push({ start: at, sizeEnd, size, length: 0, end: sizeEnd });
      let line = sizeEnd;
      for (;;) {
        const end = lineEnd(d, line, d.end);
        if (end < 0) return { chunks, end: d.end, trailerStart: sizeEnd, complete: false, missing: 0 };
        if (textEnd(d, line, end) === line) return { chunks, end, trailerStart: sizeEnd, complete: true, missing: 0 };
        line = end;
      }
    }
    const dataEnd = sizeEnd + size;
    if (dataEnd + 2 > d.end) {
      chunks.push({ start: at, sizeEnd, size, length: Math.min(size, d.end - sizeEnd), end: d.end });
      return { chunks, end: d.end, trailerStart: d.end, complete: false, missing: dataEnd + 2 - d.end };
    }
    const boundary = d.bytes[dataEnd] === CR ? 2 : d.bytes[dataEnd] === LF ? 1 : 2;
    chunks.push({ start: at, sizeEnd, size, length: size, end: dataEnd + boundary });
    at = dataEnd + boundary;
  }
}
