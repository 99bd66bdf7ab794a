/** IEEE 802.11 frames (IEEE 802.11-2020 §9; LINKTYPE_IEEE802_11). */
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import type { Field } from "../../fields/field";
import { CHECKSUM } from "../../fields/tables/checksum-status";
import { FRAME_NAMES, wlan, wlanAggregate } from "./ieee80211-fields";
import { isManagementBody, management } from "./ieee80211-management";
import type { RadioInfo } from "./ieee80211-radio";

const { f } = wlan;
const MANAGEMENT = 0, CONTROL = 1, DATA = 2;
const TO_DS = 0x01, FROM_DS = 0x02, MORE_FRAGMENTS = 0x04, PROTECTED = 0x40, ORDER = 0x80;
const FLAG_LETTERS = "opmPRMFT";
const FLAGS = [f["fc.ds"], f["fc.tods"], f["fc.fromds"], f["fc.frag"], f["fc.retry"], f["fc.pwrmgt"], f["fc.moredata"], f["fc.protected"], f["fc.order"]];
/** Subtypes of control frames: those that name their sender, and those that do not. */
const POLL = 10, CLEAR = 12, ACKNOWLEDGEMENT = 13, END = 14;
const FCS = 4;
/** Bytes of vector and key number before a payload encrypted with WEP. */
const WEP_FRONT = 4;
/** Bytes of an aggregate's subframe before its payload: two addresses and a length (§9.3.2.2). */
const SUBFRAME = 14;

interface AddressFields { readonly whole: Field; readonly resolved: Field }
const RECEIVER: AddressFields = { whole: f.ra, resolved: f.ra_resolved };
const TRANSMITTER: AddressFields = { whole: f.ta, resolved: f.ta_resolved };
const DESTINATION: AddressFields = { whole: f.da, resolved: f.da_resolved };
const SOURCE: AddressFields = { whole: f.sa, resolved: f.sa_resolved };
const CELL: AddressFields = { whole: f.bssid, resolved: f.bssid_resolved };
const STATION: AddressFields = { whole: f.staa, resolved: f.staa_resolved };
const ANY: AddressFields = { whole: f.addr, resolved: f.addr_resolved };

function etherText(d: Dissection, at: number): string {
  return Array.from(d.slice(at, 6), (octet) => octet.toString(16).padStart(2, "0")).join(":");
}

function address(d: Dissection, at: number, fields: AddressFields): void {
  d.item(fields.whole, at);
  if (fields === ANY) d.markHidden(d.last);
  d.hidden(fields.resolved, at, 6, d.drawing || d.wants(fields.resolved) ? etherText(d, at) : "");
}

/** Shows an address with the part it plays, for frames that have no source and destination of a payload. */
function role(d: Dissection, at: number, part: string): number {
  const text = Uint8Array.from(`${etherText(d, at)} (${part})`, (letter) => letter.charCodeAt(0));
  return d.state.addresses.intern(AddressKind.text, text, 0, text.length);
}

/** What the header says to the layers and the summary. */
interface Header { readonly type: number; readonly subtype: number; readonly flags: number; readonly length: number }

/** Places of the four parts in a data or management frame (§9.3.2.1, §9.3.3.1); -1 where one is not in it. */
interface Places { readonly destination: number; readonly source: number; readonly cell: number; readonly station: number }

function places(at: number, isData: boolean, flags: number): Places {
  const first = at + 4, second = at + 10, third = at + 16;
  if (!isData) return { destination: first, source: second, cell: third, station: -1 };
  switch (flags & 3) {
    case 0: return { destination: first, source: second, cell: third, station: -1 };
    case TO_DS: return { destination: third, source: second, cell: first, station: second };
    case FROM_DS: return { destination: first, source: third, cell: second, station: first };
    default: return { destination: third, source: at + 24, cell: -1, station: -1 };
  }
}

function headerOf(d: Dissection, at: number): Header {
  const first = d.u8(at), flags = d.u8(at + 1);
  const type = (first >> 2) & 3, subtype = first >> 4;
  let length = 24;
  if (type === CONTROL) length = subtype === CLEAR || subtype === ACKNOWLEDGEMENT ? 10 : 16;
  else if (type === DATA) {
    if ((flags & 3) === 3) length += 6;
    if (subtype & 8) length += flags & ORDER ? 6 : 2;
  } else if (flags & ORDER) length += 4;
  return { type, subtype, flags, length };
}

function flagLetters(flags: number, hasFcs: boolean): string {
  let text = "";
  for (let i = 0; i < 8; i++) text += flags & (0x80 >> i) ? FLAG_LETTERS.charAt(i) : ".";
  return hasFcs ? `${text}C` : text;
}

