/**
 * Options of the IPv4 header (RFC 791 §3.1; RFC 1108 security; RFC 1393 traceroute; RFC 2113 router alert;
 * RFC 1191's predecessor RFC 1063 MTU probe; RFC 4782 quick-start; FIPS 188 / draft-ietf-cipso for CIPSO).
 */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv4Text } from "../../../fields/format";
import { cipso } from "./cipso";
import { ip } from "./fields";

const { f } = ip;

interface Option {
  readonly name: string;
  readonly field: Field;
  /** Whole length where it is fixed. */
  readonly length?: number;
  /** Reads what follows type and length, which end at `end`. */
  readonly read: (d: Dissection, end: number, node: number) => void;
}

/** Stops the layer when an option ends before its fields do. */
function within(d: Dissection, length: number, end: number): void {
  if (d.pos + length > end) throw MALFORMED;
}

function host(d: Dissection, field: Field, start: number): void {
  if (d.drawing || d.wants(field)) d.hidden(field, start, 4, ipv4Text(d.bytes.subarray(start, start + 4)));
}

/** Record route and the source routes: a pointer, then addresses (RFC 791 §3.1). */
function route(pending: Field, pendingHost: Field, isSource: boolean): Option["read"] {
  return (d, end) => {
    const start = d.pos - 2;
    within(d, 1, end);
    const pointer = d.read(f["opt.ptr"]);
    if (pointer < 4) { d.notice(f["opt.ptr.before_address"], d.last); return; }
    if (pointer & 3) { d.notice(f["opt.ptr.middle_address"], d.last); return; }
    const next = start + pointer - 1;
    let last = end - 4;
    while (last >= d.pos && (last - d.pos) % 4 !== 0) last--;
    while (d.pos + 4 <= end) {
      const at = d.pos;
      const isFinal = isSource && at === last && next <= last;
      const field = isFinal ? f.dst : at < next ? f.rec_rt : pending;
      d.item(field, at, 4);
      if (at === next && !isFinal) d.append(d.last, " <- (next)");
      if (isFinal) {
        d.hidden(f.addr, at, 4);
        host(d, f.dst_host, at); host(d, f.host, at);
      } else {
        host(d, at < next ? f.rec_rt_host : pendingHost, at);
      }
      d.pos = at + 4;
    }
  };
}

function timestamps(d: Dissection, end: number): void {
  within(d, 2, end);
  const at = d.pos, pointer = d.read(f["opt.ptr"]);
  if (pointer < 5) d.append(d.last, " (points before first address)");
  else if ((pointer - 1) & 3) d.append(d.last, " (points to middle of field)");
  d.item(f["opt.overflow"], at + 1);
  const flag = d.item(f["opt.flag"], at + 1);
  d.pos = at + 2;
  // RFC 791 §3.1: 1 and 3 pair each time with an address
  const paired = flag === 1 || flag === 3;
  while (d.pos + (paired ? 8 : 4) <= end) {
    if (paired) d.read(f["opt.time_stamp_addr"]);
    d.read(f["opt.time_stamp"]);
  }
}

function security(d: Dissection, end: number): void {
  // RFC 791's has a fixed length of eleven, RFC 1108's a level and as many flag octets as it takes
  if (end - d.pos === 9) {
    d.read(f["opt.sec_rfc791_sec"]);
    d.read(f["opt.sec_rfc791_comp"]);
    readPrintable(d, f["opt.sec_rfc791_hr"], 2);
    readPrintable(d, f["opt.sec_rfc791_tcc"], 3);
    return;
  }
  within(d, 1, end);
  d.read(f["opt.sec_cl"]);
  for (let first = true, more = true; more && d.pos < end; first = false) {
    const bits = first
      ? [f["opt.sec_prot_auth_genser"], f["opt.sec_prot_auth_siop_esi"], f["opt.sec_prot_auth_sci"], f["opt.sec_prot_auth_nsa"], f["opt.sec_prot_auth_doe"],
        f["opt.sec_prot_auth_unassigned"], f["opt.sec_prot_auth_fti"]]
      : [f["opt.sec_prot_auth_unassigned2"], f["opt.sec_prot_auth_fti"]];
    more = (d.flags(f["opt.sec_prot_auth_flags"], bits) & 1) === 1;
  }
}

/** A text that ends at its first zero byte within `length`. */
function readPrintable(d: Dissection, field: Field<string>, length: number): void {
  const text = d.text(d.pos, length, "ascii");
  const end = text.indexOf("\0");
  d.put(field, d.pos, length, end < 0 ? text : text.slice(0, end));
  d.pos += length;
}

function quickStart(d: Dissection, end: number, node: number): void {
  within(d, 6, end);
  const at = d.pos;
  const fn = d.item(f["opt.qs_func"], at), rate = d.item(f["opt.qs_rate"], at);
  const summary = d.drawing ? `: ${f["opt.qs_func"].values?.name(fn) ?? "Unknown"} (${fn}), ${f["opt.qs_rate"].values?.name(rate) ?? ""}` : "";
  if (fn === 0) {
    const ttl = d.item(f["opt.qs_ttl"], at + 1);
    // RFC 4782 §3.1: the header's TTL less the option's, modulo 256
    const difference = (d.u8(d.start + 8) - ttl) & 0xff;
    d.generated(f["opt.qs_ttl_diff"], difference, at + 1, 1);
    if (d.drawing) d.append(node, `${summary}, QS TTL ${ttl}, QS TTL diff ${difference}`);
  } else {
    d.item(f["opt.qs_unused"], at + 1);
    if (d.drawing) d.append(node, summary);
  }
  d.item(f["opt.qs_nonce"], at + 2);
  d.item(f["opt.qs_reserved"], at + 2);
  d.pos = at + 6;
}

