/** Which colouring rule a packet falls under: the first that matches, in the order people know. */
import type { Dissection } from "../dissect/dissection";
import type { Field } from "../fields/field";
import type { Registry } from "../fields/registry";
import type { RowColour } from "./api";

const BAD_TCP = /^tcp\.analysis\.(?!window_update|keep_alive|keep_alive_ack|flags|bytes_in_flight|push_bytes_sent|acks_frame|ack_rtt|initial_rtt|rto|rto_frame|duplicate_ack_num|duplicate_ack_frame)/;
const ICMP_ERRORS = new Set([3, 4, 5, 11]);
const ICMPV6_ERRORS = new Set([1, 2, 3, 4]);
const ROUTING = new Set(["hsrp", "eigrp", "ospf", "bgp", "cdp", "vrrp", "carp", "gvrp", "igmp", "ismp", "rip", "ripng"]);

/** Finds the colour of a dissected packet; `fields` must be among those wanted when it was dissected. */
export class RowColours {
  /** Fields whose values decide. */
  readonly fields: readonly Field[];
  readonly #kind = new Map<Field, "bad" | "icmp" | "icmpv6" | "flags" | "ttl" | "checksum" | "routing-change" | "sctp">();

  constructor(registry: Registry) {
    const enter = (name: string, kind: "icmp" | "icmpv6" | "flags" | "ttl" | "checksum" | "sctp"): void => { for (const f of registry.named(name)) this.#kind.set(f, kind); };
    for (const name of registry.names) if (BAD_TCP.test(name)) for (const f of registry.named(name)) if (f.notice) this.#kind.set(f, "bad");
    enter("icmp.type", "icmp"); enter("icmpv6.type", "icmpv6"); enter("tcp.flags", "flags"); enter("ip.ttl", "ttl");
    for (const name of ["ip.checksum.status", "tcp.checksum.status", "udp.checksum.status", "icmp.checksum.status", "icmpv6.checksum.status", "eth.fcs.status", "igmp.checksum.status"]) enter(name, "checksum");
    this.fields = [...this.#kind.keys()];
  }

  of(d: Dissection): RowColour {
    const { tree, stack } = d;
    let bad = false, icmp = -1, icmpv6 = -1, flags = -1, ttl = -1, checksum = false;
    for (let i = 0; i < tree.count; i++) {
      const field = tree.field[i];
      const kind = field && this.#kind.get(field);
      if (!kind) continue;
      const value = tree.num[i] as number;
      if (kind === "bad") bad = true;
      else if (kind === "icmp") { if (icmp < 0) icmp = value; }
      else if (kind === "icmpv6") { if (icmpv6 < 0) icmpv6 = value; }
      else if (kind === "flags") flags = value;
      else if (kind === "ttl") ttl = value;
      else if (kind === "checksum" && value === 0) checksum = true;
    }
    const has = (name: string): boolean => stack.includes(name);
    if (bad) return "bad-tcp";
    if (ICMP_ERRORS.has(icmp) || ICMPV6_ERRORS.has(icmpv6)) return "icmp-error";
    if (has("arp")) return "arp";
    if (icmp >= 0 || icmpv6 >= 0) return "icmp";
    if (flags >= 0 && flags & 0x04) return "reset";
    // a multicast destination keeps its packets near on purpose
    if (ttl >= 0 && ttl < 5 && !d.state.addresses.text(d.destination).startsWith("224.0.0.") && !stack.some((name) => ROUTING.has(name))) return "low-ttl";
    if (checksum) return "bad-checksum";
    if (has("smb") || has("smb2") || has("nbss") || has("nbns") || has("netbios")) return "smb";
    if (has("http") || d.sourcePort === 80 || d.destinationPort === 80 && flags >= 0) return "http";
    if (has("dcerpc")) return "dcerpc";
    if (stack.some((name) => ROUTING.has(name))) return "routing";
    if (flags >= 0 && flags & 0x03) return "tcp-syn-fin";
    if (flags >= 0) return "tcp";
    if (has("udp")) return "udp";
    if (tree.sources[0] && ((tree.sources[0].bytes[0] ?? 0) & 1) === 1 && has("eth")) return "broadcast";
    return "none";
  }
}