function frameControl(d: Dissection, at: number, { type, subtype, flags }: Header): void {
  d.put(f["fc.type_subtype"], at, 1, (type << 4) | subtype);
  d.item(f.fc, at);
  d.push(d.last);
  d.item(f["fc.version"], at); d.item(f["fc.type"], at); d.item(f["fc.subtype"], at);
  d.open(f.flags, at + 1, 1, flags);
  for (const field of FLAGS) {
    d.item(field, at + 1);
    if (field === f["fc.tods"] || field === f["fc.fromds"]) d.markHidden(d.last);
  }
  d.close();
  d.close();
}

function controlAddresses(d: Dissection, at: number, { subtype, length }: Header): void {
  if (subtype === POLL) {
    d.item(f.aid, at + 2);
    address(d, at + 4, CELL);
  } else {
    d.item(f.duration, at + 2);
    address(d, at + 4, RECEIVER);
  }
  address(d, at + 4, ANY);
  if (length < 16) return;
  // who ends a contention-free period is the cell's access point
  address(d, at + 10, subtype >= END ? CELL : TRANSMITTER);
  address(d, at + 10, ANY);
}

function addresses(d: Dissection, at: number, header: Header, isAggregate: boolean): void {
  const isData = header.type === DATA;
  const { destination, source, cell, station } = places(at, isData, header.flags);
  d.item(f.duration, at + 2);
  address(d, at + 4, RECEIVER); address(d, at + 4, ANY);
  address(d, at + 10, TRANSMITTER);
  // the subframes of an aggregate name their own ends where the header's third address would (§9.3.2.1.2)
  const third = isAggregate && (header.flags & 3) !== 0 ? at + 16 : -1;
  if (destination !== third) address(d, destination, DESTINATION);
  if (source !== third) address(d, source, SOURCE);
  if (cell >= 0) address(d, cell, CELL);
  if (station >= 0) address(d, station, STATION);
  address(d, at + 10, ANY);
  if (third < 0) address(d, at + 16, ANY);
  d.item(f.frag, at + 22); d.item(f.seq, at + 22);
  if (isData && (header.flags & 3) === 3) address(d, at + 24, ANY);
}

/** §9.2.4.5: what bits 8 to 15 mean depends on who sent the frame. */
function quality(d: Dissection, at: number, { subtype, flags }: Header): void {
  const word = d.item(f.qos, at);
  d.push(d.last);
  const fromAccessPoint = (flags & 3) === FROM_DS;
  d.item(f["qos.tid"], at); d.item(f["qos.priority"], at);
  d.item(fromAccessPoint ? f["qos.eosp"] : f["qos.bit4"], at, 2);
  d.item(f["qos.ack"], at);
  if ((subtype & 4) === 0) d.item(f["qos.amsdupresent"], at, 2);
  if (!fromAccessPoint) d.item(word & 0x10 ? f["qos.queue_size"] : f["qos.txop_dur_req"], at);
  else if (subtype & 2) d.item(f["qos.txop_limit"], at);
  else {
    d.item(f["qos.ps_buf_state"], at);
    d.push(d.last);
    const isIndicated = d.item(f["qos.buf_state_indicated"], at, 2);
    if (isIndicated) { d.item(f["qos.highest_pri_buf_ac"], at); d.item(f["qos.qap_buf_load"], at); }
    d.close();
  }
  d.close();
}

/** Parameters of the encryption in front of a protected payload (§12.5); returns their length and that of the trailer. */
function protection(d: Dissection, at: number, end: number): readonly [front: number, trailer: number] {
  const third = d.u8(at + 3), key = third >> 6;
  if ((third & 0x20) === 0) {
    d.openText(at, 4, "WEP parameters");
    d.item(f["wep.iv"], at);
    d.put(f["wep.key"], at + 3, 1, key);
    if (end - 4 >= at + 4 && end <= d.end) d.item(f["wep.icv"], end - 4);
    d.close();
    return [WEP_FRONT, 4];
  }
  const hex = (...offsets: readonly number[]): string => offsets.map((offset) => d.u8(at + offset).toString(16).toUpperCase().padStart(2, "0")).join("");
  // TKIP fills its second byte so that old stations see no weak vector; CCMP has the packet number's there
  const isTkip = d.u8(at + 1) === ((d.u8(at) | 0x20) & 0x7f);
  d.openText(at, 8, `${isTkip ? "TKIP" : "CCMP"} parameters`);
  if (isTkip) d.put(f["tkip.extiv"], at, 8, `0x${hex(7, 6, 5, 4, 0, 2)}`);
  else d.put(f["ccmp.extiv"], at, 8, `0x${hex(7, 6, 5, 4, 1, 0)}`);
  d.put(f["wep.key"], at + 3, 1, key);
  d.close();
  return [8, 0];
}

function payload(d: Dissection, start: number, end: number, isAggregate: boolean): void {
  if (isAggregate) d.call(aggregate, start, end - start);
  else if (!d.next("802.3", "llc", start, end - start)) d.data(start, end - start);
}

