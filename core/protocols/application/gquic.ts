/** Google's QUIC before the IETF's, versions Q009 to Q043: the public header (draft-hamilton-early-deployment-quic-00); encrypted payload is not read. */
import { conversationState } from "../../dissect/capture-state";
import { chooseDissector } from "../../dissect/chosen-dissectors";
import type { Dissection } from "../../dissect/dissection";
import { dissector, heuristic } from "../../dissect/tables";
import { bool, bytes, protocol, string, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const puflagsPknNames = values({
  0: "1 Byte", 1: "2 Bytes", 2: "4 Bytes", 3: "6 Bytes",
});

export const gquic = protocol("gquic", "GQUIC (Google Quick UDP Internet Connections)", {
  "puflags": u8("Public Flags", { display: "hex" }),
  "puflags.version": bool("Version", { mask: 0x1, words: ["Yes", "No"] }),
  "puflags.reset": bool("Reset", { mask: 0x2, words: ["Yes", "No"] }),
  "puflags.nonce": bool("Diversification nonce", { mask: 0x4, words: ["Yes", "No"] }),
  "puflags.cid": bool("CID Length", { mask: 0x8, words: ["8 Bytes", "0 Byte"] }),
  "puflags.pkn": u8("Packet Number Length", { mask: 0x30, display: "hex", values: puflagsPknNames }),
  "puflags.mpth": bool("Multipath", { mask: 0x40, words: ["Yes", "No"] }),
  "puflags.rsv": u8("Reserved", { mask: 0x80, display: "hex" }),
  "cid": u64("CID"),
  "version": string("Version"),
  "diversification_nonce": bytes("Diversification nonce"),
  "packet_number": u64("Packet Number"),
  "payload": bytes("Payload"),
}, { short: "GQUIC" });
const { f } = gquic;

const VERSION = 1, RESET = 2, NONCE = 4, ID = 8;
const FLAGS = [f["puflags.version"], f["puflags.reset"], f["puflags.nonce"], f["puflags.cid"], f["puflags.pkn"], f["puflags.mpth"], f["puflags.rsv"]];
/** Bytes of a packet number by its two bits. */
const NUMBER_LENGTHS = [1, 2, 4, 6];
/** From this version on numbers are sent in network order. */
const NETWORK_ORDER = 39;

const spoken = conversationState("gquic", () => ({ version: 0 }));

const dissectGquic = dissector(gquic, (d) => {
  const at = d.start, flags = d.u8(at);
  if (flags & 0xc0) return false;
  d.setProtocol("GQUIC");
  d.setInfo("");
  d.begin(gquic);
  d.flags(f.puflags, FLAGS);
  const state = d.conversationState(spoken);
  if (d.tracking && (flags & (VERSION | ID | RESET)) === (VERSION | ID)) state.version = Number(d.text(at + 10, 3, "ascii")) || 0;
  const isLittle = state.version < NETWORK_ORDER;
  const id = flags & ID ? (isLittle ? d.u64le(at + 1) : d.u64(at + 1)) : undefined;
  if (id !== undefined) { d.put(f.cid, at + 1, 8, id); d.pos = at + 9; }
  const idText = id === undefined ? "" : `, CID: ${id}`;
  if (flags & RESET) { d.setInfo(`Public Reset${idText}`); return; }
  if (flags & VERSION) {
    d.read(f.version, 4);
  } else if (flags & NONCE && (d.sourcePort === 443 || d.sourcePort === 80)) {
    d.read(f.diversification_nonce, 32);
  }
  const size = NUMBER_LENGTHS[(flags >> 4) & 3] ?? 1;
  const number = d.uint(d.pos, size, isLittle);
  d.put(f.packet_number, d.pos, size, BigInt(number));
  d.pos += size;
  if (isHandshake(d)) { d.setInfo(`PKN: ${number}${idText}`); return; }
  d.setInfo(`Payload (Encrypted), PKN: ${number}${idText}`);
  if (d.pos < d.end) d.read(f.payload, d.end - d.pos);
});

/** The first packet of a client names the connection and the version. */
heuristic(dissector(gquic, (d) => {
  const at = d.start;
  if (d.end < at + 13) return false;
  const flags = d.u8(at);
  if ((flags & 0xc0) !== 0 || (flags & (VERSION | ID)) !== (VERSION | ID)) return false;
  if (d.u8(at + 9) !== 0x51) return false;
  for (let i = 10; i < 13; i++) if (d.u8(at + i) < 0x30 || d.u8(at + i) > 0x39) return false;
  chooseDissector(d, dissectGquic);
  return dissectGquic.dissect(d);
}), "udp");

/** Messages of the handshake come in clear, behind a digest and the head of a stream frame. */
function isHandshake(d: Dissection): boolean {
  const end = Math.min(d.end - 4, d.pos + 12 + 16);
  for (let at = d.pos + 12; at <= end; at++) {
    const tag = d.u32(at);
    if (tag === 0x43484c4f || tag === 0x53484c4f || tag === 0x52454a00) return true;
  }
  return false;
}
