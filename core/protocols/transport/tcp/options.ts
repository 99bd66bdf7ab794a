/** TCP options (RFC 9293 §3.1, IANA "TCP Option Kind Numbers"). */
import type { Dissection } from "../../../dissect/dissection";
import { MALFORMED } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { experiments, tcp } from "./fields";
import { readMptcp } from "./mptcp";
import { SYN, ACK, plural } from "./segment";
import type { TcpSegment } from "./segment";

const { f } = tcp;

type Reader = (d: Dissection, at: number, length: number, segment: TcpSegment) => string | void;

interface Option {
  /** Name in the summary of the options. */
  readonly name: string;
  readonly node: Field;
  /** The one length the option may have, 0 when any. */
  readonly exact: number;
  readonly read: Reader;
}

const option = (name: string, node: Field, exact: number, read: Reader): Option => ({ name, node, exact, read });

/** Readers return the label of the option's node where the usual one does not do. */
const options = new Map<number, Option>([
  [2, option("Maximum segment size", f["options.mss"], 4, (d, at, _length, s) => {
    const size = d.item(f["options.mss_val"], at + 2);
    s.info(d, "MSS", size);
    return d.drawing ? `TCP Option - Maximum segment size: ${size} bytes` : undefined;
  })],
  [3, option("Window scale", f["options.wscale"], 3, (d, at, _length, s) => {
    const written = d.item(f["options.wscale.shift"], at + 2);
    if (written > 14) d.notice(f["options.wscale.shift.invalid"], d.last);
    const shift = Math.min(written, 14);
    const factor = 2 ** shift;
    d.put(f["options.wscale.multiplier"], at + 2, 1, factor);
    d.markGenerated(d.last);
    s.info(d, "WS", factor);
    return d.drawing ? `TCP Option - Window scale: ${written} (multiply by ${factor})` : undefined;
  })],
  [4, option("SACK permitted", f["options.sack_perm"], 2, () => undefined)],
  [5, option("SACK", f["options.sack"], 0, readSack)],
  [6, option("Echo", f["options.echo"], 6, readEcho)],
  [7, option("Echo reply", f["options.echo"], 6, readEcho)],
  [8, option("Timestamps", f["options.timestamp"], 10, (d, at, _length, s) => {
    const value = d.item(f["options.timestamp.tsval"], at + 2);
    const echo = d.item(f["options.timestamp.tsecr"], at + 6);
    s.info(d, "TSval", value); s.info(d, "TSecr", echo);
    return d.drawing ? `TCP Option - Timestamps: TSval ${value}, TSecr ${echo}` : undefined;
  })],
  [11, option("CC", f["options.cc"], 6, readCc)],
  [12, option("CC.NEW", f["options.cc"], 6, readCc)],
  [13, option("CC.ECHO", f["options.cc"], 6, readCc)],
  [19, option("TCP MD5 signature", f["options.md5"], 18, (d, at) => { d.put(f["options.md5.digest"], at + 2, 16); })],
  [20, option("SCPS capabilities", f["options.scps"], 0, readScps)],
  [21, option("Selective Negative Acknowledgment", f["options.snack"], 6, (d, at) => {
    d.item(f["options.snack.offset"], at + 2);
    d.item(f["options.snack.size"], at + 4);
  })],
  [22, option("SCPS record boundary", f["options.scpsrec"], 2, () => undefined)],
  [23, option("SCPS corruption experienced", f["options.scpscor"], 2, () => undefined)],
  [27, option("Quick-Start", f["options.qs"], 8, (d, at) => {
    d.item(f["options.qs.rate"], at + 2);
    d.item(f["options.qs.ttl_diff"], at + 3);
  })],
  [28, option("User Timeout", f["options.user_to"], 4, (d, at) => {
    d.item(f["options.user_to_granularity"], at + 2, 2);
    d.item(f["options.user_to_val"], at + 2);
  })],
  [29, option("TCP AO", f["options.ao"], 0, (d, at, length, s) => {
    if (length < 4) { d.notice(f["option.len.invalid"], s.optionLength, "option length should be >= than 4"); return; }
    d.item(f["options.ao.keyid"], at + 2);
    d.item(f["options.ao.rnextkeyid"], at + 3);
    if (length > 4) d.put(f["options.ao.mac"], at + 4, length - 4);
  })],
  [34, option("TCP Fast Open", f["options.tfo"], 0, (d, at, length, s) => { readFastOpen(d, at, 2, length, s); })],
  [172, option("Accurate ECN", f["options.acc_ecn"], 0, (d, at, length, s) => readAccurateEcn(d, at + 2, length - 2, 0, s, "TCP Option - Accurate ECN"))],
  [174, option("Accurate ECN", f["options.acc_ecn"], 0, (d, at, length, s) => readAccurateEcn(d, at + 2, length - 2, 1, s, "TCP Option - Accurate ECN"))],
  [253, option("Experimental", f["options.experimental"], 0, readExperimental)],
  [254, option("Experimental", f["options.experimental"], 0, readExperimental)],
]);

