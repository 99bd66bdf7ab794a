/** Cisco's HDLC framing with SLARP, its address and keepalive protocol (LINKTYPE_C_HDLC, tcpdump.org; RFC 1547 §4.3.1). */
import { attach, dissector } from "../../dissect/tables";
import { ipv4, notice, protocol, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";
import { withoutAddresses } from "./no-address";

const HEADER = 4;
const OSI = 0xfefe;
const KEEPALIVE = 2;

export const chdlc = protocol("chdlc", "Cisco HDLC", {
  "address": u8("Address", { display: "hex", values: values({ 0x0f: "Unicast", 0x8f: "Multicast" }) }),
  "control": u8("Control", { display: "hex" }),
  "protocol": u16("Protocol", {
    display: "hex",
    values: values({
      0x0800: "IP", 0x2000: "Cisco Discovery Protocol", 0x4242: "Spanning Tree BPDU", 0x6558: "Transparent Ethernet bridging", 0x8035: "SLARP",
      0x8038: "DEC LanBridge", 0x809b: "Appletalk", 0x80f3: "AARP", 0x8137: "Netware IPX/SPX", 0x86dd: "IPv6", 0x8847: "MPLS unicast",
      0x8848: "MPLS multicast", 0xfefe: "OSI",
    }),
  }),
  "clns_padding": u8("CLNS Padding", { display: "hex" }),
}, { short: "CHDLC", help: "Framing of Cisco's serial lines." });

attach(dissector(chdlc, (d) => {
  const { f } = chdlc;
  const at = d.start;
  if (at === 0) withoutAddresses(d);
  d.setInfo("");
  d.begin(chdlc, HEADER);
  d.read(f.address);
  d.read(f.control);
  const type = d.read(f.protocol);
  if (d.columns && at === 0) d.setProtocol("N/A");
  // ISO network protocols begin with a byte of padding here
  if (type === OSI) d.read(f.clns_padding);
  d.close();
  const next = d.pos, length = d.reported - next;
  if (d.next("chdlc.protocol", type, next, length)) return;
  if (type !== 0x8035 && d.next("ethertype", type, next, length)) return;
  d.setProtocol(`0x${type.toString(16).padStart(4, "0")}`);
  d.data(next, length);
}, { carriesPackets: true }), "link", 104, 112);

const slarp = protocol("slarp", "Cisco SLARP", {
  "ptype": u32("Packet type", { values: values({ 0: "Request", 1: "Reply", 2: "Line keepalive" }) }),
  "address": ipv4("Address"),
  "netmask": ipv4("Netmask"),
  "mysequence": u32("Outgoing sequence number"),
  "yoursequence": u32("Returned sequence number"),
  "reliability": u16("Reliability", { display: "hex" }),
  "reliability.invalid": notice("error", "malformed", "Reliability must be 0xFFFF"),
}, { short: "SLARP" });

attach(dissector(slarp, (d) => {
  const { f } = slarp;
  d.setProtocol("SLARP");
  d.setInfo("");
  const node = d.begin(slarp, 14);
  const type = d.read(f.ptype);
  if (type === KEEPALIVE) {
    const mine = d.read(f.mysequence);
    const yours = d.read(f.yoursequence);
    d.setInfo(`Line keepalive, outgoing sequence ${mine}, returned sequence ${yours}`);
    const reliability = d.read(f.reliability);
    if (reliability !== 0xffff) d.notice(f["reliability.invalid"], d.last);
  } else if (type <= 1) {
    const address = d.slice(d.pos, 4), mask = d.slice(d.pos + 4, 4);
    d.read(f.address);
    d.read(f.netmask);
    if (d.columns) d.setInfo(`${type === 0 ? "Request" : "Reply"}, from ${address.join(".")}, mask ${mask.join(".")}`);
  } else {
    d.setInfo(`Unknown packet type 0x${type.toString(16).padStart(8, "0")}`);
    d.setLength(node, 4);
    d.close();
    d.data(d.pos, d.reported - d.pos);
  }
}), "chdlc.protocol", 0x8035);
