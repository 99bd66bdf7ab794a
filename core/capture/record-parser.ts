/** Reads the records of one file format out of buffers; RecordFeed brings it whole records. */
export interface RecordParser {
  /**
   * Bytes that must lie together, from the first unused byte on, before parse() can go
   * further. A lower bound, known to grow once a record's head has been seen.
   */
  readonly needed: number;
  /** True when an error ended the reading. */
  readonly stopped: boolean;
  /**
   * Reads what lies whole in buffer[start, end) and returns the place of the first unused
   * byte. `view` covers `buffer`; `base` is the file offset of buffer[0].
   */
  parse(buffer: Uint8Array, view: DataView, start: number, end: number, base: number): number;
  /** The file ended; the `left` bytes from file offset `offset` on were not enough. */
  end(left: number, offset: number): void;
}

/**
 * Gives a parser the chunks of a file. What lies whole in a chunk is parsed where it is;
 * only a record that lies across chunks is copied together.
 */
export class RecordFeed {
  /** Bytes of the record that lies across chunks; grows with what arrives, never by what a length field says. */
  private spill = new Uint8Array(4096);
  private spillView = new DataView(this.spill.buffer);
  private spilled = 0;
  /** File offset of the next byte to arrive. */
  private offset = 0;

  constructor(private readonly parser: RecordParser) {}

  /** Takes the next chunk of the file; it is not kept. */
  push(chunk: Uint8Array): void {
    const parser = this.parser;
    const base = this.offset;
    let at = 0;
    while (this.spilled > 0 && at < chunk.length && !parser.stopped) {
      const taken = Math.min(parser.needed - this.spilled, chunk.length - at);
      this.keep(chunk, at, at + taken);
      at += taken;
      if (this.spilled < parser.needed) break;
      const used = parser.parse(this.spill, this.spillView, 0, this.spilled, base + at - this.spilled);
      this.spill.copyWithin(0, used, this.spilled);
      this.spilled -= used;
    }
    if (at < chunk.length && !parser.stopped) {
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
      const used = parser.parse(chunk, view, at, chunk.length, base);
      if (!parser.stopped) this.keep(chunk, used, chunk.length);
    }
    this.offset = base + chunk.length;
  }

  /** Says that the file has ended. */
  end(): void {
    if (!this.parser.stopped) this.parser.end(this.spilled, this.offset - this.spilled);
  }

  private keep(chunk: Uint8Array, start: number, end: number): void {
    const wanted = this.spilled + (end - start);
    if (wanted > this.spill.length) {
      const larger = new Uint8Array(Math.max(wanted, this.spill.length * 2));
      larger.set(this.spill.subarray(0, this.spilled));
      this.spill = larger;
      this.spillView = new DataView(larger.buffer);
    }
    this.spill.set(chunk.subarray(start, end), this.spilled);
    this.spilled = wanted;
  }
}
