/** Options of neighbour discovery (RFC 4861 §4.6; RFC 3971, 4191, 6275, 8106). */
import type { Dissection } from "../../../dissect/dissection";
import { etherText, ipv6Text } from "../../../fields/format";
import { icmpv6 } from "./v6-fields";
import { optionTypes } from "./v6-names";

const { f } = icmpv6;

/** What the options say that the Info column repeats. */
export interface OptionNews { source?: string; target?: string }

type Reader = (d: Dissection, end: number, node: number, news: OptionNews) => void;

function reserved(d: Dissection, length: number): void {
  d.put(f["opt.reserved"], d.pos, length);
  d.need(d.pos, length);
  d.pos += length;
}

function linkAddress(isSource: boolean): Reader {
  return (d, end, node, news) => {
    const size = end - d.pos;
    d.item<Uint8Array>(f["opt.linkaddr"], d.pos, size);
    d.item<Uint8Array>(isSource ? f["opt.src_linkaddr"] : f["opt.target_linkaddr"], d.pos, size);
    d.markHidden(d.last);
    const text = d.columns || d.drawing ? etherText(d.slice(d.pos, size)) : "";
    // only an Ethernet address is told in the Info column
    if (size === 6) { if (isSource) news.source ??= text; else news.target ??= text; }
    if (d.drawing) d.append(node, ` : ${text}`);
  };
}

function prefixInformation(d: Dissection, _end: number, node: number): void {
  const length = d.read(f["opt.prefix.length"]);
  d.flags(f["opt.prefix.flag"], [f["opt.prefix.flag.l"], f["opt.prefix.flag.a"], f["opt.prefix.flag.r"], f["opt.prefix.flag.reserved"]]);
  d.read(f["opt.prefix.valid_lifetime"]); d.read(f["opt.prefix.preferred_lifetime"]);
  reserved(d, 4);
  const prefix = d.read(f["opt.prefix"]);
  if (d.drawing) d.append(node, ` : ${ipv6Text(prefix)}/${length}`);
}

/** RFC 4861 §4.6.3: as much as fits of the packet that was redirected. */
function redirected(d: Dissection, end: number): void {
  reserved(d, 6);
  d.open(f["opt.redirected_packet"], d.pos, Math.max(0, Math.min(end, d.end) - d.pos));
  quoteIpv6(d, d.pos, end - d.pos);
  d.close();
}

/** RFC 4191 §2.3: the prefix takes no, eight or sixteen bytes. */
function routeInformation(d: Dissection, end: number, node: number): void {
  const length = d.read(f["opt.prefix.length"]);
  d.flags(f["opt.route_info.flag"], [f["opt.route_info.flag.route_preference"], f["opt.route_info.flag.reserved"]]);
  d.read(f["opt.route_lifetime"]);
  const size = Math.min(16, Math.max(0, end - d.pos)), prefix = new Uint8Array(16);
  prefix.set(d.slice(d.pos, size));
  if (size > 0) d.put(f["opt.prefix"], d.pos, size, prefix);
  if (d.drawing) d.append(node, ` : ${ipv6Text(prefix)}/${length}`);
}

function searchList(d: Dissection, end: number, node: number): void {
  reserved(d, 2);
  d.read(f["opt.dnssl.lifetime"]);
  while (d.pos < end) {
    const start = d.pos;
    if (d.u8(start) === 0) { d.put(f["opt.padding"], start, end - start); return; }
    const labels: string[] = [];
    let at = start;
    for (let length = d.u8(at); length > 0; length = d.u8(at)) {
      labels.push(d.text(at + 1, length, "latin-1"));
      at += 1 + length;
    }
    const name = labels.join(".");
    d.put(f["opt.dnssl"], start, at + 1 - start, name);
    if (d.drawing) d.append(node, ` ${name}`);
    d.pos = at + 1;
  }
}

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [1, linkAddress(true)],
  [2, linkAddress(false)],
  [3, prefixInformation],
  [4, redirected],
  [5, (d, _end, node) => { reserved(d, 2); const mtu = d.read(f["opt.mtu"]); if (d.drawing) d.append(node, ` : ${mtu}`); }],
  [6, (d, _end, node) => { const limit = d.read(f["opt.nbma.shortcut_limit"]); reserved(d, 5); if (d.drawing) d.append(node, ` : ${limit}`); }],
  [7, (d, _end, node) => { reserved(d, 2); const interval = d.read(f["opt.advertisement_interval"]); if (d.drawing) d.append(node, ` : ${interval}`); }],
  [8, (d) => { reserved(d, 2); d.read(f["opt.home_agent_preference"]); d.read(f["opt.home_agent_lifetime"]); }],
  [9, (d, end) => { reserved(d, 6); while (d.pos + 16 <= end) d.read(f["opt.ipv6_address"]); }],
  [10, (d, end) => { reserved(d, 6); while (d.pos + 16 <= end) d.read(f["opt.ipv6_address"]); }],
  [14, (d, end) => { d.read(f["opt.nonce"], end - d.pos); }],
  [24, routeInformation],
  [25, (d, end, node) => {
    reserved(d, 2);
    d.read(f["opt.rdnss.lifetime"]);
    while (d.pos + 16 <= end) { const server = d.read(f["opt.rdnss"]); if (d.drawing) d.append(node, ` ${ipv6Text(server)}`); }
  }],
  [31, searchList],
  [37, (d, end, node) => {
    const text = d.text(d.pos, end - d.pos), zero = text.indexOf("\0");
    d.put(f["opt.captive_portal"], d.pos, end - d.pos, zero < 0 ? text : text.slice(0, zero));
    if (d.drawing) d.append(node, ` ${text}`);
  }],
]);

/** Shows the options from `pos` to the end of the message. */
export function drawOptions(d: Dissection): OptionNews {
  const news: OptionNews = {};
  while (d.reported - d.pos > 0) {
    const at = d.pos, type = d.u8(at), size = d.u8(at + 1) * 8;
    const name = d.drawing ? `ICMPv6 Option (${optionTypes.name(type) ?? `Unknown ${type}`}` : undefined;
    const node = d.open(f.opt, at, size === 0 ? Math.max(0, d.end - at) : size, undefined, name);
    d.item(f["opt.type"], at);
    d.item(f["opt.length"], at + 1);
    if (d.drawing) d.append(d.last, ` (${size} bytes)`);
    if (size === 0) {
      d.notice(f.invalid_option_length, d.last);
      if (d.drawing) d.append(node, ")");
      d.close();
      return news;
    }
    d.pos = at + 2;
    const reader = READERS.get(type);
    if (reader) reader(d, at + size, node, news);
    else { d.put(f.data, d.pos, Math.max(0, Math.min(at + size, d.end) - d.pos)); d.notice(f["undecoded.option"], d.last); }
    if (d.drawing) d.append(node, ")");
    d.pos = at + size;
    d.close();
  }
  return news;
}

/** Shows a quoted IPv6 packet below this one; addresses and columns stay those of the message. */
export function quoteIpv6(d: Dissection, start: number, length: number): void {
  const { source, destination, sourcePort, destinationPort, hopLimit, quoted, root, info, protocolColumn } = d;
  d.quoted = true;
  d.root = d.parent;
  d.next("ip.version", 6, start, length);
  d.root = root;
  d.quoted = quoted;
  d.source = source; d.destination = destination; d.sourcePort = sourcePort; d.destinationPort = destinationPort; d.hopLimit = hopLimit;
  d.setProtocol(protocolColumn);
  d.restoreInfo(info);
}