const MPTCP = 30;
/** Names in the notices on lengths for options that have no reader of their own. */
const OTHER_NAMES: Readonly<Record<number, string>> = { 30: "MPTCP", 76: "Riverbed Probe", 78: "Riverbed Transparency" };

function nameOf(kind: number): string {
  return options.get(kind)?.name ?? OTHER_NAMES[kind] ?? `Unknown (0x${kind.toString(16).padStart(2, "0")})`;
}

/** Reads the options in [at, at + length), of which the captured ones are shown. */
export function readOptions(d: Dissection, at: number, length: number, segment: TcpSegment): void {
  const end = at + length, captured = Math.min(end, d.end);
  const node = d.open(f.options, at, Math.max(0, captured - at), undefined, d.drawing ? `Options: (${plural(length, "byte")})` : undefined);
  let nops = 0, hasMss = false;
  let pos = at;
  while (pos < captured) {
    const kind = d.u8(pos);
    if (kind === 1) {
      d.open(f["options.nop"], pos, 1); d.item(f.option_kind, pos); d.close();
      d.append(node, ", No-Operation (NOP)");
      pos++;
      if (++nops === 4 && !(segment.flags & SYN)) d.notice(f.nop, node);
      continue;
    }
    nops = 0;
    if (kind === 0) {
      d.open(f["options.eol"], pos, 1); d.item(f.option_kind, pos); d.close();
      d.append(node, ", End of Option List (EOL)");
      pos++;
      // what follows the end of the list is padding and must be zero (RFC 9293 §3.1)
      if (pos >= captured || d.u8(pos) === 0) continue;
      d.notice(f.non_zero_bytes_after_eol, d.textNode(pos, captured - pos, "Non-zero header padding"));
      break;
    }
    const size = pos + 1 < captured ? d.u8(pos + 1) : -1;
    if (size < 2 || pos + size > end) {
      const text = size < 0 ? `${nameOf(kind)} (length byte past end of options)`
        : size < 2 ? `${nameOf(kind)} (with too-short option length = ${plural(size, "byte")})`
        : `${nameOf(kind)} (option length = ${size} bytes says option goes past end of options)`;
      const shown = size < 0 ? 1 : size < 2 ? 2 : Math.min(end - pos - 2, captured - pos);
      d.notice(f["option.len.invalid"], d.textNode(pos, shown, text), text);
      break;
    }
    if (kind === 2) hasMss = true;
    readOption(d, kind, pos, size, segment);
    d.append(node, `, ${nameOf(kind)}`);
    pos += size;
  }
  d.close();
  if ((segment.flags & (SYN | ACK)) === SYN && !hasMss) d.notice(f["options.mss.absent"], node);
}

