/** Bodies of ICMPv6's informational messages: neighbour and listener discovery, node information, renumbering, RPL. */
import type { Dissection } from "../../../dissect/dissection";
import { ipv6Text } from "../../../fields/format";
import { drawOptions } from "./v6-options";
import { icmpv6 } from "./v6-fields";

const { f } = icmpv6;

export function routerSolicitation(d: Dissection): void {
  d.read(f.reserved, 4);
  const { source } = drawOptions(d);
  if (source !== undefined) d.appendInfo(` from ${source}`);
}

/** RFC 4861 §4.2, with flags of RFC 4191 and 6275. */
export function routerAdvertisement(d: Dissection): void {
  d.read(f["nd.ra.cur_hop_limit"]);
  d.flags(f["nd.ra.flag"], [f["nd.ra.flag.m"], f["nd.ra.flag.o"], f["nd.ra.flag.h"], f["nd.ra.flag.prf"], f["nd.ra.flag.p"], f["nd.ra.flag.rsv"]]);
  d.read(f["nd.ra.router_lifetime"]); d.read(f["nd.ra.reachable_time"]); d.read(f["nd.ra.retrans_timer"]);
  const { source } = drawOptions(d);
  if (source !== undefined) d.appendInfo(` from ${source}`);
}

export function neighborSolicitation(d: Dissection): void {
  d.read(f.reserved, 4);
  const target = d.read(f["nd.ns.target_address"]);
  if (d.columns) d.appendInfo(` for ${ipv6Text(target)}`);
  const { source } = drawOptions(d);
  if (source !== undefined) d.appendInfo(` from ${source}`);
}

export function neighborAdvertisement(d: Dissection): void {
  const flags = d.flags(f["nd.na.flag"], [f["nd.na.flag.r"], f["nd.na.flag.s"], f["nd.na.flag.o"], f["nd.na.flag.rsv"]]);
  const target = d.read(f["nd.na.target_address"]);
  if (d.columns) {
    const words = [flags & 0x80000000 ? "rtr" : "", flags & 0x40000000 ? "sol" : "", flags & 0x20000000 ? "ovr" : ""].filter((word) => word !== "");
    d.appendInfo(` ${ipv6Text(target)}${words.length > 0 ? ` (${words.join(", ")})` : ""}`);
  }
  const news = drawOptions(d);
  if (news.target !== undefined) d.appendInfo(` is at ${news.target}`);
}

export function redirect(d: Dissection): void {
  d.read(f.reserved, 4);
  d.read(f["nd.rd.target_address"]);
  d.read(f["rd.na.destination_address"]);
  const news = drawOptions(d);
  if (news.target !== undefined) d.appendInfo(` is at ${news.target}`);
}

/** RFC 2710 §3, and RFC 3810 §5.1 where it is longer. */
export function listenerQuery(d: Dissection): void {
  const isVersion2 = d.reported - d.start > 24;
  d.read(isVersion2 ? f["mld.maximum_response_code"] : f["mld.maximum_response_delay"]);
  d.read(f.reserved, 2);
  d.read(f["mld.multicast_address"]);
  if (!isVersion2) return;
  d.flags(f["mld.flag"], [f["mld.flag.s"], f["mld.flag.qrv"], f["mld.flag.reserved"]]);
  d.read(f["mld.qqi"]);
  const sources = d.read(f["mld.nb_sources"]);
  for (let i = 0; i < sources; i++) d.read(f["mld.source_address"]);
}

export function listenerReport(d: Dissection): void {
  d.read(f["mld.maximum_response_delay"]);
  d.read(f.reserved, 2);
  d.read(f["mld.multicast_address"]);
}

/** RFC 3810 §5.2. */
export function listenerReport2(d: Dissection): void {
  d.read(f.reserved, 2);
  const records = d.read(f["mldr.nb_mcast_records"]);
  for (let i = 0; i < records; i++) {
    const at = d.pos, node = d.open(f["mldr.mar"], at, Math.max(0, d.end - at));
    const type = d.read(f["mldr.mar.record_type"]), words = d.read(f["mldr.mar.aux_data_len"]), sources = d.read(f["mldr.mar.nb_sources"]);
    const group = d.read(f["mldr.mar.multicast_address"]);
    if (d.drawing) d.setLabel(node, `Multicast Address Record ${f["mldr.mar.record_type"].values?.name(type) ?? "Unknown"}: ${ipv6Text(group)}`);
    for (let k = 0; k < sources; k++) d.read(f["mldr.mar.source_address"]);
    if (words > 0) d.read(f["mldr.mar.auxiliary_data"], words * 4);
    d.setLength(node, d.pos - at);
    d.close();
  }
}

/** RFC 4620 §4. */
export function nodeInformation(d: Dissection, type: number, code: number): void {
  const query = d.read(f["ni.qtype"]);
  d.flags(f["ni.flag"], [f["ni.flag.g"], f["ni.flag.s"], f["ni.flag.l"], f["ni.flag.c"], f["ni.flag.a"], f["ni.flag.t"], f["ni.flag.rsv"]]);
  d.read(f["ni.nonce"]);
  if (type === 139) {
    if (d.pos >= d.reported) return;
    if (code === 0) d.read(f["ni.query.subject_ipv6"]);
    else if (code === 1) nodeName(d, "ni.query.subject_fqdn");
    else if (code === 2) d.read(f["ni.query.subject_ipv4"]);
    return;
  }
  if (query === 2 && d.pos < d.reported) { d.read(f["ni.reply.node_ttl"]); while (d.pos < d.reported) nodeName(d, "ni.reply.node_name"); }
  else if (query === 3) while (d.reported - d.pos > 0) { d.read(f["ni.reply.node_ttl"]); d.read(f["ni.reply.node_address"]); }
  else if (query === 4) while (d.reported - d.pos > 0) { d.read(f["ni.reply.node_ttl"]); d.read(f["ni.reply.ipv4_address"]); }
}

