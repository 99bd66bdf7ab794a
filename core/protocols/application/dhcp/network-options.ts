/** Options about the network and its servers that have a structure of their own. */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv4Text } from "../../../fields/format";
import { readName } from "../domain-name";
import { dhcp } from "./fields";
import { badLength, readText } from "./plain-options";
import type { Option, OptionReader } from "./plain-options";

const { f } = dhcp;

/** Option 78 (RFC 2610 §3). */
export const directoryAgents: OptionReader = (d, o) => {
  if (o.length < 1) { badLength(d, o.node, "length is less than 1"); return; }
  d.read(f["option.slp_directory_agent.value"]);
  while (o.end - d.pos >= 4) d.read(f["option.slp_directory_agent.slpda_address"]);
  if (d.pos < o.end) badLength(d, o.node, "Option length isn't a multiple of 4");
};

/** Option 79 (RFC 2610 §4). */
export const serviceScope: OptionReader = (d, o) => {
  if (o.length < 1) throw MALFORMED;
  d.read(f["option.slp_service_scope.value"]);
  readText(d, f["option.slp_service_scope.string"], o.end - d.pos);
};

/** Bytes of the fixed part of option 90, and of what delayed authentication adds. */
const AUTHENTICATION = 11, DELAYED = 20;

/** Option 90 (RFC 3118 §2, §5). */
export const authentication: OptionReader = (d, o) => {
  if (o.length < AUTHENTICATION) { badLength(d, o.node, "length is less than 11"); return; }
  const protocol = d.read(f["option.dhcp_authentication.protocol"]);
  const algorithm = d.read(protocol === 1 ? f["option.dhcp_authentication.alg_delay"] : f["option.dhcp_authentication.algorithm"]);
  if (d.read(f["option.dhcp_authentication.rdm"]) === 0) d.read(f["option.dhcp_authentication.rdm_replay_detection"]);
  else readText(d, f["option.dhcp_authentication.rdm_rdv"], 8);
  const left = o.end - d.pos;
  if (protocol === 1 && algorithm === 1) {
    if (left < DELAYED) return;
    d.read(f["option.dhcp_authentication.secret_id"]);
    d.read(f["option.dhcp_authentication.hmac_md5_hash"], 16);
  } else if (left > 0) readText(d, f["option.dhcp_authentication.information"], left);
};

/** Option 99 (RFC 4776 §3.1). */
export const civicLocation: OptionReader = (d, o) => {
  if (o.length < 3) return;
  d.read(f["option.civic_location.what"]);
  readText(d, f["option.civic_location.country"], 2);
  while (o.end - d.pos >= 2) {
    d.read(f["option.civic_location.ca_type"]);
    const length = d.read(f["option.civic_location.ca_length"]);
    if (d.pos + length > o.end) { d.notice(f["option.civic_location.bad_cattype"], o.node); return; }
    readText(d, f["option.civic_location.ca_value"], length);
  }
};

/** What the numbers of option 117 stand for: options (RFC 2937 §2). */
const NAME_SERVICES: Readonly<Record<number, string>> = {
  0: "Local naming information (e.g. /etc/hosts)", 6: "Domain Name Server Option", 41: "Network Information Servers Option", 44: "NetBIOS over TCP/IP Name Server Option",
  65: "Network Information Service+ Servers Option",
};

/** Option 117 (RFC 2937 §2). */
export const nameServices: OptionReader = (d, o) => {
  if (o.length < 2 || o.length % 2 !== 0) { badLength(d, o.node, "Option length isn't a multiple of 2"); return; }
  for (; d.pos < o.end; d.pos += 2) {
    const name = NAME_SERVICES[d.u16(d.pos)];
    if (name === undefined) d.notice(f["option.dhcp_name_service.invalid"], o.node);
    else d.put(f["option.dhcp_name_service_search_option"], d.pos, 2, name);
  }
};

/** Names up to the end of the option, whose pointers count from `base`. */
function names(d: Dissection, field: Field<string>, base: number, o: Option): void {
  while (d.pos < o.end) {
    const name = readName(d, d.pos, base, o.end);
    d.put(field, d.pos, name.length, name.text);
    d.pos += name.length;
  }
}

/** Option 119 (RFC 3397 §2). */
export const domainSearch: OptionReader = (d, o) => names(d, f["option.dhcp_dns_domain_search_list_fqdn"], d.pos, o);

