import { type ByteSource, ChunkedSource } from "../base/byte-source";
import type { CaptureFormat, NoticeCode, PacketSink } from "./capture-format";
import { GzipInput } from "./gzip-input";
import { NoticeLog } from "./notice-log";
import { PcapParser } from "./pcap-reader";
import { byteOrderMagic, PcapngParser } from "./pcapng-reader";
import { recognise, recognitionLength } from "./recognition";
import { RecordFeed } from "./record-parser";

/** Settings of a reader. */
export interface ReaderOptions {
  /** Most bytes a compressed capture may unfold to; these are kept in memory. 4 GiB unless given. */
  readonly decompressedLimit?: number;
}

/** Reads a capture that arrives in pieces of any size. */
export interface CaptureReader {
  /** What was recognised; undefined until enough bytes came, or when it is no capture. */
  readonly format: CaptureFormat | undefined;
  /** The decompressed bytes of a compressed capture, to which all offsets refer; undefined in a plain one. */
  readonly decompressed: ByteSource | undefined;
  /** Packets handed over so far. */
  readonly packets: number;
  /** True when an error stopped the reading: further bytes are ignored. */
  readonly stopped: boolean;
  /** Takes the next bytes of the file. They are not kept, and the packets' bytes are views of them. */
  push(chunk: Uint8Array): void;
  /** Says that no more comes; tells of what was cut short. */
  end(): void;
}

/** Makes a reader that recognises the file by content and gives what it finds to `sink`. */
export function createReader(sink: PacketSink, options: ReaderOptions = {}): CaptureReader {
  return new Reader(sink, options.decompressedLimit ?? 2 ** 32);
}

class Reader implements CaptureReader {
  format: CaptureFormat | undefined;
  decompressed: ChunkedSource | undefined;

  private readonly log: NoticeLog;
  /** The first bytes, until there are enough to recognise the file by. */
  private head: Uint8Array = new Uint8Array(0);
  private parser: PcapParser | PcapngParser | undefined;
  private feed: RecordFeed | undefined;
  private gzip: GzipInput | undefined;
  private refused = false;
  private size = 0;

  constructor(
    private readonly sink: PacketSink,
    private readonly limit: number,
  ) {
    this.log = new NoticeLog(sink);
  }

  get packets(): number {
    return this.parser?.packets ?? 0;
  }

  get stopped(): boolean {
    return this.refused || this.parser?.stopped === true || this.gzip?.stopped === true;
  }

  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    if (this.gzip !== undefined) this.gzip.push(chunk);
    else this.pushPlain(chunk);
  }

  end(): void {
    if (this.gzip === undefined) this.settle();
    // A compressed file may be so short that it was recognised only now.
    if (this.gzip !== undefined && !this.refused) {
      this.gzip.end();
      this.settle();
    }
    this.feed?.end();
    this.log.end(this.size);
  }

  /** Recognises a file that ended before it had the bytes wanted. */
  private settle(): void {
    if (this.feed === undefined && !this.refused) this.begin(this.head);
  }

  /** Takes bytes that are not compressed, or no longer. */
  private pushPlain(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.feed !== undefined) {
      this.feed.push(chunk);
      return;
    }
    if (this.refused) return;
    let bytes = chunk;
    if (this.head.length > 0 || chunk.length < recognitionLength) {
      bytes = new Uint8Array(this.head.length + chunk.length);
      bytes.set(this.head);
      bytes.set(chunk, this.head.length);
    }
    this.head = bytes.length < recognitionLength ? bytes : new Uint8Array(0);
    if (bytes.length >= recognitionLength) this.begin(bytes);
  }

  /** Recognises the file by its first bytes and sets out to read them. */
  private begin(bytes: Uint8Array): void {
    const compression = this.gzip === undefined ? "none" : "gzip";
    const found = recognise(bytes);
    switch (found.kind) {
      case "pcap":
        this.format = { ...found, compression };
        this.parser = new PcapParser(this.sink, this.log, found.littleEndian, found.nanoseconds);
        break;
      case "pcapng": {
        const magic = bytes.length < 12 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
        this.format = { kind: "pcapng", compression, littleEndian: magic === byteOrderMagic, nanoseconds: false };
        this.parser = new PcapngParser(this.sink, this.log);
        break;
      }
      case "gzip":
        if (this.gzip !== undefined) {
          this.refuse("unsupported-compression", "The capture is compressed twice (gzip inside gzip), which is not supported.");
          return;
        }
        this.beginGzip(bytes);
        return;
      case "refused":
        this.refuse(
          found.code,
          found.code === "unsupported-format" ? `This is a file of the format ${found.name}, which is not supported; pcap and pcapng are.` : `This file is compressed with ${found.name}, which is not supported; gzip is.`,
        );
        return;
      case "unknown":
        if (bytes.length === 0) this.log.add("warning", "empty-file", 0, () => "The file is empty.");
        else this.refuse("not-a-capture", "This is not a capture file: it begins neither as pcap nor as pcapng.");
        return;
    }
    this.feed = new RecordFeed(this.parser);
    this.feed.push(bytes);
  }

  private beginGzip(bytes: Uint8Array): void {
    const decompressed = new ChunkedSource();
    this.decompressed = decompressed;
    this.size = 0;
    this.head = new Uint8Array(0);
    this.gzip = new GzipInput(
      (output) => {
        decompressed.append(output);
        this.pushPlain(output);
      },
      this.log,
      this.limit,
    );
    this.gzip.push(bytes);
  }

  private refuse(code: NoticeCode, message: string): void {
    this.refused = true;
    this.log.add("error", code, 0, () => message);
  }
}
