/** The OPT record: EDNS(0) with its options (RFC 6891 §6.1). */
import type { Dissection } from "../../../dissect/dissection";
import { dns } from "./fields";
import { padded } from "./naming-records";
import { optionCodes } from "./values";

const { f } = dns;

/** Code of the client subnet option, and the one it had before it was assigned (RFC 7871). */
const SUBNET = 8, EARLY_SUBNET = 20730;

/** Reads class, TTL, length and data of an OPT record from `d.pos`; the record ends at `end`. */
export function readEdns(d: Dissection, multicast: boolean, end: number): void {
  if (multicast) {
    d.item(f["rr.udp_payload_size.mdns"], d.pos);
    d.item(f["resp.cache_flush"], d.pos, 2);
  } else d.item(f["rr.udp_payload_size"], d.pos);
  d.pos += 2;
  d.read(f["resp.ext_rcode"]);
  d.read(f["resp.edns0_version"]);
  d.flags(f["resp.z"], [f["resp.z.do"], f["resp.z.reserved"]]);
  d.read(f["resp.len"]);
  while (d.pos < end) option(d);
}

function option(d: Dissection): void {
  const at = d.pos;
  const code = d.u16(at), length = d.u16(at + 2);
  d.open(f.opt, at, Math.min(4 + length, d.end - at), undefined, d.drawing ? `Option: ${optionCodes.name(code) ?? `Unknown (${code})`}` : undefined);
  d.read(f["opt.code"]);
  if (code === EARLY_SUBNET) d.notice(f["depr.opc"]);
  d.read(f["opt.len"]);
  const lengthNode = d.last;
  if ((code === SUBNET || code === EARLY_SUBNET) && length > 4 + 16) d.notice(f["rr.opt.bad_length"], lengthNode);
  d.item(f["opt.data"], d.pos, length);
  const end = d.pos + length;
  switch (code) {
    case 5: while (d.pos < end) d.read(f["opt.dau"]); break;
    case 6: while (d.pos < end) d.read(f["opt.dhu"]); break;
    case 7: while (d.pos < end) d.read(f["opt.n3u"]); break;
    case SUBNET: case EARLY_SUBNET: subnet(d, end); break;
    case 10:
      d.read(f["opt.cookie.client"], 8);
      d.read(f["opt.cookie.server"], end - d.pos);
      break;
    case 11: if (length === 2) d.read(f["opt.edns_tcp_keepalive.timeout"]); break;
    case 12: d.read(f["opt.padding"], length); break;
    case 13: d.readText(f["opt.chain.fqdn"], length, "ascii"); break;
    case 15:
      d.read(f["opt.ext_error.info_code"]);
      if (d.pos < end) d.read(f["opt.ext_error.extra_text"], end - d.pos);
      break;
    default:
  }
  d.pos = end;
  d.close();
}

/** Client subnet (RFC 7871 §6): only the bytes of the address that the prefix needs are there. */
function subnet(d: Dissection, end: number): void {
  const family = d.read(f["opt.client.family"]);
  d.read(f["opt.client.netmask"]);
  d.read(f["opt.client.scope"]);
  const length = end - d.pos;
  if (family === 1) d.put(f["opt.client.addr4"], d.pos, length, padded(d, d.pos, length, 4));
  else if (family === 2) d.put(f["opt.client.addr6"], d.pos, Math.min(length, 16), padded(d, d.pos, length, 16));
  else d.item(f["opt.client.addr"], d.pos, length);
}
