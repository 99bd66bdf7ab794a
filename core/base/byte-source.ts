/** Random access to the bytes of a capture, read synchronously. */
export interface ByteSource {
  /** Bytes known now; grows while a live capture is written. */
  readonly size: number;
  /**
   * Bytes [offset, offset + length), clipped to [0, size).
   * The view may be shared with the source: do not write to it, do not keep it.
   */
  read(offset: number, length: number): Uint8Array;
}

const empty = new Uint8Array(0);

/** A capture that lies in memory as one array. */
export class MemorySource implements ByteSource {
  constructor(private readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  read(offset: number, length: number): Uint8Array {
    const start = Math.min(Math.max(offset, 0), this.bytes.length);
    const end = Math.min(Math.max(offset + length, start), this.bytes.length);
    return this.bytes.subarray(start, end);
  }
}

/** Chunks below this many bytes are gathered, since each array costs some hundred bytes of its own. */
const smallChunk = 16384;
const gatheredSize = 65536;

/**
 * A capture that arrives in pieces, such as decompressed data. Chunks are kept as they
 * are given, so the caller must not write to them afterwards; small ones are copied
 * together. A read that lies inside one chunk is a view; one that crosses chunks is a copy.
 */
export class ChunkedSource implements ByteSource {
  private readonly chunks: Uint8Array[] = [];
  private readonly starts: number[] = [];
  private total = 0;
  /** Gathers small chunks: the last of `chunks` is its used part. */
  private gathering: Uint8Array | undefined;
  private gathered = 0;

  get size(): number {
    return this.total;
  }

  /** Adds bytes at the end. */
  append(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (chunk.length >= smallChunk) {
      this.gathering = undefined;
      this.add(chunk);
      return;
    }
    if (this.gathering !== undefined && this.gathered + chunk.length <= gatheredSize) {
      this.gathering.set(chunk, this.gathered);
      this.gathered += chunk.length;
      this.chunks[this.chunks.length - 1] = this.gathering.subarray(0, this.gathered);
      this.total += chunk.length;
      return;
    }
    this.gathering = new Uint8Array(gatheredSize);
    this.gathering.set(chunk);
    this.gathered = chunk.length;
    this.add(this.gathering.subarray(0, chunk.length));
  }

  private add(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.starts.push(this.total);
    this.total += chunk.length;
  }

  read(offset: number, length: number): Uint8Array {
    const start = Math.min(Math.max(offset, 0), this.total);
    const end = Math.min(Math.max(offset + length, start), this.total);
    if (start === end) return empty;
    let index = this.chunkAt(start);
    let chunk = this.chunks[index] ?? empty;
    let from = start - (this.starts[index] ?? 0);
    if (from + (end - start) <= chunk.length) return chunk.subarray(from, from + (end - start));
    const out = new Uint8Array(end - start);
    let filled = 0;
    while (filled < out.length) {
      const part = chunk.subarray(from, from + out.length - filled);
      out.set(part, filled);
      filled += part.length;
      from = 0;
      chunk = this.chunks[++index] ?? empty;
    }
    return out;
  }

  /** Index of the chunk that holds `offset`, which lies inside the source. */
  private chunkAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Block size of CachedSource: one small read of a File or a range request, in bytes. */
export const cacheBlockSize = 65536;

/**
 * Keeps the blocks of a slow source that were read last. `capacity` is the number of
 * 64 KiB blocks kept. A block that was not full when it was read is read again once the
 * source has grown.
 */
export class CachedSource implements ByteSource {
  /** Insertion order is age: a hit is put back at the end. */
  private readonly blocks = new Map<number, Uint8Array>();

  constructor(
    private readonly source: ByteSource,
    private readonly capacity = 256,
  ) {}

  get size(): number {
    return this.source.size;
  }

  read(offset: number, length: number): Uint8Array {
    const size = this.source.size;
    const start = Math.min(Math.max(offset, 0), size);
    const end = Math.min(Math.max(offset + length, start), size);
    if (start === end) return empty;
    const first = Math.floor(start / cacheBlockSize);
    const last = Math.floor((end - 1) / cacheBlockSize);
    // A read larger than the whole cache would only push everything else out.
    if (last - first >= this.capacity) return this.source.read(start, end - start);
    if (first === last) {
      const from = start - first * cacheBlockSize;
      return this.block(first, size).subarray(from, from + (end - start));
    }
    const out = new Uint8Array(end - start);
    let filled = 0;
    for (let index = first; index <= last; index++) {
      const from = index === first ? start - first * cacheBlockSize : 0;
      const part = this.block(index, size).subarray(from, from + out.length - filled);
      out.set(part, filled);
      filled += part.length;
    }
    return filled === out.length ? out : out.subarray(0, filled);
  }

  private block(index: number, size: number): Uint8Array {
    const start = index * cacheBlockSize;
    const wanted = Math.min(cacheBlockSize, size - start);
    const kept = this.blocks.get(index);
    this.blocks.delete(index);
    if (kept !== undefined && kept.length >= wanted) {
      this.blocks.set(index, kept);
      return kept;
    }
    // A copy, since the slow source may reuse the view it hands out.
    const block = this.source.read(start, wanted).slice();
    this.blocks.set(index, block);
    if (this.blocks.size > this.capacity) {
      for (const oldest of this.blocks.keys()) {
        this.blocks.delete(oldest);
        break;
      }
    }
    return block;
  }
}
