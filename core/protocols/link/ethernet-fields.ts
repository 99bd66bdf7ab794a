/** The fields of Ethernet frames; padding is named by VLAN tags and cooked captures too. */
import { bool, bytes, ether, notice, protocol, string, u16, u24, u32, u8 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";

const LG = ["Locally administered address (this is NOT the factory default)", "Globally unique address (factory default)"] as const;
const IG = ["Group address (multicast/broadcast)", "Individual address (unicast)"] as const;
const STATUS = values({ 0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present", 4: "Illegal" });

export const eth = protocol("eth", "Ethernet", {
  "dst": ether("Destination", { help: "MAC address of the station or group the frame is for." }),
  "dst_resolved": string("Destination (resolved)"),
  "dst.oui": u24("Destination OUI", { help: "First three bytes of the destination: who the address block was assigned to." }),
  "dst.lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "dst.ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "src": ether("Source", { help: "MAC address of the station that sent the frame on this segment." }),
  "src_resolved": string("Source (resolved)"),
  "src.oui": u24("Source OUI", { help: "First three bytes of the source: who the address block was assigned to." }),
  "src.lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "src.ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "addr": ether("Address", { help: "Destination or source: matches frames to or from a station." }),
  "addr_resolved": string("Address (resolved)"),
  "addr.oui": u24("Address OUI"),
  "lg": bool("LG bit", { mask: 0x020000, words: LG }),
  "ig": bool("IG bit", { mask: 0x010000, words: IG }),
  "type": u16("Type", { display: "hex", values: etherTypes, help: "Protocol of the payload; values below 1536 would be a length." }),
  "len": u16("Length", { help: "Bytes of payload in an IEEE 802.3 frame, padding not counted." }),
  "invalid_lentype": u16("Invalid length/type", { display: "hex-dec" }),
  "padding": bytes("Padding", { help: "Zeros that fill the frame up to the minimum of 60 bytes." }),
  "trailer": bytes("Trailer", { help: "Bytes behind the payload that are neither padding nor check sequence." }),
  "fcs": u32("Frame check sequence", { display: "hex" }),
  "fcs.status": u8("FCS Status", { display: "name", values: STATUS }),
  "src_not_group": notice("warning", "protocol", "Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)"),
  "len.past_end": notice("error", "malformed", "Length field value goes past the end of the payload"),
  "padding_bad": notice("note", "protocol", "Didn't find padding of zeros, and an undecoded trailer exists. There may be padding of non-zeros."),
  "invalid_lentype.expert": notice("warning", "protocol", "Invalid length/type"),
}, { short: "Ethernet", help: "Frames of a local network: who sends, who receives, and what is inside." });
