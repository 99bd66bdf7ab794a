/** Cisco Hot Standby Router Protocol (RFC 2281); version 2 and the advertisements as Cisco documents them. */
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";
import { attach, dissector } from "../../dissect/tables";
import { ether, ipv4, ipv6, protocol, string, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const opcodeNames = values({
  0: "Hello", 1: "Coup", 2: "Resign", 3: "Advertise",
});
const stateNames = values({
  0: "Initial", 1: "Learn", 2: "Listen", 4: "Speak", 8: "Standby", 16: "Active",
});
const advTlvtypeNames = values({
  1: "HSRP interface state", 2: "IP redundancy",
});
const advStateNames = values({
  1: "Dormant", 2: "Passive", 3: "Active",
});
const hsrp2OpcodeNames = values({
  0: "Hello", 1: "Coup", 2: "Resign",
});
const hsrp2StateNames = values({
  1: "Init", 2: "Learn", 3: "Listen", 4: "Speak", 5: "Standby", 6: "Active",
});
const hsrp2IpversionNames = values({
  4: "IPv4", 6: "IPv6",
});

export const hsrp = protocol("hsrp", "Cisco Hot Standby Router Protocol", {
  "version": u8("Version"),
  "opcode": u8("Op Code", { values: opcodeNames }),
  "state": u8("State", { values: stateNames }),
  "hellotime": u8("Hellotime"),
  "holdtime": u8("Holdtime"),
  "priority": u8("Priority"),
  "group": u8("Group"),
  "reserved": u8("Reserved"),
  "auth_data": string("Authentication Data"),
  "virt_ip": ipv4("Virtual IP Address"),
  "adv.tlvtype": u16("Adv type", { values: advTlvtypeNames }),
  "adv.tlvlength": u16("Adv length"),
  "adv.state": u8("Adv state", { values: advStateNames }),
  "adv.reserved1": u8("Adv reserved1"),
  "adv.activegrp": u16("Adv active groups"),
  "adv.passivegrp": u16("Adv passive groups"),
  "adv.reserved2": u32("Adv reserved2"),
  "hsrp2.version": u8("Version", { name: "hsrp2.version" }),
  "hsrp2.opcode": u8("Op Code", { name: "hsrp2.opcode", values: hsrp2OpcodeNames }),
  "hsrp2.state": u8("State", { name: "hsrp2.state", values: hsrp2StateNames }),
  "hsrp2.group_state_tlv": u8("Group State TLV", { name: "hsrp2.group_state_tlv" }),
  "hsrp2.text_auth_tlv": u8("Text Authentication TLV", { name: "hsrp2.text_auth_tlv" }),
  "hsrp2.ipversion": u8("IP Ver.", { name: "hsrp2.ipversion", values: hsrp2IpversionNames }),
  "hsrp2.group": u16("Group", { name: "hsrp2.group" }),
  "hsrp2.identifier": ether("Identifier", { name: "hsrp2.identifier" }),
  "hsrp2.hellotime": u32("Hellotime", { name: "hsrp2.hellotime" }),
  "hsrp2.holdtime": u32("Holdtime", { name: "hsrp2.holdtime" }),
  "hsrp2.priority": u32("Priority", { name: "hsrp2.priority" }),
  "hsrp2.auth_data": string("Authentication Data", { name: "hsrp2.auth_data" }),
  "hsrp2.virt_ip": ipv4("Virtual IP Address", { name: "hsrp2.virt_ip" }),
  "hsrp2.virt_ip_v6": ipv6("Virtual IPv6 Address", { name: "hsrp2.virt_ip_v6" }),
}, { short: "HSRP" });
const { f } = hsrp;

/** The groups tell the versions apart, since the port is the same. */
const VERSION_1_GROUP = "224.0.0.2", VERSION_2_GROUP = "224.0.0.102", VERSION_2_IPV6_GROUP = "ff02::66";
const ADVERTISE = 3;

const dissectHsrp = dissector(hsrp, (d) => {
  const address = d.state.addresses.text(d.destination);
  if (address === VERSION_2_GROUP || address === VERSION_2_IPV6_GROUP) versionTwo(d);
  else if (address === VERSION_1_GROUP) versionOne(d);
  else return false;
  return true;
});
attach(dissectHsrp, "udp.port", 1985, 2029);

function isDefault(d: Dissection, value: number, usual: number): void {
  if (!d.drawing) return;
  const label = d.tree.field[d.last]?.label ?? "";
  d.setLabel(d.last, `${label}: ${value === usual ? "Default" : "Non-Default"} (${value})`);
}

/** Authentication data, a text padded with zeroes. */
function authentication(d: Dissection, field: Field<string>): void {
  const at = d.pos, raw = d.slice(at, 8), end = raw.indexOf(0);
  const text = d.text(at, end < 0 ? 8 : end, "ascii");
  d.put(field, at, 8, text, d.drawing ? `${field.label}: ${text === "cisco" ? "Default" : "Non-Default"} (${text})` : undefined);
  d.pos = at + 8;
}

function versionOne(d: Dissection): void {
  const at = d.start, opcode = d.u8(at + 1);
  d.setProtocol("HSRP");
  d.setInfo(opcodeNames.name(opcode) ?? "Unknown");
  d.begin(hsrp);
  d.read(f.version); d.read(f.opcode);
  if (opcode === ADVERTISE) {
    d.read(f["adv.tlvtype"]); d.read(f["adv.tlvlength"]);
    const state = d.read(f["adv.state"]);
    d.appendInfo(` (state ${advStateNames.name(state) ?? "Unknown"})`);
    d.read(f["adv.reserved1"]); d.read(f["adv.activegrp"]); d.read(f["adv.passivegrp"]); d.read(f["adv.reserved2"]);
    return;
  }
  const state = d.read(f.state);
  d.appendInfo(` (state ${stateNames.name(state) ?? "Unknown"})`);
  isDefault(d, d.read(f.hellotime), 3);
  isDefault(d, d.read(f.holdtime), 10);
  d.read(f.priority); d.read(f.group); d.read(f.reserved);
  authentication(d, f.auth_data);
  d.read(f.virt_ip);
}

function versionTwo(d: Dissection): void {
  d.setProtocol("HSRPv2");
  d.setInfo("");
  d.begin(hsrp);
  while (d.pos + 2 <= d.reported) {
    const at = d.pos, type = d.u8(at), length = d.u8(at + 1);
    if (type === 1 && length === 40) groupState(d, at);
    else if (type === 3 && length === 8) {
      d.open(f["hsrp2.text_auth_tlv"], at, 10, type, d.drawing ? `Text Authentication TLV: Type=${type} Len=${length}` : undefined);
      d.pos = at + 2;
      authentication(d, f["hsrp2.auth_data"]);
      d.close();
    }
    d.pos = at + 2 + length;
  }
}

function groupState(d: Dissection, at: number): void {
  d.open(f["hsrp2.group_state_tlv"], at, 42, 1, d.drawing ? "Group State TLV: Type=1 Len=40" : undefined);
  d.pos = at + 2;
  d.read(f["hsrp2.version"]);
  const opcode = d.read(f["hsrp2.opcode"]), state = d.read(f["hsrp2.state"]);
  d.setInfo(`${hsrp2OpcodeNames.name(opcode) ?? "Unknown"} (state ${hsrp2StateNames.name(state) ?? "Unknown"})`);
  const version = d.read(f["hsrp2.ipversion"]);
  d.read(f["hsrp2.group"]); d.read(f["hsrp2.identifier"]); d.read(f["hsrp2.priority"]);
  isDefault(d, d.read(f["hsrp2.hellotime"]), 3000);
  isDefault(d, d.read(f["hsrp2.holdtime"]), 10000);
  if (version === 4) d.read(f["hsrp2.virt_ip"]);
  else if (version === 6) d.read(f["hsrp2.virt_ip_v6"]);
  d.close();
}