/** A name in labels (RFC 1035 §3.1), which two zeros end where it is not fully qualified. */
function nodeName(d: Dissection, key: "ni.query.subject_fqdn" | "ni.reply.node_name"): void {
  const start = d.pos, labels: string[] = [];
  let at = start;
  for (let length = d.u8(at); length > 0; length = d.u8(at)) {
    labels.push(d.text(at + 1, length, "latin-1"));
    at += 1 + length;
    if (at >= d.reported) break;
  }
  d.put(f[key], start, Math.min(at + 1, d.reported) - start, labels.join("."));
  d.pos = at + 1;
}

/** RFC 2894 §3. */
export function routerRenumbering(d: Dissection, code: number): void {
  d.read(f["rr.sequence_number"]); d.read(f["rr.segment_number"]);
  d.flags(f["rr.flag"], [f["rr.flag.t"], f["rr.flag.r"], f["rr.flag.a"], f["rr.flag.s"], f["rr.flag.p"], f["rr.flag.rsv"]]);
  d.read(f["rr.maxdelay"]);
  d.read(f.reserved, 4);
  if (code !== 0) return;
  while (d.reported - d.pos > 0) matchPrefix(d);
}

function matchPrefix(d: Dissection): void {
  const at = d.pos;
  d.open(f["rr.pco.mp"], at, 24);
  d.read(f["rr.pco.mp.opcode"]);
  const length = d.read(f["rr.pco.mp.oplength"]);
  d.read(f["rr.pco.mp.ordinal"]); d.read(f["rr.pco.mp.matchlen"]); d.read(f["rr.pco.mp.minlen"]); d.read(f["rr.pco.mp.maxlen"]);
  d.read(f.reserved, 2);
  d.read(f["rr.pco.mp.matchprefix"]);
  d.close();
  const end = Math.min(at + length * 8, d.reported);
  while (d.pos + 32 <= end) {
    d.open(f["rr.pco.up"], d.pos, 32);
    d.read(f["rr.pco.up.uselen"]); d.read(f["rr.pco.up.keeplen"]);
    d.flags(f["rr.pco.up.flagmask"], [f["rr.pco.up.flagmask.l"], f["rr.pco.up.flagmask.a"], f["rr.pco.up.flagmask.reserved"]]);
    d.flags(f["rr.pco.up.raflags"], [f["rr.pco.up.raflags.l"], f["rr.pco.up.raflags.a"], f["rr.pco.up.raflags.reserved"]]);
    d.read(f["rr.pco.up.validlifetime"]); d.read(f["rr.pco.up.preferredlifetime"]);
    d.flags(f["rr.pco.up.flag"], [f["rr.pco.up.flag.v"], f["rr.pco.up.flag.p"], f["rr.pco.up.flag.reserved"]]);
    d.read(f["rr.pco.up.useprefix"]);
    d.close();
  }
}

/** The base objects of RFC 6550 §6.2 to §6.5; their options are left as bytes. */
export function rplControl(d: Dissection, code: number): void {
  switch (code) {
    case 0: d.read(f["rpl.dis.flags"]); d.read(f.reserved, 1); break;
    case 1:
      d.read(f["rpl.dio.instance"]); d.read(f["rpl.dio.version"]); d.read(f["rpl.dio.rank"]);
      d.flags(f["rpl.dio.flag"], [f["rpl.dio.flag.g"], f["rpl.dio.flag.0"], f["rpl.dio.flag.mop"], f["rpl.dio.flag.preference"]]);
      d.read(f["rpl.dio.dtsn"]); d.read(f.reserved, 2); d.read(f["rpl.dio.dagid"]);
      break;
    case 2: {
      d.read(f["rpl.dao.instance"]);
      const flags = d.flags(f["rpl.dao.flag"], [f["rpl.dao.flag.k"], f["rpl.dao.flag.d"], f["rpl.dao.flag.rsv"]]);
      d.read(f.reserved, 1); d.read(f["rpl.dao.sequence"]);
      if (flags & 0x40) d.read(f["rpl.dao.dodagid"]);
      break;
    }
    case 3: {
      d.read(f["rpl.daoack.instance"]);
      const flags = d.flags(f["rpl.daoack.flag"], [f["rpl.daoack.flag.d"], f["rpl.daoack.flag.rsv"]]);
      d.read(f["rpl.daoack.sequence"]); d.read(f["rpl.daoack.status"]);
      if (flags & 0x80) d.read(f["rpl.daoack.dodagid"]);
      break;
    }
    default: break;
  }
  while (d.reported - d.pos > 0) {
    const type = d.read(f["rpl.opt.type"]);
    if (type === 0) continue;
    const length = d.read(f["rpl.opt.length"]);
    d.need(d.pos, length);
    d.pos += length;
  }
}
