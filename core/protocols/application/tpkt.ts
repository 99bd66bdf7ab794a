/** ISO transport over TCP (RFC 1006, RFC 2126): TPKT, and the connection-oriented transport in it (ITU-T X.224). */
import { SOME_MORE } from "../../dissect/stream-request";
import { attach, dissector } from "../../dissect/tables";
import type { Dissection } from "../../dissect/dissection";
import { hex } from "../../base/text";
import { bool, bytes, protocol, string, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

export const tpkt = protocol("tpkt", "TPKT - ISO on TCP - RFC1006", {
  "version": u8("Version"),
  "reserved": u8("Reserved"),
  "length": u16("Length", { help: "Bytes of the packet, these four included." }),
  "continuation_data": bytes("Continuation data"),
}, { short: "TPKT" });

const pduTypes = values({ 14: "CR Connect Request", 13: "CC Connect Confirm", 8: "DR Disconnect Request", 12: "DC Disconnect Confirm", 15: "DT Data", 1: "ED Expedited Data", 6: "AK Data Acknowledgement", 2: "EA Expedited Data Acknowledgement", 5: "RJ Reject", 7: "ER TPDU Error" });
const parameterCodes = values({ 0xc0: "tpdu-size", 0xc1: "src-tsap", 0xc2: "dst-tsap", 0xc3: "checksum", 0xc4: "version-nr", 0xc5: "protection", 0xc6: "additional options" });

export const cotp = protocol("cotp", "ISO 8073/X.224 COTP Connection-Oriented Transport Protocol", {
  "li": u8("Length"),
  "type": u8("PDU Type", { display: "hex", values: pduTypes }),
  "destref": u16("Destination reference", { display: "hex" }),
  "srcref": u16("Source reference", { display: "hex" }),
  "class": u8("Class", { mask: 0xf0 }),
  "opts.extended_formats": bool("Extended formats", { mask: 2, words: ["True", "False"] }),
  "opts.no_explicit_flow_control": bool("No explicit flow control", { mask: 1, words: ["True", "False"] }),
  "parameter_code": u8("Parameter code", { display: "hex", values: parameterCodes }),
  "parameter_length": u8("Parameter length"),
  "src-tsap": string("Source TSAP"),
  "src-tsap-bytes": bytes("Source TSAP"),
  "dst-tsap": string("Destination TSAP"),
  "dst-tsap-bytes": bytes("Destination TSAP"),
  "tpdu_size": u32("TPDU size"),
  "tpdu-number": u8("TPDU number", { mask: 0x7f, display: "hex" }),
  "eot": bool("Last data unit", { mask: 0x80, words: ["Yes", "No"] }),
}, { short: "COTP" });

const PORTS = [102, 3389];
const VERSION = 3, HEADER = 4;
const CONNECT_REQUEST = 14, CONNECT_CONFIRM = 13, DATA = 15;
const UNIT_SIZE = 0xc0, SOURCE_SELECTOR = 0xc1, DESTINATION_SELECTOR = 0xc2;
const LAST = 0x80;
/** What RDP sends in place of parameters: a routing token or cookie, or its negotiation ([MS-RDPBCGR] §2.2.1.1). */
const COOKIE = 0x43;

const hex4 = (n: number): string => `0x${n.toString(16).padStart(4, "0")}`;

function connection(d: Dissection, type: number, end: number): void {
  const { f } = cotp;
  const destination = d.read(f.destref), source = d.read(f.srcref);
  d.setInfo(`${type === CONNECT_REQUEST ? "CR" : "CC"} TPDU src-ref: ${hex4(source)} dst-ref: ${hex4(destination)}`);
  d.item(f.class, d.pos);
  d.item(f["opts.extended_formats"], d.pos);
  d.item(f["opts.no_explicit_flow_control"], d.pos);
  d.pos += 1;
  if (d.pos < end && (d.u8(d.pos) === COOKIE || d.u8(d.pos) <= 3) && d.next("cotp.connect", "rdp", d.pos, end - d.pos)) return;
  while (d.pos + 2 <= end) {
    const code = d.read(f.parameter_code), length = d.read(f.parameter_length);
    if (d.pos + length > end) return;
    if ((code === SOURCE_SELECTOR || code === DESTINATION_SELECTOR) && length > 0) {
      const [text, raw] = code === SOURCE_SELECTOR ? [f["src-tsap"], f["src-tsap-bytes"]] : [f["dst-tsap"], f["dst-tsap-bytes"]];
      const value = d.slice(d.pos, length);
      const printable = value.every((b) => b >= 0x20 && b < 0x7f);
      d.put(text, d.pos, length, printable ? d.text(d.pos, length) : `0x${hex(value)}`);
      d.hidden(raw, d.pos, length, value);
    } else if (code === UNIT_SIZE && length === 1) d.put(f.tpdu_size, d.pos, 1, 2 ** Math.min(d.u8(d.pos), 16));
    d.pos += length;
  }
}

const transport = dissector(cotp, (d) => {
  const { f } = cotp;
  const li = d.u8(d.start), type = d.u8(d.start + 1) >> 4;
  if (li === 0 || li === 255) return false;
  const end = Math.min(d.start + 1 + li, d.reported);
  d.setProtocol("COTP");
  d.setInfo("");
  d.begin(cotp, Math.min(end, d.end) - d.start);
  d.read(f.li);
  d.put(f.type, d.pos, 1, type);
  d.pos += 1;
  if (type === CONNECT_REQUEST || type === CONNECT_CONFIRM) { connection(d, type, end); return; }
  if (type !== DATA) return;
  if (li !== 2) return;
  const last = (d.u8(d.pos) & LAST) !== 0, number = d.u8(d.pos) & 0x7f;
  // class 0 has no reference in its data units (X.224 §13.7)
  d.put(f.destref, d.pos, 0, 0);
  d.item(f["tpdu-number"], d.pos);
  d.item(f.eot, d.pos);
  d.pos = end;
  const length = d.reported - end;
  d.setInfo(`DT TPDU (${number})${last ? "" : ` [COTP fragment, ${length} bytes]`}`);
  if (last) {
    d.appendInfo(" EOT");
    if (length > 0 && !d.tryHeuristics("cotp", end, length)) d.data(end, length);
  }
});

attach(dissector(tpkt, (d) => {
  const { f } = tpkt;
  if (d.u8(d.start) !== VERSION) {
    if (d.next("tpkt.other", Math.min(d.sourcePort, d.destinationPort))) return;
    d.setProtocol("TPKT");
    d.setInfo("Continuation");
    d.begin(tpkt);
    d.item(f.continuation_data, d.start, d.remaining);
    return;
  }
  while (d.pos < d.end) {
    const at = d.pos, room = d.reported - at;
    const waits = d.stream !== undefined && !d.stream.ended;
    if (d.end - at < HEADER || d.u8(at) !== VERSION) {
      if (waits && d.u8(at) === VERSION && room < HEADER) d.stream?.ask(at, SOME_MORE);
      return;
    }
    const length = Math.max(HEADER, d.u16(at + 2));
    if (length > room && waits) { d.stream?.ask(at, length - room); return; }
    d.setProtocol("TPKT");
    d.open(tpkt.node, at, HEADER);
    d.read(f.version);
    d.read(f.reserved);
    d.read(f.length);
    d.close();
    const taken = Math.min(length, room);
    if (taken > HEADER) d.call(transport, at + HEADER, taken - HEADER);
    d.pos = at + taken;
  }
}), "tcp.port", ...PORTS);
