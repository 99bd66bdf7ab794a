/** Handshake messages (RFC 5246 §7.4, RFC 8446 §4). */
import { md5 } from "@noble/hashes/legacy.js";
import { hex, toUtf8 } from "../../../base/text";
import type { Dissection } from "../../../dissect/dissection";
import { isGrease } from "../../../fields/tables/tls-grease";
import { count, readExtensions, signatureAlgorithms, signatureScheme } from "./extensions";
import type { HelloFacts } from "./extensions";
import { handshakeTypes, tls } from "./fields";
import type { Session } from "./session";

const { f } = tls;

const TLS_1_2 = 0x0303, TLS_1_3 = 0x0304;
/** The random of a server hello that asks for another client hello (RFC 8446 §4.1.3). */
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** Reads the body of a message of `type` in [at, end). */
export function readHandshakeBody(d: Dissection, type: number, at: number, end: number, session: Session): void {
  switch (type) {
    case 1: clientHello(d, at, end, session); break;
    case 2: serverHello(d, at, end, session); break;
    case 4: newSessionTicket(d, at, end, session); break;
    case 8: readExtensions(d, at, end, type); break;
    case 11: certificates(d, at, end, session); break;
    case 12: serverKeyExchange(d, at, end, session); break;
    case 13: certificateRequest(d, at, end, session); break;
    case 15: certificateVerify(d, at, end, session); break;
    case 16: clientKeyExchange(d, at, end, session); break;
    case 20: d.put(f["handshake.verify_data"], at, end - at); break;
    case 22: certificateStatus(d, at, end); break;
    case 25:
      d.item(f["compress_certificate.algorithm"], at);
      d.item(f["compress_certificate.uncompressed_length"], at + 2);
      d.pos = at + 5;
      d.read(f["compress_certificate.compressed_certificate_message"], d.read(f["compress_certificate.compressed_certificate_message.length"]));
      break;
  }
}

function random(d: Dissection, at: number, isTls13: boolean): void {
  d.item(f["handshake.random"], at, 32);
  if (isTls13) return;
  d.push(d.last);
  d.put(f["handshake.random_time"], at, 4, BigInt(d.u32(at)) * 1_000_000_000n);
  d.item(f["handshake.random_bytes"], at + 4, 28);
  d.close();
}

function sessionId(d: Dissection, at: number): number {
  const length = d.item(f["handshake.session_id_length"], at);
  if (length > 0) d.item(f["handshake.session_id"], at + 1, length);
  return at + 1 + length;
}

function clientHello(d: Dissection, at: number, end: number, session: Session): void {
  const version = d.item(f["handshake.version"], at);
  random(d, at + 2, session.version >= TLS_1_3);
  let pos = sessionId(d, at + 34);
  const size = d.item(f["handshake.cipher_suites_length"], pos);
  pos += 2;
  const suites: number[] = [];
  d.open(f["handshake.ciphersuites"], pos, size, undefined, d.drawing ? `Cipher Suites (${count(size >> 1, "suite")})` : undefined);
  for (let i = 0; i + 2 <= size; i += 2) suites.push(d.item(f["handshake.ciphersuite"], pos + i));
  d.close();
  pos += size;
  const methods = d.item(f["handshake.comp_methods_length"], pos);
  d.open(f["handshake.comp_methods"], pos + 1, methods, undefined, d.drawing ? `Compression Methods (${count(methods, "method")})` : undefined);
  for (let i = 0; i < methods; i++) d.item(f["handshake.comp_method"], pos + 1 + i);
  d.close();
  pos += 1 + methods;
  const facts = readExtensions(d, pos, end, 1);
  if (d.wants(f["handshake.ja3"]) || d.wants(f["handshake.ja3_full"])) fingerprint(d, pos, f["handshake.ja3_full"], f["handshake.ja3"], clientText(version, suites, facts));
}

const known = (numbers: readonly number[]): string => numbers.filter((n) => !isGrease(n)).join("-");

/** JA3: version, suites, extensions, groups and point formats in the order sent, without GREASE. */
function clientText(version: number, suites: readonly number[], facts: HelloFacts): string {
  return `${version},${known(suites)},${known(facts.types)},${known(facts.groups)},${facts.formats.join("-")}`;
}

