/** What resource records carry, by type: mostly sequences of fields, the rest in files of their own. */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import { ipv4Text, ipv6Text } from "../../../fields/format";
import type { Field } from "../../../fields/field";
import { dns } from "./fields";
import { readName } from "../domain-name";
import * as naming from "./naming-records";
import * as security from "./security-records";
import { serviceBinding } from "./service-records";

const { f } = dns;

/** Where a record's data lies, for whoever reads it. */
export interface RecordWindow {
  /** First byte of the message, from which pointers count. */
  readonly base: number;
  /** First byte of the record, its owner name. */
  readonly owner: number;
  /** One past the last byte of the data. */
  readonly end: number;
  /** Node of the record. */
  readonly node: number;
  readonly type: number;
}

/** Reads record data from `d.pos` and says what of it belongs in the summaries. */
export type RecordReader = (d: Dissection, r: RecordWindow) => Summary | void;

/** Text for the Info column and for the record's own line. */
export interface Summary { readonly info: string; readonly label: string }

/** Reads one part at `d.pos` and moves past it; returns it as text, empty when nobody looks. */
type Step = (d: Dissection, r: RecordWindow) => string;

const watched = (d: Dissection): boolean => d.drawing || d.columns;

const item = (field: Field, length?: number): Step => (d) => {
  const value = d.read(field, length);
  if (!watched(d)) return "";
  if (value instanceof Uint8Array) return value.length === 4 ? ipv4Text(value) : value.length === 16 ? ipv6Text(value) : "";
  return String(value);
};
/** A domain name. */
export const name = (field: Field<string>): Step => (d, r) => {
  const found = readName(d, d.pos, r.base);
  d.put(field, d.pos, found.length, found.text);
  d.pos += found.length;
  return found.text;
};
/** A character string with its length in front (RFC 1035 §3.3). */
export const counted = (length: Field<number>, text: Field<string>): Step => (d) => {
  const size = d.read(length);
  const whole = d.text(d.pos, size, "ascii"), zero = whole.indexOf("\0");
  // text ends at a zero byte; what is behind it stays to be seen in the bytes
  const value = zero < 0 ? whole : whole.slice(0, zero);
  d.put(text, d.pos, size, value);
  d.pos += size;
  return value;
};
/** All that is left of the data. */
export const rest = (field: Field): Step => (d, r) => {
  if (d.pos > r.end) throw MALFORMED;
  d.read(field, r.end - d.pos);
  return "";
};
/** All that is left of the data, if anything is. */
const restIfAny = (field: Field): Step => (d, r) => (d.pos === r.end ? "" : rest(field)(d, r));

type Part = (...v: string[]) => string;

/** Reads the steps in order; `info` and `label` make the summaries of what they gave. */
function sequence(steps: readonly Step[], info?: Part, label?: Part): RecordReader {
  return (d, r) => {
    const values = steps.map((step) => step(d, r));
    if (info && watched(d)) return { info: ` ${info(...values)}`, label: label ? `, ${label(...values)}` : "" };
    return undefined;
  };
}

const first: Part = (a) => a ?? "";
const named = (word: string): Part => (a) => `${word} ${a}`;

/** Repeats a step to the end of the data. */
const repeat = (step: Step): RecordReader => (d, r) => { while (d.pos < r.end) step(d, r); };

const signature = sequence([
  item(f["rrsig.type_covered"]), item(f["rrsig.algorithm"]), item(f["rrsig.labels"]), item(f["rrsig.original_ttl"]),
  security.time(f["rrsig.signature_expiration"]), security.time(f["rrsig.signature_inception"]), item(f["rrsig.key_tag"]),
  name(f["rrsig.signers_name"]), rest(f["rrsig.signature"]),
]);
const delegation = sequence([item(f["ds.key_id"]), item(f["ds.algorithm"]), item(f["ds.digest_type"]), rest(f["ds.digest"])]);

