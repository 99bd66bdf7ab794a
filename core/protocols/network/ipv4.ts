/** Internet Protocol version 4 (RFC 791), with the DS field of RFC 2474 and ECN of RFC 3168. */
import { AddressKind } from "../../dissect/addresses";
import { attach, dissector } from "../../dissect/tables";
import { bool, ipv4, protocol, string, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";
import { ipProtocols } from "../../fields/tables/ip-protocols";

const SET = ["Set", "Not set"] as const;

export const ip = protocol("ip", "Internet Protocol Version 4", {
  "version": u8("Version", { mask: 0xf0 }),
  "hdr_len": u8("Header Length", { unit: "bytes" }),
  "dsfield": u8("Differentiated Services Field", { display: "hex" }),
  "dsfield.dscp": u8("Differentiated Services Codepoint", { mask: 0xfc }),
  "dsfield.ecn": u8("Explicit Congestion Notification", { mask: 0x03 }),
  "len": u16("Total Length"),
  "id": u16("Identification", { display: "hex-dec" }),
  "flags": u8("Flags", { display: "hex", mask: 0xe0 }),
  "flags.rb": bool("Reserved bit", { mask: 0x80, words: SET }),
  "flags.df": bool("Don't fragment", { mask: 0x40, words: SET }),
  "flags.mf": bool("More fragments", { mask: 0x20, words: SET }),
  "frag_offset": u16("Fragment Offset", { mask: 0x1fff }),
  "ttl": u8("Time to Live"),
  "proto": u8("Protocol", { values: ipProtocols }),
  "checksum": u16("Header Checksum", { display: "hex" }),
  "checksum.status": u8("Header checksum status", { values: values({ 0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present" }) }),
  "src": ipv4("Source Address"),
  "dst": ipv4("Destination Address"),
  "addr": ipv4("Source or Destination Address"),
  "src_host": string("Source Host"),
  "dst_host": string("Destination Host"),
  "host": string("Source or Destination Host"),
}, { short: "IPv4" });

attach(dissector(ip, (d) => {
  const { f } = ip;
  const at = d.start;
  const headerLength = (d.u8(at) & 0x0f) * 4;
  d.need(at, 20);
  d.source = d.address(AddressKind.ipv4, at + 12, 4);
  d.destination = d.address(AddressKind.ipv4, at + 16, 4);
  const source = d.drawing ? d.state.addresses.text(d.source) : "", destination = d.drawing ? d.state.addresses.text(d.destination) : "";
  d.setProtocol("IPv4");
  d.begin(ip, headerLength, d.drawing ? `Internet Protocol Version 4, Src: ${source}, Dst: ${destination}` : undefined);
  d.item(f.version, at);
  d.put(f.hdr_len, at, 1, headerLength);
  d.pos = at + 1;
  d.flags(f.dsfield, [f["dsfield.dscp"], f["dsfield.ecn"]]);
  const total = d.read(f.len);
  d.read(f.id);
  d.flags(f.flags, [f["flags.rb"], f["flags.df"], f["flags.mf"]]);
  d.item(f.frag_offset, at + 6);
  d.pos = at + 8;
  d.read(f.ttl);
  const proto = d.read(f.proto);
  d.read(f.checksum);
  d.generated(f["checksum.status"], 2, at + 10);
  d.read(f.src);
  d.hidden(f.addr, at + 12, 4); d.hidden(f.src_host, at + 12, 4, source); d.hidden(f.host, at + 12, 4, source);
  d.read(f.dst);
  d.hidden(f.addr, at + 16, 4); d.hidden(f.dst_host, at + 16, 4, destination); d.hidden(f.host, at + 16, 4, destination);
  d.close();
  if (!d.next("ip.proto", proto, at + headerLength, total - headerLength)) d.data(at + headerLength, total - headerLength);
}, { carriesPackets: true }), "ethertype", 0x0800);
