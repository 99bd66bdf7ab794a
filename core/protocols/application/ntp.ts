/** Network Time Protocol (RFC 1059, RFC 1119, RFC 1305 with its control messages, RFC 5905, RFC 9327) and the private mode of its reference implementation. */
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { abstime, bytes, framenum, heading, protocol, reltime, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { ipv4Text } from "../../fields/format";
import { ranges, values } from "../../fields/values";

const flagsLiNames = values({
  0: "no warning", 1: "last minute of the day has 61 seconds", 2: "last minute of the day has 59 seconds", 3: "unknown (clock unsynchronized)",
});
const flagsVnNames = values({
  0: "reserved", 1: "NTP Version 1", 2: "NTP Version 2", 3: "NTP Version 3", 4: "NTP Version 4", 5: "reserved", 6: "reserved", 7: "reserved",
});
const flagsModeNames = values({
  0: "reserved", 1: "symmetric active", 2: "symmetric passive", 3: "client", 4: "server", 5: "broadcast", 6: "reserved for NTP control message",
  7: "reserved for private use",
});
const stratumNames = ranges([
  [0, 0, "unspecified or invalid"], [1, 1, "primary reference"], [2, 15, "secondary reference"], [16, 16, "unsynchronized"], [17, 255, "reserved"],
]);
const ctrlFlags2RNames = values({
  0: "Request", 1: "Response",
});
const ctrlFlags2OpcodeNames = values({
  0: "reserved", 1: "read status", 2: "read variables", 3: "write variables", 4: "read clock variables", 5: "write clock variables",
  6: "set trap address/port", 7: "asynchronous message", 8: "runtime configuration", 9: "save config to file", 10: "retrieve MRU (mrulist)",
  11: "retrieve ordered list", 12: "request a client nonce", 31: "unset trap address/port",
});
const ctrlSysStatusClksrcNames = values({
  0: "unspecified or unknown", 1: "Calibrated atomic clock (e.g. HP 5061)", 2: "VLF (band 4) or LF (band 5) radio (e.g. OMEGA, WWVB)",
  3: "HF (band 7) radio (e.g. CHU, MSF, WWV/H)", 4: "UHF (band 9) satellite (e.g. GOES, GPS)", 5: "local net (e.g. DCN, TSP, DTS)", 6: "UDP/NTP",
  7: "UDP/TIME", 8: "eyeball-and-wristwatch", 9: "telephone modem (e.g. NIST)",
});
const ctrlSysStatusCodeNames = values({
  0: "unspecified", 1: "frequency correction (drift) file not available", 2: "frequency correction started (frequency stepped)",
  3: "spike detected and ignored, starting stepout timer", 4: "frequency training started", 5: "clock synchronized", 6: "system restart",
  7: "panic stop (required step greater than panic threshold)", 8: "no system peer", 9: "leap second insertion/deletion armed",
  10: "leap second disarmed", 11: "leap second inserted or deleted", 12: "clock stepped (stepout timer expired)",
  13: "kernel loop discipline status changed", 14: "leapseconds table loaded from file", 15: "leapseconds table outdated, updated file needed",
});
const ctrlPeerStatusSelectionNames = values({
  0: "rejected", 1: "passed sanity checks (tests 1 through 8 in Section 3.4.3)",
  2: "passed correctness checks (intersection algorithm in Section 4.2.1)", 3: "passed candidate checks (if limit check implemented)",
  4: "passed outlier checks (clustering algorithm in Section 4.2.2)",
  5: "current synchronization source; max distance exceeded (if limit check implemented)", 6: "current synchronization source; max distance okay",
  7: "reserved",
});
const ctrlPeerStatusCodeNames = values({
  0: "unspecified", 1: "association mobilized", 2: "association demobilized", 3: "peer unreachable (peer.reach was nonzero now zero)",
  4: "peer reachable (peer.reach was zero now nonzero)", 5: "association restarted or timed out", 6: "no server found (ntpdate mode)",
  7: "rate exceeded (kiss code RATE)", 8: "access denied (kiss code DENY)", 9: "leap armed from server LI code", 10: "become system peer",
  11: "reference clock event (see clock status word)", 12: "authentication failure", 13: "popcorn spike suppressor", 14: "entering interleave mode",
  15: "interleave error (recovered)", 16: "leapsecond values update from server",
});
const privImplNames = values({
  0: "UNIV", 2: "XNTPD_OLD (pre-IPv6)", 3: "XNTPD",
});
const privReqcodeNames = values({
  0: "PEER_LIST", 1: "PEER_LIST_SUM", 2: "PEER_INFO", 3: "PEER_STATS", 4: "SYS_INFO", 5: "SYS_STATS", 6: "IO_STATS", 7: "MEM_STATS", 8: "LOOP_INFO",
  9: "TIMER_STATS", 10: "CONFIG", 11: "UNCONFIG", 12: "SET_SYS_FLAG", 13: "CLR_SYS_FLAG", 14: "MONITOR", 15: "NOMONITOR", 16: "GET_RESTRICT",
  17: "RESADDFLAGS", 18: "RESSUBFLAGS", 19: "UNRESTRICT", 20: "MON_GETLIST", 21: "RESET_STATS", 22: "RESET_PEER", 23: "REREAD_KEYS",
  24: "DO_DIRTY_HACK", 25: "DONT_DIRTY_HACK", 26: "TRUSTKEY", 27: "UNTRUSTKEY", 28: "AUTHINFO", 29: "TRAPS", 30: "ADD_TRAP", 31: "CLR_TRAP",
  32: "REQUEST_KEY", 33: "CONTROL_KEY", 34: "GET_CTLSTATS", 35: "GET_LEAPINFO", 36: "GET_CLOCKINFO", 37: "SET_CLKFUDGE", 38: "GET_KERNEL",
  39: "GET_CLKBUGINFO", 41: "SET_PRECISION", 42: "MON_GETLIST_1", 43: "HOSTNAME_ASSOCID", 44: "IF_STATS", 45: "IF_RELOAD",
});
const privErrNames = values({
  0: "No error", 1: "incompatible implementation number", 2: "unimplemented request code", 3: "format error", 4: "no data available", 5: "unknown",
  6: "unknown", 7: "authentication failure",
});

export const ntp = protocol("ntp", "Network Time Protocol", {
  "flags": u8("Flags", { display: "hex" }),
  "flags.li": u8("Leap Indicator", { mask: 0xc0, values: flagsLiNames }),
  "flags.vn": u8("Version number", { mask: 0x38, values: flagsVnNames }),
  "flags.mode": u8("Mode", { mask: 0x7, values: flagsModeNames }),
  "stratum": u8("Peer Clock Stratum", { values: stratumNames }),
  "ppoll": u8("Peer Polling Interval"),
  "precision": u8("Peer Clock Precision"),
  "rootdelay": u32("Root Delay"),
  "rootdispersion": u32("Root Dispersion"),
  "refid": bytes("Reference ID"),
  "reftime": abstime("Reference Timestamp"),
  "org": abstime("Origin Timestamp"),
  "rec": abstime("Receive Timestamp"),
  "xmt": abstime("Transmit Timestamp"),
  "keyid": bytes("Key ID"),
  "mac": bytes("Message Authentication Code"),
  "response_in": framenum("Response In"),
  "request_in": framenum("Request In"),
  "delta_time": reltime("Delta Time"),
  "ctrl.flags2": u8("Flags 2", { display: "hex" }),
  "ctrl.flags2.r": u8("Response bit", { mask: 0x80, values: ctrlFlags2RNames }),
  "ctrl.flags2.error": u8("Error bit", { mask: 0x40 }),
  "ctrl.flags2.more": u8("More bit", { mask: 0x20 }),
  "ctrl.flags2.opcode": u8("Opcode", { mask: 0x1f, values: ctrlFlags2OpcodeNames }),
  "ctrl.sequence": u16("Sequence"),
  "ctrl.status": u16("Status", { display: "hex" }),
  "ctrl.sys_status.li": u16("Leap Indicator", { mask: 0xc000, values: flagsLiNames }),
  "ctrl.sys_status.clksrc": u16("Clock Source", { mask: 0x3f00, values: ctrlSysStatusClksrcNames }),
  "ctrl.sys_status.count": u16("System Event Counter", { mask: 0xf0 }),
  "ctrl.sys_status.code": u16("System Event Code", { mask: 0xf, values: ctrlSysStatusCodeNames }),
  "ctrl.peer_status.config": u16("Peer Status", { mask: 0x8000, words: ["configured (peer.config)", "not configured (peer.config)"] }),
  "ctrl.peer_status.authenable": u16("Peer Status", { mask: 0x4000, words: ["authentication enabled (peer.authenable)", "authentication disabled (peer.authenable)"] }),
  "ctrl.peer_status.authentic": u16("Peer Status", { mask: 0x2000, words: ["authentication okay (peer.authentic)", "authentication not okay (peer.authentic)"] }),
  "ctrl.peer_status.reach": u16("Peer Status", { mask: 0x1000, words: ["reachability okay (peer.reach != 0)", "reachability not okay (peer.reach != 0)"] }),
  "ctrl.peer_status.bcast": u16("Peer Status broadcast association", { mask: 0x800 }),
  "ctrl.peer_status.selection": u16("Peer Selection", { mask: 0x700, values: ctrlPeerStatusSelectionNames }),
  "ctrl.peer_status.count": u16("Peer Event Counter", { mask: 0xf0 }),
  "ctrl.peer_status.code": u16("Peer Event Code", { mask: 0xf, values: ctrlPeerStatusCodeNames }),
  "ctrl.data": heading("Data"),
  "ctrl.item": heading("Item"),
  "ctrl.associd": u16("AssociationID"),
  "ctrl.offset": u16("Offset"),
  "ctrl.count": u16("Count"),
  "priv.flags.r": u8("Response bit", { mask: 0x80, values: ctrlFlags2RNames }),
  "priv.flags.more": u8("More bit", { mask: 0x40 }),
  "priv.auth_seq": u8("Auth, sequence"),
  "priv.auth": u8("Auth bit", { mask: 0x80 }),
  "priv.seq": u8("Sequence number", { mask: 0x7f }),
  "priv.impl": u8("Implementation", { values: privImplNames }),
  "priv.reqcode": u8("Request code", { values: privReqcodeNames }),
  "priv.err": u8("Err", { mask: 0xf0, display: "hex", values: privErrNames }),
  "priv.numitems": u16("Number of data items", { mask: 0x0fff }),
  "priv.reserved": u8("Reserved", { mask: 0xf0, display: "hex" }),
  "priv.itemsize": u16("Size of data item", { mask: 0x0fff }),
}, { short: "NTP" });
const { f } = ntp;

const MODES = ["reserved", "symmetric active", "symmetric passive", "client", "server", "broadcast", "control", "private"];
const FLAGS = [f["flags.li"], f["flags.vn"], f["flags.mode"]];
const PRIVATE_FLAGS = [f["priv.flags.r"], f["priv.flags.more"], f["flags.vn"], f["flags.mode"]];
const CONTROL_FLAGS = [f["ctrl.flags2.r"], f["ctrl.flags2.error"], f["ctrl.flags2.more"], f["ctrl.flags2.opcode"]];
const SYSTEM_STATUS = [f["ctrl.sys_status.li"], f["ctrl.sys_status.clksrc"], f["ctrl.sys_status.count"], f["ctrl.sys_status.code"]];
const PEER_STATUS = [
  f["ctrl.peer_status.config"], f["ctrl.peer_status.authenable"], f["ctrl.peer_status.authentic"], f["ctrl.peer_status.reach"],
  f["ctrl.peer_status.bcast"], f["ctrl.peer_status.selection"], f["ctrl.peer_status.count"], f["ctrl.peer_status.code"],
];
/** Seconds from 1900 to 1970; times whose first bit is clear count from 2036 (RFC 4330 §3). */
const FROM_1900 = 2_208_988_800n, FROM_2036 = -2_085_978_496n;

interface Exchange { request: number; response: number }
const exchanges = conversationState("ntp", () => new Map<string, Exchange>());
const exchangeOf = frameFact<Exchange>("ntp");

attach(dissector(ntp, (d) => {
  const at = d.start, first = d.u8(at), mode = first & 7, version = (first >> 3) & 7;
  d.setProtocol("NTP");
  const title = `${flagsVnNames.name(version)}, ${MODES[mode]}`;
  d.setInfo(title);
  d.begin(ntp, d.reported - at, d.drawing ? `Network Time Protocol (${title})` : undefined);
  d.flags(f.flags, mode === 7 ? PRIVATE_FLAGS : FLAGS);
  if (d.drawing && mode !== 7) {
    d.append(d.tree.parent[d.last] ?? -1, `, Leap Indicator: ${flagsLiNames.name(first >> 6)}, Version number: ${flagsVnNames.name(version)}, Mode: ${flagsModeNames.name(mode)}`);
  }
  if (mode === 6) control(d);
  else if (mode === 7) privateMode(d, first);
  else time(d, mode);
}), "udp.port", 123);

/** Requests and responses meet under a key both hold. */
function link(d: Dissection, key: string, isResponse: boolean): void {
  if (d.tracking) {
    const open = d.conversationState(exchanges);
    let exchange = open.get(key);
    if (!isResponse) {
      if (!exchange || exchange.response > 0) open.set(key, (exchange = { request: d.frame.number, response: 0 }));
    } else if (exchange && exchange.response === 0) {
      exchange.response = d.frame.number;
    }
    if (exchange && (exchange.request === d.frame.number || exchange.response === d.frame.number)) d.setFact(exchangeOf, exchange);
    return;
  }
  const exchange = d.fact(exchangeOf);
  if (!exchange || exchange.request === 0 || exchange.response === 0) return;
  if (isResponse) {
    d.generated(f.request_in, exchange.request);
    d.generated(f.delta_time, d.since(exchange.request));
  } else {
    d.generated(f.response_in, exchange.response);
  }
}

function timestamp(d: Dissection, field: Field<bigint>): void {
  const at = d.pos, seconds = d.u32(at), fraction = d.u32(at + 4);
  d.pos = at + 8;
  if (seconds === 0 && fraction === 0) { d.put(field, at, 8, "NULL", d.drawing ? `${field.label}: NULL` : undefined); return; }
  const nanos = (BigInt(fraction) * 1_000_000_000n) >> 32n;
  d.put(field, at, 8, (BigInt(seconds) - (seconds & 0x80000000 ? FROM_1900 : FROM_2036)) * 1_000_000_000n + nanos);
}

function time(d: Dissection, mode: number): void {
  const at = d.start;
  if (mode === 3 || mode === 4) {
    const key = at + 48 <= d.end ? (mode === 3 ? stampKey(d, at + 40) : stampKey(d, at + 24)) : "";
    if (key) link(d, key, mode === 4);
  }
  const stratum = d.read(f.stratum);
  const poll = d.read(f.ppoll);
  if (d.drawing && poll >= 4 && poll <= 17) d.setLabel(d.last, `Peer Polling Interval: ${poll} (${2 ** poll} seconds)`);
  const precision = d.read(f.precision);
  if (d.drawing) d.setLabel(d.last, `Peer Clock Precision: ${(2 ** (precision > 127 ? precision - 256 : precision)).toFixed(6)} seconds`);
  const delay = d.read(f.rootdelay);
  if (d.drawing) d.setLabel(d.last, `Root Delay: ${(delay / 65536).toFixed(6)} seconds`);
  const dispersion = d.read(f.rootdispersion);
  if (d.drawing) d.setLabel(d.last, `Root Dispersion: ${(dispersion / 65536).toFixed(6)} seconds`);
  const reference = d.read(f.refid, 4);
  if (d.drawing) d.setLabel(d.last, `Reference ID: ${stratum > 1 ? ipv4Text(reference) : (d.u32(d.pos - 4) === 0 ? "NULL" : `${stratum === 1 ? "Unidentified reference source " : "Unidentified Kiss-o'-Death message "}'${d.text(d.pos - 4, 4, "ascii")}'`)}`);
  timestamp(d, f.reftime); timestamp(d, f.org); timestamp(d, f.rec); timestamp(d, f.xmt);
  const rest = d.reportedRemaining;
  // a key number and a digest of 16 or 20 bytes (RFC 5905 §7.3)
  if (rest === 4 || rest === 20 || rest === 24) {
    d.read(f.keyid, 4);
    if (rest > 4) d.read(f.mac, rest - 4);
  }
}

function stampKey(d: Dissection, at: number): string { return `${d.u32(at)}.${d.u32(at + 4)}`; }

function control(d: Dissection): void {
  const at = d.start, flags = d.flags(f["ctrl.flags2"], CONTROL_FLAGS), opcode = flags & 31, isResponse = (flags & 0x80) !== 0;
  if (d.drawing) d.append(d.tree.parent[d.last] ?? -1, `, Response bit: ${isResponse ? "Response" : "Request"}, Opcode: ${ctrlFlags2OpcodeNames.name(opcode) ?? "Unknown"}`);
  const sequence = d.read(f["ctrl.sequence"]);
  link(d, `c${sequence}`, isResponse);
  const associd = d.u16(at + 6);
  if (isResponse && opcode <= 2) d.flags(f["ctrl.status"], associd === 0 ? SYSTEM_STATUS : PEER_STATUS);
  else d.read(f["ctrl.status"]);
  d.read(f["ctrl.associd"]);
  d.read(f["ctrl.offset"]);
  const count = d.read(f["ctrl.count"]);
  if (count > 0) d.put(f["ctrl.data"], d.pos, Math.min(count, d.end - d.pos));
}

/** The layout is that of the reference implementation's own queries, which no RFC describes. */
function privateMode(d: Dissection, first: number): void {
  const at = d.start, code = d.u8(at + 3);
  if (d.columns) d.appendInfo(`, ${first & 0x80 ? "Response" : "Request"}, ${privReqcodeNames.name(code) ?? `Unknown (${code})`}`);
  d.pos = at + 1;
  d.flags(f["priv.auth_seq"], [f["priv.auth"], f["priv.seq"]]);
  d.read(f["priv.impl"]); d.read(f["priv.reqcode"]);
  if (d.reported < at + 8) return;
  d.item(f["priv.err"], at + 4); d.item(f["priv.numitems"], at + 4);
  d.item(f["priv.reserved"], at + 6); d.item(f["priv.itemsize"], at + 6);
}
