/** SMB 1 (CIFS): the header and the names of commands ([MS-CIFS] §2.2.3.1). */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import { dissector, heuristic } from "../../../dissect/tables";
import { bool, bytes, framenum, protocol, reltime, string, u16, u32, u8 } from "../../../fields/declare";
import type { FieldSpec } from "../../../fields/declare";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ntStatus } from "../../../fields/tables/nt-status";
import { commands } from "./commands";

const low = (label: string, mask: number): FieldSpec<number> => bool(label, { mask, words: ["True", "False"] });
const wide = (label: string, mask: number): FieldSpec<number> => bool(label, { mask, littleEndian: true, words: ["True", "False"] });
/** The bits of the second word of flags lie in two bytes. */
const wideBits = {
  "flags2.string": wide("Unicode Strings", 0x8000),
  "flags2.nt_error": wide("Error Code Type", 0x4000),
  "flags2.roe": wide("Execute-only Reads", 0x2000),
  "flags2.dfs": wide("Dfs", 0x1000),
  "flags2.esn": wide("Extended Security Negotiation", 0x0800),
  "flags2.reparse_path": wide("Reparse Path", 0x0400),
  "flags2.long_names_used": wide("Long Names Used", 0x0040),
  "flags2.sec_sig_required": wide("Security Signatures Required", 0x0010),
  "flags2.compressed": wide("Compressed", 0x0008),
  "flags2.sec_sig": wide("Security Signatures", 0x0004),
  "flags2.ea": wide("Extended Attributes", 0x0002),
  "flags2.long_names_allowed": wide("Long Names Allowed", 0x0001),
} as const;

export const smb = protocol("smb", "SMB (Server Message Block Protocol)", {
  "server_component": u32("Server Component", { display: "hex", littleEndian: true }),
  "cmd": u8("SMB Command", { display: "hex", values: commands }),
  "nt_status": u32("NT Status", { display: "hex", littleEndian: true, values: ntStatus }),
  "error_class": u8("Error Class", { display: "hex" }),
  "error_code": u16("Error Code", { display: "hex", littleEndian: true }),
  "reserved": bytes("Reserved"),
  "flags": u8("Flags", { display: "hex" }),
  "flags.response": low("Request/Response", 0x80),
  "flags.notify": low("Notify", 0x40),
  "flags.oplock": low("Oplocks", 0x20),
  "flags.canon": low("Canonicalized Pathnames", 0x10),
  "flags.caseless": low("Case Sensitivity", 0x08),
  "flags.receive_buffer": low("Receive Buffer Posted", 0x02),
  "flags.lock": low("Lock and Read", 0x01),
  "flags2": u16("Flags2", { display: "hex", littleEndian: true }),
  ...wideBits,
  "pid.high": u16("Process ID High", { littleEndian: true }),
  "signature": bytes("Signature"),
  "tid": u16("Tree ID", { littleEndian: true }),
  "pid": u16("Process ID", { littleEndian: true }),
  "uid": u16("User ID", { littleEndian: true }),
  "mid": u16("Multiplex ID", { littleEndian: true }),
  "wct": u8("Word Count (WCT)"),
  "bcc": u16("Byte Count (BCC)", { littleEndian: true }),
  "buffer_format": u8("Buffer Format"),
  "dialect": string("Dialect"),
  "dialect.name": string("Name"),
  "response_in": framenum("Response in"),
  "response_to": framenum("Response to"),
  "time": reltime("Time from request"),
}, { short: "SMB" });

const { f } = smb;
const FLAGS: readonly Field[] = [
  f["flags.response"], f["flags.notify"], f["flags.oplock"], f["flags.canon"], f["flags.caseless"], f["flags.receive_buffer"], f["flags.lock"],
];
const FLAGS2: readonly Field[] = (Object.keys(wideBits) as (keyof typeof wideBits)[]).map((key) => f[key]);
const MAGIC = 0xff534d42, HEADER = 32, RESPONSE = 0x80, NT_ERRORS = 0x4000, NEGOTIATE = 0x72;

interface Exchange { request: number; response: number }
const waiting = conversationState("smb.waiting", () => new Map<string, Exchange>());
const exchangeKey = frameFact<Exchange>("smb.exchange");

/** Matches a response with its request by the identifiers that both carry. */
function exchangeOf(d: Dissection, command: number, isResponse: boolean): Exchange | undefined {
  if (!d.tracking) return d.fact(exchangeKey);
  const map = d.conversationState(waiting);
  const key = `${command}/${d.u16le(d.start + 26)}/${d.u16le(d.start + 30)}`;
  let exchange = map.get(key);
  if (!isResponse) map.set(key, (exchange = { request: d.frame.number, response: 0 }));
  else if (exchange && exchange.response === 0) exchange.response = d.frame.number;
  else exchange = undefined;
  if (exchange) d.setFact(exchangeKey, exchange);
  return exchange;
}

/** The dialects a client offers ([MS-CIFS] §2.2.4.52.1). */
function dialects(d: Dissection, end: number): void {
  while (d.pos < end) {
    const at = d.pos, zero = d.bytes.indexOf(0, at + 1);
    if (zero < 0 || zero >= end) return;
    const text = d.text(at + 1, zero - at - 1);
    d.open(f.dialect, at, zero + 1 - at, text);
    d.read(f.buffer_format);
    d.put(f["dialect.name"], at + 1, zero - at, text);
    d.close();
    d.pos = zero + 1;
  }
}

heuristic(dissector(smb, (d) => {
  if (d.remaining < 4 || d.u32(d.start) !== MAGIC) return false;
  const at = d.start, command = d.u8(at + 4), isResponse = (d.u8(at + 9) & RESPONSE) !== 0, flags2 = d.u16le(at + 10);
  d.setProtocol("SMB");
  d.begin(smb);
  const name = commands.name(command) ?? `unknown-0x${command.toString(16).toUpperCase().padStart(2, "0")}`;
  d.setInfo(`${name} ${isResponse ? "Response" : "Request"}`);
  const exchange = exchangeOf(d, command, isResponse);
  if (!d.tracking && exchange && exchange.response > 0) {
    if (isResponse) {
      d.generated(f.response_to, exchange.request, at);
      d.generated(f.time, d.since(exchange.request), at);
    } else d.generated(f.response_in, exchange.response, at);
  }
  d.openText(at, HEADER, "SMB Header");
  d.read(f.server_component);
  d.read(f.cmd);
  const status = d.u32le(d.pos);
  if (flags2 & NT_ERRORS) d.read(f.nt_status);
  else { d.read(f.error_class); d.read(f.reserved, 1); d.read(f.error_code); }
  d.flags(f.flags, FLAGS);
  d.flags(f.flags2, FLAGS2);
  d.read(f["pid.high"]);
  d.read(f.signature, 8);
  d.read(f.reserved, 2);
  d.read(f.tid);
  d.read(f.pid);
  d.read(f.uid);
  d.read(f.mid);
  d.close();
  if (isResponse && status !== 0 && flags2 & NT_ERRORS) d.appendInfo(`, Error: ${ntStatus.name(status) ?? `Unknown (0x${status.toString(16).padStart(8, "0")})`}`);
  const words = d.read(f.wct);
  d.pos += words * 2;
  const count = d.read(f.bcc);
  if (command === NEGOTIATE && !isResponse) dialects(d, Math.min(d.end, d.pos + count));
}), "netbios");
