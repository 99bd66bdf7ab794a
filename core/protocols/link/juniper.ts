/** Juniper's header of captures on Ethernet interfaces (LINKTYPE_JUNIPER_ETHER, tcpdump.org): a magic number, flags and typed extensions. */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { notice, protocol, u16, u24, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const MAGIC = 0x4d4743;
const EXTENSIONS = 0x80, NO_LINK_HEADER = 0x02;
const HEADER = 4, EXTENSION_HEADER = 2;
const ETHERNET = 204;
const le = { littleEndian: true };

export const juniper = protocol("juniper", "Juniper", {
  "magic-number": u24("Magic Number", { display: "hex" }),
  "direction": u8("Direction", { mask: 0x01, display: "hex", values: values({ 0: "Out", 1: "In" }) }),
  "l2hdr": u8("L2 header presence", { mask: 0x02, display: "hex", values: values({ 0: "Present", 1: "Not Present" }) }),
  "ext_total_len": u16("Extension(s) Total length"),
  "ext.ifd": u32("Device Interface Index", le),
  "ext.ifmt": u16("Device Media Type", le),
  "ext.ifl": u32("Logical Interface Index", le),
  "ext.unit": u32("Logical Unit Number", le),
  "ext.ifle": u16("Logical Interface Encapsulation", le),
  "ext.ttp_ifmt": u16("TTP derived Device Media Type", le),
  "ext.ttp_ifle": u16("TTP derived Logical Interface Encapsulation", le),
  "payload_type": u16("Payload Type", { values: values({ [ETHERNET]: "Ethernet" }) }),
  "magic-number.none": notice("warning", "protocol", "No Magic-Number found!"),
}, { short: "Juniper" });
const { f } = juniper;

const EXTENSION_FIELDS: ReadonlyMap<number, Field<number>> = new Map([
  [1, f["ext.ifd"]], [3, f["ext.ifmt"]], [4, f["ext.ifl"]], [5, f["ext.unit"]], [6, f["ext.ifle"]], [7, f["ext.ttp_ifmt"]], [8, f["ext.ttp_ifle"]],
]);

/** The extensions in [at, end); one that says it is empty or leaves the header ends them. */
function extensions(d: Dissection, at: number, end: number): void {
  for (let pos = at; pos + EXTENSION_HEADER <= end;) {
    const type = d.u8(pos), length = d.u8(pos + 1), body = pos + EXTENSION_HEADER;
    const field = EXTENSION_FIELDS.get(type);
    if (length === 0 || body + length > end) return;
    if (field) {
      d.openText(pos, EXTENSION_HEADER + length, `${field.label} Extension TLV #${type}, length: ${length}`);
      if (length <= 4) d.item(field, body, length);
      d.close();
    }
    pos = body + length;
  }
}

attach(dissector(juniper, (d) => {
  const at = d.start;
  d.setProtocol("Juniper");
  d.setInfo("");
  const node = d.openText(at, HEADER, "Juniper Ethernet");
  const magic = d.item(f["magic-number"], at);
  if (magic !== MAGIC) { d.notice(f["magic-number.none"], node); return; }
  const flags = d.u8(at + 3);
  d.item(f.direction, at + 3); d.item(f.l2hdr, at + 3);
  let inside = at + HEADER;
  if (flags & EXTENSIONS) {
    const length = d.item(f.ext_total_len, inside);
    const begin = inside + 2;
    inside = begin + length;
    d.push(d.last);
    extensions(d, begin, Math.min(inside, d.end));
    d.close();
  }
  d.setLength(node, Math.max(0, Math.min(inside, d.end) - at));
  // without a link header four bytes of address family stand in its place
  const hasLinkHeader = (flags & NO_LINK_HEADER) === 0;
  if (hasLinkHeader) d.put(f.payload_type, inside, 0, ETHERNET);
  d.close();
  if (!hasLinkHeader || !d.next("link", 1, inside)) d.data(inside);
}, { carriesPackets: true }), "link", 178);
