import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, cacheBlockSize, CachedSource, ChunkedSource, MemorySource } from "./byte-source";

const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31 + (index >> 8)) & 0xff);

function chunked(sizes: readonly number[]): ChunkedSource {
  const source = new ChunkedSource();
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    source.append(bytes.subarray(at, at + size));
    at = Math.min(at + size, bytes.length);
  }
  return source;
}

describe("byte sources", () => {
  it("read what lies there, clipped at the ends", () => {
    const sizes = fc.array(fc.oneof(fc.nat(100), fc.nat(40_000)), { maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: -10, max: 200_010 }), fc.nat(150_000), (chunks, offset, length) => {
        const want = bytes.subarray(Math.max(offset, 0), Math.max(offset + length, 0));
        const sources: ByteSource[] = [new MemorySource(bytes), chunked(chunks), new CachedSource(new MemorySource(bytes), 2)];
        for (const source of sources) {
          const got = source.read(offset, length);
          expect(source.size).toBe(bytes.length);
          expect(Buffer.compare(got, want)).toBe(0);
        }
      }),
    );
  });

  it("a chunked source reads views inside a chunk and gathers small ones", () => {
    const source = new ChunkedSource();
    source.append(bytes.subarray(0, 50_000));
    expect(source.read(10, 20).buffer).toBe(bytes.buffer);
    for (let at = 50_000; at < 50_100; at++) source.append(bytes.subarray(at, at + 1));
    expect([...source.read(49_990, 110)]).toEqual([...bytes.subarray(49_990, 50_100)]);
    expect(source.read(50_000, 10).buffer).toBe(source.read(50_050, 10).buffer);
  });
});

describe("CachedSource", () => {
  /** Counts the reads and can grow. */
  class Counted implements ByteSource {
    reads: number[] = [];
    constructor(public size: number) {}
    read(offset: number, length: number): Uint8Array {
      this.reads.push(offset);
      return bytes.subarray(offset, Math.min(offset + length, this.size));
    }
  }

  it("reads a block once and forgets the one not used for longest", () => {
    const slow = new Counted(bytes.length);
    const source = new CachedSource(slow, 2);
    source.read(0, 10);
    source.read(cacheBlockSize, 10);
    source.read(5, 10);
    source.read(2 * cacheBlockSize, 10);
    source.read(0, 10);
    source.read(cacheBlockSize, 10);
    expect(slow.reads).toEqual([0, cacheBlockSize, 2 * cacheBlockSize, cacheBlockSize]);
  });

  it("sees what a growing source has got", () => {
    const slow = new Counted(10);
    const source = new CachedSource(slow);
    expect(source.read(0, 100)).toHaveLength(10);
    slow.size = 50;
    expect([...source.read(0, 100)]).toEqual([...bytes.subarray(0, 50)]);
    expect(slow.reads).toEqual([0, 0]);
  });
});
