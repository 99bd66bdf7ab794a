/** Frame relay (ITU-T Q.922 annex A for the address, RFC 2427 for what it carries; LINKTYPE_FRELAY). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector, lookUp } from "../../dissect/tables";
import { bool, protocol, u16, u24, u32, u8 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";

const TRUE = ["True", "False"] as const;
const UNNUMBERED_INFORMATION = 0x03;
const OUI_ENCAPSULATED = 0x000000, OUI_BRIDGED = 0x0080c2;
/** Network layer protocol identifiers (RFC 2427 §4). */
const NLPID_PADDING = 0x00, NLPID_SNAP = 0x80, NLPID_IPV6 = 0x8e, NLPID_IPV4 = 0xcc;

export const frameRelay = protocol("fr", "Frame Relay", {
  "first_addr_octet": u8("First address octet", { display: "hex" }),
  "upper_dlci": u8("Upper DLCI", { mask: 0xfc, display: "hex" }),
  "cr": bool("CR", { mask: 0x02, words: ["Command", "Response"] }),
  "ea": bool("EA", { mask: 0x01, words: ["Last Octet", "More Follows"] }),
  "second_addr_octet": u8("Second address octet", { display: "hex" }),
  "second_dlci": u8("Second DLCI", { mask: 0xf0, display: "hex" }),
  "fecn": bool("FECN", { mask: 0x08, words: TRUE, help: "Congestion lies before the receiver." }),
  "becn": bool("BECN", { mask: 0x04, words: TRUE, help: "Congestion lies before the sender." }),
  "de": bool("DE", { mask: 0x02, words: TRUE, help: "The network may drop the frame first." }),
  "third_addr_octet": u8("Third address octet", { display: "hex" }),
  "third_dlci": u8("Third DLCI", { mask: 0xfe, display: "hex" }),
  "dlcore_control": u8("DL-CORE Control", { mask: 0xfc, display: "hex" }),
  "lower_dlci": u8("Lower DLCI", { mask: 0xfc, display: "hex" }),
  "dc": bool("DC", { mask: 0x02, words: ["DLCI Address", "Control"] }),
  "dlci": u32("DLCI", { help: "Number of the virtual circuit." }),
  "control": u8("Control Field", { display: "hex", littleEndian: true }),
  "control.n_r": u16("N(R)", { mask: 0xfe00, littleEndian: true }),
  "control.n_s": u16("N(S)", { mask: 0x00fe, littleEndian: true }),
  "control.p": bool("Poll", { mask: 0x10 }),
  "control.s_ftype": u16("Supervisory frame type", { mask: 0x000c, display: "hex", littleEndian: true }),
  "control.u_modifier_cmd": u8("Command", { mask: 0xec, display: "hex" }),
  "control.ftype_i": u16("Frame type", { name: "fr.control.ftype", mask: 0x0001, display: "hex", littleEndian: true }),
  "control.ftype_su": u8("Frame type", { name: "fr.control.ftype", mask: 0x03, display: "hex" }),
  "nlpid": u8("NLPID", { display: "hex", values: values({ 0x80: "SNAP", 0x8e: "IPv6", 0xb0: "FRF.9", 0xb1: "FRF.12", 0xcc: "IP", 0xcf: "PPP" }) }),
  "snap.oui": u24("Organization Code"),
  "snap.pid": u16("Protocol ID", { display: "hex" }),
  "snaptype": u16("Type", { display: "hex", values: etherTypes }),
  "chdlctype": u16("Type", { display: "hex", values: etherTypes }),
}, { short: "FR" });
const { f } = frameRelay;

