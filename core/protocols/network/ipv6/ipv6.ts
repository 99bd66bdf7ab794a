/** Internet Protocol version 6 (RFC 8200). */
import { AddressKind } from "../../../dissect/addresses";
import { conversationState, frameFact } from "../../../dissect/capture-state";
import { NO_CONVERSATION } from "../../../dissect/conversations";
import type { Dissection } from "../../../dissect/dissection";
import { FragmentTable, drawFragments, fragmentsNode } from "../../../dissect/fragments";
import type { Datagram } from "../../../dissect/fragments";
import { attach, dissector } from "../../../dissect/tables";
import { dsFieldSummary } from "../../../fields/tables/differentiated-services";
import { ipProtocols } from "../../../fields/tables/ip-protocols";
import { drawEmbedded } from "./addresses";
import { EXTENSIONS, jumboLength, lostJumbo, notePayloadLength } from "./extension";
import type { FragmentChain } from "./extension";
import { fragmentFields, ipv6 } from "./fields";

const { f } = ipv6;
const HEADER = 40, NO_NEXT_HEADER = 59;
/** More extension headers than any sane packet has. */
const MAX_HEADERS = 48;

const fragments = conversationState("ipv6.fragments", () => new FragmentTable());
const datagramOf = frameFact<Datagram>("ipv6.datagram");

const dissectIpv6 = dissector(ipv6, (d) => {
  const at = d.start, version = d.u8(at) >> 4;
  const show = d.pass === "show";
  d.setProtocol("IPv6");
  d.setInfo("");
  const node = d.begin(ipv6, Math.min(HEADER, d.end - at));
  if (show) {
    d.item(f.version, at);
    const first = d.last;
    d.hidden(f.ip_version, at, 1, version);
    if (version !== 6) d.notice(f.bogus_ipv6_version, first);
  }
  if (version !== 6) { d.setInfo("IPv6"); return; }
  if (show) drawTop(d, at);
  const stated = d.u16(at + 4), next = d.u8(at + 6), hopLimit = d.u8(at + 7), whole = d.reported - at - HEADER;
  d.hopLimit = hopLimit;
  const jumbo = stated === 0 && next === 0 ? jumboLength(d, at + HEADER) : undefined;
  const length = jumbo ?? stated;
  if (show) drawPayloadLength(d, at, next, whole, jumbo, length);
  d.endsAt(at + HEADER + length);
  d.source = d.address(AddressKind.ipv6, at + 8, 16);
  if (show) drawAddress(d, at + 8, true);
  d.destination = d.address(AddressKind.ipv6, at + 24, 16);
  if (show) {
    drawAddress(d, at + 24, false);
    drawEmbedded(d, at + 8, true);
    drawEmbedded(d, at + 24, false);
    if (d.drawing) d.setLabel(node, `Internet Protocol Version 6, Src: ${d.state.addresses.text(d.source)}, Dst: ${d.state.addresses.text(d.destination)}`);
  }
  const chain: FragmentChain = { node, payloadLength: stated, hopLimit, extended: false, next, at: at + HEADER, stopped: false, fragment: undefined };
  d.close();
  if (stated === 0 && next === 0 && jumbo === undefined) {
    below(d, node, () => { d.call(lostJumbo, at + HEADER, 0); });
    return;
  }
  walk(d, chain, at + HEADER + Math.min(length, whole), 0);
}, { carriesPackets: true });

attach(dissectIpv6, "ethertype", 0x86dd);
attach(dissectIpv6, "ip.version", 6);

function drawTop(d: Dissection, at: number): void {
  d.item(f.tclass, at);
  d.push(d.last);
  if (d.drawing) d.append(d.parent, dsFieldSummary((d.u16(at) >> 4) & 0xff));
  d.item(f["tclass.dscp"], at); d.item(f["tclass.ecn"], at);
  d.close();
  d.item(f.flow, at + 1);
}

