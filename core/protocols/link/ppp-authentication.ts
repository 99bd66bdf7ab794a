/** PPP's authentication protocols: PAP (RFC 1334 §2) and CHAP (RFC 1994 §4). */
import { hex } from "../../base/text";
import { attach, dissector } from "../../dissect/tables";
import { bytes, heading, protocol, string, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const HEAD = 4;
const PAP_CODES = values({ 1: "Authenticate-Request", 2: "Authenticate-Ack", 3: "Authenticate-Nak" });
const CHAP_CODES = values({ 1: "Challenge", 2: "Response", 3: "Success", 4: "Failure" });

export const pap = protocol("pap", "PPP Password Authentication Protocol", {
  "code": u8("Code", { values: PAP_CODES }),
  "identifier": u8("Identifier"),
  "length": u16("Length"),
  "data": heading("Data"),
  "peer_id.length": u8("Peer-ID-Length"),
  "peer_id": string("Peer-ID", { help: "Name of who wants to log in." }),
  "password.length": u8("Password-Length"),
  "password": string("Password", { help: "Sent as it is: whoever reads the line knows it." }),
  "message.length": u8("Message-Length"),
  "message": string("Message"),
}, { short: "PPP PAP", help: "Logs in to a PPP link with a name and a password in the clear." });

attach(dissector(pap, (d) => {
  const { f } = pap;
  const at = d.start;
  d.setProtocol("PPP PAP");
  const code = d.u8(at);
  const name = PAP_CODES.name(code) ?? "Unknown";
  d.setInfo(name);
  d.begin(pap);
  d.read(f.code);
  d.read(f.identifier);
  const length = d.read(f.length);
  if (length <= HEAD) return;
  d.open(f.data, d.pos, d.reported - d.pos);
  if (code === 1) {
    const peer = d.read(f.peer_id, d.read(f["peer_id.length"]));
    const password = d.read(f.password, d.read(f["password.length"]));
    d.setInfo(`${name} (Peer-ID='${peer}', Password='${password}')`);
  } else {
    d.setInfo(`${name} (Message='${d.read(f.message, d.read(f["message.length"]))}')`);
  }
}), "ppp.protocol", 0xc023);

export const chap = protocol("chap", "PPP Challenge Handshake Authentication Protocol", {
  "code": u8("Code", { values: CHAP_CODES }),
  "identifier": u8("Identifier"),
  "length": u16("Length"),
  "data": heading("Data"),
  "value_size": u8("Value Size"),
  "value": bytes("Value", { help: "The challenge, or the hash that answers it." }),
  "name": string("Name", { help: "Name of the system that sent the message." }),
  "message": string("Message"),
}, { short: "PPP CHAP", help: "Logs in to a PPP link by proving a secret without sending it." });

attach(dissector(chap, (d) => {
  const { f } = chap;
  const at = d.start;
  d.setProtocol("PPP CHAP");
  const code = d.u8(at);
  const title = CHAP_CODES.name(code) ?? "Unknown";
  d.setInfo(title);
  d.begin(chap, d.u16(at + 2));
  d.read(f.code);
  d.read(f.identifier);
  const length = d.read(f.length), end = at + length;
  if (length < HEAD) return;
  if (code === 1 || code === 2) {
    if (length === HEAD) return;
    d.open(f.data, d.pos, length - HEAD);
    const size = d.u8(d.pos), room = end - d.pos - 1;
    d.item(f.value_size, d.pos);
    if (size > room) { d.setLabel(d.last, `Value Size: ${size} bytes (invalid, must be <= ${room})`); return; }
    d.pos += 1;
    const value = d.read(f.value, size);
    const name = d.pos < end ? d.read(f.name, end - d.pos) : "";
    if (d.columns) d.setInfo(`${title} (NAME='${name}', VALUE=0x${hex(value)})`);
  } else if (code === 3 || code === 4) {
    const text = length > HEAD ? d.read(f.message, length - HEAD) : "";
    d.setInfo(`${title} (MESSAGE='${text}')`);
  }
}), "ppp.protocol", 0xc223);