function readOption(d: Dissection, kind: number, at: number, length: number, segment: TcpSegment): void {
  if (kind === MPTCP) { readMptcp(d, at, length, segment); return; }
  const known = options.get(kind);
  const node = d.open(known?.node ?? f["options.unknown"], at, length);
  if (kind === 2 && !(segment.flags & SYN)) d.notice(f["options.mss.present"], node);
  d.item(f.option_kind, at);
  d.item(f.option_len, at + 1);
  segment.optionLength = d.last;
  if (kind === 4 && d.columns) segment.infoText += " SACK_PERM";
  if (kind === 19 && d.columns) segment.infoText += " MD5";
  if (kind === 29 && d.columns) segment.infoText += "TCP AO";
  if (!known) {
    if (length > 2) d.put(f["options.unknown.payload"], at + 2, length - 2);
  } else if (known.exact !== 0 && length !== known.exact) {
    d.notice(f["option.len.invalid"], d.last, `option length should be ${known.exact}`);
  } else {
    const label = known.read(d, at, length, segment);
    if (label !== undefined && d.drawing) d.setLabel(node, label);
  }
  d.close();
}

/** RFC 2018 §3; a first block at or below the acknowledgment, or inside the second, repeats data (RFC 2883 §4). */
function readSack(d: Dissection, at: number, length: number, s: TcpSegment): string | void {
  if (length === 2) {
    d.generated(f["options.sack.count"], 0, at);
    throw MALFORMED;
  }
  let pos = at + 2, left = length - 2, count = 0;
  let label = "TCP Option - SACK";
  const edges: number[] = [];
  while (left > 0) {
    if (left < 4) { subOptionCut(d, pos, left); break; }
    const le = d.u32(pos);
    const from = s.relativeAck(le);
    d.put(f["options.sack_le"], pos, 4, from, d.drawing ? `left edge = ${from} (relative)` : undefined);
    edges.push(le);
    left -= 4;
    if (left < 4) {
      // what is cut here has the position of its left edge
      subOptionCut(d, pos, left);
      break;
    }
    const re = d.u32(pos + 4);
    const to = s.relativeAck(re);
    d.put(f["options.sack_re"], pos + 4, 4, to, d.drawing ? `right edge = ${to} (relative)` : undefined);
    edges.push(re);
    s.info(d, "SLE", from); s.info(d, "SRE", to);
    if (d.drawing) label += ` ${from}-${to}`;
    count++;
    pos += 8; left -= 4;
  }
  d.generated(f["options.sack.count"], count, at);
  const [le, re, le2, re2] = edges;
  const below = (a: number, b: number): boolean => ((a - b) | 0) < 0;
  if (le !== undefined && (below(le, s.ack) || le2 !== undefined && re2 !== undefined && re !== undefined && !below(le, le2) && !below(re2, re))) {
    const from = s.relativeAck(le);
    d.generated(f["options.sack.dsack_le"], from, at + 2, 4, d.drawing ? `D-SACK Left Edge = ${from} (relative)` : undefined);
    if (re !== undefined) {
      const to = s.relativeAck(re);
      d.generated(f["options.sack.dsack_re"], to, at + 6, 4, d.drawing ? `D-SACK Right Edge = ${to} (relative)` : undefined);
      d.notice(f["options.sack.dsack"], d.textNode(at + 2, 8, "D-SACK Sequence"));
    }
  }
  if (left > 0) throw MALFORMED;
  return label;
}

function subOptionCut(d: Dissection, at: number, length: number): void {
  d.notice(f.suboption_malformed, d.textNode(at, length, "suboption would go past end of option"));
}

function readEcho(d: Dissection, at: number, _length: number, s: TcpSegment): string | undefined {
  const value = d.item(f["options.echo_value"], at + 2);
  s.info(d, "ECHO", value);
  return d.drawing ? `TCP Option - Echo: ${value}` : undefined;
}

function readCc(d: Dissection, at: number, _length: number, s: TcpSegment): void {
  s.info(d, "CC", d.item(f["options.cc_value"], at + 2));
}

