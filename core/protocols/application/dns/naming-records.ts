/** Records about names, hosts and places whose data is more than a sequence of fields. */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { ipv4Text, ipv6Text } from "../../../fields/format";
import { dns } from "./fields";
import { readName } from "../domain-name";
import type { RecordReader } from "./record-data";

const { f } = dns;

/** WKS: address, protocol, then a bit for each port (RFC 1035 §3.4.2). */
export const wellKnownServices: RecordReader = (d, r) => {
  const address = ipv4Text(d.read(f["wks.address"]));
  d.read(f["wks.protocol"]);
  for (let port = 0; d.pos < r.end; port += 8, d.pos++) {
    const bits = d.u8(d.pos);
    if (bits === 0) continue;
    const ports: number[] = [];
    if (d.drawing) for (let k = 0; k < 8; k++) if (bits & (0x80 >> k)) ports.push(port + k);
    d.put(f["wks.bits"], d.pos, 1, bits, d.drawing ? `Bits: 0x${bits.toString(16).padStart(2, "0")} (${ports.join(", ")})` : undefined);
  }
  return { info: ` ${address}`, label: `, addr ${address}` };
};

/** ISDN: an address and perhaps a subaddress (RFC 1183 §3.2). */
export const isdn: RecordReader = (d, r) => {
  d.readText(f["idsn.address"], d.read(f["idsn.length"]), "ascii");
  if (d.pos < r.end) d.readText(f["idsn.sa.address"], d.read(f["idsn.sa.length"]), "ascii");
};

const METERS = (coded: number): string => `${((coded >> 4) * 10 ** (coded & 0x0f)) / 100} m`;

function degrees(value: number, positive: string, negative: string): string {
  const thousandths = Math.abs(value - 2 ** 31);
  const seconds = (thousandths % 60_000) / 1000, minutes = Math.floor(thousandths / 60_000) % 60;
  return `${Math.floor(thousandths / 3_600_000)} deg ${minutes} min ${seconds.toFixed(3)} sec ${value >= 2 ** 31 ? positive : negative}`;
}

function measured(d: Dissection, field: Field<number>, text: (value: number) => string): void {
  const at = d.pos;
  const value = d.uint(at, field.width);
  d.put(field, at, field.width, value, d.drawing ? `${field.label}: ${value} (${text(value)})` : undefined);
  d.pos += field.width;
}

/** LOC: a place on Earth (RFC 1876 §2). */
export const location: RecordReader = (d, r) => {
  const at = d.pos;
  if (d.read(f["loc.version"]) !== 0) {
    d.put(f["loc.unknown_data"], at, r.end - at);
    return;
  }
  measured(d, f["loc.size"], METERS);
  measured(d, f["loc.horizontal_precision"], METERS);
  measured(d, f["loc.vertical_precision"], METERS);
  measured(d, f["loc.latitude"], (v) => degrees(v, "N", "S"));
  measured(d, f["loc.longitude"], (v) => degrees(v, "E", "W"));
  measured(d, f["loc.altitude"], (v) => `${(v - 10_000_000) / 100} m`);
};

/** NAPTR: rules that rewrite a name (RFC 3403 §4.1). */
export const authorityPointer: RecordReader = (d, r) => {
  const order = d.read(f["naptr.order"]), preference = d.read(f["naptr.preference"]);
  const flags = d.readText(f["naptr.flags"], d.read(f["naptr.flags_length"]), "ascii");
  d.readText(f["naptr.service"], d.read(f["naptr.service_length"]), "ascii");
  d.readText(f["naptr.regex"], d.read(f["naptr.regex_length"]), "ascii");
  const replacement = readName(d, d.pos, r.base);
  d.put(f["naptr.replacement_length"], d.pos, 0, replacement.octets);
  d.put(f["naptr.replacement"], d.pos, replacement.length, replacement.text);
  d.pos += replacement.length;
  return { info: ` ${order} ${preference} ${flags}`, label: `, order ${order}, preference ${preference}, flags ${flags}` };
};

/** A6: the last bits of an address and the name whose address has the first (RFC 2874 §3.1). */
export const a6: RecordReader = (d, r) => {
  const prefix = d.read(f["a6.prefix_len"]);
  const bytes = prefix > 128 ? 0 : Math.ceil((128 - prefix) / 8);
  const suffix = padded(d, d.pos, bytes, 16, 16 - bytes);
  if (bytes > 0) d.put(f["a6.address_suffix"], d.pos, bytes, suffix);
  d.pos += bytes;
  let name = "";
  if (prefix > 0) {
    const found = readName(d, d.pos, r.base);
    name = found.text;
    d.put(f["a6.prefix_name"], d.pos, found.length, name);
    d.pos += found.length;
  }
  const text = `${prefix} ${ipv6Text(suffix)} ${name}`;
  return { info: ` ${text}`, label: `, addr ${text}` };
};

/** The `length` bytes at `at` in the middle of `size` zeros; more than fit are left out. */
export function padded(d: Dissection, at: number, length: number, size: number, offset = 0): Uint8Array {
  const out = new Uint8Array(size);
  out.set(d.slice(at, length).subarray(0, size - offset), offset);
  return out;
}

/** APL: prefixes of addresses (RFC 3123 §4). */
export const addressPrefixes: RecordReader = (d, r) => {
  while (d.pos < r.end) {
    const family = d.read(f["apl.address_family"]);
    d.read(f["apl.coded_prefix"]);
    d.item(f["apl.negation"], d.pos);
    const length = d.read(f["apl.afdlength"]);
    if (family === 1 && length <= 4) d.put(f["apl.afdpart.ipv4"], d.pos, length, padded(d, d.pos, length, 4));
    else if (family === 2 && length <= 16) d.put(f["apl.afdpart.ipv6"], d.pos, length, padded(d, d.pos, length, 16));
    else d.item(f["apl.afdpart.data"], d.pos, length);
    d.pos += length;
  }
};

/** NID, L32, L64: a preference and a fixed number of bytes (RFC 6742 §2). */
export const locator = (preference: Field<number>, value: Field<Uint8Array>, length: number): RecordReader => (d) => {
  d.read(preference);
  d.read(value, length);
};

/** WINS: where to ask for NetBIOS names (MS-DNSP §2.2.2.2.4). */
export const wins: RecordReader = (d) => {
  d.read(f["wins.local_flag"], 4);
  d.read(f["wins.lookup_timeout"]);
  d.read(f["wins.cache_timeout"]);
  for (let left = d.read(f["wins.nb_wins_servers"]); left > 0; left--) d.read(f["wins.wins_server"]);
};

/** XPF: where a query came from before it was proxied (draft-bellis-dnsop-xpf §2.3). */
export const proxiedFrom: RecordReader = (d) => {
  const version = d.read(f["xpf.ip_version"]);
  if (version !== 4 && version !== 6) return;
  d.read(f["xpf.protocol"]);
  if (version === 4) { d.read(f["xpf.source_ipv4"]); d.read(f["xpf.destination_ipv4"]); }
  else { d.read(f["xpf.source_ipv6"]); d.read(f["xpf.destination_ipv6"]); }
  d.read(f["xpf.sport"]);
  d.read(f["xpf.dport"]);
};
