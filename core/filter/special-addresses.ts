/**
 * Blocks of addresses with a special purpose: IANA IPv4 and IPv6 Special-Purpose Address
 * Registries (RFC 6890 and its updates). The narrowest block that holds an address names it.
 */
import { parseIpv4, parseIpv6 } from "./address-literals";

/** Bits of a block's mask, in the order of the registry's columns. */
export const SpecialFlag = { source: 1, destination: 2, forwardable: 4, global: 8, reserved: 16 } as const;

interface Block { readonly address: Uint8Array; readonly bits: number; readonly name: string; readonly flags: number }

const S = 1, D = 2, F = 4, G = 8, R = 16;
const TABLE: readonly (readonly [block: string, name: string, flags: number])[] = [
  ["0.0.0.0/8", "This network", S | R], ["0.0.0.0/32", "This host on this network", S | R],
  ["10.0.0.0/8", "Private-Use", S | D | F], ["100.64.0.0/10", "Shared Address Space", S | D | F],
  ["127.0.0.0/8", "Loopback", R], ["169.254.0.0/16", "Link Local", S | D | R], ["172.16.0.0/12", "Private-Use", S | D | F],
  ["192.0.0.0/24", "IETF Protocol Assignments", 0], ["192.0.0.0/29", "IPv4 Service Continuity Prefix", S | D | F],
  ["192.0.0.8/32", "IPv4 dummy address", S], ["192.0.0.9/32", "Port Control Protocol Anycast", S | D | F | G],
  ["192.0.0.10/32", "Traversal Using Relays around NAT Anycast", S | D | F | G],
  ["192.0.0.170/32", "NAT64/DNS64 Discovery", R], ["192.0.0.171/32", "NAT64/DNS64 Discovery", R],
  ["192.0.2.0/24", "Documentation (TEST-NET-1)", 0], ["192.31.196.0/24", "AS112-v4", S | D | F | G], ["192.52.193.0/24", "AMT", S | D | F | G],
  ["192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", 0], ["192.168.0.0/16", "Private-Use", S | D | F],
  ["192.175.48.0/24", "Direct Delegation AS112 Service", S | D | F | G], ["198.18.0.0/15", "Benchmarking", S | D | F],
  ["198.51.100.0/24", "Documentation (TEST-NET-2)", 0], ["203.0.113.0/24", "Documentation (TEST-NET-3)", 0],
  ["240.0.0.0/4", "Reserved", R], ["255.255.255.255/32", "Limited Broadcast", D | R],
  ["::1/128", "Loopback Address", R], ["::/128", "Unspecified Address", S | R], ["::ffff:0:0/96", "IPv4-mapped Address", R],
  ["64:ff9b::/96", "IPv4-IPv6 Translat.", S | D | F | G], ["64:ff9b:1::/48", "IPv4-IPv6 Translat.", S | D | F],
  ["100::/64", "Discard-Only Address Block", S | D | F], ["2001::/23", "IETF Protocol Assignments", 0], ["2001::/32", "TEREDO", S | D | F],
  ["2001:1::1/128", "Port Control Protocol Anycast", S | D | F | G], ["2001:1::2/128", "Traversal Using Relays around NAT Anycast", S | D | F | G],
  ["2001:2::/48", "Benchmarking", S | D | F], ["2001:3::/32", "AMT", S | D | F | G], ["2001:4:112::/48", "AS112-v6", S | D | F | G],
  ["2001:20::/28", "ORCHIDv2", S | D | F | G], ["2001:30::/28", "Drone Remote ID Protocol Entity Tags (DETs) Prefix", S | D | F | G],
  ["2001:db8::/32", "Documentation", 0], ["2002::/16", "6to4", S | D | F], ["2620:4f:8000::/48", "Direct Delegation AS112 Service", S | D | F | G],
  ["3fff::/20", "Documentation", 0], ["5f00::/16", "Segment Routing (SRv6) SIDs", S | D | F],
  ["fc00::/7", "Unique-Local", S | D | F], ["fe80::/10", "Link-Local Unicast", S | D | R],
];

const BLOCKS: readonly Block[] = TABLE.map(([block, name, flags]) => {
  const [text = "", bits] = block.split("/");
  return { address: parseIpv4(text) ?? parseIpv6(text) ?? new Uint8Array(0), bits: Number(bits), name, flags };
});

/** Whether the first `bits` of two addresses of one length are the same. */
export function sharesPrefix(address: Uint8Array, prefix: Uint8Array, bits: number): boolean {
  if (address.length !== prefix.length) return false;
  for (let i = 0; i * 8 < bits; i++) {
    const mask = (0xff00 >> Math.min(8, bits - i * 8)) & 0xff;
    if (((address[i] as number) & mask) !== ((prefix[i] as number) & mask)) return false;
  }
  return true;
}

/** The narrowest special-purpose block that holds an address of 4 or 16 bytes. */
export function specialBlock(address: Uint8Array): { readonly name: string; readonly flags: number } | undefined {
  let best: Block | undefined;
  for (const block of BLOCKS) {
    if (sharesPrefix(address, block.address, block.bits) && (!best || block.bits > best.bits)) best = block;
  }
  return best;
}
