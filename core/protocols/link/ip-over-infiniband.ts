/** IP over InfiniBand (RFC 4391 §6; LINKTYPE_IPOIB, tcpdump.org): room for a global route header, then the header proper. */
import { attach, dissector } from "../../dissect/tables";
import { heading, ipv6, protocol, u16, u24 } from "../../fields/declare";
import { etherTypes } from "../../fields/tables/ether-types";

const ROUTE_HEADER = 40, HEADER = 44;
/** Where the destination's hardware address lies in the route header's room when there is no route header. */
const DESTINATION = 20, DESTINATION_LENGTH = 20;

export const ipoib = protocol("ipoib", "IP over InfiniBand", {
  "daddr": heading("Destination address"),
  "daddr.qpn": u24("Destination QPN", { display: "hex", help: "Queue pair the packet is for." }),
  "dgid": ipv6("Destination GID"),
  "type": u16("Type", { display: "hex", values: etherTypes }),
  "reserved": u16("Reserved", { display: "hex" }),
}, { short: "IPoIB", help: "IP packets on an InfiniBand fabric." });

attach(dissector(ipoib, (d) => {
  const { f } = ipoib;
  const at = d.start;
  d.setProtocol("IPoIB");
  d.setInfo("");
  d.begin(ipoib, HEADER);
  d.open(f.daddr, at + DESTINATION, DESTINATION_LENGTH);
  d.item(f["daddr.qpn"], at + DESTINATION + 1);
  d.item(f.dgid, at + DESTINATION + 4);
  d.close();
  d.pos = at + ROUTE_HEADER;
  const type = d.read(f.type);
  d.read(f.reserved);
  d.close();
  if (!d.next("ethertype", type, at + HEADER, d.reported - at - HEADER)) d.data(at + HEADER, d.reported - at - HEADER);
}, { carriesPackets: true }), "link", 242);
