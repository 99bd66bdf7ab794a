/** Backbone service instance tags, "MAC-in-MAC" (IEEE 802.1ah-2008, now IEEE 802.1Q-2022 §9.7). */
import { AddressKind } from "../../dissect/addresses";
import { attach, dissector } from "../../dissect/tables";
import { bytes, ether, protocol, u16, u24, u8 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { callByEtherType } from "./ether-type";
import { addTrailer } from "./ethernet-trailer";

const HEADER = 18;
const TAG = 4;

export const macInMac = protocol("ieee8021ah", "IEEE 802.1ah", {
  "priority": u8("Priority", { mask: 0xe0 }),
  "drop": u8("DROP", { mask: 0x10 }),
  "nca": u8("NCA", { mask: 0x08 }),
  "res1": u8("RES1", { mask: 0x04 }),
  "res2": u8("RES2", { mask: 0x03 }),
  "isid": u24("I-SID", { help: "Number of the customer's service in the backbone." }),
  "cdst": ether("C-Destination"),
  "csrc": ether("C-Source"),
  "etype": u16("Type", { display: "hex", values: etherTypes }),
  "trailer": bytes("Trailer"),
}, { short: "802.1ah", help: "A customer's whole frame behind a provider's own addresses." });

attach(dissector(macInMac, (d) => {
  const { f } = macInMac;
  const at = d.start;
  d.setProtocol("802.1ah");
  const instance = d.u24(at + 1), type = d.u16(at + 16);
  if (d.columns) d.setInfo(`I-SID: ${instance}`);
  const node = d.begin(macInMac, HEADER, d.drawing
    ? `IEEE 802.1ah, I-SID: ${instance}, C-Src: ${d.state.addresses.text(d.address(AddressKind.ether, at + 10, 6))}, C-Dst: ${d.state.addresses.text(d.address(AddressKind.ether, at + 4, 6))}` : undefined);
  d.open(macInMac.node, at, TAG, undefined, d.drawing ? `I-Tag, I-SID: ${instance}` : undefined);
  d.item(f.priority, at);
  d.item(f.drop, at);
  d.item(f.nca, at);
  d.item(f.res1, at);
  d.item(f.res2, at);
  d.item(f.isid, at + 1);
  d.close();
  d.item(f.cdst, at + 4);
  d.item(f.csrc, at + 10);
  // shown at the place tshark 4.0 gives it, inside the customer's addresses
  d.put(f.etype, at + 2, 2, type);
  d.close();
  addTrailer(d, node, callByEtherType(d, type, at + HEADER, d.reported - at - HEADER), d.reported, f.trailer);
}, { carriesPackets: true }), "ethertype", 0x88e7);
