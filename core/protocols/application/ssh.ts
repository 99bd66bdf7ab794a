/** Secure Shell: version exchange, binary packets and key exchange (RFC 4253, RFC 4419, RFC 5656); what follows new keys is encrypted. */
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { lineAt } from "../../dissect/lines";
import { SOME_MORE } from "../../dissect/stream-request";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, protocol, string, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const messages = values({
  1: "Disconnect", 2: "Ignore", 3: "Unimplemented", 4: "Debug", 5: "Service Request", 6: "Service Accept", 20: "Key Exchange Init", 21: "New Keys",
});

const LISTS = [
  "kex_algorithms", "server_host_key_algorithms", "encryption_algorithms_client_to_server", "encryption_algorithms_server_to_client",
  "mac_algorithms_client_to_server", "mac_algorithms_server_to_client", "compression_algorithms_client_to_server",
  "compression_algorithms_server_to_client", "languages_client_to_server", "languages_server_to_client",
] as const;

export const ssh = protocol("ssh", "SSH Protocol", {
  "protocol": string("Protocol"),
  "direction": bool("Direction", { words: ["server-to-client", "client-to-server"] }),
  "packet_length": u32("Packet Length", { help: "Bytes of the packet behind this field, padding included (RFC 4253 §6)." }),
  "padding_length": u8("Padding Length"),
  "message_code": u8("Message Code", { values: messages }),
  "padding_string": bytes("Padding String"),
  "payload": bytes("Payload"),
  "packet_length_encrypted": bytes("Packet Length (encrypted)"),
  "encrypted_packet": bytes("Encrypted Packet"),
  "cookie": bytes("Cookie"),
  "kex_algorithms_length": u32("kex_algorithms length"),
  "kex_algorithms": string("kex_algorithms string"),
  "server_host_key_algorithms_length": u32("server_host_key_algorithms length"),
  "server_host_key_algorithms": string("server_host_key_algorithms string"),
  "encryption_algorithms_client_to_server_length": u32("encryption_algorithms_client_to_server length"),
  "encryption_algorithms_client_to_server": string("encryption_algorithms_client_to_server string"),
  "encryption_algorithms_server_to_client_length": u32("encryption_algorithms_server_to_client length"),
  "encryption_algorithms_server_to_client": string("encryption_algorithms_server_to_client string"),
  "mac_algorithms_client_to_server_length": u32("mac_algorithms_client_to_server length"),
  "mac_algorithms_client_to_server": string("mac_algorithms_client_to_server string"),
  "mac_algorithms_server_to_client_length": u32("mac_algorithms_server_to_client length"),
  "mac_algorithms_server_to_client": string("mac_algorithms_server_to_client string"),
  "compression_algorithms_client_to_server_length": u32("compression_algorithms_client_to_server length"),
  "compression_algorithms_client_to_server": string("compression_algorithms_client_to_server string"),
  "compression_algorithms_server_to_client_length": u32("compression_algorithms_server_to_client length"),
  "compression_algorithms_server_to_client": string("compression_algorithms_server_to_client string"),
  "languages_client_to_server_length": u32("languages_client_to_server length"),
  "languages_client_to_server": string("languages_client_to_server string"),
  "languages_server_to_client_length": u32("languages_server_to_client length"),
  "languages_server_to_client": string("languages_server_to_client string"),
  "first_kex_packet_follows": u8("First KEX Packet Follows"),
  "kex.reserved": bytes("Reserved"),
  "kex.hassh_algorithms": string("hasshAlgorithms"),
  "kex.hasshserver_algorithms": string("hasshServerAlgorithms"),
  "mpint_length": u32("Multi Precision Integer Length"),
  "dh.e": bytes("DH client e"),
  "dh.f": bytes("DH server f"),
  "dh_gex.min": u32("DH GEX Min"),
  "dh_gex.nbits": u32("DH GEX Number of Bits"),
  "dh_gex.max": u32("DH GEX Max"),
  "dh_gex.p": bytes("DH GEX modulus (P)"),
  "dh_gex.g": bytes("DH GEX base (G)"),
  "ecdh.q_c_length": u32("ECDH client's ephemeral public key length"),
  "ecdh.q_c": bytes("ECDH client's ephemeral public key (Q_C)"),
  "ecdh.q_s_length": u32("ECDH server's ephemeral public key length"),
  "ecdh.q_s": bytes("ECDH server's ephemeral public key (Q_S)"),
  "host_key.length": u32("Host key length"),
  "host_key.type_length": u32("Host key type length"),
  "host_key.type": string("Host key type"),
  "host_key.rsa.e": bytes("RSA public exponent (e)"),
  "host_key.rsa.n": bytes("RSA modulus (N)"),
  "host_sig.length": u32("Host signature length"),
  "host_sig.type_length": u32("Host signature type length"),
  "host_sig.type": string("Host signature type"),
  "host_sig.rsa": bytes("RSA signature"),
}, { short: "SSH" });

const { f } = ssh;
const PORT = 22, PACKET_HEADER = 5, KEX_INIT = 20, NEW_KEYS = 21;
/** Longest packet believed in; what claims more is encrypted. */
const MAX_PACKET = 0x8000;

