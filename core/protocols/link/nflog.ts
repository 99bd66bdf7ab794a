/** Packets that Linux's netfilter logged (LINKTYPE_NFLOG, tcpdump.org): attributes, one of which is the packet. */
import { attach, dissector } from "../../dissect/tables";
import type { Dissection } from "../../dissect/dissection";
import { bytes, i32, protocol, stringz, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";
import { withoutAddresses } from "./no-address";

const HEADER = 4, ATTRIBUTE_HEADER = 4;
const PACKET_HEADER = 1, PAYLOAD = 9, PREFIX = 10;
const FAMILY_IPV4 = 2, FAMILY_IPV6 = 10;
const le = { littleEndian: true };

export const nflog = protocol("nflog", "Linux Netfilter NFLOG", {
  "family": u8("Family", { values: values({ 0: "Unspecified", 1: "IPv4/IPv6", 2: "IPv4", 3: "ARP", 5: "Netdev", 7: "Bridge", 10: "IPv6", 12: "DECNET" }) }),
  "version": u8("Version"),
  "res_id": u16("Resource id"),
  "tlv": bytes("TLV"),
  "tlv_length": u16("Length", le),
  "tlv_type": u16("Type", {
    mask: 0x7fff, ...le,
    values: values({
      0: "NFULA_UNSPEC", 1: "NFULA_PACKET_HDR", 2: "NFULA_MARK", 3: "NFULA_TIMESTAMP", 4: "NFULA_IFINDEX_INDEV", 5: "NFULA_IFINDEX_OUTDEV", 6: "NFULA_IFINDEX_PHYSINDEV",
      7: "NFULA_IFINDEX_PHYSOUTDEV", 8: "NFULA_HWADDR", 9: "NFULA_PAYLOAD", 10: "NFULA_PREFIX", 11: "NFULA_UID", 12: "NFULA_SEQ", 13: "NFULA_SEQ_GLOBAL", 14: "NFULA_GID",
      15: "NFULA_HWTYPE", 16: "NFULA_HWHEADER", 17: "NFULA_HWLEN",
    }),
  }),
  "protocol": u16("HW protocol", { display: "hex", values: etherTypes }),
  "hook": u8("Netfilter hook", { values: values({ 0: "Pre-routing", 1: "Local in", 2: "Forward", 3: "Local out", 4: "Post-routing" }) }),
  "ifindex_indev": u32("IFINDEX_INDEV"),
  "ifindex_outdev": u32("IFINDEX_OUTDEV"),
  "ifindex_physindev": u32("IFINDEX_PHYSINDEV"),
  "ifindex_physoutdev": u32("IFINDEX_PHYSOUTDEV"),
  "prefix": stringz("Prefix", { help: "Text of the rule that logged the packet." }),
  "uid": i32("UID"),
  "gid": i32("GID"),
  "tlv_value": bytes("Value"),
}, { short: "NFLOG" });
const { f } = nflog;
/** Attributes of one number in network order. */
const NUMBERS: ReadonlyMap<number, Field<number>> = new Map([
  [4, f.ifindex_indev], [5, f.ifindex_outdev], [6, f.ifindex_physindev], [7, f.ifindex_physoutdev], [11, f.uid], [14, f.gid],
]);

/** The value of an attribute of a type, in [at, at + length). */
function attribute(d: Dissection, type: number, at: number, length: number): void {
  const number = NUMBERS.get(type);
  if (number && length === 4) d.item(number, at);
  else if (type === PACKET_HEADER && length >= 3) { d.item(f.protocol, at); d.item(f.hook, at + 2); }
  else if (type === PREFIX) d.item(f.prefix, at, length);
  else if (type !== PAYLOAD && length > 0) d.item(f.tlv_value, at, length);
}

attach(dissector(nflog, (d) => {
  const at = d.start, family = d.u8(at);
  withoutAddresses(d);
  d.setProtocol("NFLOG");
  d.setInfo("");
  d.begin(nflog);
  d.read(f.family); d.read(f.version); d.read(f.res_id);
  let payload = -1, payloadLength = 0;
  for (let pos = at + HEADER; pos + ATTRIBUTE_HEADER <= d.reported;) {
    const length = d.u16le(pos), type = d.u16le(pos + 2) & 0x7fff, body = pos + ATTRIBUTE_HEADER;
    if (length < ATTRIBUTE_HEADER) break;
    const captured = Math.min(length, d.end - pos);
    d.open(f.tlv, pos, captured, d.slice(pos, captured));
    d.item(f.tlv_length, pos); d.item(f.tlv_type, pos + 2);
    attribute(d, type, body, length - ATTRIBUTE_HEADER);
    d.close();
    if (type === PAYLOAD) { payload = body; payloadLength = Math.min(length - ATTRIBUTE_HEADER, d.reported - body); }
    // attributes begin at multiples of four bytes
    pos = at + HEADER + Math.ceil((pos + length - at - HEADER) / 4) * 4;
  }
  d.close();
  if (payload < 0) return;
  const version = family === FAMILY_IPV4 ? 4 : family === FAMILY_IPV6 ? 6 : undefined;
  if (version === undefined || !d.next("ip.version", version, payload, payloadLength)) d.data(payload, payloadLength);
}, { carriesPackets: true }), "link", 239);
