/** Service Location Protocol, version 2 (RFC 2608). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string, u16, u24, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const errv2Names = values({
  0: "No Error", 1: "No data in the requested language", 2: "The message fails to obey SLP syntax.", 3: "The SrvReg has problems",
  4: "Scope list not supported", 5: "Unsupported SLP SPI.", 6: "URL and ATTR authentication not provided", 7: "Authentication error",
  9: "Unsupported version number in message header", 10: "The DA (or SA) is too sick to respond", 11: "UA or SA SHOULD retry",
  12: "Unknown option from the mandatory range", 13: "Invalid SrvReg", 14: "No support for AttrRqst or SrvTypeRqst", 15: "SrvReg sent too soon",
});
const functionNames = values({
  1: "Service Request", 2: "Service Reply", 3: "Service Registration", 4: "Service Deregister", 5: "Service Acknowledge", 6: "Attribute Request",
  7: "Attribute Reply", 8: "DA Advertisement", 9: "Service Type Request", 10: "Service Type Reply", 11: "SA Advertisement",
});

export const srvloc = protocol("srvloc", "Service Location Protocol", {
  "errv2": u16("Error Code", { values: errv2Names }),
  "xid": u24("XID"),
  "langtag": string("Lang Tag"),
  "langtaglen": u16("Lang Tag Len"),
  "nextextoff": u24("Next Extension Offset"),
  "url.reserved": u8("Reserved", { display: "hex" }),
  "url.lifetime": u16("URL lifetime"),
  "url.urllen": u16("URL Length"),
  "url.url": string("URL"),
  "url.numauths": u8("Num Auths"),
  "function": u8("Function", { values: functionNames }),
  "pktlen": u24("Packet Length"),
  "version": u8("Version"),
  "flags_v2": u16("Flags", { display: "hex" }),
  "flags_v2.overflow": u16("Overflow", { mask: 0x8000, words: ["Message will not fit in datagram", "Message will fit in a datagram"] }),
  "flags_v2.fresh": u16("Fresh Registration", { mask: 0x4000, words: ["New Service Registration", "Not a new Service Registration"] }),
  "flags_v2.reqmulti": u16("Multicast requested", { mask: 0x2000, words: ["Multicast (or broadcast) request", "Not multicast or broadcast"] }),
  "srvreq.prlistlen": u16("Previous Response List Length"),
  "srvreq.srvtypelen": u16("Service Type Length"),
  "srvreq.srvtypelist": string("Service Type List"),
  "srvreq.scopelistlen": u16("Scope List Length"),
  "srvreq.scopelist": string("Scope List"),
  "srvreq.predicatelen": u16("Predicate Length"),
  "srvreq.slpspilen": u16("SLP SPI Length"),
  "srvreq.slpspi": string("SLP SPI"),
  "srvreq.urlcount": u16("Number of URLs"),
  "srvreq.srvtype": string("Service Type"),
  "srvreq.attrlistlen": u16("Attribute List Length"),
  "srvreq.attrauthcount": u8("Attr Auths"),
  "attrreq.prlistlen": u16("Previous Response List Length"),
  "attrreq.prlist": string("Previous Response List"),
  "attrreq.urllen": u16("URL Length"),
  "attrreq.url": string("Service URL"),
  "attrreq.scopelistlen": u16("Scope List Length"),
  "attrreq.scopelist": string("Scope List"),
  "attrreq.attrlistlen": u16("Attribute List Length"),
  "attrreq.attrlist": string("Attribute List"),
  "attrrply.attrlistlen": u16("Attribute List Length"),
  "attrrply.attrlist": string("Attribute List"),
  "srvtypereq.prlistlen": u16("Previous Response List Length"),
  "srvtypereq.prlist": string("Previous Response List"),
  "srvtypereq.nameauthlistlen": u16("Naming Authority List Length"),
  "srvtypereq.scopelistlen": u16("Scope List Length"),
  "srvtypereq.scopelist": string("Scope List"),
  "srvreq.prlist": string("Previous Response List"),
  "srvreq.predicate": string("Predicate"),
  "srvreq.attrlist": string("Attribute List"),
  "srvtypereq.nameauthlist": string("Naming Authority List"),
}, { short: "SRVLOC" });
const { f } = srvloc;

const dissectSrvloc = dissector(srvloc, (d) => {
  const at = d.start;
  if (d.u8(at) !== 2) return false;
  const kind = d.u8(at + 1);
  d.setProtocol("SRVLOC");
  d.setInfo(`${functionNames.name(kind) ?? "Unknown Function"}, V2 XID - ${d.u16(at + 10)}`);
  d.begin(srvloc);
  d.read(f.version); d.read(f.function); d.read(f.pktlen);
  d.flags(f.flags_v2, [f["flags_v2.overflow"], f["flags_v2.fresh"], f["flags_v2.reqmulti"]]);
  d.read(f.nextextoff);
  d.put(f.xid, d.pos, 2, d.u16(d.pos));
  d.pos += 2;
  text(d, f.langtaglen, f.langtag);
  switch (kind) {
    case 1:
      text(d, f["srvreq.prlistlen"], f["srvreq.prlist"]);
      text(d, f["srvreq.srvtypelen"], f["srvreq.srvtypelist"]);
      text(d, f["srvreq.scopelistlen"], f["srvreq.scopelist"]);
      text(d, f["srvreq.predicatelen"], f["srvreq.predicate"]);
      text(d, f["srvreq.slpspilen"], f["srvreq.slpspi"]);
      break;
    case 2: {
      d.read(f.errv2);
      const count = d.read(f["srvreq.urlcount"]);
      for (let i = 0; i < count; i++) if (!urlEntry(d)) return true;
      break;
    }
    case 3:
      if (!urlEntry(d)) return true;
      text(d, f["srvreq.srvtypelen"], f["srvreq.srvtype"]);
      text(d, f["srvreq.scopelistlen"], f["srvreq.scopelist"]);
      text(d, f["srvreq.attrlistlen"], f["srvreq.attrlist"]);
      d.read(f["srvreq.attrauthcount"]);
      break;
    case 5: d.read(f.errv2); break;
    case 6:
      text(d, f["attrreq.prlistlen"], f["attrreq.prlist"]);
      text(d, f["attrreq.urllen"], f["attrreq.url"]);
      text(d, f["attrreq.scopelistlen"], f["attrreq.scopelist"]);
      text(d, f["attrreq.attrlistlen"], f["attrreq.attrlist"]);
      break;
    case 7:
      d.read(f.errv2);
      text(d, f["attrrply.attrlistlen"], f["attrrply.attrlist"]);
      break;
    case 9: {
      text(d, f["srvtypereq.prlistlen"], f["srvtypereq.prlist"]);
      // 0xffff stands for all authorities (RFC 2608 §10.1)
      if (d.u16(d.pos) === 0xffff) d.read(f["srvtypereq.nameauthlistlen"]);
      else text(d, f["srvtypereq.nameauthlistlen"], f["srvtypereq.nameauthlist"]);
      text(d, f["srvtypereq.scopelistlen"], f["srvtypereq.scopelist"]);
      break;
    }
    default:
  }
  return true;
});
attach(dissectSrvloc, "udp.port", 427);

function text(d: Dissection, size: Field<number>, field: Field<string>): void {
  const length = d.read(size);
  if (length > 0) d.read(field, length);
}

/** RFC 2608 §4.3; false where signatures follow, which are not read. */
function urlEntry(d: Dissection): boolean {
  d.read(f["url.reserved"]); d.read(f["url.lifetime"]);
  text(d, f["url.urllen"], f["url.url"]);
  return d.read(f["url.numauths"]) === 0;
}
