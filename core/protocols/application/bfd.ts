/** Bidirectional Forwarding Detection (RFC 5880, over UDP RFC 5881, RFC 5883, RFC 7130, RFC 7881). */
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, protocol, string, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const diagNames = values({
  0: "No Diagnostic", 1: "Control Detection Time Expired", 2: "Echo Function Failed", 3: "Neighbor Signaled Session Down", 4: "Forwarding Plane Reset",
  5: "Path Down", 6: "Concatenated Path Down", 7: "Administratively Down", 8: "Reverse Concatenated Path Down", 9: "Mis-Connectivity Defect",
});
const staNames = values({
  0: "AdminDown", 1: "Down", 2: "Init", 3: "Up",
});
const authTypeNames = values({
  1: "Simple Password", 2: "Keyed MD5", 3: "Meticulous Keyed MD5", 4: "Keyed SHA1", 5: "Meticulous Keyed SHA1",
});

export const bfd = protocol("bfd", "Bidirectional Forwarding Detection Control Message", {
  "version": u8("Protocol Version", { mask: 0xe0 }),
  "diag": u8("Diagnostic Code", { mask: 0x1f, display: "hex", values: diagNames }),
  "sta": u8("Session State", { mask: 0xc0, display: "hex", values: staNames }),
  "flags": u8("Message Flags", { display: "hex" }),
  "flags.d": bool("Demand", { mask: 0x2 }),
  "flags.p": bool("Poll", { mask: 0x20 }),
  "flags.f": bool("Final", { mask: 0x10 }),
  "flags.c": bool("Control Plane Independent", { mask: 0x8 }),
  "flags.a": bool("Authentication Present", { mask: 0x4 }),
  "flags.m": bool("Multipoint", { mask: 0x1 }),
  "detect_time_multiplier": u8("Detect Time Multiplier"),
  "message_length": u8("Message Length"),
  "my_discriminator": u32("My Discriminator", { display: "hex" }),
  "your_discriminator": u32("Your Discriminator", { display: "hex" }),
  "desired_min_tx_interval": u32("Desired Min TX Interval"),
  "required_min_rx_interval": u32("Required Min RX Interval"),
  "required_min_echo_interval": u32("Required Min Echo Interval"),
  "checksum": bytes("Checksum"),
  "auth.type": u8("Authentication Type", { values: authTypeNames }),
  "auth.len": u8("Authentication Length"),
  "auth.key": u8("Authentication Key ID"),
  "auth.password": string("Password"),
  "auth.seq_num": u32("Sequence Number", { display: "hex" }),
}, { short: "BFD Control" });
const { f } = bfd;

const FLAGS = [f["flags.p"], f["flags.f"], f["flags.c"], f["flags.a"], f["flags.d"], f["flags.m"]];

attach(dissector(bfd, (d) => {
  const at = d.start, first = d.u8(at);
  if (first >> 5 !== 1) return false;
  d.setProtocol("BFD Control");
  const second = d.u8(at + 1), length = d.u8(at + 3);
  const diagnostic = diagNames.name(first & 31) ?? "Unknown", state = staNames.name(second >> 6) ?? "";
  d.setInfo(`Diag: ${diagnostic}, State: ${state}, Flags: 0x${(second & 0x3f).toString(16).padStart(2, "0")}`);
  d.begin(bfd, length);
  d.item(f.version, at); d.item(f.diag, at);
  d.item(f.sta, at + 1);
  d.pos = at + 1;
  d.flags(f.flags, FLAGS);
  if (d.drawing && second & 4) d.append(d.tree.parent[d.last] ?? -1, ", Authentication Present: Set");
  const multiplier = d.read(f.detect_time_multiplier);
  if (d.drawing && d.end >= at + 16) d.append(d.last, ` (= ${Math.floor(multiplier * (d.u32(at + 12) / 1000))} ms Detection time)`);
  d.read(f.message_length);
  d.read(f.my_discriminator); d.read(f.your_discriminator);
  interval(d, f.desired_min_tx_interval); interval(d, f.required_min_rx_interval); interval(d, f.required_min_echo_interval);
  if (second & 4 && length >= 28) authentication(d);
}), "udp.port", 3784, 4784, 6784, 7784);

function interval(d: Dissection, field: Field<number>): void {
  const value = d.read(field);
  if (d.drawing) d.setLabel(d.last, `${field.label}: ${String(Math.floor(value / 1000)).padStart(4)} ms (${value} us)`);
}

/** RFC 5880 §4.2 to §4.4 */
function authentication(d: Dissection): void {
  const at = d.pos, type = d.u8(at), length = d.u8(at + 1);
  d.openText(at, length, d.drawing ? `Authentication: ${authTypeNames.name(type) ?? "Unknown Authentication Type"}` : "");
  d.read(f["auth.type"]); d.read(f["auth.len"]); d.read(f["auth.key"]);
  if (type === 1) {
    d.readText(f["auth.password"], Math.max(0, length - 3), "ascii");
  } else if (type >= 2 && type <= 5) {
    d.pos = at + 4;
    d.read(f["auth.seq_num"]);
    d.read(f.checksum, type < 4 ? 16 : 20);
  }
  d.close();
}
