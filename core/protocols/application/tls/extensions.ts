/** Extensions of hello messages and the like (RFC 8446 §4.2, RFC 6066, IANA "TLS ExtensionType Values"). */
import type { Dissection } from "../../../dissect/dissection";
import { extensionTypes, namedGroups } from "../../../fields/tables/tls-parameters";
import { tls } from "./fields";

const { f } = tls;

/** What a hello's extensions say that matters beyond it. */
export interface HelloFacts {
  /** Types in order, for fingerprints. */
  readonly types: number[];
  readonly groups: number[];
  readonly formats: number[];
  /** From a server's supported_versions, 0 when absent. */
  version: number;
  alpn: string;
}

/** The handshake message the extensions are in: client hello 1, server hello 2, … */
type Reader = (d: Dissection, at: number, end: number, message: number, facts: HelloFacts) => void;

/** A list with its length in front: reads the length, then `each` item up to where it ends. */
function list(d: Dissection, at: number, end: number, length: typeof f["handshake.extensions_alpn_len"], each: (pos: number) => number): void {
  const size = d.item(length, at);
  let pos = at + length.width;
  const stop = Math.min(end, pos + size);
  while (pos < stop) {
    const next = each(pos);
    if (next <= pos) return;
    pos = next;
  }
}

const readers: Readonly<Record<number, Reader>> = {
  0: (d, at, end) => {
    if (end === at) return;
    d.openText(at, end - at, "Server Name Indication extension");
    list(d, at, end, f["handshake.extensions_server_name_list_len"], (pos) => {
      d.item(f["handshake.extensions_server_name_type"], pos);
      const length = d.item(f["handshake.extensions_server_name_len"], pos + 1);
      d.pos = pos + 3;
      d.readText(f["handshake.extensions_server_name"], length, "ascii");
      return pos + 3 + length;
    });
    d.close();
  },
  5: (d, at, end, message) => {
    if (end === at) return;
    const type = d.item(f["handshake.extensions_status_request_type"], at);
    if (type !== 1 || message !== 1) return;
    const ids = d.item(f["handshake.extensions_status_request_responder_ids_len"], at + 1);
    d.item(f["handshake.extensions_status_request_exts_len"], at + 3 + ids);
  },
  10: (d, at, end, _message, facts) => {
    const size = d.item(f["handshake.extensions_supported_groups_length"], at);
    d.open(f["handshake.extensions_supported_groups"], at + 2, size, undefined, d.drawing ? `Supported Groups (${count(size >> 1, "group")})` : undefined);
    for (let pos = at + 2; pos + 2 <= Math.min(end, at + 2 + size); pos += 2) facts.groups.push(d.item(f["handshake.extensions_supported_group"], pos));
    d.close();
  },
  11: (d, at, end, _message, facts) => {
    const size = d.item(f["handshake.extensions_ec_point_formats_length"], at);
    d.open(f["handshake.extensions_ec_point_formats"], at + 1, size, undefined, d.drawing ? `Elliptic curves point formats (${size})` : undefined);
    for (let pos = at + 1; pos < Math.min(end, at + 1 + size); pos++) facts.formats.push(d.item(f["handshake.extensions_ec_point_format"], pos));
    d.close();
  },
  13: signatureAlgorithms,
  50: signatureAlgorithms,
  15: (d, at) => { d.item(f["handshake.extension.heartbeat.mode"], at); },
  16: (d, at, end, message, facts) => {
    const size = d.item(f["handshake.extensions_alpn_len"], at);
    d.open(f["handshake.extensions_alpn_list"], at + 2, size);
    for (let pos = at + 2; pos < Math.min(end, at + 2 + size);) {
      const length = d.item(f["handshake.extensions_alpn_str_len"], pos);
      d.pos = pos + 1;
      const name = d.readText(f["handshake.extensions_alpn_str"], length, "ascii");
      if (message !== 1) facts.alpn = name;
      pos += 1 + length;
    }
    d.close();
  },
  17513: (d, at, end) => {
    const size = d.item(f["handshake.extensions_alps_len"], at);
    d.open(f["handshake.extensions_alps_alpn_list"], at + 2, size);
    for (let pos = at + 2; pos < Math.min(end, at + 2 + size);) {
      const length = d.item(f["handshake.extensions_alps_alpn_str_len"], pos);
      d.pos = pos + 1;
      d.readText(f["handshake.extensions_alps_alpn_str"], length, "ascii");
      pos += 1 + length;
    }
    d.close();
  },
  18: () => undefined,
  19: certificateFormat,
  20: certificateFormat,
  21: (d, at, end) => { d.put(f["handshake.extensions_padding_data"], at, end - at); },
  23: () => undefined,
  27: (d, at, end) => list(d, at, end, f["compress_certificate.algorithms_length"], (pos) => { d.item(f["compress_certificate.algorithm"], pos); return pos + 2; }),
  28: (d, at) => { d.item(f.record_size_limit, at); },
  35: (d, at, end) => { d.put(f["handshake.extension.data"], at, end - at, undefined, d.drawing ? `Data (${count(end - at, "byte")})` : undefined); },
  41: (d, at, end, message) => {
    if (message !== 1) { d.item(f["handshake.extensions.psk.identity.selected"], at); return; }
    d.openText(at, end - at, "Pre-Shared Key extension");
    const size = d.item(f["handshake.extensions.psk.identities.length"], at);
    let pos = at + 2;
    while (pos < Math.min(end, at + 2 + size)) {
      const length = d.u16(pos);
      d.openText(pos, length + 6, d.drawing ? `PSK Identity (length: ${length})` : "");
      d.item(f["handshake.extensions.psk.identity.identity_length"], pos);
      d.pos = pos + 2;
      d.read(f["handshake.extensions.psk.identity.identity"], length);
      d.read(f["handshake.extensions.psk.identity.obfuscated_ticket_age"]);
      d.close();
      pos = d.pos;
    }
    const binders = d.item(f["handshake.extensions.psk.binders_len"], pos);
    d.put(f["handshake.extensions.psk.binders"], pos + 2, binders);
    d.close();
  },
  42: (d, at, end) => { if (end - at === 4) d.item(f["early_data.max_early_data_size"], at); },
  43: (d, at, end, message, facts) => {
    if (message !== 1) { facts.version = d.item(f["handshake.extensions.supported_version"], at); return; }
    list(d, at, end, f["handshake.extensions.supported_versions_len"], (pos) => { d.item(f["handshake.extensions.supported_version"], pos); return pos + 2; });
  },
  44: (d, at) => {
    const length = d.item(f["handshake.extensions.cookie_len"], at);
    d.pos = at + 2;
    d.read(f["handshake.extensions.cookie"], length);
  },
  45: (d, at, end) => list(d, at, end, f["extension.psk_ke_modes_length"], (pos) => { d.item(f["extension.psk_ke_mode"], pos); return pos + 1; }),
  // drafts of TLS 1.3 had the number that connection identifiers were proposed under
  40: keyShares,
  51: keyShares,
  13172: (d, at, end) => {
    for (let pos = at; pos < end;) {
      const length = d.item(f["handshake.extensions_npn_str_len"], pos);
      d.pos = pos + 1;
      d.readText(f["handshake.extensions_npn"], length, "ascii");
      pos += 1 + length;
    }
  },
  65281: (d, at, end) => {
    d.openText(at, end - at, "Renegotiation Info extension");
    const length = d.item(f["handshake.extensions_reneg_info_len"], at);
    if (length > 0) d.put(f["handshake.extensions_reneg_info"], at + 1, length);
    d.close();
  },
};

