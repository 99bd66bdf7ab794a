/** Darwin's packet tap header (LINKTYPE_PKTAP, tcpdump.org), which older systems wrote as LINKTYPE_USER2. */
import { attach, dissector, lookUp } from "../../dissect/tables";
import { notice, protocol, stringz, u16, u32 } from "../../fields/declare";

const le = { littleEndian: true };
const SHORTEST = 108;
const PKTAP = 258, USER_2 = 149;

export const pktap = protocol("pktap", "PKTAP packet header", {
  "hdrlen": u32("Header length", le),
  "rectype": u32("Record type", le),
  "dlt": u32("DLT", { ...le, help: "Link type of the packet that follows." }),
  "ifname": stringz("Interface name"),
  "flags": u32("Flags", { display: "hex", ...le }),
  "pfamily": u32("Protocol family", le),
  "llhdrlen": u32("Link-layer header length", le),
  "lltrlrlen": u32("Link-layer trailer length", le),
  "pid": u32("Process ID", { ...le, help: "Process that sent or received the packet." }),
  "cmdname": stringz("Command name"),
  "svc_class": u32("Service class", le),
  "iftype": u16("Interface type", le),
  "ifunit": u16("Interface unit", le),
  "epid": u32("Effective process ID", le),
  "ecmdname": stringz("Effective command name"),
  "hdrlen_too_short": notice("error", "malformed", "Header length is too short"),
}, { short: "PKTAP" });
const { f } = pktap;

const entry = dissector(pktap, (d) => {
  const at = d.start, length = d.u32le(at), linkType = d.u32le(at + 8);
  d.setProtocol("PKTAP");
  d.setInfo("");
  d.begin(pktap, Math.min(length, d.end - at));
  d.read(f.hdrlen);
  if (length < SHORTEST) { d.notice(f.hdrlen_too_short, d.last); return; }
  d.read(f.rectype); d.read(f.dlt);
  d.read(f.ifname, 24);
  d.read(f.flags); d.read(f.pfamily); d.read(f.llhdrlen); d.read(f.lltrlrlen); d.read(f.pid);
  d.read(f.cmdname, 20);
  d.read(f.svc_class); d.read(f.iftype); d.read(f.ifunit); d.read(f.epid);
  d.read(f.ecmdname, 20);
  d.close();
  const inside = at + length, rest = d.reported - inside;
  d.stack.push("pcap_pktdata");
  // a tap inside a tap is no packet
  if (linkType === PKTAP || linkType === USER_2 || !d.next("link", linkType, inside, rest)) d.data(inside, rest);
}, { carriesPackets: true });
attach(entry, "link", PKTAP);
attach(entry, "user_dlt", USER_2);

const USER_FIRST = 147, USER_COUNT = 16;

const userLink = protocol("user_dlt", "DLT User", {
  "not_handled": notice("warning", "undecoded", "No protocol is known for this private link type"),
}, { short: "DLT User", help: "Link types that are left to private use." });
for (let linkType = USER_FIRST; linkType < USER_FIRST + USER_COUNT; linkType++) {
  attach(dissector(userLink, (d) => {
    d.begin(userLink, d.end - d.start, d.drawing ? `DLT: ${linkType}` : undefined);
    if (lookUp("user_dlt", linkType) === undefined) d.notice(userLink.f.not_handled);
    d.close();
    if (!d.next("user_dlt", linkType, d.start)) d.data(d.start);
  }, { carriesPackets: true }), "link", linkType);
}
