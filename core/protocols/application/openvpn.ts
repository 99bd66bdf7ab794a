/** OpenVPN, its control channel over UDP (the protocol notes that the project publishes). */
import type { Dissection } from "../../dissect/dissection";
import { conversationState, frameFact } from "../../dissect/capture-state";
import { attach, dissector } from "../../dissect/tables";
import { abstime, bytes, framenum, heading, protocol, u16, u24, u32, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const opcodeNames = values({
  1: "P_CONTROL_HARD_RESET_CLIENT_V1", 2: "P_CONTROL_HARD_RESET_SERVER_V1", 3: "P_CONTROL_SOFT_RESET_V1", 4: "P_CONTROL_V1", 5: "P_ACK_V1",
  6: "P_DATA_V1", 7: "P_CONTROL_HARD_RESET_CLIENT_V2", 8: "P_CONTROL_HARD_RESET_SERVER_V2", 9: "P_DATA_V2", 10: "P_CONTROL_HARD_RESET_CLIENT_V3",
  11: "P_CONTROL_WKC_V1",
});

export const openvpn = protocol("openvpn", "OpenVPN Protocol", {
  "plen": u16("Packet Length"),
  "type": u8("Type", { display: "hex" }),
  "opcode": u8("Opcode", { mask: 0xf8, display: "hex", values: opcodeNames }),
  "keyid": u8("Key ID", { mask: 0x7 }),
  "peerid": u24("Peer ID"),
  "sessionid": u64("Session ID"),
  "hmac": bytes("HMAC"),
  "pid": u32("Replay-Packet-ID"),
  "net_time": abstime("Net Time"),
  "rsessionid": u64("Remote Session ID"),
  "mpid": u32("Message Packet-ID"),
  "mpidarraylength": u8("Message Packet-ID Array Length"),
  "mpidarrayelement": u32("Message Packet-ID Array Element"),
  "data": bytes("Data"),
  "fragment_bytes": bytes("Fragment bytes"),
  "fragments": heading("Message fragments"),
  "fragment": framenum("Message fragment"),
  "fragment.count": u32("Message fragment count"),
  "reassembled.in": framenum("Reassembled message in frame"),
  "reassembled.length": u32("Reassembled message length"),
}, { short: "OpenVPN" });
const { f } = openvpn;

const P_DATA_V1 = 6, P_DATA_V2 = 9, P_ACK = 5;
/** Packets that one message acknowledges at most. */
const MOST_ACKNOWLEDGED = 8;
const HMAC = 20, P_CONTROL = 4, PIECE = 100;

interface Message { readonly frames: number[]; readonly parts: Uint8Array[]; bytes: Uint8Array | undefined; completedIn: number }
interface Pending { a: Message | undefined; b: Message | undefined }
const messages = conversationState<Pending>("openvpn", () => ({ a: undefined, b: undefined }));
const messageOf = frameFact<Message>("openvpn");

attach(dissector(openvpn, (d) => {
  const at = d.start, opcode = d.u8(at) >> 3, name = opcodeNames.name(opcode) ?? "Unknown Messagetype";
  d.setProtocol("OpenVPN");
  d.setInfo(`MessageType: ${name}`);
  d.begin(openvpn);
  d.item(f.type, at);
  if (d.drawing) d.append(d.last, " [opcode/key_id]");
  d.push(d.last);
  d.item(f.opcode, at); d.item(f.keyid, at);
  if (opcode === P_DATA_V2) d.item(f.peerid, at + 1);
  d.close();
  d.pos = at + (opcode === P_DATA_V2 ? 4 : 1);
  if (opcode === P_DATA_V1 || opcode === P_DATA_V2) {
    const length = d.end - d.pos;
    if (length <= 0) return;
    d.openText(d.pos, length, d.drawing ? `Data (${length} bytes)` : "");
    d.read(f.data, length);
    d.close();
    return;
  }
  d.read(f.sessionid);
  // with tls-auth a digest and a time come first
  if (hasDigest(d)) {
    d.read(f.hmac, HMAC);
    d.read(f.pid);
    d.put(f.net_time, d.pos, 4, BigInt(d.u32(d.pos)) * 1_000_000_000n);
    d.pos += 4;
  }
  const count = d.read(f.mpidarraylength);
  if (count > 0) {
    d.openText(d.pos, 0, "Packet-ID Array");
    for (let i = 0; i < count; i++) d.read(f.mpidarrayelement);
    d.close();
    d.read(f.rsessionid);
  }
  if (opcode === P_ACK) return;
  const number = d.read(f.mpid);
  if (opcode === P_CONTROL && d.end > d.pos && d.end === d.reported) control(d, name, number);
}), "udp.port", 1194);

/** TLS records, cut into pieces of 100 bytes by versions that add the `--tls-auth` digest; a shorter or longer piece is the last. */
function control(d: Dissection, name: string, number: number): void {
  const at = d.pos, length = d.end - at, isPart = length === PIECE;
  if (d.tracking) gather(d, at, length, isPart);
  const message = d.fact(messageOf);
  if (!message && !isPart) { d.close(); tls(d, at, length); return; }
  d.openText(at, length, d.drawing ? `Message fragment (${length} bytes)` : "");
  d.item(f.fragment_bytes, at, length);
  d.close();
  if (!message || message.bytes === undefined || message.completedIn !== d.frame.number) {
    if (message && message.completedIn > 0) d.generated(f["reassembled.in"], message.completedIn);
    d.setInfo(`MessageType: ${name} (Message fragment ${number}) `);
    return;
  }
  whole(d, message, message.bytes);
}

function gather(d: Dissection, at: number, length: number, isPart: boolean): void {
  const state = d.conversationState(messages), side = d.fromA ? "a" : "b";
  let message = state[side];
  if (!message) {
    if (!isPart) return;
    message = state[side] = { frames: [], parts: [], bytes: undefined, completedIn: 0 };
  }
  message.frames.push(d.frame.number);
  message.parts.push(d.slice(at, length).slice());
  d.setFact(messageOf, message);
  if (isPart) return;
  const bytes = new Uint8Array(message.parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of message.parts) { bytes.set(part, to); to += part.length; }
  message.bytes = bytes;
  message.completedIn = d.frame.number;
  state[side] = undefined;
}

function whole(d: Dissection, message: Message, bytes: Uint8Array): void {
  const list = d.drawing ? message.frames.map((frame, i) => `#${frame}(${message.parts[i]?.length ?? 0})`).join(", ") : "";
  const node = d.generated(f.fragments, undefined, d.start, bytes.length, d.drawing ? `${message.parts.length} Message fragments (${bytes.length} bytes): ${list}` : undefined);
  d.withSource("Reassembled OpenVPN", bytes, () => {
    d.push(node);
    let at = 0;
    message.frames.forEach((frame, i) => {
      const size = message.parts[i]?.length ?? 0;
      d.generated(f.fragment, frame, at, size, d.drawing ? `Frame: ${frame}, payload: ${at}-${at + size - 1} (${size} bytes)` : undefined);
      at += size;
    });
    d.generated(f["fragment.count"], message.parts.length, 0);
    d.generated(f["reassembled.length"], bytes.length, 0);
    d.close();
    d.close();
    tls(d, 0, bytes.length);
  });
}

/** The records are those of TLS on its own port. */
function tls(d: Dissection, at: number, length: number): void {
  if (!d.next("tcp.port", 443, at, length)) d.data(at, length);
}

/**
 * Without a digest a count of acknowledged packets comes next, of which OpenVPN sends at most eight, and then a
 * packet number; these count up from zero, so that their upper halves are zero. A digest looks like neither.
 */
function hasDigest(d: Dissection): boolean {
  const at = d.pos;
  return d.u8(at) > MOST_ACKNOWLEDGED || d.u16(at + 1) !== 0;
}