/** Messages whose numbers mean something else with each method (RFC 4250 §4.1.2). */
const METHODS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  dh: { 30: "Diffie-Hellman Key Exchange Init", 31: "Diffie-Hellman Key Exchange Reply" },
  gex: {
    30: "Diffie-Hellman Group Exchange Request (Old)", 31: "Diffie-Hellman Group Exchange Group", 32: "Diffie-Hellman Group Exchange Init",
    33: "Diffie-Hellman Group Exchange Reply", 34: "Diffie-Hellman Group Exchange Request",
  },
  ecdh: { 30: "Elliptic Curve Diffie-Hellman Key Exchange Init", 31: "Elliptic Curve Diffie-Hellman Key Exchange Reply" },
};

interface Side { greeted: boolean; encrypted: boolean; methods: string; ciphers: readonly [string, string] }
interface Session { version: number; readonly client: Side; readonly server: Side }
const sessionKey = conversationState<Session>("ssh.session", () => ({
  version: 0, client: { greeted: false, encrypted: false, methods: "", ciphers: ["", ""] }, server: { greeted: false, encrypted: false, methods: "", ciphers: ["", ""] },
}));

/** What was known where the bytes of a packet begin. */
interface Moment { session: Session | undefined; version: number; greeted: boolean; encrypted: boolean; method: string; opaque: boolean }
const momentKey = frameFact<Moment>("ssh.moment");

const CHACHA = "chacha20-poly1305@openssh.com";

/** Whether even the length of packets in a direction is hidden by the cipher agreed on. */
function isOpaque(session: Session, fromServer: boolean): boolean {
  const place = fromServer ? 1 : 0;
  const offered = session.server.ciphers[place].split(",");
  return session.client.ciphers[place].split(",").find((c) => offered.includes(c)) === CHACHA;
}

/** The first method of the client's that the server has too (RFC 4253 §7.1). */
function agreed(session: Session): string {
  const offered = session.server.methods.split(",");
  const name = session.client.methods.split(",").find((m) => offered.includes(m)) ?? "";
  return name.startsWith("diffie-hellman-group-exchange") ? "gex" : name.startsWith("diffie-hellman-") ? "dh" : name.startsWith("ecdh-") || name.startsWith("curve25519-") ? "ecdh" : "";
}

function mpint(d: Dissection, field: Field<Uint8Array>): void { const length = d.read(f.mpint_length); d.read(field, length); }
function lengthed(d: Dissection, length: Field<number>, field: Field<Uint8Array>): void { const n = d.read(length); d.read(field, n); }

function hostKey(d: Dissection): void {
  const end = d.pos + 4 + d.u32(d.pos);
  d.openText(d.pos, end - d.pos, "KEX host key");
  d.read(f["host_key.length"]);
  const type = d.read(f["host_key.type"], d.read(f["host_key.type_length"]));
  if (type === "ssh-rsa") { mpint(d, f["host_key.rsa.e"]); mpint(d, f["host_key.rsa.n"]); }
  d.close();
  d.pos = end;
}

function signature(d: Dissection): void {
  const end = d.pos + 4 + d.u32(d.pos);
  d.openText(d.pos, end - d.pos, "KEX host signature");
  d.read(f["host_sig.length"]);
  const type = d.read(f["host_sig.type"], d.read(f["host_sig.type_length"]));
  if (type === "ssh-rsa") mpint(d, f["host_sig.rsa"]);
  d.close();
  d.pos = end;
}

function keyExchangeInit(d: Dissection, isServer: boolean, side: Side | undefined): void {
  const heading = d.openText(d.pos, d.remaining, "Algorithms"), from = d.pos;
  d.read(f.cookie, 16);
  const texts: string[] = [];
  for (const list of LISTS) {
    const length = d.read(f[`${list}_length`]);
    texts.push(d.read(f[list], length));
  }
  d.read(f.first_kex_packet_follows);
  d.read(f["kex.reserved"], 4);
  if (side) {
    side.methods = texts[0] ?? "";
    side.ciphers = [texts[2] ?? "", texts[3] ?? ""];
  }
  const pick = isServer ? [0, 3, 5, 7] : [0, 2, 4, 6];
  const all = pick.map((i) => texts[i] ?? "").join(";");
  d.setLength(heading, d.pos - from);
  d.generated(isServer ? f["kex.hasshserver_algorithms"] : f["kex.hassh_algorithms"], all, d.pos);
  d.close();
}

/** A key exchange message of a method; false where its body is not known. */
function exchange(d: Dissection, method: string, code: number): boolean {
  switch (`${method}${code}`) {
    case "dh30": case "gex32": mpint(d, f["dh.e"]); return true;
    case "dh31": case "gex33": hostKey(d); mpint(d, f["dh.f"]); signature(d); return true;
    case "gex31": mpint(d, f["dh_gex.p"]); mpint(d, f["dh_gex.g"]); return true;
    case "gex34": d.read(f["dh_gex.min"]); d.read(f["dh_gex.nbits"]); d.read(f["dh_gex.max"]); return true;
    case "ecdh30": lengthed(d, f["ecdh.q_c_length"], f["ecdh.q_c"]); return true;
    case "ecdh31": hostKey(d); lengthed(d, f["ecdh.q_s_length"], f["ecdh.q_s"]); signature(d); return true;
    default: return false;
  }
}

