/** GPRS Tunnelling Protocol, version 1: user plane (3GPP TS 29.281) and the header of its control plane (3GPP TS 29.060). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, protocol, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const messageNames = values({
  0: "For future use", 1: "Echo request", 2: "Echo response", 3: "Version not supported", 4: "Node alive request", 5: "Node alive response",
  6: "Redirection request", 7: "Redirection response", 16: "Create PDP context request", 17: "Create PDP context response",
  18: "Update PDP context request", 19: "Update PDP context response", 20: "Delete PDP context request", 21: "Delete PDP context response",
  22: "Initiate PDP Context Activation Request", 23: "Initiate PDP Context Activation Response", 24: "Delete AA PDP Context Request",
  25: "Delete AA PDP Context Response", 26: "Error indication", 27: "PDU notification request", 28: "PDU notification response",
  29: "PDU notification reject request", 30: "PDU notification reject response", 31: "Supported extension header notification",
  32: "Send routing information for GPRS request", 33: "Send routing information for GPRS response", 34: "Failure report request",
  35: "Failure report response", 36: "Note MS GPRS present request", 37: "Note MS GPRS present response", 48: "Identification request",
  49: "Identification response", 50: "SGSN context request", 51: "SGSN context response", 52: "SGSN context acknowledgement",
  53: "Forward relocation request", 54: "Forward relocation response", 55: "Forward relocation complete", 56: "Relocation cancel request",
  57: "Relocation cancel response", 58: "Forward SRNS context", 59: "Forward relocation complete acknowledge", 60: "Forward SRNS context acknowledge",
  61: "UE Registration Query Request", 62: "UE Registration Query Response", 70: "RAN Information Relay", 96: "MBMS Notification Request",
  97: "MBMS Notification Response", 98: "MBMS Notification Reject Request", 99: "MBMS Notification Reject Response",
  100: "Create MBMS Context Request", 101: "Create MBMS Context Response", 102: "Update MBMS Context Request", 103: "Update MBMS Context Response",
  104: "Delete MBMS Context Request", 105: "Delete MBMS Context Response", 112: "MBMS Registration Request", 113: "MBMS Registration Response",
  114: "MBMS De-Registration Request", 115: "MBMS De-Registration Response", 116: "MBMS Session Start Request", 117: "MBMS Session Start Response",
  118: "MBMS Session Stop Request", 119: "MBMS Session Stop Response", 120: "MBMS Session Update Request", 121: "MBMS Session Update Response",
  128: "MS Info Change Notification Request", 129: "MS Info Change Notification Response", 240: "Data record transfer request",
  241: "Data record transfer response", 254: "End Marker", 255: "T-PDU",
});
const nextNames = values({ 0: "No more extension headers" });

export const gtp = protocol("gtp", "GPRS Tunneling Protocol", {
  "flags": u8("Flags", { display: "hex" }),
  "flags.version": u8("Version", { mask: 0xe0, values: values({ 0: "GTP release 97/98 version", 1: "GTP release 99 version" }) }),
  "flags.payload": u8("Protocol type", { mask: 0x10, values: values({ 0: "GTP'", 1: "GTP" }) }),
  "flags.reserved": u8("Reserved", { mask: 0x08 }),
  "flags.e": bool("Is Next Extension Header present?", { mask: 0x04, words: ["Yes", "No"] }),
  "flags.s": bool("Is Sequence Number present?", { mask: 0x02, words: ["Yes", "No"] }),
  "flags.pn": bool("Is N-PDU number present?", { mask: 0x01, words: ["Yes", "No"] }),
  "message": u8("Message Type", { display: "hex", values: messageNames }),
  "length": u16("Length"),
  "teid": u32("TEID", { display: "hex-dec" }),
  "seq_number": u16("Sequence number", { display: "hex-dec" }),
  "npdu_number": u8("N-PDU Number", { display: "hex" }),
  "next": u8("Next extension header type", { display: "hex", values: nextNames }),
}, { short: "GTP" });
const { f } = gtp;

const T_PDU = 0xff;
const FLAGS = [f["flags.version"], f["flags.payload"], f["flags.reserved"], f["flags.e"], f["flags.s"], f["flags.pn"]];

const dissectGtp = dissector(gtp, (d) => {
  const at = d.start, flags = d.u8(at);
  // version 0's header and GTP' are laid out in another way
  if (flags >> 5 !== 1 || (flags & 0x10) === 0) return false;
  const message = d.u8(at + 1), hasOptions = (flags & 7) !== 0;
  d.setProtocol("GTP");
  d.setInfo(messageNames.name(message) ?? "Unknown");
  const end = at + 8 + d.u16(at + 2);
  const layer = d.open(gtp.node, at, Math.max(0, Math.min(end, d.end) - at));
  d.flags(f.flags, FLAGS);
  d.read(f.message); d.read(f.length); d.read(f.teid);
  if (hasOptions) options(d, flags);
  if (message !== T_PDU) return;
  d.setLength(layer, d.pos - at);
  d.close();
  const start = d.pos, length = Math.min(end, d.reported) - start;
  if (length <= 0) return;
  const version = d.u8(start) >> 4;
  if (version !== 4 && version !== 6) { d.data(start, length); return; }
  d.setInfo("");
  d.next("ip.version", version, start, length);
  if (d.protocolColumn !== "GTP") d.setProtocol(`GTP <${d.protocolColumn}>`);
}, { carriesPackets: true });
attach(dissectGtp, "udp.port", 2123, 2152);

/** Sequence number, N-PDU number and extension headers (3GPP TS 29.281 §5.1, §5.2): there as soon as one of them is in use. */
function options(d: Dissection, flags: number): void {
  const at = d.pos;
  d.need(at, 4);
  if (flags & 2) d.item(f.seq_number, at);
  if (flags & 1) d.item(f.npdu_number, at + 2);
  d.pos = at + 4;
  if ((flags & 4) === 0) return;
  let next = d.item(f.next, at + 3);
  while (next !== 0) {
    const size = d.u8(d.pos) * 4;
    if (size === 0) return;
    next = d.item(f.next, d.pos + size - 1);
    d.pos += size;
  }
}