const aggregate = dissector(wlanAggregate, (d) => {
  const end = d.reported;
  // the list of layers in the frame's node leaves it out
  d.stack.pop();
  d.begin(wlanAggregate);
  const inner: number[] = [];
  for (let at = d.start; at + SUBFRAME < end && at + SUBFRAME <= d.end;) {
    const length = d.u16(at + 12), inside = at + SUBFRAME;
    // each subframe but the last is filled up to four bytes
    const next = Math.min(end, inside + length + ((4 - ((SUBFRAME + length) & 3)) & 3));
    d.destination = d.address(AddressKind.ether, at, 6);
    d.source = d.address(AddressKind.ether, at + 6, 6);
    d.open(wlanAggregate.f["a_mdsu.subframe"], at, Math.min(next, d.end) - at, undefined, d.drawing ? `A-MSDU Subframe #${inner.length + 1}` : undefined);
    address(d, at, DESTINATION); address(d, at + 6, SOURCE);
    d.item(wlanAggregate.f["a_mdsu.length"], at + 12);
    d.close();
    inner.push(inside, Math.min(length, end - inside));
    at = next;
  }
  d.close();
  for (let i = 0; i < inner.length; i += 2) {
    const inside = inner[i] ?? 0, length = inner[i + 1] ?? 0;
    if (length > 0) d.next("802.3", "llc", inside, length);
  }
}, { carriesPackets: true });

function summary(d: Dissection, at: number, header: Header, name: string, letters: string): void {
  if (!d.columns) return;
  const sequence = header.type === CONTROL ? "" : `, SN=${d.u16le(at + 22) >> 4}, FN=${d.u16le(at + 22) & 15}`;
  d.setInfo(`${name}${sequence}, Flags=${letters}`);
}

const frame = dissector(wlan, (d, hint) => {
  const info = hint as RadioInfo | undefined;
  const at = d.start;
  const header = headerOf(d, at), { type, subtype, flags } = header;
  d.setProtocol("802.11");
  d.setInfo("");
  const hasFcs = info ? info.hasCheckSequence : (d.stack.length === 1 && (d.frame.fcsLength ?? 0) === FCS);
  const end = Math.max(at, d.reported - (hasFcs ? FCS : 0));
  const name = FRAME_NAMES.name((type << 4) | subtype) ?? "Unrecognized (Reserved frame)";
  const letters = d.drawing || d.columns ? flagLetters(flags, hasFcs) : "";
  const node = d.begin(wlan, Math.min(header.length, d.end - at), d.drawing ? `IEEE 802.11 ${name}, Flags: ${letters}` : undefined);
  frameControl(d, at, header);
  if ((d.u8(at) & 3) !== 0 || type > DATA) {
    d.close();
    d.data(at + 2, end - at - 2);
    return;
  }
  const hasQuality = type === DATA && (subtype & 8) !== 0;
  const hasControl = (flags & ORDER) !== 0 && (type === MANAGEMENT || hasQuality);
  const isAggregate = hasQuality && (subtype & 4) === 0 && (d.u8(at + header.length - (hasControl ? 6 : 2)) & 0x80) !== 0;
  if (type === CONTROL) {
    d.destination = role(d, at + 4, subtype === POLL ? "BSSID" : "RA");
    d.source = header.length >= 16 ? role(d, at + 10, "TA") : 0;
    controlAddresses(d, at, header);
  } else {
    const { destination, source } = places(at, type === DATA, flags);
    d.destination = d.address(AddressKind.ether, destination, 6);
    d.source = d.address(AddressKind.ether, source, 6);
    addresses(d, at, header, isAggregate);
  }
  summary(d, at, header, name, letters);
  if (hasFcs && end + FCS <= d.end) {
    d.item(f.fcs, end);
    d.generated(f["fcs.status"], CHECKSUM.unverified, end);
  }
  let pos = at + header.length;
  if (hasQuality) quality(d, pos - (hasControl ? 6 : 2), header);
  if (hasControl) d.item(f.htc, pos - 4);
  const hasBody = type === MANAGEMENT ? isManagementBody(subtype) : type === DATA && (subtype & 4) === 0;
  if (!hasBody) return;
  if (info?.isPadded) pos = at + Math.ceil(header.length / 4) * 4;
  let bodyEnd = end;
  const isProtected = (flags & PROTECTED) !== 0;
  if (isProtected) {
    const [front, trailer] = protection(d, pos, end);
    pos += front;
    bodyEnd -= trailer;
    // the old encryption's parameters are left outside of the header's node
    if (front > WEP_FRONT) d.setLength(node, Math.min(pos, d.end) - at);
  }
  d.close();
  const isFragment = type === DATA && ((flags & MORE_FRAGMENTS) !== 0 || (d.u16le(at + 22) & 15) !== 0);
  if (isProtected || isFragment) d.data(pos, bodyEnd - pos);
  else if (type === MANAGEMENT) management(d, subtype, pos, bodyEnd);
  else if (bodyEnd > pos) payload(d, pos, bodyEnd, isAggregate);
}, { carriesPackets: true });

attach(frame, "wlan", "frame");
attach(frame, "link", 105);