/** CCSDS 714.0-B-2 §3.2: only the capabilities without extension are told apart. */
function readScps(d: Dissection, at: number, length: number, s: TcpSegment): string | void {
  if (length !== 4) return `Illegal SCPS Extended Capabilities (${length} bytes)`;
  const vector = d.item(f["options.scps.vector"], at + 2);
  const names = ["BETS", "SNACK1", "SNACK2", "COMP", "NLTS"].filter((_, i) => vector & (0x80 >> i));
  if (d.drawing && names.length > 0) d.append(d.last, ` (${names.join(", ")})`);
  d.push(d.last);
  for (const bit of ["bets", "snack1", "snack2", "compress", "nlts", "reserved"] as const) d.item(f[`options.scpsflags.${bit}`], at + 2, 1);
  d.close();
  const id = d.item(f["options.scps.binding"], at + 3);
  if (d.columns) s.infoText += ` SCPS[${names.join(", ")}]${id ? ` Connection ID=${id}` : ""}`;
}

/** RFC 7413 §4.1.1; `skip` bytes come before the cookie. */
function readFastOpen(d: Dissection, at: number, skip: number, length: number, s: TcpSegment): void {
  if (length === skip) {
    d.put(f["options.tfo.request"], at + skip - 2, 2);
    if (d.columns) s.infoText += " TFO=R";
    return;
  }
  d.put(f["options.tfo.cookie"], at + skip, length - skip);
  if (d.columns) s.infoText += " TFO=C";
  if ((s.flags & (SYN | ACK)) === SYN && s.length > 0) {
    s.fastOpen = true;
    d.notice(f["analysis.tfo_syn"], d.last);
  }
}

/** draft-ietf-tcpm-accurate-ecn §3.2.3: up to three 24-bit counters in one of two orders. */
function readAccurateEcn(d: Dissection, at: number, length: number, order: 0 | 1, s: TcpSegment, title: string): string {
  s.accurateEcn = true;
  const first = order === 0 ? f["options.acc_ecn.ee0b"] : f["options.acc_ecn.ee1b"];
  const last = order === 0 ? f["options.acc_ecn.ee1b"] : f["options.acc_ecn.ee0b"];
  const names = order === 0 ? ["EE0B", "ECEB", "EE1B"] : ["EE1B", "ECEB", "EE0B"];
  const parts: string[] = [];
  [first, f["options.acc_ecn.eceb"], last].forEach((field, i) => {
    if (length < 3 * (i + 1)) return;
    const count = d.item(field, at + 3 * i);
    parts.push(`${names[i]} ${count}`);
    s.info(d, names[i] ?? "", count);
  });
  if (parts.length === 0) {
    if (d.columns) s.infoText += " AccECN";
    return title;
  }
  return `${title} (Order ${order}): ${parts.join(", ")}`;
}

/** Shared experimental options (RFC 6994 §3). */
function readExperimental(d: Dissection, at: number, length: number, s: TcpSegment): string | void {
  if (length < 4) { d.notice(f["option.len.invalid"], s.optionLength, `option length ${length} smaller than 4`); return; }
  const id = d.item(f["options.experimental.exid"], at + 2);
  let label = `TCP Option - Experimental: ${experiments.name(id) ?? `Unknown (0x${id.toString(16).padStart(4, "0")})`}`;
  switch (id) {
    case 0xf989: readFastOpen(d, at, 4, length, s); break;
    case 0x00ac:
      if (length !== 4 && length !== 5) d.notice(f["option.len.invalid"], s.optionLength, `option length should be 4 or 5 instead of ${length}`);
      else if (length === 5) { d.item(f["options.tarr.rate"], at + 4); d.item(f["options.tar.reserved"], at + 4); }
      break;
    case 0xacc0: case 0xacc1:
      label = readAccurateEcn(d, at + 4, length - 4, id === 0xacc0 ? 0 : 1, s, `${label}: Accurate ECN`);
      break;
    default:
      if (d.columns) s.infoText += ` ExID=${id.toString(16).toUpperCase()}`;
      if (length > 4) d.put(f["options.experimental.data"], at + 4, length - 4);
  }
  return label;
}


