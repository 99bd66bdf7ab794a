/** A window of bytes with a place in it, and the two ways of running out of it. */

/** Thrown by a read that leaves the captured or the reported bytes; `Dissection.call` catches it. */
export type StopReason = "short" | "malformed" | "unreassembled" | "limit";

/** Why a layer stopped. Not an Error: a stack trace a packet would be waste. */
export class Stop {
  constructor(readonly reason: StopReason) {}
}
export const SHORT = new Stop("short");
export const MALFORMED = new Stop("malformed");
export const UNREASSEMBLED = new Stop("unreassembled");
export const LIMIT = new Stop("limit");

/**
 * Offsets are those of the data source, so that a node's position is where the bytes
 * are in its tab. The window is [start, reported) by what the layers above say, of
 * which [start, end) was captured.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  /** First byte of the layer. */
  start = 0;
  /** One past the last captured byte of the layer. */
  end = 0;
  /** One past the last byte of the layer as it was on the wire. */
  reported = 0;
  /** Where the next read begins. */
  pos = 0;
  /** True in the first part of a message whose other parts are missing: running out is then no fault. */
  fragment = false;

  /** Captured bytes from `pos` on. */
  get remaining(): number { return this.end - this.pos; }
  /** Bytes from `pos` on as they were on the wire. */
  get reportedRemaining(): number { return this.reported - this.pos; }

  /** Stops the layer unless [at, at + length) was captured. */
  need(at: number, length: number): void {
    if (at < 0 || length < 0) throw MALFORMED;
    if (at + length > this.end) this.out(at + length);
  }

  /** Stops the layer for a read that ends at `limit`. */
  out(limit: number): never {
    if (limit <= this.reported) throw SHORT;
    throw this.fragment ? UNREASSEMBLED : MALFORMED;
  }

  u8(at: number): number { if (at + 1 > this.end) this.out(at + 1); return this.bytes[at] as number; }
  u16(at: number): number { if (at + 2 > this.end) this.out(at + 2); const b = this.bytes; return ((b[at] as number) << 8) | (b[at + 1] as number); }
  u24(at: number): number { if (at + 3 > this.end) this.out(at + 3); const b = this.bytes; return ((b[at] as number) << 16) | ((b[at + 1] as number) << 8) | (b[at + 2] as number); }
  u32(at: number): number {
    if (at + 4 > this.end) this.out(at + 4);
    const b = this.bytes;
    return (((b[at] as number) << 24) | ((b[at + 1] as number) << 16) | ((b[at + 2] as number) << 8) | (b[at + 3] as number)) >>> 0;
  }
  u64(at: number): bigint { return (BigInt(this.u32(at)) << 32n) | BigInt(this.u32(at + 4)); }
  u16le(at: number): number { if (at + 2 > this.end) this.out(at + 2); const b = this.bytes; return (b[at] as number) | ((b[at + 1] as number) << 8); }
  u32le(at: number): number {
    if (at + 4 > this.end) this.out(at + 4);
    const b = this.bytes;
    return ((b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)) >>> 0;
  }
  u64le(at: number): bigint { return (BigInt(this.u32le(at + 4)) << 32n) | BigInt(this.u32le(at)); }
  /** An unsigned integer of 1 to 6 bytes. */
  uint(at: number, width: number, littleEndian = false): number {
    this.need(at, width);
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (this.bytes[littleEndian ? at + width - 1 - i : at + i] as number);
    return value;
  }
  /** A view of [at, at + length). */
  slice(at: number, length: number): Uint8Array { this.need(at, length); return this.bytes.subarray(at, at + length); }
}
