/** The lines of an HTTP head in the tree (RFC 9112 §3, §4, §5). */
import { latin1 } from "../../../base/text";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { http } from "./fields";
import { textEnd } from "./head";
import type { Head, HeaderLine } from "./head";
import { statusCodes } from "./status";

const { f } = http;

const HEADERS: Readonly<Record<string, Field>> = {
  "authorization": f.authorization, "proxy-authorization": f.proxy_authorization, "proxy-authenticate": f.proxy_authenticate, "www-authenticate": f.www_authenticate,
  "content-type": f.content_type, "content-length": f.content_length_header, "content-encoding": f.content_encoding, "transfer-encoding": f.transfer_encoding,
  "upgrade": f.upgrade, "user-agent": f.user_agent, "host": f.host, "connection": f.connection, "cookie": f.cookie, "accept": f.accept, "referer": f.referer,
  "accept-language": f.accept_language, "accept-encoding": f.accept_encoding, "date": f.date, "cache-control": f.cache_control, "server": f.server,
  "location": f.location, "sec-websocket-accept": f.sec_websocket_accept, "sec-websocket-extensions": f.sec_websocket_extensions, "sec-websocket-key": f.sec_websocket_key,
  "sec-websocket-protocol": f.sec_websocket_protocol, "sec-websocket-version": f.sec_websocket_version, "set-cookie": f.set_cookie, "last-modified": f.last_modified,
  "x-forwarded-for": f.x_forwarded_for, "http2-settings": f.http2_settings,
};

/** Field names are tokens (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CODINGS = new Set(["identity", "chunked", "compress", "deflate", "gzip", "x-compress", "x-gzip"]);

/** Line ends as text, for labels. */
function written(text: string): string { return text.replace(/\r/g, "\\r").replace(/\n/g, "\\n"); }

export function showFirstLine(d: Dissection, head: Head): void {
  const { start, firstEnd } = head;
  const line = d.text(start, firstEnd - start);
  const node = d.openText(start, firstEnd - start, d.drawing ? written(line) : "");
  d.notice(f.chat, node, d.drawing ? written(line) : undefined);
  const last = textEnd(d, start, firstEnd);
  if (head.kind === "response") showStatusLine(d, start, last); else showRequestLine(d, start, last);
  d.close();
}

function spaceAt(d: Dissection, from: number, end: number): number {
  const at = d.bytes.indexOf(32, from);
  return at < 0 || at > end ? end : at;
}

function showRequestLine(d: Dissection, start: number, end: number): void {
  const methodEnd = spaceAt(d, start, end);
  put(d, f["request.method"], start, methodEnd);
  if (methodEnd >= end) return;
  const uriEnd = spaceAt(d, methodEnd + 1, end);
  const uri = put(d, f["request.uri"], methodEnd + 1, uriEnd);
  d.push(d.last);
  showQuery(d, methodEnd + 1, uri);
  d.close();
  if (uriEnd < end) put(d, f["request.version"], uriEnd + 1, end);
}

/** The query of a URI and its parts (RFC 3986 §3.4). */
function showQuery(d: Dissection, start: number, uri: string): void {
  const mark = uri.indexOf("?");
  if (mark < 0) return;
  // offsets count bytes
  if (/[^\x00-\x7f]/.test(uri)) return;
  put(d, f["request.uri.path"], start, start + mark);
  const end = start + uri.length;
  put(d, f["request.uri.query"], start + mark + 1, end);
  d.push(d.last);
  let at = start + mark + 1;
  for (const part of uri.slice(mark + 1).split("&")) {
    put(d, f["request.uri.query.parameter"], at, at + part.length);
    at += part.length + 1;
  }
  d.close();
}

function showStatusLine(d: Dissection, start: number, end: number): void {
  const versionEnd = spaceAt(d, start, end);
  put(d, f["response.version"], start, versionEnd);
  if (versionEnd + 4 > end) return;
  const code = parseInt(d.text(versionEnd + 1, 3, "latin-1"), 10) || 0;
  d.put(f["response.code"], versionEnd + 1, 3, code);
  d.put(f["response.code.desc"], versionEnd + 1, 3, statusCodes.name(code) ?? `Unknown (${code})`);
  d.markGenerated(d.last);
  const phrase = spaceAt(d, versionEnd + 1, end) + 1;
  if (phrase < end) put(d, f["response.phrase"], phrase, end);
}

function put(d: Dissection, field: Field<string>, start: number, end: number): string {
  const text = d.text(start, end - start);
  d.put(field, start, end - start, text);
  return text;
}

/** One header line with what is known of its value. */
export function showHeader(d: Dissection, head: Head, line: HeaderLine): void {
  const { start, end, name, value } = line;
  const text = d.text(start, end - start);
  const shown = d.drawing ? written(text) : undefined;
  const lineField = head.kind === "response" ? f["response.line"] : f["request.line"];
  const field = HEADERS[name];
  if (!field) {
    const node = d.put(lineField, start, end - start, text, shown);
    if (line.colon < 0 || !TOKEN.test(name)) d.notice(f.bad_header_name, node);
    return;
  }
  const node = d.put(field, start, end - start, value, shown);
  d.push(node);
  switch (field) {
    case f.content_length_header:
      if (/^\d+$/.test(value)) d.put(f.content_length, start, end - start, BigInt(value));
      d.markGenerated(d.last);
      if (head.headers.some((other) => other.name === "transfer-encoding")) d.notice(f.te_and_length, node);
      break;
    case f.transfer_encoding:
      if (!value.split(",").every((coding) => CODINGS.has(coding.trim().toLowerCase()))) d.notice(f.te_unknown, node);
      break;
    case f.cookie: showCookies(d, line); break;
    case f.authorization: case f.proxy_authorization: showBasic(d, value, start); break;
  }
  d.close();
  d.put(lineField, start, end - start, text, shown);
  d.markHidden(d.last);
}

/** RFC 6265 §4.2.1 */
function showCookies(d: Dissection, line: HeaderLine): void {
  let at = line.valueStart;
  const end = textEnd(d, line.start, line.end);
  while (at < end) {
    while (at < end && (d.bytes[at] === 32 || d.bytes[at] === 9)) at++;
    const found = d.bytes.indexOf(0x3b, at);
    const stop = found < 0 || found > end ? end : found;
    if (stop > at) put(d, f.cookie_pair, at, stop);
    at = stop + 1;
  }
}

/** RFC 7617 §2 */
function showBasic(d: Dissection, value: string, start: number): void {
  const match = /^Basic +([A-Za-z0-9+/]+)=*$/i.exec(value);
  if (match?.[1]) d.generated(f.authbasic, latin1(base64(match[1])), start);
}

/** RFC 4648 §4, without padding. */
function base64(text: string): Uint8Array {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const out: number[] = [];
  let bits = 0, count = 0;
  for (const letter of text) {
    bits = ((bits << 6) | alphabet.indexOf(letter)) & 0xffffff;
    count += 6;
    if (count >= 8) { count -= 8; out.push((bits >> count) & 0xff); }
  }
  return Uint8Array.from(out);
}
