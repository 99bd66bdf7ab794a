/** Spanning tree and rapid spanning tree (IEEE 802.1D-2004 §9). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, double, ether, protocol, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { etherText } from "../../fields/format";
import { values } from "../../fields/values";

const RAPID = 2;
/** Protocol identifier of GARP, where spanning tree has 0. */
const GARP = 1;
const CONFIGURATION = 0x00, RAPID_TYPE = 0x02, TOPOLOGY_CHANGE = 0x80;
const YES = ["Yes", "No"] as const;

export const stp = protocol("stp", "Spanning Tree Protocol", {
  "protocol": u16("Protocol Identifier", { display: "hex", values: values({ 0: "Spanning Tree Protocol" }) }),
  "version": u8("Protocol Version Identifier", { values: values({ 0: "Spanning Tree", 2: "Rapid Spanning Tree", 3: "Multiple Spanning Tree", 4: "Shortest Path Tree" }) }),
  "type": u8("BPDU Type", { display: "hex", values: values({ 0x00: "Configuration", 0x02: "Rapid/Multiple Spanning Tree", 0x80: "Topology Change Notification" }) }),
  "flags": u8("BPDU flags", { display: "hex" }),
  "flags.tcack": bool("Topology Change Acknowledgment", { mask: 0x80, words: YES }),
  "flags.agreement": bool("Agreement", { mask: 0x40, words: YES }),
  "flags.forwarding": bool("Forwarding", { mask: 0x20, words: YES }),
  "flags.learning": bool("Learning", { mask: 0x10, words: YES }),
  "flags.port_role": u8("Port Role", { mask: 0x0c, values: values({ 1: "Alternate or Backup", 2: "Root", 3: "Designated" }) }),
  "flags.proposal": bool("Proposal", { mask: 0x02, words: YES }),
  "flags.tc": bool("Topology Change", { mask: 0x01, words: YES }),
  "root.prio": u16("Root Bridge Priority", { help: "The bridge with the lowest priority, then the lowest address, is the root of the tree." }),
  "root.ext": u16("Root Bridge System ID Extension"),
  "root.hw": ether("Root Bridge System ID"),
  "root.cost": u32("Root Path Cost"),
  "bridge.prio": u16("Bridge Priority"),
  "bridge.ext": u16("Bridge System ID Extension"),
  "bridge.hw": ether("Bridge System ID"),
  "port": u16("Port identifier", { display: "hex" }),
  "msg_age": double("Message Age"),
  "max_age": double("Max Age"),
  "hello": double("Hello Time"),
  "forward": double("Forward Delay"),
  "version_1_length": u8("Version 1 Length"),
}, { short: "STP", help: "Bridges agree on a tree, so that frames do not circle." });

const { f } = stp;

/** A bridge identifier: four bits of priority, twelve of extension, an address. */
function identifier(d: Dissection, at: number, name: string, prio: Field<number>, ext: Field<number>, hw: Field): void {
  const word = d.u16(at);
  d.openText(at, 8, d.drawing ? `${name} Identifier: ${word & 0xf000} / ${word & 0x0fff} / ${etherText(d.slice(at + 2, 6))}` : "");
  d.put(prio, at, 1, word & 0xf000);
  d.put(ext, at, 2, word & 0x0fff);
  d.item(hw, at + 2);
  d.close();
}

/** Seconds in units of 1/256 (§9.2.8). */
function seconds(d: Dissection, field: Field<number>, at: number): void { d.put(field, at, 2, d.u16(at) / 256); }

attach(dissector(stp, (d) => {
  const at = d.start;
  d.setProtocol("STP");
  d.setInfo("");
  // GARP applications share the service access point (IEEE 802.1D-2004 §12.4)
  if (d.u16(at) === GARP) { if (!d.next("garp", GARP)) d.data(); return; }
  const node = d.begin(stp, 4);
  d.read(f.protocol);
  const version = d.read(f.version);
  const type = d.read(f.type);
  if (type === TOPOLOGY_CHANGE) {
    d.endsAt(at + 4);
    d.setInfo("Topology Change Notification");
    return;
  }
  if (type !== CONFIGURATION && type !== RAPID_TYPE) { d.setInfo(`Unknown BPDU type (${type})`); return; }
  const rapid = type === RAPID_TYPE;
  const length = rapid ? 36 : 35;
  d.setLength(node, Math.min(length, d.end - at));
  if (version <= RAPID) d.endsAt(at + length);
  const flags = d.u8(at + 4);
  if (d.columns) {
    const root = d.u16(at + 5);
    const change = `${flags & 1 ? "TC + " : ""}`;
    const kind = !rapid ? "Conf. " : version === RAPID ? "RST. " : version === 4 ? "SPT. " : "MST. ";
    d.setInfo(`${kind}${change}Root = ${root & 0xf000}/${root & 0xfff}/${etherText(d.slice(at + 7, 6))}  Cost = ${d.u32(at + 13)}  Port = 0x${d.u16(at + 25).toString(16).padStart(4, "0")}`);
  }
  d.flags(f.flags, rapid
    ? [f["flags.tcack"], f["flags.agreement"], f["flags.forwarding"], f["flags.learning"], f["flags.port_role"], f["flags.proposal"], f["flags.tc"]]
    : [f["flags.tcack"], f["flags.tc"]]);
  identifier(d, at + 5, "Root", f["root.prio"], f["root.ext"], f["root.hw"]);
  d.item(f["root.cost"], at + 13);
  identifier(d, at + 17, "Bridge", f["bridge.prio"], f["bridge.ext"], f["bridge.hw"]);
  d.item(f.port, at + 25);
  seconds(d, f.msg_age, at + 27);
  seconds(d, f.max_age, at + 29);
  seconds(d, f.hello, at + 31);
  seconds(d, f.forward, at + 33);
  if (rapid) d.item(f.version_1_length, at + 35);
}), "llc.dsap", 0x42);
