/** Generic network virtualization encapsulation (RFC 8926). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, notice, protocol, u16, u24, u32, u64, u8 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { ranges, values } from "../../fields/values";

const TRUE = ["True", "False"] as const;
const BRIDGED = 0x6558;
const OPTION_HEADER = 4;
/** Option classes (IANA, Geneve option class). */
const CLASS_GOOGLE = 0x0132;
const CLASSES = ranges([
  [0x0000, 0x00ff, "Standard"], [0x0100, 0x0100, "Linux"], [0x0101, 0x0101, "Open vSwitch"], [0x0102, 0x0102, "Open Virtual Networking (OVN)"],
  [0x0104, 0x0104, "VMware"], [0x0108, 0x0110, "Amazon.com, Inc."], [CLASS_GOOGLE, CLASS_GOOGLE, "Google LLC"], [0xff00, 0xffff, "Experimental"],
]);

export const geneve = protocol("geneve", "Generic Network Virtualization Encapsulation", {
  "version": u8("Version"),
  "option.length": u8("Length", { unit: "bytes" }),
  "flags": u8("Flags", { display: "hex" }),
  "flags.oam": bool("Operations, Administration and Management Frame", { mask: 0x80, words: TRUE }),
  "flags.critical": bool("Critical Options Present", { mask: 0x40, words: TRUE }),
  "flags.reserved": bool("Reserved", { mask: 0x3f, words: TRUE }),
  "proto_type": u16("Protocol Type", { display: "hex", values: etherTypes }),
  "vni": u24("Virtual Network Identifier (VNI)", { display: "hex-dec", help: "Names the virtual network that the packet inside belongs to." }),
  "reserved": u8("Reserved", { display: "hex" }),
  "options": bytes("Options"),
  "option": bytes("Option"),
  "option.class": u16("Class", { display: "hex", values: CLASSES }),
  "option.type": u8("Type", { display: "hex" }),
  "option.type.critical": bool("Critical Option", { mask: 0x80, words: TRUE }),
  "option.flags": u8("Flags", { display: "hex" }),
  "option.flags.reserved": bool("Reserved", { mask: 0xe0, words: TRUE }),
  "option.gcp.vnid": u32("GCP Virtual Network ID"),
  "option.gcp.direction": bool("GCP Traffic Direction", { mask: 0x1, words: ["Egress", "Ingress"] }),
  "option.gcp.reserved": bool("GCP Reserved bits", { mask: 0xe, words: TRUE }),
  "option.gcp.endpoint": bytes("GCP Endpoint ID"),
  "option.gcp.profile": u64("GCP Profile ID"),
  "option.unknown.data": bytes("Unknown Option Data"),
  "option.length.invalid": notice("error", "malformed", "Invalid length for option"),
}, { short: "Geneve" });
const { f } = geneve;
const GOOGLE_TYPES = values({ 1: "GCP Virtual Network ID", 2: "GCP Endpoint ID", 3: "GCP Profile ID" });

function google(d: Dissection, type: number, body: number, size: number): boolean {
  if (type === 1 && size === 4) {
    d.put(f["option.gcp.vnid"], body, 4, d.u32(body) >>> 4);
    d.item(f["option.gcp.direction"], body, 4);
    d.item(f["option.gcp.reserved"], body, 4);
  } else if (type === 2) d.item(f["option.gcp.endpoint"], body, size);
  else if (type === 3 && size === 8) d.item(f["option.gcp.profile"], body);
  else return false;
  return true;
}

/** One option at `at` (§3.5); returns where the next begins. */
function option(d: Dissection, at: number, end: number): number {
  const kind = d.u16(at), type = d.u8(at + 2), size = (d.u8(at + 3) & 0x1f) * 4, body = at + OPTION_HEADER;
  const length = OPTION_HEADER + size;
  const name = kind === CLASS_GOOGLE ? GOOGLE_TYPES.name(type) : undefined;
  const critical = type & 0x80 ? "Critical" : "Non-critical";
  d.open(f.option, at, Math.min(length, d.end - at), d.slice(at, Math.min(length, d.end - at)), d.drawing ? `${name ?? "Unknown"} (${critical})` : undefined);
  d.item(f["option.class"], at);
  d.item(f["option.type"], at + 2);
  d.item(f["option.type.critical"], at + 2); d.markHidden(d.last);
  d.hidden(f["option.flags"], at + 3, 1, d.u8(at + 3) >> 5);
  d.push(d.last);
  d.item(f["option.flags.reserved"], at + 3);
  d.close();
  d.put(f["option.length"], at + 3, 1, length);
  if (body + size > end) d.notice(f["option.length.invalid"]);
  else if (size > 0 && !(kind === CLASS_GOOGLE && google(d, type, body, size))) d.item(f["option.unknown.data"], body, size);
  d.close();
  return at + length;
}

attach(dissector(geneve, (d) => {
  const at = d.start, first = d.u8(at), size = (first & 0x3f) * 4, type = d.u16(at + 2), inside = at + 8 + size;
  d.setProtocol("Geneve");
  if (d.columns) d.setInfo(`Encapsulated ${etherTypes.name(type) ?? `0x${type.toString(16).padStart(4, "0")}`}`);
  const network = d.u24(at + 4);
  d.begin(geneve, Math.min(8 + size, d.end - at), d.drawing ? `${geneve.title}, VNI: 0x${network.toString(16).padStart(6, "0")}` : undefined);
  d.put(f.version, at, 1, first >> 6);
  d.put(f["option.length"], at, 1, size);
  d.pos = at + 1;
  d.flags(f.flags, [f["flags.oam"], f["flags.critical"], f["flags.reserved"]]);
  d.read(f.proto_type); d.read(f.vni); d.read(f.reserved); d.markHidden(d.last);
  if (size > 0) {
    d.item(f.options, at + 8, size);
    d.push(d.last);
    for (let pos = at + 8; pos < inside;) pos = option(d, pos, inside);
    d.close();
  }
  d.close();
  const rest = d.reported - inside;
  if (!(type === BRIDGED ? d.next("link", 1, inside, rest) : d.next("ethertype", type, inside, rest))) d.data(inside, rest);
}, { carriesPackets: true }), "udp.port", 6081);
