/** The columnar index: a row a packet, about 50 bytes, no payload. */
import { f64Column, i32Column, u16Column, u32Column, u8Column } from "../base/columns";

/** Bits of `PacketIndex.flags`. */
export const RowFlag = {
  /** The capture file gives the packet no time. */
  noTime: 1,
  /** Several conversations: `extra` holds them. */
  manyConversations: 2,
} as const;

/** Which conversations a packet belongs to, and its predecessor in each, where there are several. */
export interface Membership { readonly conversations: number[]; readonly previous: number[] }

export class PacketIndex {
  count = 0;
  /** Offset of the packet's bytes in the (decompressed) file. */
  readonly offset = f64Column();
  readonly seconds = f64Column();
  readonly nanos = u32Column();
  readonly capturedLength = u32Column();
  readonly length = u32Column();
  /** Index into the session's interfaces. */
  readonly interfaceId = u16Column();
  /** Innermost addresses, numbers in the address table. */
  readonly source = i32Column();
  readonly destination = i32Column();
  /** Innermost conversation, or -1. */
  readonly conversation = i32Column();
  /** Row before this one in its innermost conversation, or -1. */
  readonly previous = i32Column();
  readonly flags = u8Column();
  /** Packets of several conversations (tunnels, quoted packets): rare. */
  readonly extra = new Map<number, Membership>();

  get byteLength(): number {
    return [this.offset, this.seconds, this.nanos, this.capturedLength, this.length, this.interfaceId, this.source, this.destination, this.conversation, this.previous, this.flags]
      .reduce((sum, column) => sum + column.byteLength, 0) + this.extra.size * 120;
  }

  /** The packet's conversations in the order of its layers. */
  conversationsOf(row: number): number[] {
    const many = this.extra.get(row);
    if (many) return many.conversations;
    const id = this.conversation.get(row);
    return id < 0 ? [] : [id];
  }

  /** Row before `row` in conversation `id`, or -1. */
  previousIn(id: number, row: number): number {
    const many = this.extra.get(row);
    if (many) return many.previous[many.conversations.indexOf(id)] ?? -1;
    return this.conversation.get(row) === id ? this.previous.get(row) : -1;
  }
}