function fingerprint(d: Dissection, at: number, whole: typeof f["handshake.ja3_full"], hash: typeof f["handshake.ja3"], text: string): void {
  d.generated(whole, text, at);
  d.generated(hash, hex(md5(toUtf8(text))), at);
}

function serverHello(d: Dissection, at: number, end: number, session: Session): void {
  const version = d.item(f["handshake.version"], at);
  // drafts of TLS 1.3 up to 21 left out what means nothing there any more
  const short = version >= 0x7f0e && version <= 0x7f15;
  random(d, at + 2, short || session.version >= TLS_1_3);
  let pos = short ? at + 34 : sessionId(d, at + 34);
  const suite = d.item(f["handshake.ciphersuite"], pos);
  if (!short) d.item(f["handshake.comp_method"], pos + 2);
  pos += short ? 2 : 3;
  const facts = readExtensions(d, pos, end, 2);
  if (d.tracking) session.hello(facts.version || version, suite, facts.alpn);
  if (d.wants(f["handshake.ja3s"]) || d.wants(f["handshake.ja3s_full"])) fingerprint(d, pos, f["handshake.ja3s_full"], f["handshake.ja3s"], `${version},${suite},${known(facts.types)}`);
}

/** Whether the server hello at `at` asks for another client hello. */
export function isRetry(d: Dissection, at: number): boolean {
  return at + 34 <= d.end && hex(d.bytes.subarray(at + 2, at + 34)) === RETRY;
}

function newSessionTicket(d: Dissection, at: number, end: number, session: Session): void {
  const tls13 = session.version >= TLS_1_3;
  d.openText(at, end - at, "TLS Session Ticket");
  d.pos = at;
  d.read(f["handshake.session_ticket_lifetime_hint"]);
  if (tls13) {
    d.read(f["handshake.session_ticket_age_add"]);
    d.read(f["handshake.session_ticket_nonce"], d.read(f["handshake.session_ticket_nonce_length"]));
  }
  d.read(f["handshake.session_ticket"], d.read(f["handshake.session_ticket_length"]));
  d.close();
  if (tls13) readExtensions(d, d.pos, end, 4);
}

function certificates(d: Dissection, at: number, end: number, session: Session): void {
  const tls13 = session.version >= TLS_1_3;
  d.pos = at;
  if (tls13) {
    const context = d.read(f["handshake.certificate_request_context_length"]);
    if (context > 0) d.read(f["handshake.certificate_request_context"], context);
  }
  const size = d.read(f["handshake.certificates_length"]);
  if (size === 0) return;
  d.open(f["handshake.certificates"], d.pos, size, undefined, d.drawing ? `Certificates (${count(size, "byte")})` : undefined);
  const stop = Math.min(end, d.pos + size);
  while (d.pos < stop) {
    const length = d.read(f["handshake.certificate_length"]);
    d.read(f["handshake.certificate"], length);
    d.push(d.last);
    const pos = d.pos, root = d.root;
    d.root = d.parent;
    d.next("tls.certificate", "x509", pos - length, length);
    d.root = root;
    d.close();
    d.pos = pos;
    if (tls13) {
      const extensions = d.u16(pos);
      readExtensions(d, pos, pos + 2 + extensions, 11);
      d.pos = pos + 2 + extensions;
    }
  }
  d.close();
}

function signature(d: Dissection, at: number, end: number, hasScheme: boolean): void {
  let pos = at;
  if (hasScheme) { signatureScheme(d, pos); pos += 2; }
  if (pos + 2 > end) return;
  d.pos = pos;
  d.read(f["handshake.sig"], d.read(f["handshake.sig_len"]));
}

