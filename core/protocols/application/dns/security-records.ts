/** Records of DNSSEC and others about keys whose data is more than a sequence of fields. */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { dns } from "./fields";
import { readName } from "../domain-name";
import type { RecordReader, RecordWindow } from "./record-data";
import { types } from "./values";

const { f } = dns;

/** A time in seconds since 1970 (RFC 4034 §3.1.5). */
export const time = (field: Field<bigint>) => (d: Dissection): string => {
  d.put(field, d.pos, 4, BigInt(d.u32(d.pos)) * 1_000_000_000n);
  d.pos += 4;
  return "";
};

function name(d: Dissection, r: RecordWindow, field: Field<string>): string {
  const found = readName(d, d.pos, r.base);
  d.put(field, d.pos, found.length, found.text);
  d.pos += found.length;
  return found.text;
}

function left(d: Dissection, r: RecordWindow): number {
  if (d.pos > r.end) throw MALFORMED;
  return r.end - d.pos;
}

/** One byte of a bitmap of types, which begins with type `from`. */
function typeBits(d: Dissection, at: number, from: number): void {
  const bits = d.u8(at);
  for (let k = 0; k < 8; k++) {
    if (!(bits & (0x80 >> k))) continue;
    const type = from + k;
    d.put(f["resp.type"], at, 1, type, d.drawing ? `RR type in bit map: ${types.name(type) ?? `Unknown (${type})`}` : undefined);
  }
}

/** Windows of type bitmaps up to the end of the data (RFC 4034 §4.1.2). */
function typeWindows(d: Dissection, r: RecordWindow): void {
  while (d.pos < r.end) {
    const window = d.u8(d.pos), length = d.u8(d.pos + 1);
    d.pos += 2;
    for (let i = 0; i < length; i++, d.pos++) typeBits(d, d.pos, window * 256 + i * 8);
  }
}

/** NXT: the next name and one bitmap of types (RFC 2535 §5.2). */
export const next: RecordReader = (d, r) => {
  const text = name(d, r, f["nxt.next_domain_name"]);
  for (let from = 0; d.pos < r.end; from += 8, d.pos++) typeBits(d, d.pos, from);
  return { info: ` ${text}`, label: `, next domain name ${text}` };
};

/** NSEC: the next name that exists and the types at this one (RFC 4034 §4.1). */
export const nextSecure: RecordReader = (d, r) => {
  const text = name(d, r, f["nsec.next_domain_name"]);
  typeWindows(d, r);
  return { info: ` ${text}`, label: `, next domain name ${text}` };
};

const BASE32 = "0123456789abcdefghijklmnopqrstuv";

/** Base 32 with the extended hex alphabet and no padding (RFC 4648 §7). */
function base32hex(bytes: Uint8Array): string {
  let text = "", held = 0, bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(held >> (bits - 5)) & 31];
  }
  if (bits > 0) text += BASE32[(held << (5 - bits)) & 31];
  return text;
}

function salt(d: Dissection): void {
  d.read(f["nsec3.iterations"]);
  d.read(f["nsec3.salt_value"], d.read(f["nsec3.salt_length"]));
}

/** NSEC3: the next hash in order and the types at the name of this one (RFC 5155 §3.2). */
export const nextSecure3: RecordReader = (d, r) => {
  d.read(f["nsec3.algo"]);
  d.flags(f["nsec3.flags"], [f["nsec3.flags.opt_out"]]);
  salt(d);
  const length = d.read(f["nsec3.hash_length"]);
  d.put(f["nsec3.hash_value"], d.pos, length, base32hex(d.slice(d.pos, length)));
  d.pos += length;
  typeWindows(d, r);
};

/** NSEC3PARAM (RFC 5155 §4.2). */
export const nextSecure3Parameters: RecordReader = (d) => {
  d.read(f["nsec3.algo"]);
  d.read(f["nsec3.flags"]);
  salt(d);
};

/** Tag of a key whose record data is [start, end) (RFC 4034 appendix B). */
function keyTag(d: Dissection, start: number, end: number, algorithm: number): number {
  if (algorithm === 1) return d.u16(end - 3);
  let sum = 0;
  for (let i = start; i < end; i++) sum += (i - start) & 1 ? d.u8(i) : d.u8(i) << 8;
  return (sum + (sum >>> 16)) & 0xffff;
}

/** The tag lies where other analyzers put it: the owner's place, counted from the layer's beginning a second time. */
function tagOf(d: Dissection, r: RecordWindow, field: Field<number>, start: number, algorithm: number): void {
  if (r.end - start < 4) throw MALFORMED;
  d.generated(field, keyTag(d, start, r.end, algorithm), r.owner + d.start);
}

