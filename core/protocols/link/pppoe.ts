/** PPP over Ethernet: discovery and session (RFC 2516 §4, §5). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bytes, heading, notice, protocol, string, u16, u8 } from "../../fields/declare";
import type { Field, FieldValue } from "../../fields/field";
import { values } from "../../fields/values";

const HEADER = 6;
const CODES = values({
  0x00: "Session Data", 0x07: "Active Discovery Offer (PADO)", 0x09: "Active Discovery Initiation (PADI)", 0x0a: "Active Discovery Session-Grant (PADG)",
  0x0b: "Active Discovery Session-Credit Resp.(PADC)", 0x0c: "Active Discovery Quality (PADQ)", 0x19: "Active Discovery Request (PADR)",
  0x65: "Active Discovery Session-confirmation (PADS)", 0xa7: "Active Discovery Terminate (PADT)", 0xd3: "Active Discovery Message (PADM)",
  0xd4: "Active Discovery Network (PADN)",
});

export const pppoed = protocol("pppoed", "PPP-over-Ethernet Discovery", {
  "version": u8("Version", { name: "pppoe.version", mask: 0xf0 }),
  "type": u8("Type", { name: "pppoe.type", mask: 0x0f }),
  "code": u8("Code", { name: "pppoe.code", display: "hex", values: CODES }),
  "session_id": u16("Session ID", { name: "pppoe.session_id", display: "hex" }),
  "payload_length": u16("Payload Length", { name: "pppoe.payload_length" }),
  "payload_length.bad": notice("warning", "malformed", "Possible bad payload length", { name: "pppoe.payload_length.bad" }),
  "tags": heading("PPPoE Tags"),
  "tags.service_name": string("Service-Name"),
  "tags.ac_name": string("AC-Name"),
  "tags.host_uniq": bytes("Host-Uniq"),
  "tags.ac_cookie": bytes("AC-Cookie"),
  "tags.vendor_spec": bytes("Vendor-Specific"),
  "tags.relay_session_id": bytes("Relay-Session-Id"),
  "tags.service_name_error": string("Service-Name-Error"),
  "tags.ac_system_error": string("AC-System-Error"),
  "tags.generic_error": string("Generic-Error"),
  "tags.unknown": bytes("Unknown Data"),
}, { short: "PPPoED", help: "Finds the access concentrator that a PPP session will go through." });

export const pppoes = protocol("pppoes", "PPP-over-Ethernet Session", {}, { short: "PPPoES", help: "Carries a PPP session in Ethernet frames." });

const { f } = pppoed;
const END_OF_LIST = 0x0000, AC_NAME = 0x0102;
const TAGS: ReadonlyMap<number, Field<FieldValue>> = new Map<number, Field<FieldValue>>([
  [0x0101, f["tags.service_name"]], [AC_NAME, f["tags.ac_name"]], [0x0103, f["tags.host_uniq"]], [0x0104, f["tags.ac_cookie"]],
  [0x0105, f["tags.vendor_spec"]], [0x0110, f["tags.relay_session_id"]], [0x0201, f["tags.service_name_error"]],
  [0x0202, f["tags.ac_system_error"]], [0x0203, f["tags.generic_error"]],
]);

/** Reads the header and returns the length of the payload; the layer's node stays open. */
function header(d: Dissection): number {
  const at = d.start;
  d.item(f.version, at);
  d.item(f.type, at);
  d.pos = at + 1;
  d.read(f.code);
  d.read(f.session_id);
  return d.read(f.payload_length);
}

attach(dissector(pppoed, (d) => {
  const at = d.start;
  d.setProtocol("PPPoED");
  if (d.columns) d.setInfo(CODES.name(d.u8(at + 1)) ?? "Unknown");
  const node = d.begin(pppoed, HEADER);
  const length = header(d);
  d.setLength(node, HEADER + length);
  if (length > 0) {
    const end = at + HEADER + length;
    d.open(f.tags, d.pos, length);
    while (d.pos + 4 <= end) {
      const tag = d.u16(d.pos), size = d.u16(d.pos + 2);
      if (tag === END_OF_LIST) break;
      const field = TAGS.get(tag) ?? f["tags.unknown"];
      if (size > 0) {
        const value = d.item(field, d.pos + 4, size);
        if (d.columns && tag === AC_NAME && typeof value === "string") d.appendInfo(` AC-Name='${value}'`);
      }
      d.pos += 4 + size;
    }
    d.close();
  }
}), "ethertype", 0x8863);

const session = dissector(pppoes, (d) => {
  const at = d.start;
  d.setProtocol("PPPoES");
  if (d.columns) d.setInfo(CODES.name(d.u8(at + 1)) ?? "Unknown");
  d.begin(pppoes, HEADER);
  const length = header(d);
  const actual = d.reported - d.pos;
  if (length > actual) {
    d.setLabel(d.last, `Payload Length: ${length} [incorrect, should be ${actual}]`);
    d.notice(f["payload_length.bad"], d.last, `Possible bad payload length ${length} != ${actual}`);
  }
  d.close();
  const payload = Math.min(length, actual);
  if (!d.next("link", 9, at + HEADER, payload)) d.data(at + HEADER, payload);
}, { carriesPackets: true });
attach(session, "ethertype", 0x8864);
attach(session, "link", 51);
