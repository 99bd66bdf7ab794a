/** Generic Routing Encapsulation (RFC 1701, RFC 2784, RFC 2890) and the enhanced form of PPTP (RFC 2637 §4.1). */
import { expectedChecksum, internetChecksum, sumWords } from "../../base/checksum";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector, lookUp } from "../../dissect/tables";
import { bool, bytes, heading, notice, protocol, u16, u32, u8 } from "../../fields/declare";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const YES = ["Yes", "No"] as const;

const protocols = values({
  0x0000: "Possible GRE keepalive packet", 0x00fe: "OSI", 0x0800: "IP", 0x0806: "ARP", 0x2000: "CDP (Cisco)", 0x2001: "NHRP", 0x22eb: "ERSPAN III",
  0x6400: "MIKROTIK EoIP", 0x6558: "Transparent Ethernet bridging", 0x6559: "Frame Relay", 0x8137: "IPX", 0x86dd: "IPv6", 0x880b: "PPP", 0x883e: "WCCP",
  0x8847: "MPLS label switched packet", 0x8881: "CDMA2000 A10 Unstructured byte stream", 0x88be: "ERSPAN", 0x88d2: "CDMA2000 A10 3GPP2 Packet",
  0x8909: "CiscoMetaData", 0x894f: "Network Service Header", 0xb7ea: "Huawei GRE bonding", 0xfeae: "AIROHIVE AP AP",
});

export const gre = protocol("gre", "Generic Routing Encapsulation", {
  "flags_and_version": u16("Flags and Version", { display: "hex" }),
  "flags.checksum": bool("Checksum Bit", { mask: 0x8000, words: YES }),
  "flags.routing": bool("Routing Bit", { mask: 0x4000, words: YES }),
  "flags.key": bool("Key Bit", { mask: 0x2000, words: YES }),
  "flags.sequence_number": bool("Sequence Number Bit", { mask: 0x1000, words: YES }),
  "flags.strict_source_route": bool("Strict Source Route Bit", { mask: 0x0800, words: YES }),
  "flags.recursion_control": u16("Recursion control", { mask: 0x0700 }),
  "flags.ack": bool("Acknowledgment", { mask: 0x0080, words: YES }),
  "flags.reserved": u16("Flags (Reserved)", { mask: 0x00f8 }),
  "flags.reserved1": u16("Flags (Reserved)", { name: "gre.flags.reserved", mask: 0x0078 }),
  "flags.version": u16("Version", { mask: 0x0007, values: values({ 0: "GRE", 1: "Enhanced GRE" }) }),
  "proto": u16("Protocol Type", { display: "hex", values: protocols }),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "offset": u16("Offset"),
  "key": u32("Key", { display: "hex" }),
  "key.payload_length": u16("Payload Length"),
  "key.call_id": u16("Call ID"),
  "sequence_number": u32("Sequence Number"),
  "ack_number": u32("Acknowledgment Number"),
  "routing": heading("Routing"),
  "routing.address_family": u16("Address Family"),
  "routing.sre_offset": u8("SRE Offset"),
  "routing.src_length": u8("SRE Length"),
  "routing.information": bytes("Routing Information"),
  "checksum.incorrect": notice("error", "protocol", "Incorrect GRE Checksum"),
}, { short: "GRE" });

const { f } = gre;

attach(dissector(gre, (d) => {
  const at = d.start, word = d.u16(at), type = d.u16(at + 2), version = word & 7;
  const isEnhanced = version === 1;
  d.setProtocol("GRE");
  if (d.columns) d.setInfo(`Encapsulated ${protocols.name(type) ?? `0x${type.toString(16).padStart(4, "0")} (unknown)`}`);
  const node = d.begin(gre, 4, d.drawing ? `${gre.title} (${protocols.name(type) ?? `0x${type.toString(16).padStart(4, "0")} - unknown`})` : undefined);
  d.flags(f.flags_and_version, [
    f["flags.checksum"], f["flags.routing"], f["flags.key"], f["flags.sequence_number"], f["flags.strict_source_route"], f["flags.recursion_control"],
    ...(isEnhanced ? [f["flags.ack"], f["flags.reserved1"]] : [f["flags.reserved"]]), f["flags.version"],
  ]);
  d.read(f.proto);
  if (word & 0xc000) {
    drawChecksum(d, at, (word & 0x8000) !== 0);
    d.read(f.offset);
  }
  if (word & 0x2000) {
    d.item(f.key, d.pos);
    if (isEnhanced) {
      d.push(d.last);
      d.item(f["key.payload_length"], d.pos); d.item(f["key.call_id"], d.pos + 2);
      d.close();
    }
    d.pos += 4;
  }
  if (word & 0x1000) d.read(f.sequence_number);
  if (isEnhanced && word & 0x0080) d.read(f.ack_number);
  if (!isEnhanced && word & 0x4000) routing(d);
  d.setLength(node, d.pos - at);
  d.close();
  // an acknowledgement alone carries nothing
  if (isEnhanced && !(word & 0x1000) || d.pos >= d.reported) return;
  const { pos } = d, length = d.reported - pos;
  if (lookUp("gre.proto", type)) { d.next("gre.proto", type, pos, length, word & 0x1000 ? undefined : type === 0x88be ? "bare" : undefined); return; }
  if (type === 0x6558 ? d.next("link", 1, pos, length) : d.next("ethertype", type, pos, length)) return;
  d.data(pos, length);
}, { carriesPackets: true }), "ip.proto", 47);

function drawChecksum(d: Dissection, at: number, isPresent: boolean): void {
  const field = d.read(f.checksum), node = d.last;
  if (!isPresent || d.end < d.reported) { d.generated(f["checksum.status"], CHECKSUM.unverified, at + 4); return; }
  const computed = internetChecksum(sumWords(d.bytes, at, d.reported));
  if (computed === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["checksum.status"], CHECKSUM.good, at + 4);
    return;
  }
  if (d.drawing) d.append(node, ` incorrect, should be 0x${expectedChecksum(computed, field).toString(16).padStart(4, "0")}`);
  d.notice(f["checksum.incorrect"], node);
  d.generated(f["checksum.status"], CHECKSUM.bad, at + 4);
}

/** RFC 1701: source route entries, which one of no family and no length ends. */
function routing(d: Dissection): void {
  for (;;) {
    const at = d.pos, family = d.u16(at), length = d.u8(at + 3);
    d.open(f.routing, at, 4 + length);
    d.read(f["routing.address_family"]); d.read(f["routing.sre_offset"]); d.read(f["routing.src_length"]);
    if (length > 0) d.read(f["routing.information"], length);
    d.close();
    if (family === 0 && length === 0) return;
  }
}
