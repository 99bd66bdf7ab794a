/** For tests: a handful of made-up declarations with familiar names, and trees made by hand. */
import { Tree } from "../dissect/tree";
import { abstime, bool, bytes, char, double, ether, eui64, float, framenum, guid, heading, i16, i32, i64, i8, ipv4, ipv6, oid, protocol, reltime, string, stringz, u16, u24, u32, u40, u48, u56, u64, u8 } from "../fields/declare";
import type { Field, FieldValue } from "../fields/field";
import { sealRegistry } from "../fields/registry";
import { values } from "../fields/values";
import { compileFilter } from "./compile";
import type { CompiledFilter, FilterOptions } from "./compile";

export const frame = protocol("frame", "Frame", {
  number: u32("Frame Number"), len: u32("Frame Length"), time: abstime("Arrival Time"), time_delta: reltime("Time delta"),
  time_relative: reltime("Time since reference"), protocols: string("Protocols in frame"), time_epoch: reltime("Epoch Time"),
});
export const eth = protocol("eth", "Ethernet", {
  dst: ether("Destination"), src: ether("Source"), addr: ether("Address"), lg: bool("LG bit"),
  type: u16("Type", { display: "hex", values: values({ 0x0800: "IPv4", 0x86dd: "IPv6" }) }),
});
export const ip = protocol("ip", "Internet Protocol Version 4", {
  src: ipv4("Source"), dst: ipv4("Destination"), addr: ipv4("Address"), ttl: u8("Time to Live"), len: u16("Total Length"), id: u16("Identification"),
  hdr_len: u8("Header Length"), flags: u8("Flags"), "flags.df": bool("Don't fragment", { words: ["Set", "Not set"] }), version: u8("Version"),
  proto: u8("Protocol", { values: values({ 1: "ICMP", 6: "TCP", 17: "UDP" }) }),
});
export const ipv6p = protocol("ipv6", "Internet Protocol Version 6", { src: ipv6("Source"), addr: ipv6("Address") });
export const tcp = protocol("tcp", "Transmission Control Protocol", {
  srcport: u16("Source Port"), dstport: u16("Destination Port"), port: u16("Source or Destination Port"), flags: u16("Flags", { display: "hex" }),
  "flags.syn": bool("Syn", { words: ["Set", "Not set"] }), "flags.ack": bool("Acknowledgment", { words: ["Set", "Not set"] }),
  payload: bytes("TCP payload"), len: u32("TCP Segment Len"), stream: u32("Stream index"), seq_raw: u32("Sequence Number (raw)"),
  window_size_value: u16("Window"), window_size_scalefactor: i32("Window size scaling factor"), hdr_len: u8("Header Length"), analysis: heading("SEQ/ACK analysis"),
  "analysis.flags": heading("TCP Analysis Flags"),
});
export const udp = protocol("udp", "User Datagram Protocol", { port: u16("Source or Destination Port"), srcport: u16("Source Port"), dstport: u16("Destination Port") });
export const dns = protocol("dns", "Domain Name System", {
  "qry.name": string("Name"), "qry.type": u16("Type", { values: values({ 1: "A", 28: "AAAA" }) }), a: ipv4("Address"), response_in: framenum("Response In"), time: reltime("Time"),
});
export const http = protocol("http", "Hypertext Transfer Protocol", {
  host: string("Host"), "request.method": string("Request Method"), content_length: u64("Content length"), request: bool("Request"), user_agent: string("User-Agent"),
});
export const kinds = protocol("kinds", "One field of every other type", {
  u24: u24("24 bits"), u40: u40("40 bits"), u48: u48("48 bits"), u56: u56("56 bits"), i8: i8("8 bits"), i16: i16("16 bits"), i32: i32("32 bits"), i64: i64("64 bits"),
  char: char("Character"), eui64: eui64("EUI-64"), guid: guid("GUID"), oid: oid("Object identifier"), stringz: stringz("Text"), float: float("Float"), double: double("Double"),
});
export const registry = sealRegistry();

/** A node: its field, its value, and where it lies. */
export interface NodeSpec { field: Field; value?: FieldValue; start?: number; length?: number; layer?: number }

/** A tree of nodes side by side over `packet`. */
export function treeOf(nodes: readonly NodeSpec[], packet: Uint8Array = new Uint8Array(64)): Tree {
  const tree = new Tree();
  tree.sources.push({ name: "Frame", bytes: packet });
  for (const { field, value, start = 0, length = field.width, layer = 1 } of nodes) tree.add(field, -1, 0, start, length, value, 0, layer);
  return tree;
}

/** The compiled filter; throws with the reason when it is refused. */
export function compiled(text: string, options: FilterOptions = {}): CompiledFilter {
  const result = compileFilter(text, registry, { zone: () => 0, ...options });
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.filter;
}
