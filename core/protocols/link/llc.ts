/** Logical link control (IEEE 802.2-1998 §3, §5) with the subnetwork access protocol, SNAP (IEEE 802-2014 §9.2). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, protocol, u16, u24, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { etherTypes } from "../../fields/tables/ether-types";
import {
  CISCO_PIDS, COMMANDS, FRAME_TYPES, functionName, NORTEL_PIDS, ORGANIZATIONS, OUI_BRIDGED, OUI_CISCO, OUI_DEC, OUI_ENCAPSULATED, OUI_NORTEL,
  RESPONSES, SAPS, SUPERVISORY, SUPERVISORY_SHORT,
} from "./llc-tables";

const SNAP = 0xaa;
const UNNUMBERED_INFORMATION = 0x00, EXCHANGE_IDENTIFICATION = 0x2b;
const pid = (name: string) => u16("PID", { name: `llc.${name}`, display: "hex" });

export const llc = protocol("llc", "Logical-Link Control", {
  "dsap": u8("DSAP", { display: "hex", values: SAPS, help: "Service access point the frame is for." }),
  "dsap.sap": u8("SAP", { mask: 0xfe }),
  "dsap.ig": bool("IG Bit", { mask: 0x01, words: ["Group", "Individual"] }),
  "ssap": u8("SSAP", { display: "hex", values: SAPS, help: "Service access point that sent the frame." }),
  "ssap.sap": u8("SAP", { mask: 0xfe }),
  "ssap.cr": bool("CR Bit", { mask: 0x01, words: ["Response", "Command"] }),
  "control": u16("Control", { display: "hex", littleEndian: true, help: "Kind of frame, with the numbers of a reliable link." }),
  "control.n_r": u16("N(R)", { mask: 0xfe00, littleEndian: true }),
  "control.n_s": u16("N(S)", { mask: 0x00fe, littleEndian: true }),
  "control.p": bool("Poll", { mask: 0x10 }),
  "control.f": bool("Final", { mask: 0x10 }),
  "control.p2": bool("Poll", { name: "llc.control.p", mask: 0x0100, littleEndian: true }),
  "control.f2": bool("Final", { name: "llc.control.f", mask: 0x0100, littleEndian: true }),
  "control.s_ftype": u16("Supervisory frame type", { display: "hex", mask: 0x0c, values: SUPERVISORY, littleEndian: true }),
  "control.u_modifier_cmd": u8("Command", { display: "hex", mask: 0xec, values: COMMANDS }),
  "control.u_modifier_resp": u8("Response", { display: "hex", mask: 0xec, values: RESPONSES }),
  "control.ftype": u8("Frame type", { display: "hex", mask: 0x03, values: FRAME_TYPES }),
  "control.ftype_i": u16("Frame type", { name: "llc.control.ftype", display: "hex", mask: 0x0001, values: FRAME_TYPES, littleEndian: true }),
  "control.ftype_s": u16("Frame type", { name: "llc.control.ftype", display: "hex", mask: 0x0003, values: FRAME_TYPES, littleEndian: true }),
  "oui": u24("Organization Code", { help: "Who defines the protocol numbers that follow." }),
  "type": u16("Type", { display: "hex", values: etherTypes }),
  "pid": u16("Protocol ID", { display: "hex" }),
  "cisco_pid": u16("PID", { display: "hex", values: CISCO_PIDS }),
  "nortel_pid": u16("PID", { display: "hex", values: NORTEL_PIDS }),
  "extreme_pid": pid("extreme_pid"), "foundry_pid": pid("foundry_pid"), "force10_pid": pid("force10_pid"), "iana_pid": pid("iana_pid"),
  "wlccp_pid": pid("wlccp_pid"), "bluetooth_pid": pid("bluetooth_pid"), "apple_awdl_pid": pid("apple_awdl_pid"),
  "cimetrics_pid": pid("cimetrics_pid"), "hpteam_pid": pid("hpteam_pid"), "apple_atalk_pid": pid("apple_atalk_pid"),
}, { short: "LLC", help: "Says which protocol an IEEE 802 frame carries." });

const { f } = llc;
/** The field of the protocol number below each organization. */
const PID_FIELDS: ReadonlyMap<number, Field<number>> = new Map([
  [OUI_ENCAPSULATED, f.type], [OUI_DEC, f.type], [OUI_CISCO, f.cisco_pid], [OUI_NORTEL, f.nortel_pid], [0x00e02b, f.extreme_pid],
  [0x00e052, f.foundry_pid], [0x0001e8, f.force10_pid], [0x00005e, f.iana_pid], [0x004096, f.wlccp_pid], [0x001958, f.bluetooth_pid],
  [0x0017f2, f.apple_awdl_pid], [0x001090, f.cimetrics_pid], [0x00805f, f.hpteam_pid], [0x080007, f.apple_atalk_pid],
]);

/** What the control field says: its bytes, the function of an unnumbered frame (-1 for others), its text. */
interface Control { readonly length: number; readonly modifier: number; readonly text: string; readonly information: boolean }

