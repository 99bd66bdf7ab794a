/** Encapsulated Remote Switch Packet Analysis, types I to III (draft-foschiano-erspan-03). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, protocol, u16, u32 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

export const erspan = protocol("erspan", "Encapsulated Remote Switch Packet ANalysis", {
  "version": u16("Version", { mask: 0xf000, values: values({ 1: "Type II", 2: "Type III" }) }),
  "vlan": u16("Vlan", { mask: 0x0fff }),
  "cos": u16("COS", { mask: 0xe000 }),
  "encap": u16("Encap", { mask: 0x1800, values: values({ 0: "Originally without VLAN tag", 1: "Originally ISL encapsulated", 2: "Originally 802.1Q encapsulated", 3: "VLAN tag preserved in frame" }) }),
  "bso": u16("Bad/Short/Oversized", { mask: 0x1800, values: values({ 0: "Good or unknown integrity", 1: "Short", 2: "Oversized", 3: "CRC or alignment error" }) }),
  "truncated": u16("Truncated", { mask: 0x0400, values: values({ 0: "Not truncated", 1: "Truncated" }) }),
  "spanid": u16("SpanID", { mask: 0x03ff }),
  "reserved": u32("Reserved", { mask: 0xfff00000 }),
  "index": u32("Index", { mask: 0x000fffff }),
  "timestamp": u32("Timestamp", { mask: 0xffffffff }),
  "sgt": u16("Security Group Tag", { mask: 0xffff }),
  "p": u16("Has Ethernet PDU", { mask: 0x8000 }),
  "ft": u16("Frame Type", { mask: 0x7c00, values: values({ 0: "Ethernet", 2: "IP" }) }),
  "hw": u16("Hardware ID", { mask: 0x03f0 }),
  "direction": bool("Direction", { mask: 0x0008, words: ["Egress", "Ingress"] }),
  "gra": u16("Timestamp granularity", { mask: 0x0006, values: values({ 0: "100 microseconds", 1: "100 nanoseconds", 2: "IEEE 1588", 3: "User configurable" }) }),
  "o": u16("Optional Sub headers", { mask: 0x0001 }),
  "platid": u32("Platform ID", { mask: 0xfc000000 }),
  "pid1.rsvd1": u32("Reserved", { mask: 0x03fff000 }),
  "pid1.vsmid": u32("VSM Domain ID", { mask: 0x00000fff }),
  "pid1.port_index": u32("Port ID/Index", { mask: 0xffffffff }),
  "pid3.rsvd1": u32("Reserved", { mask: 0x03ffc000 }),
  "pid3.port_index": u32("Port ID/Index", { mask: 0x00003fff }),
  "pid3.timestamp": u32("Upper 32-bit Timestamp", { mask: 0xffffffff }),
  "pid4.rsvd1": u32("Reserved", { mask: 0x03ffc000 }),
  "pid4.rsvd2": u32("Reserved", { mask: 0x00003fff }),
  "pid4.rsvd3": u32("Reserved", { mask: 0xffffffff }),
  "pid5.switchid": u32("Switch ID", { mask: 0x03ff0000 }),
  "pid5.port_index": u32("Port ID/Index", { mask: 0x0000ffff }),
  "pid5.timestamp": u32("Timestamp (seconds)", { mask: 0xffffffff }),
  "pid7.rsvd1": u32("Reserved", { mask: 0x03f00000 }),
  "pid7.source_index": u32("Source Index", { mask: 0x000fffff }),
  "pid7.timestamp": u32("Upper 32-bit Timestamp", { mask: 0xffffffff }),
}, { short: "ERSPAN" });

const { f } = erspan;

/** Fields of the platform's sub-header: those of its first word, then that of its second. */
const PLATFORMS: Readonly<Record<number, readonly [readonly Field[], Field]>> = {
  1: [[f["pid1.rsvd1"], f["pid1.vsmid"]], f["pid1.port_index"]],
  3: [[f["pid3.rsvd1"], f["pid3.port_index"]], f["pid3.timestamp"]],
  4: [[f["pid4.rsvd1"], f["pid4.rsvd2"]], f["pid4.rsvd3"]],
  5: [[f["pid5.switchid"], f["pid5.port_index"]], f["pid5.timestamp"]],
  6: [[f["pid5.switchid"], f["pid5.port_index"]], f["pid5.timestamp"]],
  7: [[f["pid7.rsvd1"], f["pid7.source_index"]], f["pid7.timestamp"]],
};

function items(d: Dissection, at: number, fields: readonly Field[]): void { for (const field of fields) d.item(field, at, field.type === "bool" ? 2 : field.width); }

/** Type I has no header at all: GRE has no sequence number then. */
const first = dissector(erspan, (d, hint) => {
  const at = d.start, word = hint === "bare" ? -1 : d.u16(at);
  d.setProtocol("ERSPAN");
  d.setInfo("ERSPAN:");
  if (word < 0) {
    d.begin(erspan, 0, d.drawing ? `${erspan.title} Type I` : undefined);
    d.close();
    d.next("link", 1, at);
    return;
  }
  const version = word >> 12;
  d.begin(erspan, Math.max(0, d.end - at), d.drawing ? `${erspan.title}${version === 1 ? " Type II" : version === 2 ? " Type III" : ""}` : undefined);
  items(d, at, [f.version, f.vlan]);
  if (version === 1) {
    items(d, at + 2, [f.cos, f.encap, f.truncated, f.spanid]);
    items(d, at + 4, [f.reserved, f.index]);
    d.close();
    d.next("link", 1, at + 8);
  } else if (version === 2) {
    third(d, at);
  } else {
    d.close();
    d.data(at + 2);
  }
}, { carriesPackets: true });

function third(d: Dissection, at: number): void {
  items(d, at + 2, [f.cos, f.bso, f.truncated, f.spanid]);
  items(d, at + 4, [f.timestamp]);
  items(d, at + 8, [f.sgt]);
  items(d, at + 10, [f.p, f.ft, f.hw, f.direction, f.gra, f.o]);
  const last = d.u16(at + 10);
  let content = at + 12;
  if (last & 1) {
    const platform = PLATFORMS[d.u32(content) >>> 26];
    d.item(f.platid, content);
    if (platform) { items(d, content, platform[0]); d.item(platform[1], content + 4); }
    content += 8;
  }
  d.close();
  const type = (last >> 10) & 31;
  if (type === 0) d.next("link", 1, content);
  else if (type === 2) d.next("network", "ip", content);
  else d.data(content);
}

attach(first, "gre.proto", 0x88be, 0x22eb);
