/**
 * Conversations of the capture: who talked with whom over what. The index pass enters
 * them in the order of the capture, so that a number is tshark's stream index.
 */

/** Kinds of conversation: what the key holds besides the two addresses. */
export const ConversationKind = { tcp: 0, udp: 1, ip: 2, sctp: 3, dccp: 4 } as const;
export type ConversationKindCode = (typeof ConversationKind)[keyof typeof ConversationKind];
const KINDS = 5;

/** No conversation. */
export const NO_CONVERSATION = -1;

const INITIAL = 1024;

/** All conversations, in columns. Side A is whoever sent the first packet seen. */
export class ConversationTable {
  #count = 0;
  #kind = new Uint8Array(INITIAL);
  #index = new Int32Array(INITIAL);
  #addressA = new Int32Array(INITIAL);
  #addressB = new Int32Array(INITIAL);
  #portA = new Int32Array(INITIAL);
  #portB = new Int32Array(INITIAL);
  #first = new Int32Array(INITIAL);
  #last = new Int32Array(INITIAL);
  #packets = new Int32Array(INITIAL);
  /** Sequence number before the first byte of side A and of side B, for telling that ports are used again; -1 when not known. */
  #baseA = new Float64Array(INITIAL);
  #baseB = new Float64Array(INITIAL);
  #former = new Int32Array(INITIAL);
  #slots = new Int32Array(INITIAL * 4).fill(-1);
  readonly #perKind = new Int32Array(KINDS);

  get count(): number { return this.#count; }
  get byteLength(): number { return this.#kind.length * 57 + this.#slots.length * 4; }
  kind(id: number): number { return this.#kind[id] as number; }
  /** Number within its kind: tcp.stream, udp.stream. */
  streamIndex(id: number): number { return this.#index[id] as number; }
  addressA(id: number): number { return this.#addressA[id] as number; }
  addressB(id: number): number { return this.#addressB[id] as number; }
  portA(id: number): number { return this.#portA[id] as number; }
  portB(id: number): number { return this.#portB[id] as number; }
  /** Row of its first packet. */
  first(id: number): number { return this.#first[id] as number; }
  last(id: number): number { return this.#last[id] as number; }
  packets(id: number): number { return this.#packets[id] as number; }
  /** True when `source` and its port are side A of a conversation. */
  isSideA(id: number, source: number, sourcePort: number): boolean { return this.#addressA[id] === source && this.#portA[id] === sourcePort; }
  baseSequence(id: number, sideA: boolean): number { return (sideA ? this.#baseA : this.#baseB)[id] as number; }
  setBaseSequence(id: number, sideA: boolean, sequence: number): void { (sideA ? this.#baseA : this.#baseB)[id] = sequence; }
  /** The conversation between the same ends whose ports this one uses again, or NO_CONVERSATION. */
  former(id: number): number { return this.#former[id] as number; }
  countOf(kind: ConversationKindCode): number { return this.#perKind[kind] as number; }

  /** The latest conversation between the two, or NO_CONVERSATION. */
  find(kind: number, source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const slot = this.#slot(kind, source, sourcePort, destination, destinationPort);
    return this.#slots[slot] as number;
  }

  /** Enters a conversation; a former one between the same two is no longer found. */
  create(kind: number, source: number, sourcePort: number, destination: number, destinationPort: number, packet: number): number {
    const id = this.#count++;
    if (id >= this.#kind.length) this.#grow();
    this.#kind[id] = kind;
    this.#index[id] = this.#perKind[kind] as number;
    this.#perKind[kind] = (this.#perKind[kind] as number) + 1;
    this.#addressA[id] = source; this.#addressB[id] = destination;
    this.#portA[id] = sourcePort; this.#portB[id] = destinationPort;
    this.#first[id] = packet; this.#last[id] = -1; this.#packets[id] = 0; this.#baseA[id] = -1; this.#baseB[id] = -1;
    const slot = this.#slot(kind, source, sourcePort, destination, destinationPort);
    this.#former[id] = this.#slots[slot] as number;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  /** Counts a packet of a conversation and returns the one before it, or -1. */
  addPacket(id: number, packet: number): number {
    const before = this.#last[id] as number;
    if (before === packet) return before;
    this.#last[id] = packet;
    this.#packets[id] = (this.#packets[id] as number) + 1;
    return before;
  }

  #slot(kind: number, a: number, portA: number, b: number, portB: number): number {
    const mask = this.#slots.length - 1;
    // symmetric: both directions meet in one slot
    let h = Math.imul(Math.imul(a, 0x9e3779b1) ^ Math.imul(portA + 1, 0x85ebca6b), 0xc2b2ae35) + Math.imul(Math.imul(b, 0x9e3779b1) ^ Math.imul(portB + 1, 0x85ebca6b), 0xc2b2ae35) + kind;
    h ^= h >>> 15; h = Math.imul(h, 0x2c1b3c6d); h ^= h >>> 13;
    let slot = h & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id < 0) return slot;
      if (this.#kind[id] === kind) {
        const fa = this.#addressA[id], fb = this.#addressB[id], pa = this.#portA[id], pb = this.#portB[id];
        if ((fa === a && fb === b && pa === portA && pb === portB) || (fa === b && fb === a && pa === portB && pb === portA)) return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let id = 0; id < this.#count; id++) {
      this.#slots[this.#slot(this.#kind[id] as number, this.#addressA[id] as number, this.#portA[id] as number, this.#addressB[id] as number, this.#portB[id] as number)] = id;
    }
  }

  #grow(): void {
    const size = this.#kind.length * 2;
    const wider = (from: Int32Array): Int32Array<ArrayBuffer> => { const to = new Int32Array(size); to.set(from); return to; };
    const kind = new Uint8Array(size); kind.set(this.#kind); this.#kind = kind;
    const baseA = new Float64Array(size), baseB = new Float64Array(size);
    baseA.set(this.#baseA); baseB.set(this.#baseB);
    this.#baseA = baseA; this.#baseB = baseB;
    this.#index = wider(this.#index);
    this.#addressA = wider(this.#addressA); this.#addressB = wider(this.#addressB);
    this.#portA = wider(this.#portA); this.#portB = wider(this.#portB);
    this.#first = wider(this.#first); this.#last = wider(this.#last); this.#former = wider(this.#former); this.#packets = wider(this.#packets);
  }
}

/**
 * Whether a SYN with this sequence number begins a conversation although one between the same ports exists:
 * its side has counted from elsewhere, so the ports are used again.
 */
export function beginsConversation(table: ConversationTable, existing: number, sideA: boolean, sequence: number): boolean {
  const known = table.baseSequence(existing, sideA);
  return known >= 0 && known !== sequence;
}

/** Notes where the two sides of a TCP conversation count from (RFC 9293 §3.4): a SYN says it, else the first segment tells. */
export function noteSequences(table: ConversationTable, id: number, sideA: boolean, flags: number, sequence: number, acknowledgment: number): void {
  if (flags & SYN) table.setBaseSequence(id, sideA, sequence);
  else if (table.baseSequence(id, sideA) < 0) table.setBaseSequence(id, sideA, (sequence - 1) >>> 0);
  if (flags & ACK && table.baseSequence(id, !sideA) < 0) table.setBaseSequence(id, !sideA, (acknowledgment - 1) >>> 0);
}
const SYN = 0x02, ACK = 0x10;
