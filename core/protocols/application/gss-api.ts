/** Security tokens of session set-ups: GSS-API (RFC 2743 §3.1), SPNEGO (RFC 4178) and the header of NTLM messages ([MS-NLMP] §2.2.1). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { protocol, oid, string, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const gssApi = protocol("gss-api", "GSS-API Generic Security Service Application Program Interface", {
  "OID": oid("OID"),
}, { short: "GSS-API" });
const spnego = protocol("spnego", "Simple Protected Negotiation", {}, { short: "SPNEGO" });
const kerberos = protocol("spnego-krb5", "SPNEGO-KRB5", {}, { short: "SPNEGO-KRB5", pseudo: true });

const messageTypes = values({ 1: "NTLMSSP_NEGOTIATE", 2: "NTLMSSP_CHALLENGE", 3: "NTLMSSP_AUTH" });
const ntlmssp = protocol("ntlmssp", "NTLM Secure Service Provider", {
  "identifier": string("NTLMSSP identifier"),
  "messagetype": u32("NTLM Message Type", { display: "hex", littleEndian: true, values: messageTypes }),
}, { short: "NTLMSSP" });

const APPLICATION = 0x60, OBJECT = 6, OCTETS = 4, CHOICE_RESPONSE = 0xa1, CHOICE_INIT = 0xa0;
const SIGNATURE = [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0];
const SPNEGO_OID = "2b0601050502";
/** The object identifier of Kerberos 5 before its token's two bytes of kind (RFC 4121 §4.1). */
const KERBEROS_TOKEN = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];
const AUTHENTICATE = 3, SHORT_LENGTH = 0x80, UNICODE = 1;

function find(d: Dissection, pattern: readonly number[]): number {
  for (let at = d.bytes.indexOf(pattern[0] as number, d.start); at >= 0 && at + pattern.length <= d.end; at = d.bytes.indexOf(pattern[0] as number, at + 1)) {
    if (pattern.every((b, i) => d.bytes[at + i] === b)) return at;
  }
  return -1;
}

/** The content of the element at `at`: [start, length]. */
function content(d: Dissection, at: number): readonly [number, number] {
  const first = d.u8(at + 1);
  if (first < SHORT_LENGTH) return [at + 2, first];
  const width = Math.min(first & 0x7f, 4);
  return [at + 2 + width, width === 0 ? 0 : d.uint(at + 2, width)];
}

/** Length of the octet string whose content begins at `at`, or what is left. */
function octetsBefore(d: Dissection, at: number): number {
  for (const header of [2, 3, 4]) {
    if (at - header < d.start || d.u8(at - header) !== OCTETS) continue;
    const [start, length] = content(d, at - header);
    if (start === at && at + length <= d.end) return length;
  }
  return d.end - at;
}

/** A text whose length and place the message's head gives ([MS-NLMP] §2.2.1.3). */
function named(d: Dissection, at: number, wide: boolean): string {
  const length = d.u16le(at), start = d.start + d.u32le(at + 4);
  return length === 0 ? "NULL" : d.text(start, length, wide ? "utf-16le" : "latin-1");
}

const ntlm = dissector(ntlmssp, (d) => {
  const { f } = ntlmssp;
  d.begin(ntlmssp);
  d.put(f.identifier, d.start, 8, "NTLMSSP");
  d.pos = d.start + 8;
  const type = d.read(f.messagetype);
  d.appendInfo(`, ${messageTypes.name(type) ?? "Unknown message type"}`);
  if (type === AUTHENTICATE && d.columns) {
    const wide = (d.u32le(d.start + 60) & UNICODE) !== 0;
    d.appendInfo(`, User: ${named(d, d.start + 28, wide)}\\${named(d, d.start + 36, wide)}`);
  }
});

const krb5 = dissector(kerberos, () => undefined);

const negotiation = dissector(spnego, (d) => {
  d.begin(spnego);
  const at = find(d, SIGNATURE);
  if (at >= 0) { d.call(ntlm, at, octetsBefore(d, at)); return; }
  const token = find(d, KERBEROS_TOKEN);
  const kind = token >= 0 && token + KERBEROS_TOKEN.length + 2 <= d.end ? d.u16(token + KERBEROS_TOKEN.length) : 0;
  if (kind === 0x0100 || kind === 0x0200) d.call(krb5, token, d.end - token);
});

attach(dissector(gssApi, (d) => {
  const first = d.u8(d.start);
  if (first !== APPLICATION && first !== CHOICE_RESPONSE && first !== CHOICE_INIT) return false;
  d.begin(gssApi);
  if (first === APPLICATION) {
    const [at] = content(d, d.start);
    if (d.u8(at) !== OBJECT) return;
    const [start, length] = content(d, at);
    d.item(gssApi.f.OID, start, length);
    const name = Array.from(d.slice(start, length), (b) => b.toString(16).padStart(2, "0")).join("");
    if (name === SPNEGO_OID) d.call(negotiation, start + length, d.reported - start - length);
  } else d.call(negotiation, d.start, d.reported - d.start);
}), "security", "blob");
attach(dissector(ntlmssp, (d) => (SIGNATURE.every((b, i) => d.bytes[d.start + i] === b) ? ntlm.dissect(d) : false)), "security", "ntlmssp");
