/**
 * The common stacks walked without a dissector: Ethernet, VLAN tags, unfragmented IPv4 or
 * IPv6, TCP or UDP. Whatever is out of the ordinary is left to the dissectors; where both
 * can answer they agree, which a test holds them to over every capture it is given.
 */
import { AddressKind } from "../dissect/addresses";
import type { CaptureState } from "../dissect/capture-state";
import { ConversationKind, NO_CONVERSATION, beginsConversation, noteSequences } from "../dissect/conversations";
import { heuristicsOf, keysOf, lookUp } from "../dissect/tables";

const ETHERNET = 1;
const TCP = 6, UDP = 17;
const SYN = 0x02, ACK = 0x10;

export class FastWalk {
  /** What the last successful walk found. */
  source = 0;
  destination = 0;
  conversation = NO_CONVERSATION;
  /** Ports behind which packets travel, so that the dissectors must look in. */
  readonly #carriers = new Uint8Array(65536);
  readonly #udpNeedsDissectors: boolean;

  constructor(readonly state: CaptureState) {
    for (const key of keysOf("udp.port")) if (typeof key === "number" && lookUp("udp.port", key)?.carriesPackets) this.#carriers[key] = 1;
    this.#udpNeedsDissectors = heuristicsOf("udp").some((entry) => entry.carriesPackets);
  }

  /** Enters the addresses and the conversation of the packet at [start, start + captured); false leaves it to the dissectors. */
  walk(b: Uint8Array, start: number, captured: number, linkType: number, row: number): boolean {
    if (linkType !== ETHERNET || captured < 42) return false;
    const end = start + captured;
    let at = start + 12;
    let type = ((b[at] as number) << 8) | (b[at + 1] as number);
    if (type === 0x8100) {
      at += 4;
      type = ((b[at] as number) << 8) | (b[at + 1] as number);
    }
    at += 2;
    const kind = type === 0x0800 ? AddressKind.ipv4 : type === 0x86dd ? AddressKind.ipv6 : 0;
    let protocol: number, header: number, addresses: number, size: number, ipEnd: number;
    if (kind === AddressKind.ipv4) {
      const first = b[at] as number;
      header = (first & 0x0f) * 4;
      const total = ((b[at + 2] as number) << 8) | (b[at + 3] as number);
      // another version, options (a source route names the true destination), a lying length, a fragment
      if (first >> 4 !== 4 || header !== 20 || total < header + 8 || (((b[at + 6] as number) << 8) | (b[at + 7] as number)) & 0x3fff) return false;
      protocol = b[at + 9] as number;
      addresses = at + 12; size = 4;
      ipEnd = at + total;
    } else if (kind === AddressKind.ipv6) {
      if (at + 40 > end || (b[at] as number) >> 4 !== 6) return false;
      const payload = ((b[at + 4] as number) << 8) | (b[at + 5] as number);
      if (payload < 8) return false;
      header = 40;
      protocol = b[at + 6] as number;
      addresses = at + 8; size = 16;
      ipEnd = at + 40 + payload;
    } else return false;
    const transport = at + header;
    if (transport + (protocol === TCP ? 20 : 8) > Math.min(end, ipEnd)) return false;
    const sourcePort = ((b[transport] as number) << 8) | (b[transport + 1] as number);
    const destinationPort = ((b[transport + 2] as number) << 8) | (b[transport + 3] as number);
    const { conversations } = this.state;
    let conversationKind: number;
    if (protocol === UDP) {
      const length = ((b[transport + 4] as number) << 8) | (b[transport + 5] as number);
      if (length < 8 || transport + length > ipEnd || this.#udpNeedsDissectors || this.#carriers[sourcePort] || this.#carriers[destinationPort]) return false;
      conversationKind = ConversationKind.udp;
    } else if (protocol === TCP) {
      if ((b[transport + 12] as number) < 0x50) return false;
      conversationKind = ConversationKind.tcp;
    } else return false;
    const source = (this.source = this.state.addresses.intern(kind, b, addresses, size));
    const destination = (this.destination = this.state.addresses.intern(kind, b, addresses + size, size));
    let id = conversations.find(conversationKind, source, sourcePort, destination, destinationPort);
    if (protocol === UDP) {
      if (id === NO_CONVERSATION) id = conversations.create(conversationKind, source, sourcePort, destination, destinationPort, row);
    } else {
      const flags = b[transport + 13] as number, sequence = u32(b, transport + 4);
      let sideA = id !== NO_CONVERSATION && conversations.isSideA(id, source, sourcePort);
      if (id === NO_CONVERSATION || (flags & (SYN | ACK)) === SYN && beginsConversation(conversations, id, sideA, sequence)) {
        id = conversations.create(conversationKind, source, sourcePort, destination, destinationPort, row);
        sideA = true;
      }
      noteSequences(conversations, id, sideA, flags, sequence, u32(b, transport + 8));
    }
    this.conversation = id;
    return true;
  }
}

function u32(b: Uint8Array, at: number): number {
  return (((b[at] as number) << 24) | ((b[at + 1] as number) << 16) | ((b[at + 2] as number) << 8) | (b[at + 3] as number)) >>> 0;
}
