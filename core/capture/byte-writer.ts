/** Size at which the gathered bytes are handed on. */
const chunkSize = 1 << 20;

/** Gathers written values into chunks, each handed on as an array that is not used again here. */
export class ByteWriter {
  private buffer = new Uint8Array(0);
  private view = new DataView(this.buffer.buffer);
  private used = 0;
  /** Size the next buffer begins with. */
  private capacity = 256;

  constructor(
    private readonly emit: (bytes: Uint8Array) => void,
    readonly littleEndian: boolean,
  ) {}

  u16(value: number): void {
    this.reserve(2);
    this.view.setUint16(this.used, value, this.littleEndian);
    this.used += 2;
  }

  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.used, value, this.littleEndian);
    this.used += 4;
  }

  u64(value: bigint): void {
    this.reserve(8);
    this.view.setBigUint64(this.used, BigInt.asUintN(64, value), this.littleEndian);
    this.used += 8;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  zeros(count: number): void {
    this.reserve(count);
    this.buffer.fill(0, this.used, this.used + count);
    this.used += count;
  }

  /** Hands on what was gathered once it is large. To be called between records. */
  flushWhenFull(): void {
    if (this.used >= chunkSize) this.flush();
  }

  flush(): void {
    if (this.used === 0) return;
    this.emit(this.buffer.subarray(0, this.used));
    this.capacity = this.buffer.length;
    this.buffer = new Uint8Array(0);
    this.view = new DataView(this.buffer.buffer);
    this.used = 0;
  }

  private reserve(count: number): void {
    const wanted = this.used + count;
    if (wanted <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(wanted, this.buffer.length * 2, this.capacity));
    larger.set(this.buffer.subarray(0, this.used));
    this.buffer = larger;
    this.view = new DataView(larger.buffer);
  }
}