/** Option 120 (RFC 3361 §3). */
export const sipServers: OptionReader = (d, o) => {
  if (o.length < 1) return;
  const base = d.pos;
  const encoding = d.read(f["option.sip_server.encoding"]);
  if (encoding === 0) names(d, f["option.sip_server.name"], base, o);
  else if (encoding !== 1) d.notice(f["option.sip_server_address.encoding"], o.node);
  else if (o.length < 5 || o.length % 4 !== 1) badLength(d, o.node, "Option length isn't one more than a multiple of 4");
  else while (d.pos < o.end) d.read(f["option.sip_server.address"]);
};

/** Options 121 and 249 (RFC 3442): width of the mask, the bytes of the subnet it needs, a router. */
export const classlessRoutes: OptionReader = (d, o) => {
  if (o.length < 5) { badLength(d, o.node, "length is less than 5"); return; }
  while (d.pos < o.end) {
    const at = d.pos, width = d.u8(at);
    if (width > 32) { d.notice(f["option.classless_static.route"], o.node, `Mask width (${width}) > 32`); return; }
    const octets = Math.ceil(width / 8);
    d.need(at, octets + 5);
    let label: string | undefined;
    if (d.drawing) {
      const subnet = new Uint8Array(4);
      subnet.set(d.slice(at + 1, octets));
      label = `${width === 0 ? "default" : `${ipv4Text(subnet)}/${width}`}-${ipv4Text(d.slice(at + 1 + octets, 4))}`;
    }
    d.put(f["option.classless_static_route"], at, octets + 5, undefined, label);
    d.pos = at + octets + 5;
  }
};

/** Option 146 (RFC 6731 §4.3). */
export const resolverSelection: OptionReader = (d, o) => {
  if (o.length < 9) { badLength(d, o.node, "length is less than 9"); return; }
  d.item(f["option.rdnss.reserved"], d.pos);
  d.read(f["option.rdnss.preference"]);
  d.read(f["option.rdnss.primary_dns"]);
  d.read(f["option.rdnss.secondary_dns"]);
  names(d, f["option.rdnss.domain"], d.pos, o);
};

/** Option 151 (RFC 6926 §6.2.2). */
export const leaseQueryStatus: OptionReader = (d, o) => {
  if (o.length < 1) { badLength(d, o.node, "length is less than 1"); return; }
  d.read(f["option.bulk_lease.status_code"]);
  if (d.pos < o.end) readText(d, f["option.bulk_lease.status_code_message"], o.end - d.pos);
};

/** Options 152, 154 and 155: seconds since 1970 (RFC 6926 §6.2). */
export const time = (field: Field<bigint>): OptionReader => (d, o) => {
  if (o.length !== 4) { badLength(d, o.node, "length isn't 4"); return; }
  d.put(field, d.pos, 4, BigInt(d.u32(d.pos)) * 1_000_000_000n);
};

/** Option 158 (RFC 7291 §4). */
export const portControlServers: OptionReader = (d, o) => {
  if (o.length < 5) { badLength(d, o.node, "length is less than 5"); return; }
  while (d.pos < o.end) {
    const length = d.read(f["option.pcp.list_length"]);
    for (let left = length; left >= 4; left -= 4) d.read(f["option.pcp.server"]);
    d.pos += length % 4;
  }
};

/** Option 159 (RFC 7618 §9). */
export const portParameters: OptionReader = (d, o) => {
  if (o.length !== 4) { badLength(d, o.node, "length isn't 4"); return; }
  d.read(f["option.portparams.offset"]);
  d.read(f["option.portparams.psid_length"]);
  d.read(f["option.portparams.psid"], 2);
};

/** Bytes of option 212 without its border relays. */
const SIX_RD = 18;

/** Option 212 (RFC 5969 §7.1.1). */
export const sixRd: OptionReader = (d, o) => {
  if (o.length < SIX_RD + 4 || (o.length - SIX_RD) % 4 !== 0) { d.notice(f["option.6RD.malformed"], o.node); return; }
  d.read(f["option.6RD.ipv4_mask_len"]);
  d.read(f["option.6RD.prefix_len"]);
  d.read(f["option.6RD.prefix"]);
  while (d.pos < o.end) d.read(f["option.6RD.border_relay_ip"]);
};
