/** Packets without a link layer (LINKTYPE_RAW and the DLT_RAW numbers of some systems, tcpdump.org). */
import { attach, dissector } from "../../dissect/tables";
import { protocol } from "../../fields/declare";
import { withoutAddresses } from "./no-address";

/** Fewer bytes are no packet of any kind that comes with these link types. */
const SHORTEST = 8;
const IPV4 = 0x0800, IPV6 = 0x86dd;

export const raw = protocol("raw", "Raw packet data", {}, { short: "Raw", help: "A packet as the network layer has it, without a link layer before it." });

attach(dissector(raw, (d) => {
  const at = d.start;
  withoutAddresses(d);
  d.setInfo("Raw packet data");
  d.begin(raw);
  d.close();
  const length = d.reported - at;
  d.need(at, SHORTEST);
  // some dialling software leaves PPP's address and control field in raw captures
  if (d.u8(at) === 0xff && d.u8(at + 1) === 0x03 && d.next("link", 9, at, length)) return;
  const version = d.u8(at) >> 4;
  if (version === 4 && d.next("ethertype", IPV4, at, length)) return;
  if (version === 6 && d.next("ethertype", IPV6, at, length)) return;
  d.data(at, length);
}, { carriesPackets: true }), "link", 12, 14, 101);
