/** Ethernet II and IEEE 802.3 (IEEE 802.3-2022 §3). */
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { NO_NODE } from "../../dissect/tree";
import type { Field } from "../../fields/field";
import { callByEtherType } from "./ether-type";
import { eth } from "./ethernet-fields";
import { addTrailer } from "./ethernet-trailer";

const HEADER = 14;
/** Largest value of the length/type field that is a length (IEEE 802.3 §3.2.6); types begin at 1536. */
const MAX_LENGTH = 1500;
const MIN_TYPE = 1536;
/** A frame that holds its check sequence has at least this size (IEEE 802.3 §4.4.2). */
const MIN_WITH_FCS = 64;

interface AddressFields { readonly whole: Field; readonly resolved: Field; readonly oui: Field; readonly lg: Field; readonly ig: Field }
const { f } = eth;
const DESTINATION: AddressFields = { whole: f.dst, resolved: f.dst_resolved, oui: f["dst.oui"], lg: f["dst.lg"], ig: f["dst.ig"] };
const SOURCE: AddressFields = { whole: f.src, resolved: f.src_resolved, oui: f["src.oui"], lg: f["src.lg"], ig: f["src.ig"] };

function address(d: Dissection, at: number, fields: AddressFields, id: number): number {
  const text = d.drawing || d.wants(fields.resolved) || d.wants(f.addr_resolved) ? d.state.addresses.text(id) : "";
  d.item(fields.whole, at);
  const node = d.last;
  d.push(node);
  d.hidden(fields.resolved, at, 6, text);
  d.item(fields.oui, at); d.markHidden(d.last);
  d.item(f.addr, at);
  d.hidden(f.addr_resolved, at, 6, text);
  d.item(f["addr.oui"], at); d.markHidden(d.last);
  d.item(fields.lg, at, 3);
  d.item(f.lg, at, 3); d.markHidden(d.last);
  d.item(fields.ig, at, 3);
  d.item(f.ig, at, 3); d.markHidden(d.last);
  d.close();
  return node;
}

/** Dissects the header's addresses and returns the node of the layer. */
function header(d: Dissection, title: string): number {
  const at = d.start;
  const node = d.begin(eth, HEADER, d.drawing ? `${title}, Src: ${d.state.addresses.text(d.source)}, Dst: ${d.state.addresses.text(d.destination)}` : undefined);
  address(d, at, DESTINATION, d.destination);
  const source = address(d, at + 6, SOURCE, d.source);
  if ((d.u8(at + 6) & 1) !== 0) d.notice(f.src_not_group, source);
  return node;
}

attach(dissector(eth, (d) => {
  const at = d.start;
  d.setProtocol("Ethernet");
  d.destination = d.address(AddressKind.ether, at, 6);
  d.source = d.address(AddressKind.ether, at + 6, 6);
  const type = d.u16(at + 12);
  const outermost = d.stack.length === 1;
  const known = outermost ? d.frame.fcsLength : 0;
  const end = Math.max(at + HEADER, d.reported - (known ?? 0));
  const length = end - at - HEADER;
  const fcs = known === undefined || known > 0 ? d.reported - at >= MIN_WITH_FCS || known === 4 : false;

  if (type > MAX_LENGTH && type < MIN_TYPE) {
    const text = `Invalid length/type: 0x${type.toString(16).padStart(4, "0")} (${type})`;
    d.setInfo(`Ethernet Unknown: ${text}`);
    header(d, "Ethernet");
    d.item(f.invalid_lentype, at + 12);
    d.notice(f["invalid_lentype.expert"], d.last, text);
    d.close();
    d.data(at + HEADER, length);
    return;
  }

  let node = NO_NODE;
  let contentEnd: number;
  if (type >= MIN_TYPE || type === 0) {
    d.setInfo("Ethernet II");
    if (!d.indexing) {
      node = header(d, "Ethernet II");
      d.item(f.type, at + 12);
      d.close();
    }
    contentEnd = callByEtherType(d, type, at + HEADER, length);
  } else {
    if (!d.indexing) {
      node = header(d, "IEEE 802.3 Ethernet");
      d.item(f.len, at + 12);
      if (type > length) d.notice(f["len.past_end"], d.last);
      d.close();
    }
    const payload = Math.min(type, length);
    contentEnd = at + HEADER + payload;
    // NetWare's "raw 802.3" puts IPX's checksum, always ffff, where LLC would be
    const raw = payload >= 2 && at + 16 <= d.end && d.u16(at + HEADER) === 0xffff;
    if (!d.next("802.3", raw ? "ipx" : "llc", at + HEADER, payload)) d.data(at + HEADER, payload);
  }
  addTrailer(d, node, contentEnd, d.reported, f.trailer, fcs && d.reported - contentEnd >= 4);
}, { carriesPackets: true }), "link", 1);
