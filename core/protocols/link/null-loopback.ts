/** BSD loopback (LINKTYPE_NULL and LINKTYPE_LOOP, tcpdump.org): an address family before each packet. */
import { attach, dissector } from "../../dissect/tables";
import type { Dissector } from "../../dissect/tables";
import { protocol, u16, u32 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";
import { values } from "../../fields/values";
import { withoutAddresses } from "./no-address";

const HEADER = 4;
/** PPP's address and control field in HDLC-like framing (RFC 1662 §3.1): some PPP captures come with this link type. */
const PPP_START = 0xff03;

export const nullLoopback = protocol("null", "Null/Loopback", {
  "family": u32("Family", { values: values({ 2: "IP", 7: "OSI", 16: "Appletalk", 23: "Netware IPX/SPX", 24: "IPv6", 28: "IPv6", 30: "IPv6" }), help: "Address family in the byte order of the capturing machine." }),
  "type": u16("Type", { display: "hex", values: etherTypes }),
}, { short: "Null", help: "Packets that a machine sent to itself." });

/** Ethernet types of the families: 24, 28 and 30 are IPv6 in NetBSD, FreeBSD and Darwin. */
const FAMILY_TYPES: ReadonlyMap<number, number> = new Map([[2, 0x0800], [24, 0x86dd], [28, 0x86dd], [30, 0x86dd]]);

function loopback(networkOrder: boolean): Dissector {
  return dissector(nullLoopback, (d) => {
    const { f } = nullLoopback;
    const at = d.start;
    withoutAddresses(d);
    d.setInfo("Null/Loopback");
    if (d.u16(at) === PPP_START && !networkOrder && d.next("link", 9, at, d.reported - at)) return;
    let family = d.u32(at);
    // the family is small: what is large was written in the other byte order
    if (!networkOrder && (family & 0xffff0000) !== 0) family = (((family & 0xff) << 24) | ((family & 0xff00) << 8) | ((family >>> 8) & 0xff00) | (family >>> 24)) >>> 0;
    d.begin(nullLoopback, HEADER);
    const isType = !networkOrder && family > 1500;
    let type = FAMILY_TYPES.get(family);
    if (isType) { type = family & 0xffff; d.put(f.type, at, HEADER, type); } else d.put(f.family, at, HEADER, family);
    d.close();
    const length = d.reported - at - HEADER;
    if (type === undefined || !d.next("ethertype", type, at + HEADER, length)) d.data(at + HEADER, length);
  }, { carriesPackets: true });
}

attach(loopback(false), "link", 0);
attach(loopback(true), "link", 108);