function serverKeyExchange(d: Dissection, at: number, end: number, session: Session): void {
  const hasScheme = session.version >= TLS_1_2;
  switch (session.keyExchange) {
    case "ecdhe":
      d.openText(at, end - at, "EC Diffie-Hellman Server Params");
      if (d.item(f["handshake.server_curve_type"], at) === 3) {
        d.item(f["handshake.server_named_curve"], at + 1);
        d.pos = at + 3;
        d.read(f["handshake.server_point"], d.read(f["handshake.server_point_len"]));
        if (!session.anonymous) signature(d, d.pos, end, hasScheme);
      }
      d.close();
      break;
    case "dhe":
      d.openText(at, end - at, "Diffie-Hellman Server Params");
      d.pos = at;
      d.read(f["handshake.p"], d.read(f["handshake.p_len"]));
      d.read(f["handshake.g"], d.read(f["handshake.g_len"]));
      d.read(f["handshake.ys"], d.read(f["handshake.ys_len"]));
      if (!session.anonymous) signature(d, d.pos, end, hasScheme);
      d.close();
      break;
  }
}

function clientKeyExchange(d: Dissection, at: number, end: number, session: Session): void {
  d.pos = at;
  switch (session.keyExchange) {
    case "ecdhe":
      d.openText(at, end - at, "EC Diffie-Hellman Client Params");
      d.read(f["handshake.client_point"], d.read(f["handshake.client_point_len"]));
      d.close();
      break;
    case "dhe":
      d.openText(at, end - at, "Diffie-Hellman Client Params");
      d.read(f["handshake.yc"], d.read(f["handshake.yc_len"]));
      d.close();
      break;
    case "rsa":
      d.openText(at, end - at, "RSA Encrypted PreMaster Secret");
      // SSL 3 sends the secret without its length (RFC 6101 §5.6.7.1)
      if (session.version !== 0x0300) d.read(f["handshake.epms"], d.read(f["handshake.epms_len"]));
      else d.read(f["handshake.epms"], end - at);
      d.close();
      break;
  }
}

function certificateRequest(d: Dissection, at: number, end: number, session: Session): void {
  d.pos = at;
  if (session.version >= TLS_1_3) {
    const context = d.read(f["handshake.certificate_request_context_length"]);
    if (context > 0) d.read(f["handshake.certificate_request_context"], context);
    readExtensions(d, d.pos, end, 13);
    return;
  }
  const types = d.read(f["handshake.cert_types_count"]);
  d.open(f["handshake.cert_types"], d.pos, types, undefined, d.drawing ? `Certificate types (${count(types, "type")})` : undefined);
  for (let i = 0; i < types; i++) d.read(f["handshake.cert_type"]);
  d.close();
  if (session.version >= TLS_1_2) d.pos = signatureAlgorithms(d, d.pos, end);
  const size = d.read(f["handshake.dnames_len"]);
  if (size === 0) return;
  d.open(f["handshake.dnames"], d.pos, size, undefined, d.drawing ? `Distinguished Names (${count(size, "byte")})` : undefined);
  const stop = Math.min(end, d.pos + size);
  while (d.pos < stop) {
    const length = d.read(f["handshake.dname_len"]);
    d.put(f["handshake.dname"], d.pos, length);
    d.push(d.last);
    const pos = d.pos, root = d.root;
    d.need(pos, length);
    d.root = d.parent;
    d.next("tls.certificate", "name", pos, length);
    d.root = root;
    d.close();
    d.pos = pos + length;
  }
  d.close();
}

function certificateVerify(d: Dissection, at: number, end: number, session: Session): void {
  let pos = at;
  if (session.version >= TLS_1_2) { signatureScheme(d, pos); pos += 2; }
  if (pos >= end) return;
  d.openText(at, end - at, "Signature with client's private key");
  d.pos = pos;
  d.read(f["handshake.client_cert_vrfy.sig"], d.read(f["handshake.client_cert_vrfy.sig_len"]));
  d.close();
}

function certificateStatus(d: Dissection, at: number, end: number): void {
  const type = d.item(f["handshake.extensions_status_request_type"], at);
  if (type !== 1) return;
  const length = d.item(f["handshake.ocsp_response_len"], at + 1);
  if (length > 0) d.next("tls.certificate", "ocsp", at + 4, Math.min(length, end - at - 4));
}

/** The name of a message for labels and Info. */
export function messageName(d: Dissection, type: number, body: number): string | undefined {
  return type === 2 && isRetry(d, body) ? "Hello Retry Request" : handshakeTypes.name(type);
}
