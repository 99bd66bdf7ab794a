/** NetBIOS datagram service (RFC 1002 §4.4). */
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import { bool, ipv4, protocol, string, u16, u8 } from "../../../fields/declare";
import { values } from "../../../fields/values";
import type { Field } from "../../../fields/field";
import { readNetbiosName, suffixName } from "./names";

const typeNames = values({
  16: "Direct_unique datagram", 17: "Direct_group datagram", 18: "Broadcast datagram", 19: "Datagram error", 20: "Datagram query request",
  21: "Datagram positive query response", 22: "Datagram negative query response",
});
const nodeTypeNames = values({
  0: "B node", 1: "P node", 2: "M node", 3: "NBDD",
});
const errorCodeNames = values({
  130: "Destination name not present", 131: "Invalid source name format", 132: "Invalid destination name format",
});

export const nbdgm = protocol("nbdgm", "NetBIOS Datagram Service", {
  "type": u8("Message Type", { values: typeNames }),
  "flags": u8("Flags", { display: "hex" }),
  "next": bool("More fragments follow", { mask: 0x1, words: ["Yes", "No"] }),
  "first": bool("This is first fragment", { mask: 0x2, words: ["Yes", "No"] }),
  "node_type": u8("Node Type", { mask: 0xc, values: nodeTypeNames }),
  "dgram_id": u16("Datagram ID", { display: "hex" }),
  "src.ip": ipv4("Source IP"),
  "src.port": u16("Source Port"),
  "dgram_len": u16("Datagram length"),
  "pkt_offset": u16("Packet offset"),
  "error_code": u8("Error code", { display: "hex", values: errorCodeNames }),
  "source_name": string("Source name"),
  "destination_name": string("Destination name"),
}, { short: "NBDS" });
const { f } = nbdgm;

const QUERY = 0x14;

attach(dissector(nbdgm, (d) => {
  const at = d.start;
  d.setProtocol("NBDS");
  d.setInfo("");
  const type = d.u8(at);
  d.setInfo(typeNames.name(type) ?? "Unknown");
  const layer = d.begin(nbdgm);
  d.read(f.type);
  const flags = d.flags(f.flags, [f.next, f.first, f.node_type]);
  if (d.drawing) {
    d.append(d.tree.parent[d.last] ?? -1, `${flags & 1 ? ", More fragments follow" : ""}${flags & 2 ? ", This is first fragment" : ""}, Node Type: ${nodeTypeNames.name((flags >> 2) & 3)}`);
  }
  d.read(f.dgram_id); d.read(f["src.ip"]); d.read(f["src.port"]);
  if (type >= 0x10 && type <= 0x12) {
    d.read(f.dgram_len); d.read(f.pkt_offset);
    name(d, f.source_name); name(d, f.destination_name);
    const next = d.pos;
    d.setLength(layer, next - at);
    d.close();
    if (next < d.reported && !d.tryHeuristics("netbios", next)) d.data(next);
  } else if (type === 0x13) {
    d.read(f.error_code);
  } else if (type >= QUERY && type <= 0x16) {
    name(d, f.destination_name);
  }
}), "udp.port", 138);

function name(d: Dissection, field: Field<string>): void {
  const at = d.pos, { text, length, suffix } = readNetbiosName(d, at, at);
  d.put(field, at, length, text, d.drawing ? `${field.label}: ${text}${suffix < 0 ? "" : ` (${suffixName(suffix)})`}` : undefined);
  d.pos = at + length;
}
