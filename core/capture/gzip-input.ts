import { Gunzip } from "fflate";
import { crc32 } from "./crc32";
import type { NoticeLog } from "./notice-log";

/**
 * Compressed bytes given to the decompressor at a time. Deflate unfolds at most 1032 times,
 * so this bounds what one step allocates, and how much a damaged step can take with it.
 */
const stepSize = 16384;

/** Compressed bytes remembered, so that a member's trailer is still at hand once the next one begins. */
const rememberedSize = 4096;

/** CRC-32 and length, each u32, at the end of a member (RFC 1952 §2.3.1). */
const trailerLength = 8;

/** Decompresses a gzip file of one or more members (RFC 1952) that arrives in pieces. */
export class GzipInput {
  /** True when damage, trailing bytes or the limit ended the decompression. */
  stopped = false;

  private readonly gunzip: Gunzip;
  /** The compressed bytes last given, for the trailers. */
  private recent = new Uint8Array(0);
  private compressed = 0;
  private decompressed = 0;
  private memberCrc = 0;
  private memberLength = 0;

  /** `output` gets the decompressed bytes, in arrays of their own that it may keep. */
  constructor(
    private readonly output: (bytes: Uint8Array) => void,
    private readonly log: NoticeLog,
    private readonly limit: number,
  ) {
    this.gunzip = new Gunzip((bytes) => this.take(bytes));
    this.gunzip.onmember = (offset) => this.finishMember(offset);
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.stopped; at += stepSize) this.step(chunk.subarray(at, at + stepSize), false);
  }

  end(): void {
    if (this.stopped) return;
    this.step(new Uint8Array(0), true);
    if (!this.stopped) this.finishMember(this.compressed);
  }

  private step(bytes: Uint8Array, last: boolean): void {
    this.remember(bytes);
    this.compressed += bytes.length;
    try {
      // A copy: the decompressor keeps what it could not use yet, and the chunk is not ours.
      this.gunzip.push(bytes.slice(), last);
    } catch (error) {
      this.explain(error);
      return;
    }
    if (this.decompressed > this.limit) {
      this.stop("decompressed-too-large", `The compressed capture unfolds to more than ${this.limit} bytes; what lies beyond is left out.`);
    }
  }

  private take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.memberCrc = crc32(this.memberCrc, bytes);
    this.memberLength += bytes.length;
    this.decompressed += bytes.length;
    this.output(bytes);
  }

  private remember(bytes: Uint8Array): void {
    const kept = this.recent.subarray(Math.max(0, this.recent.length - rememberedSize));
    const recent = new Uint8Array(kept.length + bytes.length);
    recent.set(kept);
    recent.set(bytes, kept.length);
    this.recent = recent;
  }

  /** Checks the trailer that ends at compressed offset `end` against what the member unfolded to. */
  private finishMember(end: number): void {
    const at = this.recent.length - (this.compressed - end) - trailerLength;
    const crc = this.memberCrc;
    const length = this.memberLength % 0x100000000;
    this.memberCrc = 0;
    this.memberLength = 0;
    // The next member's header may be so long that the trailer is no longer remembered.
    if (at < 0 && this.compressed > this.recent.length) return;
    if (at >= 0) {
      const view = new DataView(this.recent.buffer, at, trailerLength);
      if (view.getUint32(0, true) === crc && view.getUint32(4, true) === length) return;
    }
    this.log.add("warning", "bad-gzip", this.decompressed, () => `The gzip checksum before byte ${end} of the compressed file does not fit what was decompressed: the file was damaged or cut short.`);
  }

  private explain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === "invalid gzip data") {
      this.stopped = true;
      this.log.add("warning", "trailing-data", this.decompressed, () => `After the compressed data come bytes that are no gzip data, before byte ${this.compressed} of the compressed file; they are left out.`);
    } else if (reason === "unexpected EOF") {
      this.stop("cut-short", `The compressed file ends at byte ${this.compressed} in the middle of its data.`);
    } else {
      this.stop("bad-gzip", `The compressed file is damaged before byte ${this.compressed} (${reason}); what lies beyond cannot be decompressed.`);
    }
  }

  private stop(code: "cut-short" | "bad-gzip" | "decompressed-too-large", message: string): void {
    this.stopped = true;
    this.log.add("error", code, this.decompressed, () => message);
  }
}