const one = (field: Field): Option["read"] => (d, end) => { within(d, field.width, end); d.read(field); };

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [0, { name: "End of Options List (EOL)", field: f["options.eol"], length: 1, read: () => undefined }],
  [1, { name: "No-Operation (NOP)", field: f["options.nop"], length: 1, read: () => undefined }],
  [130, { name: "Security", field: f["options.security"], read: security }],
  [131, { name: "Loose Source Route", field: f["options.route"], read: route(f.src_rt, f.src_rt_host, true) }],
  [68, { name: "Time Stamp", field: f["options.timestamp"], read: timestamps }],
  [133, { name: "Extended Security", field: f["options.ext_security"], read: (d, end) => {
    within(d, 1, end);
    d.read(f["opt.ext_sec_add_sec_info_format_code"]);
    if (d.pos < end) d.read(f["opt.ext_sec_add_sec_info"], end - d.pos);
  } }],
  [134, { name: "Commercial Security", field: f["options.cipso"], read: cipso }],
  [7, { name: "Record Route", field: f["options.record_route"], read: route(f.empty_rt, f.empty_rt_host, false) }],
  [136, { name: "Stream ID", field: f["options.sid"], length: 4, read: one(f["opt.sid"]) }],
  [137, { name: "Strict Source Route", field: f["options.source_route"], read: route(f.src_rt, f.src_rt_host, true) }],
  [11, { name: "MTU Probe", field: f["options.mtu_probe"], length: 4, read: one(f["opt.mtu"]) }],
  [12, { name: "MTU Reply", field: f["options.mtu_reply"], length: 4, read: one(f["opt.mtu"]) }],
  [82, { name: "Traceroute", field: f["options.traceroute"], length: 12, read: (d, end) => {
    for (const field of [f["opt.id_number"], f["opt.ohc"], f["opt.rhc"], f["opt.originator"]]) { within(d, field.width, end); d.read<number | Uint8Array>(field); }
  } }],
  [148, { name: "Router Alert", field: f["options.routeralert"], length: 4, read: (d, end, node) => {
    within(d, 2, end);
    const value = d.read(f["opt.ra"]);
    if (d.drawing) d.append(node, `: ${f["opt.ra"].values?.name(value) ?? "Unknown"} (${value})`);
  } }],
  [149, { name: "Selective Directed Broadcast", field: f["options.sdb"], read: (d, end) => { while (d.pos + 4 <= end) d.read(f["opt.addr"]); } }],
  [25, { name: "Quick-Start", field: f["options.qs"], length: 8, read: quickStart }],
]);

function drawType(d: Dissection, at: number): void {
  d.item(f["opt.type"], at);
  d.push(d.last);
  d.item(f["opt.type.copy"], at); d.item(f["opt.type.class"], at); d.item(f["opt.type.number"], at);
  d.close();
}

const byteCount = (n: number): string => `${n} byte${n === 1 ? "" : "s"}`;

/** Adds the options in [start, start + length) of the packet. */
export function drawOptions(d: Dissection, start: number, length: number): void {
  const end = start + length;
  const list = d.openText(start, length, `Options: (${byteCount(length)})`);
  let nops = 0;
  for (d.pos = start; d.pos < end;) {
    const at = d.pos, type = d.u8(at);
    const option = OPTIONS.get(type);
    const name = option?.name ?? `Unknown (0x${type.toString(16).padStart(2, "0")})`;
    if (option?.length === 1) {
      const node = d.put(option.field, at, 1, d.slice(at, 1));
      d.push(node);
      drawType(d, at);
      if (type === 1 && ++nops === 4) d.notice(f.nop, node);
      d.close();
      d.pos = at + 1;
      if (type === 0) break;
      continue;
    }
    nops = 0;
    const total = at + 1 < end ? d.u8(at + 1) : 0;
    if (total < 2 || at + total > end) {
      const what = at + 1 >= end ? `${name} (length byte past end of options)`
        : total < 2 ? `${name} (with too-short option length = ${byteCount(total)})`
          : `${name} (option length = ${byteCount(total)} says option goes past end of options)`;
      const node = d.textNode(at, total < 2 ? Math.min(2, end - at) : Math.max(0, end - at - 2), what);
      d.notice(f["opt.len.invalid"], node, what);
      break;
    }
    if (!option) {
      d.textNode(at, total, `${name} (${byteCount(total)})`);
    } else {
      readOption(d, option, at, total, list);
    }
    d.pos = at + total;
  }
  d.close();
}

function readOption(d: Dissection, option: Option, at: number, total: number, list: number): void {
  const node = d.put(option.field, at, total, d.slice(at, total), d.drawing ? `${option.field.label} (${byteCount(option.length ?? total)})` : undefined);
  d.push(node);
  drawType(d, at);
  d.item(f["opt.len"], at + 1);
  if (option.length !== undefined && option.length !== total) {
    d.notice(f["opt.len.invalid"], d.last, `${option.name} (with option length = ${byteCount(total)}; should be ${option.length})`);
  }
  d.pos = at + 2;
  option.read(d, at + total, node);
  d.close();
  if (d.drawing) d.append(list, `, ${option.name}`);
}