/** Reads the address of two to four octets and returns the number of the circuit. */
function address(d: Dissection): number {
  const at = d.pos, first = d.u8(at), second = d.u8(at + 1);
  d.flags(f.first_addr_octet, [f.upper_dlci, f.cr, f.ea]);
  d.flags(f.second_addr_octet, [f.second_dlci, f.fecn, f.becn, f.de, f.ea]);
  let circuit = ((first >> 2) << 4) | (second >> 4);
  if (second & 1) return circuit;
  let octet = d.u8(d.pos);
  if ((octet & 1) === 0) {
    d.flags(f.third_addr_octet, [f.third_dlci, f.ea]);
    circuit = (circuit << 7) | (octet >> 1);
    octet = d.u8(d.pos);
  }
  const isControl = (octet & 2) !== 0;
  d.openText(d.pos, 1, `Final address octet: 0x${octet.toString(16).padStart(2, "0")}`);
  d.item(isControl ? f.dlcore_control : f.lower_dlci, d.pos);
  d.item(f.dc, d.pos); d.item(f.ea, d.pos);
  d.close();
  d.pos++;
  return isControl ? circuit : ((circuit << 6) | (octet >> 2)) >>> 0;
}

/** The control field of Q.922, of one byte for unnumbered frames and two for others. */
function control(d: Dissection): { readonly text: string; readonly isInformation: boolean } {
  const at = d.pos, first = d.u8(at);
  if ((first & 3) === 3) {
    d.item(f.control, at);
    d.push(d.last);
    d.item(f["control.u_modifier_cmd"], at); d.item(f["control.ftype_su"], at);
    d.close();
    d.pos = at + 1;
    return { text: first === UNNUMBERED_INFORMATION ? "U, func=UI" : "U", isInformation: first === UNNUMBERED_INFORMATION };
  }
  const word = d.u16le(at), isInformation = (word & 1) === 0;
  d.put(f.control, at, 2, first);
  d.push(d.last);
  d.item(f["control.n_r"], at);
  d.item(isInformation ? f["control.n_s"] : f["control.s_ftype"], at);
  if (isInformation) d.item(f["control.ftype_i"], at); else d.item(f["control.ftype_su"], at);
  d.close();
  d.pos = at + 2;
  return { text: isInformation ? `I, N(R)=${word >> 9}, N(S)=${(word >> 1) & 0x7f}` : `S, N(R)=${word >> 9}`, isInformation };
}

/** Identified by an NLPID, directly or by SNAP (RFC 2427 §4). */
function identified(d: Dissection, node: number): void {
  if (d.u8(d.pos) === NLPID_PADDING) d.read(f.nlpid);
  const id = d.read(f.nlpid);
  let table = "ip.version", key = id === NLPID_IPV4 ? 4 : id === NLPID_IPV6 ? 6 : -1;
  if (id === NLPID_SNAP) {
    const oui = d.read(f["snap.oui"]);
    const type = d.read(oui === OUI_ENCAPSULATED ? f.snaptype : f["snap.pid"]);
    if (oui === OUI_ENCAPSULATED) { table = "ethertype"; key = type; }
    else if (oui === OUI_BRIDGED && (type === 0x0001 || type === 0x0007)) { table = "link"; key = 1; }
  }
  d.setLength(node, d.pos - d.start);
  d.close();
  if (!d.next(table, key, d.pos)) d.data(d.pos);
}

attach(dissector(frameRelay, (d) => {
  const at = d.start;
  d.setProtocol("FR");
  d.setInfo("");
  const node = d.begin(frameRelay);
  const circuit = address(d);
  d.put(f.dlci, at, d.pos - at, circuit);
  d.setInfo(`DLCI ${circuit}`);
  // Cisco's framing has an Ethernet type where a control field would be
  const type = d.pos + 2 <= d.end ? d.u16(d.pos) : 0;
  if (circuit !== 0 && d.u8(d.pos) !== UNNUMBERED_INFORMATION && (lookUp("chdlc.protocol", type) ?? lookUp("ethertype", type))) {
    d.read(f.chdlctype);
    d.setLength(node, d.pos - at);
    d.close();
    if (!d.next("chdlc.protocol", type, d.pos)) d.next("ethertype", type, d.pos);
    return;
  }
  const isNumbered = (d.u8(d.pos) & 3) !== 3;
  const { text, isInformation } = control(d);
  if (d.columns) d.appendInfo(`, ${text}`);
  // circuit 0 carries signalling
  if (!isInformation || circuit === 0) return;
  if (isNumbered) {
    d.setLength(node, d.pos - at);
    d.close();
    d.data(d.pos);
  } else {
    identified(d, node);
  }
}, { carriesPackets: true }), "link", 107);