function control(d: Dissection, at: number, response: boolean): Control {
  const first = d.u8(at);
  if ((first & 3) === 3) {
    const modifier = (first & 0xec) >> 2;
    const poll = (first & 0x10) !== 0;
    const text = `U${poll ? (response ? " F" : " P") : ""}, func=${functionName(modifier, response)}`;
    d.open(f.control, at, 1, first, d.drawing ? `Control field: ${text} (0x${first.toString(16).toUpperCase().padStart(2, "0")})` : undefined);
    if (poll) d.item(response ? f["control.f"] : f["control.p"], at);
    d.item(response ? f["control.u_modifier_resp"] : f["control.u_modifier_cmd"], at);
    d.item(f["control.ftype"], at);
    d.close();
    return { length: 1, modifier, text, information: modifier === UNNUMBERED_INFORMATION };
  }
  const word = d.u16le(at);
  const supervisory = (word & 1) === 1;
  const poll = (word & 0x0100) !== 0;
  const mark = poll ? (response ? " F" : " P") : "";
  const received = word >> 9;
  const text = supervisory
    ? `S${mark}, func=${SUPERVISORY_SHORT[(word >> 2) & 3]}, N(R)=${received}`
    : `I${mark}, N(R)=${received}, N(S)=${(word >> 1) & 0x7f}`;
  d.open(f.control, at, 2, word, d.drawing ? `Control field: ${text} (0x${word.toString(16).toUpperCase().padStart(4, "0")})` : undefined);
  d.item(f["control.n_r"], at);
  if (!supervisory) d.item(f["control.n_s"], at);
  if (poll) d.item(response ? f["control.f2"] : f["control.p2"], at, 2);
  if (supervisory) d.item(f["control.s_ftype"], at);
  d.item(supervisory ? f["control.ftype_s"] : f["control.ftype_i"], at);
  d.close();
  return { length: 2, modifier: -1, text, information: !supervisory };
}

function payload(d: Dissection, table: string, key: number, at: number): void {
  if (!d.next(table, key, at, d.reported - at)) d.data(at, d.reported - at);
}

function snap(d: Dissection, at: number, { text, modifier, information }: Control): void {
  d.setInfo(text);
  const oui = d.item(f.oui, at);
  const id = d.u16(at + 3);
  const byType = oui === OUI_ENCAPSULATED || oui === OUI_DEC;
  if (modifier <= UNNUMBERED_INFORMATION) d.item(PID_FIELDS.get(oui) ?? f.pid, at + 3);
  d.close();
  if (d.columns) {
    const hex = (n: number, digits: number): string => n.toString(16).toUpperCase().padStart(digits, "0");
    d.setInfo(`${text}; SNAP, OUI 0x${hex(oui, 6)} (${ORGANIZATIONS.name(oui) ?? "Unknown"}), PID 0x${hex(id, 4)}`);
  }
  const next = at + 5;
  if (!information) { d.data(next, d.reported - next); return; }
  if (byType) payload(d, "ethertype", id, next);
  else if (oui === OUI_CISCO) payload(d, "llc.cisco_pid", id, next);
  else if (oui === OUI_BRIDGED) bridged(d, id, next);
  else d.data(next, d.reported - next);
}

/** Bridged frames: PIDs 1 to 6 keep the frame check sequence, 7 to 12 do not; Ethernet is padded by two bytes in ATM (RFC 2684 §5.2). */
function bridged(d: Dissection, id: number, at: number): void {
  if (id === 0x0001) payload(d, "link", 1, at);
  else if (id === 0x0007) payload(d, "link", 1, at + 2);
  else if (id === 0x000e) payload(d, "llc.dsap", 0x42, at);
  else d.data(at, d.reported - at);
}

function sapLabel(d: Dissection, value: number): string | undefined {
  return d.drawing ? `SAP: ${SAPS.name(value & 0xfe) ?? "Unknown"}` : undefined;
}

const entry = dissector(llc, (d) => {
  const at = d.start;
  d.setProtocol("LLC");
  d.setInfo("");
  const node = d.begin(llc);
  const dsap = d.u8(at);
  d.item(f.dsap, at);
  d.push(d.last);
  d.put(f["dsap.sap"], at, 1, dsap >> 1, sapLabel(d, dsap));
  d.item(f["dsap.ig"], at);
  d.close();
  const ssap = d.u8(at + 1);
  d.item(f.ssap, at + 1);
  d.push(d.last);
  d.put(f["ssap.sap"], at + 1, 1, ssap >> 1, sapLabel(d, ssap));
  d.item(f["ssap.cr"], at + 1);
  d.close();
  const response = (ssap & 1) === 1;
  const kind = control(d, at + 2, response);
  const next = at + 2 + kind.length;
  if (dsap === SNAP && (ssap & 0xfe) === SNAP) {
    d.setLength(node, next + 5 - at);
    snap(d, next, kind);
    return;
  }
  d.setLength(node, next - at);
  d.close();
  if (d.columns) {
    d.setInfo(`${kind.text}; DSAP ${SAPS.name(dsap & 0xfe) ?? `0x${(dsap & 0xfe).toString(16).padStart(2, "0")}`} ${dsap & 1 ? "Group" : "Individual"}, `
      + `SSAP ${SAPS.name(ssap & 0xfe) ?? `0x${(ssap & 0xfe).toString(16).padStart(2, "0")}`} ${response ? "Response" : "Command"}`);
  }
  if (d.reported <= next) return;
  if (kind.modifier === EXCHANGE_IDENTIFICATION) exchange(d, next);
  else if (kind.information) payload(d, "llc.dsap", dsap, next);
  else d.data(next, d.reported - next);
}, { carriesPackets: true });

/** Exchange of identification in the basic format (§5.4.1.1.2): classes of service and the size of the receive window. */
function exchange(d: Dissection, at: number): void {
  d.setProtocol("XID");
  if (d.u8(at) !== 0x81) { d.data(at, d.reported - at); return; }
  const types = d.u8(at + 1) & 0x1f, window = d.u8(at + 2) >> 1;
  if (d.columns) d.setInfo(`Basic Format; ${types === 1 ? "Type 1 LLC (Class I LLC)" : `0x${types.toString(16).padStart(2, "0")}`}; Window Size ${window}`);
}

attach(entry, "802.3", "llc");
attach(entry, "link", 10, 100);
attach(entry, "ethertype", 0x8870);
