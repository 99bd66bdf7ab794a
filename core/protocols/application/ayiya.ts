/** Anything in anything, a tunnel through address translators (draft-massar-v6ops-ayiya §4). */
import { attach, dissector } from "../../dissect/tables";
import { abstime, bytes, protocol, u8 } from "../../fields/declare";
import { ipProtocols } from "../../fields/tables/ip-protocols";
import { values } from "../../fields/values";

const FORWARD = 1, ECHO_REQUEST_AND_FORWARD = 3;
const IPV4 = 4, IPV6 = 41;

export const ayiya = protocol("ayiya", "Anything in Anything Protocol", {
  "idlen": u8("Identity field length", { mask: 0xf0, display: "hex" }),
  "idtype": u8("Identity field type", { mask: 0x0f, display: "hex", values: values({ 0: "None", 1: "Integer", 2: "ASCII string" }) }),
  "siglen": u8("Signature Length", { mask: 0xf0, display: "hex" }),
  "hashmethod": u8("Hash method", { mask: 0x0f, display: "hex", values: values({ 0: "No hash", 1: "MD5", 2: "SHA1" }) }),
  "authmethod": u8("Authentication method", { mask: 0xf0, display: "hex", values: values({ 0: "No authentication", 1: "Hash using a Shared Secret", 2: "Hash using a public/private key method" }) }),
  "opcode": u8("Operation Code", {
    mask: 0x0f, display: "hex",
    values: values({ 0: "No Operation / Heartbeat", 1: "Forward", 2: "Echo Request", 3: "Echo Request and Forward", 4: "Echo Response", 5: "MOTD", 6: "Query Request", 7: "Query Response" }),
  }),
  "nextheader": u8("Next Header", { display: "hex", values: ipProtocols }),
  "epoch": abstime("Epoch"),
  "identity": bytes("Identity"),
  "signature": bytes("Signature"),
}, { short: "AYIYA" });
const { f } = ayiya;

attach(dissector(ayiya, (d) => {
  const at = d.start, first = d.u8(at);
  const identity = 1 << (first >> 4), signature = (d.u8(at + 1) >> 4) * 4;
  const operation = d.u8(at + 2) & 15, next = d.u8(at + 3);
  d.setProtocol("AYIYA");
  d.setInfo("");
  d.begin(ayiya, Math.min(8 + identity + signature, d.end - at));
  d.item(f.idlen, at); d.item(f.idtype, at);
  d.item(f.siglen, at + 1); d.item(f.hashmethod, at + 1);
  d.item(f.authmethod, at + 2); d.item(f.opcode, at + 2);
  d.item(f.nextheader, at + 3);
  d.put(f.epoch, at + 4, 4, BigInt(d.u32(at + 4)) * 1_000_000_000n);
  d.item(f.identity, at + 8, identity);
  if (signature > 0) d.item(f.signature, at + 8 + identity, signature);
  d.close();
  const inside = at + 8 + identity + signature;
  if (operation !== FORWARD && operation !== ECHO_REQUEST_AND_FORWARD) { if (inside < d.reported) d.data(inside); return; }
  const version = next === IPV4 ? 4 : next === IPV6 ? 6 : undefined;
  if (version === undefined || !d.next("ip.version", version, inside)) d.data(inside);
}, { carriesPackets: true }), "udp.port", 5072);