export function count(n: number, word: string): string { return `${n} ${word}${n === 1 ? "" : "s"}`; }

function keyShares(d: Dissection, at: number, end: number, message: number): void {
  d.openText(at, end - at, "Key Share extension");
  if (message === 1) list(d, at, end, f["handshake.extensions_key_share_client_length"], (pos) => keyShare(d, pos));
  else if (end - at === 2) d.item(f["handshake.extensions_key_share_selected_group"], at);
  else keyShare(d, at);
  d.close();
}

function keyShare(d: Dissection, pos: number): number {
  const group = d.u16(pos), length = d.u16(pos + 2);
  d.openText(pos, 4 + length, d.drawing ? `Key Share Entry: Group: ${namedGroups.name(group) ?? `Unknown (${group})`}, Key Exchange length: ${length}` : "");
  d.item(f["handshake.extensions_key_share_group"], pos);
  d.item(f["handshake.extensions_key_share_key_exchange_length"], pos + 2);
  d.pos = pos + 4;
  d.read(f["handshake.extensions_key_share_key_exchange"], length);
  d.close();
  return pos + 4 + length;
}

function certificateFormat(d: Dissection, at: number, end: number, message: number): void {
  if (message !== 1) { d.item(f["handshake.cert_type.type"], at); return; }
  const size = d.item(f["handshake.cert_type.types_len"], at);
  d.open(f["handshake.cert_type.types"], at + 1, size);
  for (let pos = at + 1; pos < Math.min(end, at + 1 + size); pos++) d.item(f["handshake.cert_type.type"], pos);
  d.close();
}

/** A list of signature schemes with its length: also in certificate requests (RFC 5246 §7.4.4). Returns where it ends. */
export function signatureAlgorithms(d: Dissection, at: number, end: number): number {
  const size = d.item(f["handshake.sig_hash_alg_len"], at);
  d.open(f["handshake.sig_hash_algs"], at + 2, size, undefined, d.drawing ? `Signature Hash Algorithms (${count(size >> 1, "algorithm")})` : undefined);
  for (let pos = at + 2; pos + 2 <= Math.min(end, at + 2 + size); pos += 2) signatureScheme(d, pos);
  d.close();
  return at + 2 + size;
}

export function signatureScheme(d: Dissection, at: number): void {
  d.item(f["handshake.sig_hash_alg"], at);
  d.push(d.last);
  d.item(f["handshake.sig_hash_hash"], at);
  d.item(f["handshake.sig_hash_sig"], at + 1);
  d.close();
}

/** Reads extensions in [at, end), which begin with their length unless there are none. */
export function readExtensions(d: Dissection, at: number, end: number, message: number): HelloFacts {
  const facts: HelloFacts = { types: [], groups: [], formats: [], version: 0, alpn: "" };
  if (at + 2 > end) return facts;
  const size = d.item(f["handshake.extensions_length"], at);
  const stop = Math.min(end, at + 2 + size);
  for (let pos = at + 2; pos + 4 <= stop;) {
    const type = d.u16(pos), length = d.u16(pos + 2);
    facts.types.push(type);
    const name = extensionTypes.name(type);
    d.openText(pos, 4 + length, d.drawing ? `Extension: ${name ?? `Unknown type ${type}`} (len=${length})` : "");
    d.item(f["handshake.extension.type"], pos);
    d.item(f["handshake.extension.len"], pos + 2);
    d.need(pos + 4, length);
    const reader = readers[type];
    if (reader) reader(d, pos + 4, pos + 4 + length, message, facts);
    else d.put(f["handshake.extension.data"], pos + 4, length);
    d.close();
    pos += 4 + length;
  }
  return facts;
}
