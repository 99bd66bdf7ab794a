/** NetBIOS session service (RFC 1002 §4.3) and the direct transport of SMB over TCP, which keeps its header ([MS-SMB2] §2.1). */
import type { Dissection } from "../../../dissect/dissection";
import { framed } from "../../../dissect/stream-framing";
import { attach, dissector } from "../../../dissect/tables";
import { bool, bytes, ipv4, protocol, string, u16, u24, u8 } from "../../../fields/declare";
import { values } from "../../../fields/values";

const types = values({
  0: "Session message", 0x81: "Session request", 0x82: "Positive session response",
  0x83: "Negative session response", 0x84: "Retarget session response", 0x85: "Session keep-alive",
});

const errors = values({
  0x80: "Not listening on called name", 0x81: "Not listening for calling name", 0x82: "Called name not present",
  0x83: "Called name present, but insufficient resources", 0x8f: "Unspecified error",
});

export const nbss = protocol("nbss", "NetBIOS Session Service", {
  "type": u8("Message Type", { display: "hex", values: types, help: "What the packet does to the session." }),
  "flags": u8("Flags", { display: "hex" }),
  "flags.e": bool("Extend", { mask: 1, words: ["Add 65536 to length", "Add 0 to length"] }),
  "length": u24("Length", { help: "Bytes that follow the four of this header." }),
  "error_code": u8("Error code", { display: "hex", values: errors }),
  "retarget_ip_address": ipv4("Retarget IP address"),
  "retarget_port": u16("Retarget port"),
  "called_name": string("Called name"),
  "calling_name": string("Calling name"),
  "continuation_data": bytes("Continuation data"),
}, { short: "NBSS" });

const { f } = nbss;
const HEADER = 4, DIRECT_PORT = 445, SESSION_PORT = 139;
const MESSAGE = 0, REQUEST = 0x81, NEGATIVE = 0x83, RETARGET = 0x84, KEEP_ALIVE = 0x85;

/** A first-level encoded name (RFC 1001 §14.1): two letters a byte, the last byte is the suffix. */
function sessionName(d: Dissection, field: typeof f.called_name): string {
  const at = d.pos, letters = d.u8(at);
  d.need(at, letters + 2);
  let name = "", suffix = 0;
  for (let i = 0; i + 1 < letters; i += 2) {
    const code = ((d.u8(at + 1 + i) - 65) << 4) | ((d.u8(at + 2 + i) - 65) & 15);
    if (i + 2 >= letters) suffix = code & 0xff; else name += String.fromCharCode(code & 0xff);
  }
  const text = `${name.trimEnd()}<${suffix.toString(16).padStart(2, "0")}>`;
  d.put(field, at, letters + 2, text);
  d.pos = at + letters + 2;
  return text;
}

function known(d: Dissection, at: number): boolean {
  const type = d.u8(at);
  return type === MESSAGE || (type >= REQUEST && type <= KEEP_ALIVE);
}

const message = dissector(nbss, (d) => {
  const at = d.start;
  d.setProtocol("NBSS");
  if (d.remaining < HEADER || !known(d, at)) {
    d.setInfo("NBSS Continuation Message");
    d.begin(nbss);
    d.item(f.continuation_data, at, d.remaining);
    return;
  }
  const type = d.u8(at);
  d.setInfo(types.name(type) ?? "");
  d.begin(nbss);
  d.item(f.type, at);
  if (type !== MESSAGE && d.sourcePort !== DIRECT_PORT && d.destinationPort !== DIRECT_PORT) {
    d.pos = at + 1;
    d.flags(f.flags, [f["flags.e"]]);
  }
  d.item(f.length, at + 1, 3);
  d.pos = at + HEADER;
  if (type === REQUEST) d.appendInfo(`, to ${sessionName(d, f.called_name)} from ${sessionName(d, f.calling_name)}`);
  else if (type === NEGATIVE) d.read(f.error_code);
  else if (type === RETARGET) { d.read(f.retarget_ip_address); d.read(f.retarget_port); }
  else if (type === MESSAGE && d.reported > d.pos && !d.tryHeuristics("netbios")) d.data();
});

attach(framed(message, HEADER, (d, at) => (known(d, at) ? HEADER + (d.u24(at + 1) & (d.u8(at) === MESSAGE ? 0xffffff : 0x1ffff)) : 0)), "tcp.port", SESSION_PORT, DIRECT_PORT);
