/** Bodies of HTTP messages: chunks and content codings taken off, then given to whoever reads their type (RFC 9110 §8, RFC 9112 §7). */
import { Inflate, Gunzip } from "fflate";
import { utf8 } from "../../../base/text";
import type { Dissection } from "../../../dissect/dissection";
import { mediaTypeOf, showMedia } from "../../../dissect/media-type";
import { http } from "./fields";
import { textEnd, lineEnd } from "./head";
import type { ChunkedBody } from "./head";

const { f } = http;

/** Decoded bodies end here (a bomb must not fill the memory). */
const MAX_DECODED = 256 * 1024 * 1024;

export interface Body {
  readonly start: number;
  readonly length: number;
  readonly chunks: ChunkedBody | undefined;
  readonly contentType: string;
  readonly encoding: string;
  /** False where the bytes are no message but what goes on from one. */
  readonly isHead: boolean;
}

/** Shows a body below HTTP's `node` and after it. */
export function showBody(d: Dissection, node: number, body: Body): void {
  if (body.chunks) {
    const joined = showChunks(d, body.start, body.chunks);
    if (joined.length === 0) {
      d.put(f.file_data, d.start, 0, "", d.drawing ? "File Data: 0 bytes" : undefined);
      return;
    }
    const plain = isPlain(body);
    // it has no place of its own in the packet: the message's stands for it
    if (plain) fileData(d, node, d.start, joined, 0, joined.length);
    d.withSource("De-chunked entity body", joined, () => { if (plain) showContent(d, 0, joined.length, body); else showDecoded(d, node, 0, joined.length, body); });
    return;
  }
  if (body.length <= 0) return;
  const length = Math.min(body.length, d.end - body.start);
  if (!isPlain(body)) { showDecoded(d, node, body.start, length, body); return; }
  fileData(d, node, body.start, d.bytes, body.start, length);
  showContent(d, body.start, length, body);
}

function isPlain(body: Body): boolean {
  const coding = body.encoding.trim();
  return coding === "" || coding === "identity";
}

/** The body as text, up to its first zero byte; `bytes` from `from` on are it, `start` is where the tree shows it. */
function fileData(d: Dissection, node: number, start: number, bytes: Uint8Array, from: number, length: number): void {
  if (!d.wants(f.file_data)) return;
  let end = from;
  while (end < from + length && bytes[end] !== 0) end++;
  d.push(node);
  d.put(f.file_data, start, length, utf8(bytes, from, end), d.drawing ? `File Data: ${length} byte${length === 1 ? "" : "s"}` : undefined);
  d.close();
}

function showChunks(d: Dissection, start: number, body: ChunkedBody): Uint8Array {
  const total = body.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const joined = new Uint8Array(total);
  let filled = 0;
  d.openText(start, body.end - start, "HTTP chunked response");
  for (const chunk of body.chunks) {
    if (chunk.size === 0) {
      d.openText(chunk.start, chunk.sizeEnd - chunk.start, "End of chunked encoding");
      d.put(f.chunk_size, chunk.start, chunk.sizeEnd - chunk.start, 0);
      d.close();
      showTrailer(d, body.trailerStart, body.end);
      continue;
    }
    joined.set(d.bytes.subarray(chunk.sizeEnd, chunk.sizeEnd + chunk.length), filled);
    filled += chunk.length;
    d.openText(chunk.start, chunk.end - chunk.start, d.drawing ? `Data chunk (${chunk.size} octets)` : "");
    d.put(f.chunk_size, chunk.start, chunk.sizeEnd - chunk.start, chunk.size);
    d.put(f.chunk_data, chunk.sizeEnd, chunk.length);
    const boundary = chunk.end - chunk.sizeEnd - chunk.length;
    if (boundary > 0) d.put(f.chunk_boundary, chunk.sizeEnd + chunk.length, boundary);
    d.close();
  }
  d.close();
  return joined;
}

function showTrailer(d: Dissection, start: number, end: number): void {
  for (let at = start; at < end;) {
    const next = lineEnd(d, at, end);
    if (next < 0) return;
    if (textEnd(d, at, next) === at) { d.textNode(at, next - at, "\\r\\n"); return; }
    d.put(f.chunked_trailer_part, at, next - at, d.text(at, next - at));
    at = next;
  }
}

function showDecoded(d: Dissection, node: number, start: number, length: number, body: Body): void {
  const coding = body.encoding.trim();
  const decoded = decode(d.bytes.subarray(start, start + length), coding);
  const label = `Content-encoded entity body (${coding}): ${length} bytes${decoded ? ` -> ${decoded.length} bytes` : ""}`;
  d.push(node);
  const entity = d.textNode(start, length, label);
  d.close();
  if (!decoded) {
    d.notice(f.decompression_failed, entity);
    d.push(entity);
    below(d, () => d.data(start, length));
    d.close();
    return;
  }
  d.withSource("Uncompressed entity body", decoded, () => {
    fileData(d, node, 0, decoded, 0, decoded.length);
    showContent(d, 0, decoded.length, body);
  });
}

function showContent(d: Dissection, start: number, length: number, body: Body): void {
  d.close();
  if (mediaTypeOf(body.contentType) !== "") { showMedia(d, body.contentType, start, length, "http"); return; }
  if (!d.tryHeuristics("http", start, length)) d.data(start, length);
}

/** Runs `inside` with the layers it calls below the current node. */
function below(d: Dissection, inside: () => void): void {
  const outer = d.root;
  d.root = d.parent;
  inside();
  d.root = outer;
}

/** Takes a content coding off (RFC 9110 §8.4.1); undefined when that fails. */
function decode(bytes: Uint8Array, coding: string): Uint8Array | undefined {
  const attempts: (() => Inflate | Gunzip)[] = coding === "gzip" || coding === "x-gzip" ? [() => new Gunzip()]
    : coding === "deflate" || coding === "x-deflate" ? [() => new Inflate()] : [];
  for (const attempt of attempts) {
    // deflate is zlib by the book, but raw from many servers
    const raw = coding.endsWith("deflate") && !zlib(bytes);
    const input = coding.endsWith("deflate") && !raw ? bytes.subarray(2) : bytes;
    const parts: Uint8Array[] = [];
    let total = 0;
    try {
      const stream = attempt();
      stream.ondata = (part: Uint8Array): void => {
        if (total > MAX_DECODED) return;
        parts.push(part);
        total += part.length;
      };
      for (let at = 0; at < input.length && total <= MAX_DECODED; at += 65536) stream.push(input.subarray(at, at + 65536), at + 65536 >= input.length);
    } catch {
      if (total === 0) continue;
    }
    if (total === 0) continue;
    const whole = new Uint8Array(total);
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }
  return undefined;
}

/** Whether bytes begin as zlib's do (RFC 1950 §2.2). */
function zlib(bytes: Uint8Array): boolean {
  const a = bytes[0] ?? 0, b = bytes[1] ?? 0;
  return (a & 0x0f) === 8 && ((a << 8) | b) % 31 === 0;
}
