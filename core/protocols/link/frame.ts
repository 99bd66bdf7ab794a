/** The frame: what the capture file says of a packet, above all its protocols. Field names as tshark's `frame`. */
import { attach, dissector } from "../../dissect/tables";
import { NodeFlag } from "../../dissect/tree";
import { abstime, bool, protocol, reltime, string, u16, u32 } from "../../fields/declare";

export const frame = protocol("frame", "Frame", {
  "encap_type": u16("Encapsulation type"),
  "time": abstime("Arrival Time"),
  "offset_shift": reltime("Time shift for this packet", { unit: "seconds" }),
  "time_epoch": reltime("Epoch Time", { unit: "seconds" }),
  "time_delta": reltime("Time delta from previous captured frame", { unit: "seconds" }),
  "time_delta_displayed": reltime("Time delta from previous displayed frame", { unit: "seconds" }),
  "time_relative": reltime("Time since reference or first frame", { unit: "seconds" }),
  "number": u32("Frame Number"),
  "len": u32("Frame length on the wire"),
  "cap_len": u32("Frame length stored into the capture file"),
  "marked": bool("Frame is marked", { words: ["True", "False"] }),
  "ignored": bool("Frame is ignored", { words: ["True", "False"] }),
  "protocols": string("Protocols in frame"),
  "interface_id": u32("Interface id"),
  "interface_name": string("Interface name"),
  "interface_description": string("Interface description"),
  "comment": string("Comment"),
}, { short: "Frame" });

attach(dissector(frame, (d) => {
  const { f } = frame;
  const { frame: meta, state } = d;
  d.begin(frame, d.end, d.drawing ? `Frame ${meta.number}: ${meta.length} bytes on wire (${meta.length * 8} bits), ${meta.capturedLength} bytes captured (${meta.capturedLength * 8} bits)` : undefined);
  const wantsTimes = d.drawing || d.wants(f.time) || d.wants(f.time_epoch) || d.wants(f.time_delta) || d.wants(f.time_relative) || d.wants(f.time_delta_displayed);
  d.put(f.encap_type, 0, 0, meta.linkType);
  if (meta.hasTime && wantsTimes) {
    const time = d.time;
    d.put(f.time, 0, 0, time);
    d.generated(f.offset_shift, 0n, 0);
    d.put(f.time_epoch, 0, 0, time);
    const previous = meta.number > 1 ? time - state.timeOf(meta.number - 1) : 0n;
    d.generated(f.time_delta, previous, 0);
    d.generated(f.time_delta_displayed, previous, 0);
    d.generated(f.time_relative, time - state.timeOf(1), 0);
  }
  d.put(f.number, 0, 0, meta.number);
  d.put(f.len, 0, 0, meta.length);
  d.put(f.cap_len, 0, 0, meta.capturedLength);
  d.generated(f.marked, 0, 0);
  d.generated(f.ignored, 0, 0);
  const stack = d.wants(f.protocols) ? d.put(f.protocols, 0, 0, "") : -1;
  if (stack >= 0) d.tree.flags[stack] = NodeFlag.generated;
  d.stack.length = 0;
  if (!d.next("link", meta.linkType, 0, d.reported)) d.data(0);
  if (stack >= 0) d.tree.setValue(stack, d.stack.join(":"));
}, { carriesPackets: true }), "root", "frame");
