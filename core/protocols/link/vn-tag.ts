/** VN-Tag, the tag between a bridge and its remote ports (IEEE 802.1Qbh draft 1.0). */
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, protocol, u16, u32 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { callByEtherType } from "./ether-type";
import { addTrailer } from "./ethernet-trailer";

const TAG = 4;

export const vnTag = protocol("vntag", "VN-Tag", {
  "dir": bool("Direction", { mask: 0x80000000, words: ["From Bridge", "To Bridge"] }),
  "ptr": bool("Pointer", { mask: 0x40000000, words: ["vif_list_id", "vif_id"] }),
  "dst": u32("Destination", { mask: 0x3fff0000, help: "Virtual port the frame is for." }),
  "looped": bool("Looped", { mask: 0x8000, words: ["Yes", "No"] }),
  "r": u32("Reserved", { mask: 0x4000 }),
  "version": u32("Version", { mask: 0x3000 }),
  "src": u32("Source", { mask: 0x0fff, help: "Virtual port the frame came from." }),
  "etype": u16("Type", { display: "hex", values: etherTypes }),
  "trailer": bytes("Trailer"),
}, { short: "VNTAG", help: "Names the virtual ports a frame comes from and goes to." });

attach(dissector(vnTag, (d) => {
  const { f } = vnTag;
  const at = d.start;
  d.setProtocol("VNTAG");
  d.setInfo("");
  const node = d.begin(vnTag, TAG);
  for (const field of [f.dir, f.ptr, f.dst, f.looped, f.r, f.version, f.src]) d.item(field, at, TAG);
  const type = d.u16(at + TAG);
  d.item(f.etype, at + TAG);
  d.close();
  addTrailer(d, node, callByEtherType(d, type, at + TAG + 2, d.reported - at - TAG - 2), d.reported, f.trailer);
}, { carriesPackets: true }), "ethertype", 0x8926);