const readers = new Map<number, RecordReader>([
  [1, sequence([item(f.a)], first, named("addr"))],
  [2, sequence([name(f.ns)], first, named("ns"))],
  [3, sequence([name(f.md)])],
  [4, sequence([name(f.mf)])],
  [5, sequence([name(f.cname)], first, named("cname"))],
  [6, sequence([name(f["soa.mname"]), name(f["soa.rname"]), item(f["soa.serial_number"]), item(f["soa.refresh_interval"]),
    item(f["soa.retry_interval"]), item(f["soa.expire_limit"]), item(f["soa.minimum_ttl"])], first, named("mname"))],
  [7, sequence([name(f.mb)])],
  [8, sequence([name(f.mg)])],
  [9, sequence([name(f.mr)])],
  [10, sequence([rest(f.null)])],
  [11, naming.wellKnownServices],
  [12, sequence([name(f["ptr.domain_name"])], first, first)],
  [13, sequence([counted(f["hinfo.cpu_length"], f["hinfo.cpu"]), counted(f["hinfo.os_length"], f["hinfo.os"])], (a, b) => `${a} ${b}`, (a, b) => `CPU ${a}, OS ${b}`)],
  [14, sequence([name(f["minfo.r"]), name(f["minfo.e"])])],
  [15, sequence([item(f["mx.preference"]), name(f["mx.mail_exchange"])], (a, b) => `${a} ${b}`, (a, b) => `preference ${a}, mx ${b}`)],
  [16, repeat(counted(f["txt.length"], f.txt))],
  [17, sequence([name(f["rp.mailbox"]), name(f["rp.txt_rr"])])],
  [18, sequence([item(f["afsdb.subtype"]), name(f["afsdb.hostname"])])],
  [19, sequence([counted(f["x25.length"], f["x25.psdn_address"])])],
  [20, naming.isdn],
  [21, sequence([item(f["rt.subtype"]), name(f["rt.intermediate_host"])])],
  [22, sequence([rest(f["nsap.rdata"])])],
  [23, sequence([name(f["nsap_ptr.owner"])])],
  [24, signature],
  [25, security.key],
  [26, sequence([item(f["px.preference"]), name(f["px.map822"]), name(f["px.map400"])])],
  [27, sequence([counted(f["gpos.longitude_length"], f["gpos.longitude"]), counted(f["gpos.latitude_length"], f["gpos.latitude"]), counted(f["gpos.altitude_length"], f["gpos.altitude"])])],
  [28, sequence([item(f.aaaa)], first, named("addr"))],
  [29, naming.location],
  [30, security.next],
  [33, sequence([item(f["srv.priority"]), item(f["srv.weight"]), item(f["srv.port"]), name(f["srv.target"])], (...v) => v.join(" "),
    (priority, weight, port, target) => `priority ${priority}, weight ${weight}, port ${port}, target ${target}`)],
  [35, naming.authorityPointer],
  [36, sequence([item(f["kx.preference"]), name(f["kx.key_exchange"])], (a, b) => `${a} ${b}`, (a, b) => `preference ${a}, kx ${b}`)],
  [37, sequence([item(f["cert.type"]), item(f["cert.key_tag"]), item(f["cert.algorithm"]), restIfAny(f["cert.certificate"])])],
  [38, naming.a6],
  [39, sequence([name(f.dname)], first, named("dname"))],
  [42, naming.addressPrefixes],
  [43, delegation],
  [44, sequence([item(f["sshfp.algorithm"]), item(f["sshfp.fingerprint.type"]), restIfAny(f["sshfp.fingerprint"])])],
  [45, security.ipsecKey],
  [46, signature],
  [47, security.nextSecure],
  [48, security.dnsKey],
  [49, sequence([rest(f["dhcid.rdata"])])],
  [50, security.nextSecure3],
  [51, security.nextSecure3Parameters],
  [52, sequence([item(f["tlsa.certificate_usage"]), item(f["tlsa.selector"]), item(f["tlsa.matching_type"]), rest(f["tlsa.certificate_association_data"])])],
  [55, security.hostIdentity],
  [59, delegation],
  [60, security.dnsKey],
  [61, (d, r) => { d.readText(f.openpgpkey, r.end - d.pos, "ascii"); }],
  [62, security.childSync],
  [63, sequence([item(f["zonemd.serial"]), item(f["zonemd.scheme"]), item(f["zonemd.hash_algo"]), rest(f["zonemd.digest"])])],
  [64, serviceBinding],
  [65, serviceBinding],
  [99, repeat(counted(f["spf.length"], f.spf))],
  [104, naming.locator(f["ilnp.nid.preference"], f["ilnp.nid"], 8)],
  [105, naming.locator(f["ilnp.l32.preference"], f["ilnp.l32"], 4)],
  [106, naming.locator(f["ilnp.l64.preference"], f["ilnp.l64"], 8)],
  [107, sequence([item(f["ilnp.lp.preference"]), name(f["ilnp.lp"])])],
  [108, sequence([item(f.eui48)])],
  [109, sequence([item(f.eui64)])],
  [249, security.transactionKey],
  [250, security.transactionSignature],
  [257, security.certificationAuthority],
  [32769, delegation],
  [65281, naming.wins],
  [65282, sequence([item(f["winsr.local_flag"], 4), item(f["winsr.lookup_timeout"]), item(f["winsr.cache_timeout"]), name(f["winsr.name_result_domain"])],
    (...v) => v[3] ?? "", (...v) => `name result domain ${v[3]}`)],
  [65422, naming.proxiedFrom],
]);

/** Types for which the list shows the owner's name in place of the data. */
const OWNER_IN_INFO = new Set([3, 4, 7, 8, 9, 10, 14, 17, 18, 19, 20, 21, 22, 23, 26, 27, 42, 49, 51, 52, 55]);

/** True where the Info column has the owner's name instead of something of the data. */
export function showsOwner(type: number): boolean { return OWNER_IN_INFO.has(type); }

/** Reads the data of a record, which begins at `d.pos`. */
export function readRecordData(d: Dissection, r: RecordWindow): Summary | void {
  const reader = readers.get(r.type);
  if (reader) return reader(d, r);
  d.notice(f["undecoded.type"], r.node, `Records of type ${r.type} are not decoded`);
  rest(f.data)(d, r);
  return undefined;
}