/** KEY (RFC 2535 §3.1). */
export const key: RecordReader = (d, r) => {
  const start = d.pos;
  const absent = (d.u16(start) & 0xc000) === 0xc000;
  const bits = [f["key.flags.authentication"], f["key.flags.confidentiality"]];
  if (!absent) {
    bits.push(f["key.flags.required"], f["key.flags.associated_user"], f["key.flags.associated_named_entity"], f["key.flags.ipsec"], f["key.flags.mime"], f["key.flags.signatory"]);
  }
  d.flags(f["key.flags"], bits);
  d.read(f["key.protocol"]);
  tagOf(d, r, f["key.key_id"], start, d.read(f["key.algorithm"]));
  const length = left(d, r);
  if (length > 0) d.read(f["key.public_key"], length);
};

const DNSKEY_FLAGS = [f["dnskey.flags.zone_key"], f["dnskey.flags.key_revoked"], f["dnskey.flags.secure_entry_point"], f["dnskey.flags.reserved"]];

/** DNSKEY (RFC 4034 §2.1). */
export const dnsKey: RecordReader = (d, r) => {
  const start = d.pos;
  d.flags(f["dnskey.flags"], DNSKEY_FLAGS);
  d.read(f["dnskey.protocol"]);
  tagOf(d, r, f["dnskey.key_id"], start, d.read(f["dnskey.algorithm"]));
  d.read(f["dnskey.public_key"], left(d, r));
};

/** IPSECKEY (RFC 4025 §2.1). */
export const ipsecKey: RecordReader = (d, r) => {
  d.read(f["ipseckey.gateway_precedence"]);
  const type = d.read(f["ipseckey.gateway_type"]);
  d.read(f["ipseckey.gateway_algorithm"]);
  if (type === 1) d.read(f["ipseckey.gateway_ipv4"]);
  else if (type === 2) d.read(f["ipseckey.gateway_ipv6"]);
  else if (type === 3) name(d, r, f["ipseckey.gateway_dns"]);
  const length = left(d, r);
  if (length > 0) d.read(f["ipseckey.public_key"], length);
};

/** HIP (RFC 8005 §5). */
export const hostIdentity: RecordReader = (d, r) => {
  const tag = d.read(f["hip.hit.length"]);
  d.read(f["hip.hit.pk.algo"]);
  const key = d.read(f["hip.pk.length"]);
  d.read(f["hip.hit"], tag);
  d.read(f["hip.pk"], key);
  while (d.pos < r.end) name(d, r, f["hip.rendezvous_server"]);
};

/** CSYNC (RFC 7477 §2.1). */
export const childSync: RecordReader = (d, r) => {
  d.read(f["csync.soa"]);
  d.flags(f["csync.flags"], [f["csync.flags.immediate"], f["csync.flags.soaminimum"]]);
  d.item(f["csync.type_bitmap"], d.pos, left(d, r));
  typeWindows(d, r);
};

/** TKEY (RFC 2930 §2). */
export const transactionKey: RecordReader = (d, r) => {
  name(d, r, f["tkey.algo_name"]);
  time(f["tkey.signature_inception"])(d);
  time(f["tkey.signature_expiration"])(d);
  d.read(f["tkey.mode"]);
  d.read(f["tkey.error"]);
  const size = d.read(f["tkey.key_size"]);
  if (size > 0) d.read(f["tkey.key_data"], size);
  const other = d.read(f["tkey.other_size"]);
  if (other > 0) d.read(f["tkey.other_data"], other);
};

/** TSIG (RFC 8945 §4.2); its time has 48 bits. */
export const transactionSignature: RecordReader = (d, r) => {
  const algorithm = name(d, r, f["tsig.algorithm_name"]);
  d.put(f["tsig.time_signed"], d.pos, 6, BigInt(d.uint(d.pos, 6)) * 1_000_000_000n);
  d.pos += 6;
  d.read(f["tsig.fudge"]);
  const size = d.read(f["tsig.mac_size"]);
  if (size > 0) {
    d.need(d.pos, size);
    d.put(f["tsig.mac"], d.pos, size);
    d.notice(f["tsig.noalg"], d.last, `The MAC's algorithm is not known: ${algorithm}`);
    d.pos += size;
  }
  d.read(f["tsig.original_id"]);
  d.read(f["tsig.error"]);
  const other = d.read(f["tsig.other_len"]);
  if (other > 0) d.read(f["tsig.other_data"], other);
};

const PROPERTIES: Readonly<Record<string, Field<string>>> = { issue: f["caa.issue"], issuewild: f["caa.issuewild"], iodef: f["caa.iodef"] };

/** CAA: a property's tag and value (RFC 8659 §4.1). */
export const certificationAuthority: RecordReader = (d, r) => {
  d.flags(f["caa.flags"], [f["caa.flags.issuer_critical"]]);
  const at = d.pos;
  const tagLength = d.u8(at);
  const tag = d.text(at + 1, tagLength, "ascii");
  const valueLength = r.end - at - 1 - tagLength;
  if (valueLength < 0) throw MALFORMED;
  const value = d.text(at + 1 + tagLength, valueLength, "ascii");
  d.open(PROPERTIES[tag] ?? f["caa.unknown"], at, r.end - at, value);
  d.read(f["caa.tag_length"]);
  d.readText(f["caa.tag"], tagLength, "ascii");
  d.readText(f["caa.value"], valueLength, "ascii");
  d.close();
};
