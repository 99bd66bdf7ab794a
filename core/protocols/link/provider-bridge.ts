/** Service tags of provider bridges, "Q-in-Q" (IEEE 802.1ad-2005, now IEEE 802.1Q-2022 §9.6). */
import { attach, dissector } from "../../dissect/tables";
import { bytes, protocol, u16, u8 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { callByEtherType } from "./ether-type";
import { addTrailer } from "./ethernet-trailer";

const TAG = 4;

export const providerBridge = protocol("ieee8021ad", "IEEE 802.1ad", {
  "priority": u8("Priority", { mask: 0xe0, help: "Class of service in the provider's network." }),
  "dei": u8("DEI", { mask: 0x10, help: "Drop eligible: the frame goes first when a queue overflows." }),
  "id": u16("ID", { mask: 0x0fff, help: "Number of the service VLAN." }),
  "etype": u16("Type", { name: "ieee8021ah.etype", display: "hex", values: etherTypes, help: "Protocol behind the tag." }),
  "trailer": bytes("Trailer", { name: "ieee8021ah.trailer" }),
}, { short: "802.1ad", help: "A provider's tag around the customers' own VLAN tags." });

attach(dissector(providerBridge, (d) => {
  const { f } = providerBridge;
  const at = d.start;
  d.setProtocol("802.1ad");
  const tag = d.u16(at);
  if (d.columns) d.setInfo(`PRI: ${tag >> 13}  DROP: ${(tag >> 12) & 1} ID: ${tag & 0xfff}`);
  const node = d.begin(providerBridge, TAG, d.drawing ? `IEEE 802.1ad, ID: ${tag & 0xfff}` : undefined);
  d.item(f.priority, at);
  d.item(f.dei, at);
  d.item(f.id, at);
  const type = d.u16(at + 2);
  d.item(f.etype, at + 2);
  d.close();
  const end = callByEtherType(d, type, at + TAG, d.reported - at - TAG);
  addTrailer(d, node, end, d.reported, f.trailer);
}, { carriesPackets: true }), "ethertype", 0x88a8);
