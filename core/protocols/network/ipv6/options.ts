/**
 * Options of the hop-by-hop and destination options headers (RFC 8200 §4.2; RFC 2711, 2473, 2675, 5570, 6621,
 * 6275, 6553, 7731, 6744, 6788, 6971, 8250, 9268).
 */
import { AddressKind } from "../../../dissect/addresses";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv6 } from "./fields";
import { optionNames } from "./option-names";

const { f } = ipv6;

/** What the options and the headers around them need to know of each other. */
export interface HeaderChain {
  /** Node of the IPv6 header, below which its extension headers are shown. */
  readonly node: number;
  /** Payload length as the header has it. */
  readonly payloadLength: number;
  /** Hop limit of the header. */
  readonly hopLimit: number;
  /** True once a header other than IPv6's own was read. */
  extended: boolean;
  /** Type of the next header, and where it begins; what the header just read said. */
  next: number;
  at: number;
  /** Nothing more is to be read. */
  stopped: boolean;
}

interface Option {
  /** Lengths allowed. */
  readonly fits?: (length: number) => boolean;
  /** What an error calls it, where that is not its name. */
  readonly name?: string;
  readonly read: (d: Dissection, length: number, chain: HeaderChain, node: number) => void;
}

const exactly = (...lengths: number[]) => (length: number): boolean => lengths.includes(length);

function readAll(d: Dissection, fields: readonly Field[]): void {
  for (const field of fields) d.read(field);
}

const EXPERIMENTAL: Option = { read: (d, length) => { d.read(f["opt.experimental"], length); } };

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [0x01, { read: (d, length) => { d.read(f["opt.padn"], length); } }],
  [0x04, { name: "Tunnel Encapsulation Limit", fits: exactly(1), read: (d) => { d.read(f["opt.tel"]); } }],
  [0x05, { name: "Router alert", fits: exactly(2), read: (d) => { d.read(f["opt.router_alert"]); } }],
  [0x07, { name: "CALIPSO", fits: (n) => n >= 8, read: (d) => {
    d.read(f["opt.calipso.doi"]);
    const words = d.read(f["opt.calipso.cmpt.length"]);
    readAll(d, [f["opt.calipso.sens_level"], f["opt.calipso.checksum"]]);
    d.read(f["opt.calipso.cmpt_bitmap"], words * 4);
  } }],
  [0x08, { read: duplicateDetection }],
  [0x0f, { name: "PDM", fits: exactly(10), read: (d) => {
    readAll(d, [f["opt.pdm.scale_dtlr"], f["opt.pdm.scale_dtls"], f["opt.pdm.psn_this_pkt"], f["opt.pdm.psn_last_recv"], f["opt.pdm.delta_last_recv"], f["opt.pdm.delta_last_sent"]]);
  } }],
  [0x26, { name: "Quick-Start", fits: exactly(6), read: quickStart }],
  [0x30, { name: "PMTU Option", fits: exactly(4), read: (d) => {
    d.read(f["opt.pmtu.min"]);
    // RFC 9268 §5: the lowest bit is the return flag
    const last = d.u16(d.pos);
    d.put(f["opt.pmtu.rtn"], d.pos, 2, last & 0xfffe);
    d.put(f["opt.pmtu.r_flag"], d.pos + 1, 1, last & 1);
  } }],
  [0x31, { name: "IOAM Option", fits: (n) => n >= 2, read: (d) => { readAll(d, [f["opt.ioam.rsv"], f["opt.ioam.opt_type"]]); } }],
  [0x41, { name: "TPF", fits: exactly(4), read: (d) => { d.read(f["opt.tpf_information"]); } }],
  [0x63, { name: "RPL Option", fits: (n) => n >= 4, read: (d, length) => {
    d.flags(f["opt.rpl.flag"], [f["opt.rpl.flag.o"], f["opt.rpl.flag.r"], f["opt.rpl.flag.f"], f["opt.rpl.flag.rsv"]]);
    readAll(d, [f["opt.rpl.instance_id"], f["opt.rpl.sender_rank"]]);
    if (length > 4) { d.read(f.opt_unknown_data, length - 4); d.notice(f["opt.unknown_data.expert"], d.last); }
  } }],
  [0x6d, { name: "MPL", fits: (n) => n >= 2, read: (d) => {
    const flags = d.flags(f["opt.mpl.flag"], [f["opt.mpl.flag.s"], f["opt.mpl.flag.m"], f["opt.mpl.flag.v"], f["opt.mpl.flag.rsv"]]);
    d.read(f["opt.mpl.sequence"]);
    // RFC 7731 §6.1: the length of the seed identifier by its two bits
    const size = [0, 2, 8, 16][flags >> 6] ?? 0;
    if (size > 0) d.read(f["opt.mpl.seed_id"], size); else d.notice(f["opt.mpl.ipv6_src_seed_id"]);
  } }],
  [0x8b, { read: (d, length) => { d.read(f["opt.ilnp_nonce"], length); } }],
  [0x8c, { read: (d) => { const length = d.read(f["opt.lio.length"]); d.read(f["opt.lio.line_id"], length); } }],
  [0xc2, { name: "Jumbo payload", fits: exactly(4), read: (d, _length, chain) => {
    const length = d.read(f["opt.jumbo"]);
    if (chain.payloadLength !== 0) d.notice(f["opt.jumbo.prohibited"], d.last);
    if (length < 65536) d.notice(f["opt.jumbo.truncated"], d.last);
  } }],
  [0xc9, { name: "Home Address", fits: exactly(16), read: (d) => { d.read(f["opt.mipv6.home_address"]); } }],
  [0xee, { name: "DFF", fits: exactly(3), read: (d) => {
    d.flags(f["opt.dff.flags"], [f["opt.dff.flag.ver"], f["opt.dff.flag.dup"], f["opt.dff.flag.ret"], f["opt.dff.flag.rsv"]]);
    d.read(f["opt.dff.sequence_number"]);
  } }],
  ...[0x1e, 0x3e, 0x5e, 0x7e, 0x9e, 0xbe, 0xde, 0xfe].map((type) => [type, EXPERIMENTAL] as const),
]);

