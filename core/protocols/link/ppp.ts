/** Point-to-Point Protocol (RFC 1661 §2) in HDLC-like framing (RFC 1662 §3.1), its address and control field perhaps compressed. */
import { attach, dissector } from "../../dissect/tables";
import { protocol, u16, u8 } from "../../fields/declare";
import { pppProtocols } from "../../fields/tables/ppp-protocols";
import { withoutAddresses } from "./no-address";

const ALL_STATIONS = 0xff;
/** First bytes of Cisco HDLC, which shares link types with PPP. */
const CISCO_UNICAST = 0x0f00, CISCO_MULTICAST = 0x8f00;
const NETWORK_TYPES: ReadonlyMap<number, number> = new Map([[0x0021, 0x0800], [0x0057, 0x86dd], [0x0281, 0x8847], [0x0283, 0x8848]]);

export const ppp = protocol("ppp", "Point-to-Point Protocol", {
  "address": u8("Address", { display: "hex" }),
  "control": u8("Control", { display: "hex" }),
  "protocol": u16("Protocol", { display: "hex", values: pppProtocols, help: "Protocol of the payload; its first byte is left out where both ends agreed." }),
}, { short: "PPP", help: "Carries network protocols over a line with two ends." });

attach(dissector(ppp, (d) => {
  const { f } = ppp;
  const at = d.start;
  const outermost = d.stack.length === 1;
  if (outermost) withoutAddresses(d); else d.setProtocol("PPP");
  if (outermost && d.reported - at >= 2 && d.end - at >= 2) {
    const first = d.u16(at);
    if ((first === CISCO_UNICAST || first === CISCO_MULTICAST) && d.next("link", 104, at, d.reported - at)) return;
  }
  const node = d.begin(ppp);
  if (d.u8(at) === ALL_STATIONS) { d.read(f.address); d.read(f.control); }
  // the lowest bit of a protocol's first byte is 0 unless it is the only one (RFC 1661 §2)
  const width = (d.u8(d.pos) & 1) === 1 ? 1 : 2;
  const type = d.read(f.protocol, width);
  d.setLength(node, d.pos - at);
  d.close();
  const next = d.pos, length = d.reported - next;
  if (d.next("ppp.protocol", type, next, length)) { d.endsAt(d.calledEnd); return; }
  const network = NETWORK_TYPES.get(type);
  if (network !== undefined && d.next("ethertype", network, next, length)) { d.endsAt(d.calledEnd); return; }
  if (d.columns) {
    const code = `0x${type.toString(16).padStart(4, "0")}`;
    d.setProtocol(code);
    d.setInfo(`PPP ${pppProtocols.name(type) ?? "Unknown"} (${code})`);
  }
  d.data(next, length);
}, { carriesPackets: true }), "link", 9, 50, 204);
