/** ARCNET (RFC 1201, RFC 1051; LINKTYPE_ARCNET_BSD and LINKTYPE_ARCNET_LINUX, tcpdump.org). */
import { hex } from "../../base/text";
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import type { Dissector } from "../../dissect/tables";
import { bytes, protocol, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const OFFSET = 2;
/** Protocols whose frames have neither split flag nor sequence number: RFC 1051's, diagnosis, encapsulated Ethernet. */
const SHORT_HEADERS: ReadonlySet<number> = new Set([0x00, 0x01, 0x80, 0xf0, 0xf1]);
const EXCEPTION = 0xff;
const NETWORK_TYPES: ReadonlyMap<number, number> = new Map([[0xd4, 0x0800], [0xf0, 0x0800], [0xd5, 0x0806], [0xf1, 0x0806], [0xd6, 0x8035], [0xc4, 0x86dd]]);

export const arcnet = protocol("arcnet", "ARCNET", {
  "src": u8("Source", { display: "hex" }),
  "dst": u8("Dest", { display: "hex" }),
  "offset": bytes("Offset"),
  "protID": u8("Protocol ID", {
    display: "hex",
    values: values({
      0x00: "Datapoint boot", 0x01: "Datapoint mount", 0x08: "PowerLAN beacon", 0x80: "Diagnose", 0xc4: "IPv6", 0xcd: "BACnet", 0xd4: "RFC 1201 IP",
      0xd5: "RFC 1201 ARP", 0xd6: "RFC 1201 RARP", 0xdd: "Appletalk", 0xe8: "Encapsulated Ethernet", 0xec: "Novell of some sort",
      0xf0: "RFC 1051 IP", 0xf1: "RFC 1051 ARP", 0xf3: "PowerLAN beacon2", 0xf7: "Banyan VINES", 0xfa: "IPX",
    }),
  }),
  "split_flag": u8("Split Flag", { help: "Which part of a packet too long for one frame this is." }),
  "exception_flag": u8("Exception Flag", { display: "hex" }),
  "padding": u16("Padding", { display: "hex" }),
  "sequence": u16("Sequence", { help: "The same in all parts of a packet." }),
}, { short: "ARCNET", help: "A token network of the 1980s with addresses of one byte." });

function address(d: Dissection, at: number): number {
  const text = `0x${hex(d.slice(at, 1))}`;
  return d.state.addresses.intern(AddressKind.text, Uint8Array.from(text, (c) => c.charCodeAt(0)), 0, text.length);
}

function arcnetWith(offset: boolean): Dissector {
  return dissector(arcnet, (d) => {
    const { f } = arcnet;
    const at = d.start;
    d.source = address(d, at);
    d.destination = address(d, at + 1);
    d.setProtocol("ARCNET");
    d.setInfo("ARCNET");
    const node = d.begin(arcnet);
    d.read(f.src);
    d.read(f.dst);
    if (offset) d.read(f.offset, OFFSET);
    const type = d.read(f.protID);
    if (!SHORT_HEADERS.has(type)) {
      if (d.u8(d.pos) === EXCEPTION) { d.read(f.exception_flag); d.read(f.padding); d.read(f.protID); }
      d.read(f.split_flag);
      d.read(f.sequence);
    }
    d.setLength(node, d.pos - at);
    d.close();
    const next = d.pos, network = NETWORK_TYPES.get(type);
    if (network === undefined || !d.next("ethertype", network, next, d.reported - next)) d.data(next, d.reported - next);
  }, { carriesPackets: true });
}

attach(arcnetWith(false), "link", 7);
attach(arcnetWith(true), "link", 129);
