/** Border Gateway Protocol (RFC 4271): the header of its messages, and the fixed parts of OPEN and NOTIFICATION. */
import { framed } from "../../dissect/stream-framing";
import { attach, dissector } from "../../dissect/tables";
import { bytes, ipv4, protocol, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const types = values({ 1: "OPEN Message", 2: "UPDATE Message", 3: "NOTIFICATION Message", 4: "KEEPALIVE Message", 5: "ROUTE-REFRESH Message", 6: "CAPABILITY Message", 0x80: "Cisco ROUTE-REFRESH Message" });
const errors = values({
  1: "Message Header Error", 2: "OPEN Message Error", 3: "UPDATE Message Error", 4: "Hold Timer Expired", 5: "Finite State Machine Error", 6: "Cease", 7: "ROUTE-REFRESH Message Error",
});

export const bgp = protocol("bgp", "Border Gateway Protocol", {
  "marker": bytes("Marker", { help: "Sixteen bytes of ones (RFC 4271 §4.1)." }),
  "length": u16("Length", { help: "Bytes of the message, this header included." }),
  "type": u8("Type", { values: types }),
  "open.version": u8("Version"),
  "open.myas": u16("My AS"),
  "open.holdtime": u16("Hold Time"),
  "open.identifier": ipv4("BGP Identifier"),
  "open.opt.len": u8("Optional Parameters Length"),
  "notify.major_error": u8("Major error Code", { values: errors }),
  "update.withdrawn_routes.length": u16("Withdrawn Routes Length"),
  "update.path_attributes.length": u16("Total Path Attribute Length"),
}, { short: "BGP" });

const { f } = bgp;
const PORT = 179, MARKER = 16, HEADER = 19, OPEN = 1, UPDATE = 2, NOTIFICATION = 3;

const message = dissector(bgp, (d) => {
  const type = d.u8(d.start + MARKER + 2);
  const name = types.name(type) ?? "Unknown Message";
  if (d.protocolColumn === bgp.short) d.appendInfo(`, ${name}`); else d.setInfo(name);
  d.setProtocol(bgp.short);
  d.begin(bgp, d.end - d.start, d.drawing ? `${bgp.title} - ${name}` : undefined);
  d.read(f.marker, MARKER);
  d.read(f.length);
  d.read(f.type);
  if (type === OPEN) {
    d.read(f["open.version"]);
    d.read(f["open.myas"]);
    d.read(f["open.holdtime"]);
    d.read(f["open.identifier"]);
    d.read(f["open.opt.len"]);
  } else if (type === NOTIFICATION) d.read(f["notify.major_error"]);
  else if (type === UPDATE) {
    const withdrawn = d.read(f["update.withdrawn_routes.length"]);
    d.pos += withdrawn;
    d.read(f["update.path_attributes.length"]);
  }
});

attach(framed(message, HEADER, (d, at) => {
  for (let i = 0; i < MARKER; i++) if (d.u8(at + i) !== 0xff) return -1;
  return Math.max(HEADER, d.u16(at + MARKER));
}), "tcp.port", PORT);