function drawPayloadLength(d: Dissection, at: number, next: number, whole: number, jumbo: number | undefined, length: number): void {
  d.item(f.plen, at + 4);
  const node = d.last;
  if (length === 0 && jumbo === undefined) {
    if (next === 0) d.notice(f["opt.jumbo.missing"], node);
    else if (next !== NO_NEXT_HEADER) d.notice(f.plen_zero, node);
  }
  notePayloadLength(d, node, whole, jumbo, length);
  d.item(f.nxt, at + 6);
  d.item(f.hlim, at + 7);
}

function drawAddress(d: Dissection, at: number, isSource: boolean): void {
  const text = d.drawing || d.wants(f.host) || d.wants(isSource ? f.src_host : f.dst_host) ? d.state.addresses.text(isSource ? d.source : d.destination) : "";
  d.item(isSource ? f.src : f.dst, at);
  d.hidden(f.addr, at, 16);
  d.hidden(isSource ? f.src_host : f.dst_host, at, 16, text);
  d.hidden(f.host, at, 16, text);
}

/** Runs layers that are shown below `node`. */
function below(d: Dissection, node: number, inside: () => void): void {
  const { root } = d;
  d.root = node;
  inside();
  d.root = root;
}

/** Reads the headers from `chain.at` to `end`, then what they carry. */
function walk(d: Dissection, chain: FragmentChain, end: number, headers: number): void {
  for (let count = headers; count < MAX_HEADERS; count++) {
    const extension = EXTENSIONS.get(chain.next);
    if (!extension) { upper(d, chain, end); return; }
    const before = chain.at;
    below(d, chain.node, () => { d.call(extension, before, end - before, chain); });
    // a header that could not be read leaves the place as it was
    if (chain.at === before) return;
    chain.extended = true;
    if (chain.fragment && chain.at - before === 8) {
      const { fragment } = chain;
      chain.fragment = undefined;
      if (fragment.offset > 0 || fragment.more) { gather(d, chain, fragment, end, count + 1); return; }
    }
  }
}

function gather(d: Dissection, chain: FragmentChain, fragment: NonNullable<FragmentChain["fragment"]>, end: number, headers: number): void {
  const length = end - chain.at;
  let datagram: Datagram | undefined;
  if (end <= d.end && length > 0 && !d.quoted) {
    if (d.indexing) {
      const key = `${d.source}/${d.destination}/${fragment.identification}`;
      datagram = d.state.state(NO_CONVERSATION, fragments).add(key, d.frame.number, d.layer, fragment.offset, fragment.more, d.slice(chain.at, length));
      d.setFact(datagramOf, datagram);
    } else {
      datagram = d.fact(datagramOf);
    }
  }
  const bytes = datagram?.bytes;
  if (datagram && bytes && datagram.completedIn === d.frame.number && datagram.completedLayer === d.layer) {
    growNode(d, chain);
    d.push(chain.node);
    const list = fragmentsNode(d, datagram, bytes, d.start, fragmentFields);
    d.close();
    const whole = datagram;
    d.withSource("Reassembled IPv6", bytes, () => {
      drawFragments(d, list, whole, bytes, fragmentFields);
      chain.at = 0;
      walk(d, chain, bytes.length, headers);
    });
    return;
  }
  if (datagram && datagram.completedIn > 0) {
    d.push(chain.node);
    d.generated(f["reassembled.in"], datagram.completedIn, fragment.start);
    d.close();
  }
  d.data(chain.at, length);
}

function upper(d: Dissection, chain: FragmentChain, end: number): void {
  const { at, next } = chain;
  growNode(d, chain);
  if (next === NO_NEXT_HEADER) {
    d.setInfo("IPv6 no next header");
    d.data(at, end - at);
    return;
  }
  if (d.next("ip.proto", next, at, end - at)) return;
  if (d.columns) d.setInfo(`Unknown IP Protocol: ${ipProtocols.name(next) ?? "Unknown"} (${next})`);
  d.data(at, end - at);
}

/** The header's node covers its extension headers too, as far as they lie in the same bytes. */
function growNode(d: Dissection, chain: FragmentChain): void {
  if (chain.extended && chain.at > d.start) d.setLength(chain.node, Math.max(chain.at - d.start, HEADER));
}
