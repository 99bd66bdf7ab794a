/** The columnar index: a row a packet, about 50 bytes, no payload. */

/** Bits of `PacketIndex.flags`. */
export const RowFlag = {
  /** The capture file gives the packet no time. */
  noTime: 1,
  /** Several conversations: `extra` holds them. */
  manyConversations: 2,
} as const;

/** Which conversations a packet belongs to, and its predecessor in each, where there are several. */
export interface Membership { readonly conversations: number[]; readonly previous: number[] }

const BITS = 14;
const ROWS = 1 << BITS;
const LOW = ROWS - 1;

/** Columns of 16,384 packets: growing copies nothing and wastes little. */
class Block {
  readonly offset = new Float64Array(ROWS);
  readonly seconds = new Float64Array(ROWS);
  readonly nanos = new Uint32Array(ROWS);
  readonly capturedLength = new Uint32Array(ROWS);
  readonly length = new Uint32Array(ROWS);
  readonly interfaceId = new Int32Array(ROWS);
  readonly source = new Int32Array(ROWS);
  readonly destination = new Int32Array(ROWS);
  readonly conversation = new Int32Array(ROWS);
  readonly previous = new Int32Array(ROWS);
  readonly flags = new Uint8Array(ROWS);
}
const BYTES_A_ROW = 8 + 8 + 8 * 4 + 1;

export class PacketIndex {
  count = 0;
  readonly #blocks: Block[] = [];
  /** Packets of several conversations (tunnels, quoted packets): rare. */
  readonly extra = new Map<number, Membership>();

  get byteLength(): number { return this.#blocks.length * ROWS * BYTES_A_ROW + this.extra.size * 120; }

  /** Adds a row with what the file says of the packet and returns its number. */
  append(offset: number, seconds: number, nanos: number, capturedLength: number, length: number, interfaceId: number, flags: number): number {
    const row = this.count++;
    if ((row & LOW) === 0) this.#blocks.push(new Block());
    const block = this.#blocks[row >>> BITS] as Block, i = row & LOW;
    block.offset[i] = offset;
    block.seconds[i] = seconds;
    block.nanos[i] = nanos;
    block.capturedLength[i] = capturedLength;
    block.length[i] = length;
    block.interfaceId[i] = interfaceId;
    block.flags[i] = flags;
    return row;
  }

  /** Enters who talks with whom; `previous` is the row before in the conversation, or -1. */
  setEnds(row: number, source: number, destination: number, conversation: number, previous: number): void {
    const block = this.#block(row), i = row & LOW;
    block.source[i] = source;
    block.destination[i] = destination;
    block.conversation[i] = conversation;
    block.previous[i] = previous;
  }

  /** Notes that a packet belongs to several conversations. */
  setMembership(row: number, membership: Membership): void {
    this.extra.set(row, membership);
    const block = this.#block(row);
    block.flags[row & LOW] = (block.flags[row & LOW] as number) | RowFlag.manyConversations;
  }

  #block(row: number): Block {
    const block = this.#blocks[row >>> BITS];
    if (!block || row >= this.count) throw new RangeError(`no packet ${row + 1}`);
    return block;
  }

  /** Offset of the packet's bytes in the (decompressed) file. */
  offset(row: number): number { return this.#block(row).offset[row & LOW] as number; }
  seconds(row: number): number { return this.#block(row).seconds[row & LOW] as number; }
  nanos(row: number): number { return this.#block(row).nanos[row & LOW] as number; }
  capturedLength(row: number): number { return this.#block(row).capturedLength[row & LOW] as number; }
  length(row: number): number { return this.#block(row).length[row & LOW] as number; }
  /** Number of the packet's interface, counted over the whole file; -1 where a block that is no packet counts as one. */
  interfaceId(row: number): number { return this.#block(row).interfaceId[row & LOW] as number; }
  /** Innermost addresses, numbers in the address table. */
  source(row: number): number { return this.#block(row).source[row & LOW] as number; }
  destination(row: number): number { return this.#block(row).destination[row & LOW] as number; }
  /** Innermost conversation, or -1. */
  conversation(row: number): number { return this.#block(row).conversation[row & LOW] as number; }
  flags(row: number): number { return this.#block(row).flags[row & LOW] as number; }

  /** The packet's conversations in the order of its layers. */
  conversationsOf(row: number): number[] {
    if (this.flags(row) & RowFlag.manyConversations) return this.extra.get(row)?.conversations ?? [];
    const id = this.conversation(row);
    return id < 0 ? [] : [id];
  }

  /** Row before `row` in conversation `id`, or -1. */
  previousIn(id: number, row: number): number {
    if (this.flags(row) & RowFlag.manyConversations) {
      const many = this.extra.get(row);
      return many?.previous[many.conversations.indexOf(id)] ?? -1;
    }
    const block = this.#block(row);
    return block.conversation[row & LOW] === id ? (block.previous[row & LOW] as number) : -1;
  }
}
