/** UDP encapsulation of IPsec packets (RFC 3948). */
import { attach, dissector } from "../../dissect/tables";
import { heading, protocol } from "../../fields/declare";

export const udpencap = protocol("udpencap", "UDP Encapsulation of IPsec Packets", {
  "nat_keepalive": heading("NAT-keepalive packet"),
  "non_esp_marker": heading("Non-ESP Marker"),
}, { short: "UDPENCAP" });
const { f } = udpencap;

const NAT_KEEPALIVE = 0xff;

attach(dissector(udpencap, (d) => {
  const at = d.start, length = d.reported - at;
  d.setProtocol("UDPENCAP");
  d.setInfo("");
  if (length === 1 && d.u8(at) === NAT_KEEPALIVE) {
    d.setInfo("NAT-keepalive");
    d.begin(udpencap, 1);
    d.put(f.nat_keepalive, at, 1);
    return;
  }
  const isIke = d.u32(at) === 0;
  d.begin(udpencap, isIke ? 4 : 0);
  if (isIke) d.put(f.non_esp_marker, at, 4);
  d.close();
  if (!d.next("udpencap", isIke ? "isakmp" : "esp", isIke ? at + 4 : at)) d.data(isIke ? at + 4 : at);
}), "udp.port", 4500);