/** RFC 6621 §6.1.1: either a hash assist value or an identifier with who gave it. */
function duplicateDetection(d: Dissection, length: number): void {
  const at = d.pos, end = at + length;
  if (length === 0) return;
  const first = d.u8(at);
  d.item(f["opt.smf_dpd.hash_bit"], at);
  if (first & 0x80) {
    d.item(f["opt.smf_dpd.hav"], at, length);
    return;
  }
  d.item(f["opt.smf_dpd.tid_type"], at);
  const size = d.item(f["opt.smf_dpd.tid_len"], at);
  d.pos = at + 1;
  if ((first & 0x70) !== 0) d.read(f["opt.smf_dpd.tagger_id"], Math.min(size + 1, end - d.pos));
  if (d.pos < end) d.read(f["opt.smf_dpd.ident"], end - d.pos);
}

/** RFC 4782 §3.1. */
function quickStart(d: Dissection, _length: number, chain: HeaderChain): void {
  const at = d.pos;
  const fn = d.item(f["opt.qs_func"], at);
  d.item(f["opt.qs_rate"], at);
  if (fn === 0) {
    const ttl = d.item(f["opt.qs_ttl"], at + 1);
    d.generated(f["opt.qs_ttl_diff"], (chain.hopLimit - ttl) & 0xff, at + 1, 1);
  } else {
    d.item(f["opt.qs_unused"], at + 1);
  }
  d.item(f["opt.qs_nonce"], at + 2);
  d.item(f["opt.qs_reserved"], at + 2);
}

/** Options that belong into one of the two headers only, by the RFCs that define them. */
const HOP_BY_HOP_ONLY: ReadonlySet<number> = new Set([0x05, 0x07, 0x08, 0x26, 0x30, 0x31, 0x63, 0x6d, 0xc2, 0xee]);
const DESTINATION_ONLY: ReadonlySet<number> = new Set([0x04, 0x0f, 0x41, 0x8b, 0x8c, 0xc9]);

/** Shows the options from `pos` to `end`. */
export function drawOptions(d: Dissection, end: number, chain: HeaderChain, inDestination: boolean): void {
  while (d.pos < end) {
    const at = d.pos, type = d.u8(at);
    const name = d.drawing ? optionNames.name(type) ?? `Unknown IPv6 Option (${type})` : undefined;
    // Pad1 has no length of its own: the node takes one more byte, the last of a header all that follows
    const node = d.open(f.opt, at, type !== 0 ? 1 : at + 1 < end ? 2 : d.end - at, undefined, name);
    d.item(f["opt.type"], at);
    if (type === 0) {
      d.put(f["opt.pad1"], at, 1);
      d.pos = at + 1;
      d.close();
      continue;
    }
    d.push(d.last);
    d.item(f["opt.type.action"], at); d.item(f["opt.type.change"], at); d.item(f["opt.type.rest"], at);
    if (type === 0x8a) d.notice(f["opt.deprecated"]);
    if ((inDestination ? HOP_BY_HOP_ONLY : DESTINATION_ONLY).has(type)) d.notice(f["opt.header_mismatch"]);
    d.close();
    const length = d.item(f["opt.length"], at + 1);
    d.setLength(node, length + 2);
    const option = OPTIONS.get(type);
    if (option?.fits && !option.fits(length)) {
      d.notice(f["opt.invalid_len"], d.last, `${option.name ?? name ?? ""}: Invalid Length (${length} byte${length === 1 ? "" : "s"})`);
    }
    d.pos = at + 2;
    if (option) option.read(d, length, chain, node);
    else {
      d.read(f["opt.unknown"], length);
      d.notice(f["opt.unknown_data.expert"], d.last);
    }
    d.pos = at + 2 + length;
    d.close();
  }
}

/** Walks the options in [at, end) for what the packet's meaning depends on: the home address (RFC 6275 §6.3) replaces the source. */
export function applyOptions(d: Dissection, start: number, end: number): void {
  for (let at = start; at < end;) {
    const type = d.u8(at);
    if (type === 0) { at++; continue; }
    const length = d.u8(at + 1);
    if (type === 0xc9 && length === 16) d.source = d.address(AddressKind.ipv6, at + 2, 16);
    at += 2 + length;
  }
}
