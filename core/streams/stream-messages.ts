/**
 * Messages of a byte stream that lie in several packets. A message is a list of ranges of packets;
 * nothing is copied before it is looked at.
 */

/** Bytes of one packet in a message. */
export interface Part {
  /** Number of the packet. */
  readonly frame: number;
  /** Where they are in the packet's bytes; -1 when they are in `copy`. */
  readonly at: number;
  readonly length: number;
  /** Where they are in the message. */
  readonly offset: number;
  /** The bytes themselves where they are not a range of the packet (it came in IP fragments). */
  readonly copy: Uint8Array | undefined;
  /** It covers bytes that a part before it has, … */
  overlap: boolean;
  /** … with other contents. */
  conflict: boolean;
}

/** How many packets a message may lie in; more are not worth the memory. */
const MAX_PARTS = 1 << 20;

/** One message, complete or not. */
export class StreamMessage {
  readonly parts: Part[] = [];
  /** Packet that completed it, 0 while it is incomplete. */
  completedIn = 0;
  /** Bytes from its start without a gap. */
  contiguous = 0;
  /** Bytes it has when complete; -1 while that is not known. */
  needed = -1;
  /** It ends with the stream. */
  untilEnd = false;

  /** `start` is the raw sequence number of its first byte. */
  constructor(readonly start: number) {}

  /** Adds bytes in order of arrival; false when there are too many. */
  add(frame: number, at: number, length: number, offset: number, copy: Uint8Array | undefined): boolean {
    if (this.parts.length >= MAX_PARTS) return false;
    const part: Part = { frame, at, length, offset, copy, overlap: offset < this.contiguous && this.parts.length > 0, conflict: false };
    let i = this.parts.length;
    while (i > 0 && (this.parts[i - 1] as Part).offset > offset) i--;
    this.parts.splice(i, 0, part);
    for (; i < this.parts.length; i++) {
      const next = this.parts[i] as Part;
      if (next.offset > this.contiguous) break;
      this.contiguous = Math.max(this.contiguous, next.offset + next.length);
    }
    return true;
  }

  get complete(): boolean { return this.needed >= 0 ? this.contiguous >= this.needed : !this.untilEnd; }

  /** Whether [offset, offset + length) has bytes that no part has. */
  lacks(offset: number, length: number): boolean {
    let from = offset;
    for (const part of this.parts) {
      if (part.offset > from) break;
      from = Math.max(from, part.offset + part.length);
    }
    return from < offset + length;
  }

  /** The message's bytes up to `limit`, put together anew. */
  bytes(bytesOf: (frame: number) => Uint8Array, limit = this.contiguous): Uint8Array {
    const bytes = new Uint8Array(limit);
    let filled = 0;
    for (const part of this.parts) {
      if (part.offset > filled || part.offset >= limit) break;
      const source = part.copy ?? bytesOf(part.frame).subarray(part.at, part.at + part.length);
      const end = Math.min(part.offset + source.length, limit);
      if (part.overlap) {
        for (let at = part.offset; at < Math.min(end, filled); at++) {
          if (bytes[at] !== source[at - part.offset]) { part.conflict = true; break; }
        }
      }
      if (end <= filled) continue;
      bytes.set(source.subarray(filled - part.offset, end - part.offset), filled);
      filled = end;
    }
    return bytes;
  }

  /** Splits at `offset`: what follows goes to a new message. */
  split(offset: number): StreamMessage {
    const rest = new StreamMessage((this.start + offset) >>> 0);
    const parts = this.parts.splice(0);
    this.contiguous = Math.min(this.contiguous, offset);
    for (const part of parts) {
      const end = part.offset + part.length;
      if (part.offset < offset) this.parts.push(end <= offset ? part : { ...part, length: offset - part.offset });
      if (end > offset) {
        const skip = Math.max(0, offset - part.offset);
        rest.add(part.frame, part.at < 0 ? -1 : part.at + skip, part.length - skip, part.offset + skip - offset, part.copy?.subarray(skip));
      }
    }
    return rest;
  }
}

/** How the bytes of one segment take part in messages of several. */
export interface SegmentPlan {
  /** A message begun before, and how many of the segment's first bytes are its. */
  head: StreamMessage | undefined;
  headLength: number;
  /** A message that begins in the segment, at `tailFrom` bytes from its first. */
  tail: StreamMessage | undefined;
  tailFrom: number;
  /** Its bytes were all seen before. */
  repeated: boolean;
}

/** Messages of one direction that are not complete yet. */
export class OpenMessages {
  readonly list: StreamMessage[] = [];

  /** The one that the byte with raw sequence number `seq` belongs to. */
  at(seq: number): StreamMessage | undefined {
    for (const message of this.list) {
      const offset = (seq - message.start) | 0;
      if (offset < 0) continue;
      if (message.untilEnd || (message.needed >= 0 ? offset < message.needed : offset <= message.contiguous)) return message;
    }
    return undefined;
  }

  open(message: StreamMessage): void {
    this.list.push(message);
    // what was lost stays open for ever: keep few
    if (this.list.length > 8) this.list.shift();
  }

  close(message: StreamMessage): void {
    const i = this.list.indexOf(message);
    if (i >= 0) this.list.splice(i, 1);
  }
}
