/** Solaris' observability header of IP packets (LINKTYPE_IPNET, tcpdump.org). */
import { attach, dissector } from "../../dissect/tables";
import { protocol, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";
import { withoutAddresses } from "./no-address";

const HEADER = 24;
const AF_INET = 2, AF_INET6 = 26;

export const ipnet = protocol("ipnet", "Solaris IPNET", {
  "version": u8("Header version"),
  "family": u8("Address family", { values: values({ [AF_INET]: "Solaris AF_INET", [AF_INET6]: "Solaris AF_INET6" }) }),
  "htype": u16("Hook type", { values: values({ 0: "Inbound", 1: "Outbound", 2: "Local" }) }),
  "pktlen": u32("Data length"),
  "ifindex": u32("Interface index"),
  "grifindex": u32("Group interface index"),
  "zsrc": u32("Source Zone ID"),
  "zdst": u32("Destination Zone ID"),
}, { short: "IPNET", help: "A packet as Solaris' IP layer saw it, with its interface and zones." });
const { f } = ipnet;

attach(dissector(ipnet, (d) => {
  const at = d.start, family = d.u8(at + 1);
  withoutAddresses(d);
  d.setProtocol("IPNET");
  d.setInfo("Solaris IPNET");
  d.begin(ipnet, HEADER);
  d.read(f.version); d.read(f.family); d.read(f.htype); d.read(f.pktlen);
  d.read(f.ifindex); d.read(f.grifindex); d.read(f.zsrc); d.read(f.zdst);
  d.close();
  const version = family === AF_INET ? 4 : family === AF_INET6 ? 6 : undefined;
  if (version === undefined || !d.next("ip.version", version, at + HEADER)) d.data(at + HEADER);
}, { carriesPackets: true }), "link", 226);
