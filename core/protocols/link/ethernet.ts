/** Ethernet II and IEEE 802.3 (IEEE 802.3-2022 §3). */
import { AddressKind } from "../../dissect/addresses";
import { attach, dissector } from "../../dissect/tables";
import type { Dissection } from "../../dissect/dissection";
import { bool, bytes, ether, protocol, u16, u24 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { etherTypes } from "../../fields/tables/ether-types";

const LG = ["Locally administered address (this is NOT the factory default)", "Globally unique address (factory default)"] as const;
const IG = ["Group address (multicast/broadcast)", "Individual address (unicast)"] as const;

export const eth = protocol("eth", "Ethernet", {
  "dst": ether("Destination"),
  "dst.oui": u24("Destination OUI", { display: "hex" }),
  "dst.lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "dst.ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "src": ether("Source"),
  "src.oui": u24("Source OUI", { display: "hex" }),
  "src.lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "src.ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "addr": ether("Address"),
  "addr.oui": u24("Address OUI", { display: "hex" }),
  "lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "type": u16("Type", { display: "hex", values: etherTypes }),
  "len": u16("Length"),
  "padding": bytes("Padding"),
  "trailer": bytes("Trailer"),
}, { short: "Ethernet" });

function address(d: Dissection, at: number, whole: Field, oui: Field, lg: Field, ig: Field): void {
  const { f } = eth;
  d.item(whole, at);
  d.push(d.last);
  d.item(oui, at); d.markHidden(d.last);
  d.item(f.addr, at);
  d.item(f["addr.oui"], at); d.markHidden(d.last);
  d.item(lg, at, 3);
  d.item(f.lg, at, 3); d.markHidden(d.last);
  d.item(ig, at, 3);
  d.item(f.ig, at, 3); d.markHidden(d.last);
  d.close();
}

attach(dissector(eth, (d) => {
  const { f } = eth;
  const at = d.start;
  d.need(at, 14);
  d.destination = d.address(AddressKind.ether, at, 6);
  d.source = d.address(AddressKind.ether, at + 6, 6);
  const type = d.u16(at + 12);
  d.setProtocol("Ethernet");
  d.begin(eth, 14, d.drawing ? `Ethernet II, Src: ${d.state.addresses.text(d.source)}, Dst: ${d.state.addresses.text(d.destination)}` : undefined);
  address(d, at, f.dst, f["dst.oui"], f["dst.lg"], f["dst.ig"]);
  address(d, at + 6, f.src, f["src.oui"], f["src.lg"], f["src.ig"]);
  d.item(f.type, at + 12);
  d.close();
  d.stack.push("ethertype");
  d.pos = at + 14;
  if (!d.next("ethertype", type)) d.data();
}, { carriesPackets: true }), "link", 1);
