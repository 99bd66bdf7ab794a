/** Virtual eXtensible Local Area Network (RFC 7348, with the group policy extension of draft-smith-vxlan-group-policy). */
import { attach, dissector } from "../../dissect/tables";
import { protocol, u16, u24, u8 } from "../../fields/declare";


export const vxlan = protocol("vxlan", "Virtual eXtensible Local Area Network", {
  "flags": u16("Flags", { display: "hex" }),
  "flags_reserved": u16("Reserved(R)", { mask: 0x77b7, display: "hex" }),
  "flag_g": u16("GBP Extension", { mask: 0x8000, words: ["Defined", "Not defined"] }),
  "flag_i": u16("VXLAN Network ID (VNI)", { mask: 0x800, words: ["True", "False"] }),
  "flag_d": u16("Don't Learn", { mask: 0x40, words: ["True", "False"] }),
  "flag_a": u16("Policy Applied", { mask: 0x8, words: ["True", "False"] }),
  "gbp": u16("Group Policy ID"),
  "vni": u24("VXLAN Network Identifier (VNI)"),
  "reserved8": u8("Reserved"),
}, { short: "VxLAN" });
const { f } = vxlan;

attach(dissector(vxlan, (d) => {
  const at = d.start;
  d.setProtocol("VxLAN");
  d.setInfo("");
  d.begin(vxlan, 8);
  d.flags(f.flags, [f.flag_g, f.flag_i, f.flag_d, f.flag_a, f.flags_reserved]);
  d.read(f.gbp); d.read(f.vni); d.read(f.reserved8);
  d.close();
  d.next("link", 1, at + 8);
}, { carriesPackets: true }), "udp.port", 4789);