/** One packet in the clear; returns its message's name and notes what it changes. */
function packet(d: Dissection, isServer: boolean, now: Moment, session: Session | undefined): string {
  const at = d.pos, length = d.u32(at), padding = d.u8(at + 4), code = d.u8(at + 5);
  const end = at + 4 + length;
  const side = session && (isServer ? session.server : session.client);
  d.need(at, 4 + length);
  const name = messages.name(code) ?? METHODS[now.method]?.[code] ?? `Unknown (${code})`;
  d.openText(at, 4 + length, "SSH Version 2");
  d.read(f.packet_length);
  d.read(f.padding_length);
  d.openText(d.pos, length - 1, "Key Exchange");
  d.put(f.message_code, d.pos, 1, code, d.drawing ? `Message Code: ${name} (${code})` : undefined);
  d.pos += 1;
  if (code === KEX_INIT) keyExchangeInit(d, isServer, side);
  else if (code === NEW_KEYS) { now.encrypted = true; if (side) side.encrypted = true; }
  else if (!exchange(d, now.method, code) && end - padding > d.pos) d.read(f.payload, end - padding - d.pos);
  d.close();
  if (padding > 0 && end - padding >= d.pos) d.item(f.padding_string, end - padding, padding);
  d.close();
  d.pos = end;
  if (session) now.method = agreed(session);
  return name;
}

attach(dissector(ssh, (d) => {
  const isServer = d.destinationPort !== PORT;
  const session = d.tracking ? d.conversationState(sessionKey) : undefined;
  const side = session && (isServer ? session.server : session.client);
  const noted = d.fact(momentKey);
  const now: Moment = session && side
    ? { session, version: session.version, greeted: side.greeted, encrypted: side.encrypted, method: agreed(session), opaque: isOpaque(session, isServer) }
    : noted ? { ...noted } : { session: undefined, version: 2, greeted: true, encrypted: true, method: "", opaque: false };
  if (session && !noted) d.setFact(momentKey, { ...now });
  const waits = d.stream !== undefined && !d.stream.ended;
  const isGreeting = d.remaining >= 4 && d.text(d.start, 4, "latin-1") === "SSH-";
  if (isGreeting && !lineAt(d, d.start).ended && d.remaining < 256 && waits) { d.stream?.ask(d.start, SOME_MORE); return; }
  // packets in the clear that lie in several segments come whole
  const clear = (at: number): number => {
    const room = d.reported - at;
    if (room < PACKET_HEADER + 1) return -1;
    const length = d.u32(at);
    return length < 2 || length > MAX_PACKET ? -1 : 4 + length;
  };
  if (!isGreeting && !now.encrypted && waits && clear(d.start) > d.reported - d.start) { d.stream?.ask(d.start, clear(d.start) - (d.reported - d.start)); return; }

  const who = isServer ? "Server" : "Client";
  const names: string[] = [];
  d.setProtocol("SSH");
  d.setInfo("");
  d.begin(ssh);
  d.pos = d.start;
  if (isGreeting) {
    const line = lineAt(d, d.start);
    const text = d.item(f.protocol, d.start, line.textEnd - d.start);
    now.version = text.startsWith("SSH-1.") && !text.startsWith("SSH-1.99") ? 1 : 2;
    if (session && side) { session.version = now.version; side.greeted = true; }
    names.push(`Protocol (${text})`);
    d.pos = line.next;
  }
  while (d.pos < d.end && !now.encrypted && now.version !== 1) {
    const length = clear(d.pos);
    if (length < 0) break;
    if (length > d.reported - d.pos) {
      if (waits) d.stream?.ask(d.pos, length - (d.reported - d.pos));
      break;
    }
    names.push(packet(d, isServer, now, session));
  }
  // what follows new keys in the same bytes is left alone
  const asked = names.at(-1) === messages.name(NEW_KEYS) || (d.stream !== undefined && d.stream.from >= 0);
  if (d.pos < d.end && !asked && now.encrypted && d.remaining >= 4) {
    const at = d.pos, length = d.remaining;
    d.openText(at, length, "SSH Version 2");
    if (!now.opaque) {
      d.read(f.packet_length_encrypted, 4);
      if (d.remaining > 0) d.read(f.encrypted_packet, d.remaining);
      names.push(`Encrypted packet (len=${length})`);
    }
    d.close();
  }
  d.generated(f.direction, isServer ? 1 : 0, d.start);
  // a side speaks the version that it names somewhere in the conversation
  const settled = now.session === undefined || (isServer ? now.session.server : now.session.client).greeted;
  d.setProtocol(!settled ? "SSH" : now.version === 1 ? "SSHv1" : now.version === 2 ? "SSHv2" : "SSH");
  if (d.columns) d.setInfo(`${who}: ${names.join(", ")}`);
}), "tcp.port", PORT);
