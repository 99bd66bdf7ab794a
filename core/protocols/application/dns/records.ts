/** Resource records (RFC 1035 §4.1.3). */
import type { Dissection } from "../../../dissect/dissection";
import { readEdns } from "./edns";
import { dns } from "./fields";
import { readName } from "../domain-name";
import { readRecordData, showsOwner } from "./record-data";
import { classes, typeNames } from "./values";

const { f } = dns;

const SRV = 33, OPT = 41;

/** Reads a record at `d.pos` and moves past it; pointers in names count from `base`. */
export function readRecord(d: Dissection, base: number, multicast: boolean): void {
  const at = d.pos;
  const name = readName(d, at, base);
  const header = at + name.length;
  const type = d.u16(header), wire = d.u16(header + 2), ttl = d.u32(header + 4), length = d.u16(header + 8);
  const data = header + 10, end = data + length;
  const typeName = typeNames.name(type) ?? `Unknown (${type})`;
  const flush = multicast && type !== OPT && (wire & 0x8000) !== 0;
  const className = classes.name(multicast ? wire & 0x7fff : wire) ?? "Unknown";
  d.appendInfo(` ${typeName}${flush ? ", cache flush" : ""}`);
  d.need(at, end - at);
  const node = d.openText(at, end - at, d.drawing ? `${name.text}: type ${typeName}${type === OPT ? "" : `, class ${className}${flush ? ", cache flush" : ""}`}` : "");
  if (type === SRV) serviceName(d, at, name.length, name.text);
  else d.put(f["resp.name"], at, name.length, name.text);
  d.pos = header;
  d.read(f["resp.type"]);
  if (type === OPT) readEdns(d, multicast, end);
  else {
    if (multicast) {
      d.item(f["resp.class.mdns"], d.pos);
      d.item(f["resp.cache_flush"], d.pos, 2);
    } else d.item(f["resp.class"], d.pos);
    d.pos += 2;
    d.put(f["resp.ttl"], d.pos, 4, ttl, d.drawing ? `Time to live: ${ttl} (${durationText(ttl)})` : undefined);
    if (ttl >= 2 ** 31) d.notice(f["ttl.high_bit_set"], d.last);
    d.pos += 4;
    d.read(f["resp.len"]);
    if (length > 0) {
      if (showsOwner(type)) d.appendInfo(` ${name.text}`);
      const summary = readRecordData(d, { base, owner: at, end, node, type });
      if (summary) {
        d.appendInfo(summary.info);
        d.append(node, summary.label);
      }
    }
  }
  d.pos = end;
  d.close();
}

/** The owner of an SRV record: service, protocol, name (RFC 2782). */
function serviceName(d: Dissection, at: number, length: number, text: string): void {
  const first = text.indexOf("."), second = first < 0 ? -1 : text.indexOf(".", first + 1);
  d.put(f["srv.service"], at, length, first < 0 ? text : text.slice(0, first));
  if (first >= 0) d.put(f["srv.proto"], at, length, text.slice(first + 1, second < 0 ? undefined : second));
  if (second >= 0) d.put(f["srv.name"], at, length, text.slice(second + 1));
}

/** `1 day, 2 hours, 3 minutes, 4 seconds` */
function durationText(seconds: number): string {
  const parts: string[] = [];
  const add = (n: number, unit: string): void => { if (n > 0) parts.push(`${n} ${unit}${n === 1 ? "" : "s"}`); };
  add(Math.floor(seconds / 86400), "day");
  add(Math.floor(seconds / 3600) % 24, "hour");
  add(Math.floor(seconds / 60) % 60, "minute");
  add(seconds % 60, "second");
  return parts.length > 0 ? parts.join(", ") : "0 seconds";
}
