/** QUIC: the headers in clear (RFC 8999, RFC 9000 §17, RFC 9369 for version 2); what header and packet protection hide is not shown. */
import { hex } from "../../base/text";
import { conversationState } from "../../dissect/capture-state";
import { chooseDissector } from "../../dissect/chosen-dissectors";
import type { Dissection } from "../../dissect/dissection";
import { dissector, heuristic } from "../../dissect/tables";
import { bool, bytes, heading, notice, protocol, u32, u64, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { ranges, values } from "../../fields/values";

const headerFormNames = values({
  0: "Short Header", 1: "Long Header",
});
const longPacketTypeNames = values({
  0: "Initial", 3: "Retry", 2: "Handshake", 1: "0-RTT",
});
const longPacketTypeV2Names = values({
  0: "Retry", 1: "Initial", 2: "0-RTT", 3: "Handshake",
});
const versionNames = ranges([
  [0x0, 0x0, "Version Negotiation"], [0x1, 0x1, "1"], [0x45474700, 0x454747ff, "Quant"], [0x50435130, 0x50435131, "Picoquic internal"],
  [0x50524f58, 0x50524f58, "Proxied QUIC (PROX)"], [0x51303433, 0x51303433, "Google Q043"], [0x51303434, 0x51303434, "Google Q044"],
  [0x51303436, 0x51303436, "Google Q046"], [0x51303530, 0x51303530, "Google Q050"], [0x51474f00, 0x51474fff, "QGO (QUIC GO)"],
  [0x54303530, 0x54303530, "Google T050"], [0x54303531, 0x54303531, "Google T051"], [0x91c17000, 0x91c170ff, "Quicly"],
  [0xabcd0000, 0xabcd000f, "MsQuic"], [0xf0f0f0f0, 0xf0f0f0ff, "ETH Z\u00fcrich (Measurability experiments)"],
  [0xf0f0f1f0, 0xf0f0f1ff, "Telecom Italia (Measurability experiments)"], [0xf123f0c0, 0xf123f0cf, "MozQuic"],
  [0xfaceb001, 0xfaceb001, "Facebook mvfst (draft-22)"], [0xfaceb002, 0xfaceb002, "Facebook mvfst (draft-27)"],
  [0xfaceb003, 0xfaceb00d, "Facebook mvfst"], [0xfaceb00e, 0xfaceb00e, "Facebook mvfst (Experimental)"], [0xfaceb00f, 0xfaceb00f, "Facebook mvfst"],
  [0xff000004, 0xff000004, "draft-04"], [0xff000005, 0xff000005, "draft-05"], [0xff000006, 0xff000006, "draft-06"],
  [0xff000007, 0xff000007, "draft-07"], [0xff000008, 0xff000008, "draft-08"], [0xff000009, 0xff000009, "draft-09"],
  [0xff00000a, 0xff00000a, "draft-10"], [0xff00000b, 0xff00000b, "draft-11"], [0xff00000c, 0xff00000c, "draft-12"],
  [0xff00000d, 0xff00000d, "draft-13"], [0xff00000e, 0xff00000e, "draft-14"], [0xff00000f, 0xff00000f, "draft-15"],
  [0xff000010, 0xff000010, "draft-16"], [0xff000011, 0xff000011, "draft-17"], [0xff000012, 0xff000012, "draft-18"],
  [0xff000013, 0xff000013, "draft-19"], [0xff000014, 0xff000014, "draft-20"], [0xff000015, 0xff000015, "draft-21"],
  [0xff000016, 0xff000016, "draft-22"], [0xff000017, 0xff000017, "draft-23"], [0xff000018, 0xff000018, "draft-24"],
  [0xff000019, 0xff000019, "draft-25"], [0xff00001a, 0xff00001a, "draft-26"], [0xff00001b, 0xff00001b, "draft-27"],
  [0xff00001c, 0xff00001c, "draft-28"], [0xff00001d, 0xff00001d, "draft-29"], [0xff00001e, 0xff00001e, "draft-30"],
  [0xff00001f, 0xff00001f, "draft-31"], [0xff000020, 0xff000020, "draft-32"], [0xff000021, 0xff000021, "draft-33"],
  [0xff000022, 0xff000022, "draft-34"], [0xff020000, 0xff020000, "v2-draft-00"], [0x709a50c4, 0x709a50c4, "v2-draft-01"],
  [0x6b3343cf, 0x6b3343cf, "2"],
]);

export const quic = protocol("quic", "QUIC IETF", {
  "connection.number": u32("Connection Number"),
  "packet_length": u32("Packet Length"),
  "header_form": u8("Header Form", { mask: 0x80, values: headerFormNames }),
  "long.packet_type": u8("Packet Type", { mask: 0x30, values: longPacketTypeNames }),
  "long.packet_type_v2": u8("Packet Type", { mask: 0x30, values: longPacketTypeV2Names }),
  "dcid": bytes("Destination Connection ID"),
  "scid": bytes("Source Connection ID"),
  "dcil": u8("Destination Connection ID Length"),
  "scil": u8("Source Connection ID Length"),
  "token_length": u64("Token Length"),
  "token": bytes("Token"),
  "length": u64("Length"),
  "version": u32("Version", { display: "hex", values: versionNames }),
  "supported_version": u32("Supported Version", { display: "hex", values: versionNames }),
  "vn.unused": u8("Unused", { mask: 0x7f, display: "hex" }),
  "short": heading("QUIC Short Header"),
  "fixed_bit": bool("Fixed Bit", { mask: 0x40, words: ["True", "False"] }),
  "spin_bit": bool("Spin Bit", { mask: 0x20, words: ["True", "False"] }),
  "remaining_payload": bytes("Remaining Payload"),
  "odcil": u8("Original Destination Connection ID Length"),
  "odcid": bytes("Original Destination Connection ID"),
  "retry_token": bytes("Retry Token"),
  "retry_integrity_tag": bytes("Retry Integrity Tag"),
  "decryption_failed": notice("warning", "decryption", "Failed to decrypt handshake"),
  "coalesced_padding_data": notice("note", "protocol", "(Random) padding data appended to the datagram"),
}, { short: "QUIC" });
const { f } = quic;

const VERSION_2 = 0x6b3343cf;
/** RFC 9000 §17.2: longer connection identifiers are not of this version. */
const LONGEST_ID = 20;
const INTEGRITY_TAG = 16;
const LAST_WITH_ORIGINAL_ID = 0xff000018;
const Type = { initial: 0, zeroRtt: 1, handshake: 2, retry: 3 } as const;

/** The identifiers that each side chose last, of which short headers do not tell the length. */
const chosenIds = conversationState("quic", () => ({ a: "", b: "" }));

const dissectQuic = dissector(quic, (d) => {
  if ((d.u8(d.start) & 0x80) === 0) {
    if ((d.u8(d.start) & 0x40) === 0 || d.indexing) return false;
    d.setProtocol("QUIC");
    d.setInfo("");
    short(d);
    return true;
  }
  d.setProtocol("QUIC");
  d.setInfo("");
  let isFirst = true;
  while (d.pos < d.end) {
    const at = d.pos;
    if ((d.u8(at) & 0x80) === 0) {
      if (isFirst || matchesId(d, at + 1)) { short(d); return true; }
      d.open(quic.node, at, d.end - at, undefined);
      d.notice(f.coalesced_padding_data);
      d.close();
      return true;
    }
    long(d);
    isFirst = false;
    if (d.pos <= at) return true;
  }
  return true;
});

/** A long header of a version in use; versions of the form ?a?a?a?a ask for negotiation (RFC 9000 §15). */
heuristic(dissector(quic, (d) => {
  const at = d.start;
  if (d.end < at + 7 || (d.u8(at) & 0x80) === 0) return false;
  const version = d.u32(at + 1), length = d.u8(at + 5);
  // a negotiation only answers what was known before
  if (!isKnown(version)) return false;
  if (length > LONGEST_ID || at + 6 + length >= d.end || d.u8(at + 6 + length) > LONGEST_ID) return false;
  chooseDissector(d, dissectQuic);
  return dissectQuic.dissect(d);
}), "udp");

function isKnown(version: number): boolean {
  if ((version & 0x0f0f0f0f) === 0x0a0a0a0a) return true;
  return versionNames.name(version) !== undefined && (version >>> 24 !== 0x51 || version === 0x51303530 || version >>> 8 === 0x51474f);
}

/** Opens the layer of the packet in [pos, end). */
function begin(d: Dissection, length: number): number {
  const at = d.pos;
  const node = d.open(quic.node, at, length, undefined);
  d.generated(f.packet_length, length, at);
  return node;
}

/** A variable-length integer (RFC 9000 §16) at `pos`. */
function readInteger(d: Dissection, field: Field<bigint>): number {
  const at = d.pos, size = 1 << (d.u8(at) >> 6);
  let value = BigInt(d.u8(at) & 0x3f);
  for (let i = 1; i < size; i++) value = (value << 8n) | BigInt(d.u8(at + i));
  d.put(field, at, size, value);
  d.pos = at + size;
  return value > 0xffffffffn ? 0xffffffff : Number(value);
}

function peekInteger(d: Dissection, at: number): number {
  const size = 1 << (d.u8(at) >> 6);
  let value = d.u8(at) & 0x3f;
  for (let i = 1; i < size; i++) value = value * 256 + d.u8(at + i);
  return value + size;
}

function packetLength(d: Dissection, at: number, type: number): number {
  const rest = d.reported - at;
  if (type === Type.retry) return rest;
  let pos = at + 6 + d.u8(at + 5);
  pos += 1 + d.u8(pos);
  if (type === Type.initial) pos += peekInteger(d, pos);
  const length = pos - at + peekInteger(d, pos);
  return Math.min(length, rest);
}

function connectionIds(d: Dissection): { destination: string; source: string } {
  const toLength = d.read(f.dcil);
  const destination = toLength > 0 ? hex(d.read(f.dcid, toLength)) : "";
  const fromLength = d.read(f.scil);
  const source = fromLength > 0 ? hex(d.read(f.scid, fromLength)) : "";
  if (d.tracking) {
    const ids = d.conversationState(chosenIds);
    if (d.fromA) ids.a = source; else ids.b = source;
  }
  return { destination, source };
}

function idText(ids: { destination: string; source: string }): string {
  return `${ids.destination ? `, DCID=${ids.destination}` : ""}${ids.source ? `, SCID=${ids.source}` : ""}`;
}

function long(d: Dissection): void {
  const at = d.pos, version = d.u32(at + 1);
  if (version === 0) { negotiation(d); return; }
  const bits = (d.u8(at) >> 4) & 3, isTwo = version === VERSION_2;
  const type = isTwo ? (bits + 3) & 3 : bits;
  const length = packetLength(d, at, type);
  begin(d, length);
  d.item(f.header_form, at);
  if (type !== Type.retry) d.item(f.fixed_bit, at);
  d.item(isTwo ? f["long.packet_type_v2"] : f["long.packet_type"], at);
  d.pos = at + 1;
  d.read(f.version);
  const ids = connectionIds(d);
  d.setInfo(`${longPacketTypeNames.name(type)}${idText(ids)}`);
  if (type === Type.retry) {
    // drafts up to 24 named the identifier that the client had chosen, later ones sign it
    const isOld = version >>> 8 === 0xff0000 && version <= LAST_WITH_ORIGINAL_ID;
    if (isOld) d.read(f.odcid, d.read(f.odcil));
    d.read(f.retry_token, Math.max(0, at + length - (isOld ? 0 : INTEGRITY_TAG) - d.pos));
    if (!isOld) d.read(f.retry_integrity_tag, INTEGRITY_TAG);
  } else {
    if (type === Type.initial) {
      const token = readInteger(d, f.token_length);
      if (token > 0) d.read(f.token, token);
    }
    readInteger(d, f.length);
    if (type !== Type.initial) d.notice(f.decryption_failed, d.parent, "Failed to create decryption context: Secrets are not available");
    if (type !== Type.initial && d.pos < at + length) d.put(f.remaining_payload, d.pos, Math.min(d.end, at + length) - d.pos);
  }
  d.pos = at + length;
  d.close();
}

/** RFC 9000 §17.2.1 */
function negotiation(d: Dissection): void {
  const at = d.pos;
  begin(d, d.reported - at);
  d.item(f.header_form, at); d.item(f["vn.unused"], at);
  d.pos = at + 1;
  d.read(f.version);
  d.setInfo(`Version Negotiation${idText(connectionIds(d))}`);
  while (d.pos + 4 <= d.reported) d.read(f.supported_version);
  d.pos = d.reported;
  d.close();
}

/** The identifier that the receiver chose, in hexadecimal. */
function expectedId(d: Dissection): string {
  const ids = d.conversationState(chosenIds);
  return d.fromA ? ids.b : ids.a;
}

function matchesId(d: Dissection, at: number): boolean {
  const id = expectedId(d), size = id.length / 2;
  return size > 0 && at + size <= d.end && hex(d.slice(at, size)) === id;
}

/** RFC 9000 §17.3.1 */
function short(d: Dissection): void {
  const at = d.pos, length = d.reported - at;
  const size = matchesId(d, at + 1) ? expectedId(d).length / 2 : 0;
  begin(d, length);
  const node = d.open(f.short, at, length, undefined);
  d.item(f.header_form, at); d.item(f.fixed_bit, at); d.item(f.spin_bit, at);
  d.pos = at + 1;
  const id = size > 0 ? hex(d.read(f.dcid, size)) : "";
  d.close();
  if (d.drawing) d.setLabel(node, `QUIC Short Header${id ? ` DCID=${id}` : ""}`);
  d.setInfo(`Protected Payload (KP0)${id ? `, DCID=${id}` : ""}`);
  if (d.pos < d.end) d.put(f.remaining_payload, d.pos, d.end - d.pos);
  d.pos = d.reported;
  d.close();
}
