/** Teredo: IPv6 in UDP through address translators (RFC 4380 §5.1.1). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bytes, heading, ipv4, protocol, u16, u8 } from "../../fields/declare";

export const teredo = protocol("teredo", "Teredo IPv6 over UDP tunneling", {
  "auth": heading("Teredo Authentication header"),
  "auth.idlen": u8("Client identifier length"),
  "auth.aulen": u8("Authentication value length"),
  "auth.id": bytes("Client identifier"),
  "auth.value": bytes("Authentication value"),
  "auth.nonce": bytes("Nonce value"),
  "auth.conf": bytes("Confirmation byte"),
  "orig": heading("Teredo Origin Indication header"),
  "orig.port": u16("Origin UDP port"),
  "orig.addr": ipv4("Origin IPv4 address"),
}, { short: "Teredo" });

const { f } = teredo;

attach(dissector(teredo, (d) => {
  d.setProtocol("Teredo");
  d.setInfo("");
  d.begin(teredo);
  if (d.u16(d.pos) === 1) authentication(d);
  if (d.u16(d.pos) === 0) {
    const at = d.pos;
    d.open(f.orig, at, 8);
    // both are sent inverted, so that no translator touches them
    d.put(f["orig.port"], at + 2, 2, d.u16(at + 2) ^ 0xffff);
    d.put(f["orig.addr"], at + 4, 4, d.slice(at + 4, 4).map((octet) => octet ^ 0xff));
    d.close();
    d.pos = at + 8;
  }
  d.close();
  if (d.u8(d.pos) >> 4 === 6) d.next("ip.version", 6, d.pos); else d.data(d.pos);
}, { carriesPackets: true }), "udp.port", 3544);

function authentication(d: Dissection): void {
  const at = d.pos, id = d.u8(at + 2), value = d.u8(at + 3);
  d.open(f.auth, at, 13 + id + value);
  d.item(f["auth.idlen"], at + 2); d.item(f["auth.aulen"], at + 3);
  d.pos = at + 4;
  if (id > 0) d.read(f["auth.id"], id);
  if (value > 0) d.read(f["auth.value"], value);
  d.read(f["auth.nonce"], 8); d.read(f["auth.conf"], 1);
  d.close();
}
