/** VLAN tags (IEEE 802.1Q-2022 §9.6). */
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, notice, protocol, u16 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";
import { callByEtherType } from "./ether-type";
import { addTrailer } from "./ethernet-trailer";

const TAG = 4;
/** Largest value of the type field that is an IEEE 802.3 length. */
const MAX_LENGTH = 1500;

export const vlan = protocol("vlan", "802.1Q Virtual LAN", {
  "priority": u16("Priority", {
    mask: 0xe000, help: "Class of service of the frame, 0 (best effort) to 7 (network control).",
    values: values({
      0: "Best Effort (default)", 1: "Background", 2: "Spare", 3: "Excellent Effort", 4: "Controlled Load",
      5: "Video, < 100ms latency and jitter", 6: "Voice, < 10ms latency and jitter", 7: "Network Control",
    }),
  }),
  "dei": bool("DEI", { mask: 0x1000, words: ["Eligible", "Ineligible"], help: "Drop eligible: the frame goes first when a queue overflows." }),
  "id": u16("ID", { mask: 0x0fff, help: "Number of the VLAN; 0 means that the tag carries only a priority." }),
  "etype": u16("Type", { display: "hex", values: etherTypes, help: "Protocol behind the tag." }),
  "len": u16("Length", { help: "Bytes of IEEE 802.3 payload behind the tag." }),
  "trailer": bytes("Trailer", { help: "Bytes behind the payload that are not padding." }),
  "len.past_end": notice("error", "malformed", "Length field value goes past the end of the payload"),
}, { short: "VLAN", help: "A tag that says which virtual network of a shared wire the frame belongs to." });

attach(dissector(vlan, (d) => {
  const { f } = vlan;
  const at = d.start;
  d.setProtocol("VLAN");
  const tag = d.u16(at);
  if (d.columns) d.setInfo(`PRI: ${tag >> 13}  DEI: ${(tag >> 12) & 1}  ID: ${tag & 0xfff}`);
  const node = d.begin(vlan, TAG, d.drawing ? `802.1Q Virtual LAN, PRI: ${tag >> 13}, DEI: ${(tag >> 12) & 1}, ID: ${tag & 0xfff}` : undefined);
  d.item(f.priority, at);
  d.item(f.dei, at, 2);
  d.item(f.id, at);
  const type = d.u16(at + 2);
  const length = d.reported - at - TAG;
  if (type > MAX_LENGTH) {
    d.item(f.etype, at + 2);
    d.close();
    const end = callByEtherType(d, type, at + TAG, length);
    addTrailer(d, node, end, d.reported, f.trailer);
    return;
  }
  d.item(f.len, at + 2);
  if (type > length) d.notice(f["len.past_end"], d.last);
  d.close();
  const payload = Math.min(type, length);
  const raw = payload >= 2 && at + TAG + 2 <= d.end && d.u16(at + TAG) === 0xffff;
  if (!d.next("802.3", raw ? "ipx" : "llc", at + TAG, payload)) d.data(at + TAG, payload);
  addTrailer(d, node, at + TAG + payload, d.reported, f.trailer);
}, { carriesPackets: true }), "ethertype", 0x8100, 0x9100);
