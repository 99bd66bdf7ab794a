import { ByteWriter } from "./byte-writer";
import type { PacketToWrite } from "./packet-to-write";

/** What the header of a pcap file says. */
export interface PcapWriterOptions {
  readonly linkType: number;
  /** 262,144 unless given. */
  readonly snapLength?: number;
  /** Nanoseconds in the time stamps instead of microseconds, which cut the rest off. */
  readonly nanoseconds?: boolean;
  /** Little-endian unless false. */
  readonly littleEndian?: boolean;
  /** Bytes of frame check sequence at the end of each packet, even and at most 30. */
  readonly fcsLength?: number;
}

/** Writes a pcap file (draft-ietf-opsawg-pcap) of version 2.4 as chunks given to `emit`. */
export class PcapWriter {
  private readonly out: ByteWriter;
  private readonly nanosPerUnit: number;

  /** Throws a RangeError when the FCS length cannot be expressed. */
  constructor(emit: (bytes: Uint8Array) => void, options: PcapWriterOptions) {
    const { linkType, snapLength = 262144, nanoseconds = false, littleEndian = true, fcsLength } = options;
    if (fcsLength !== undefined && (fcsLength % 2 !== 0 || fcsLength < 0 || fcsLength > 30)) {
      throw new RangeError(`A pcap header cannot express a frame check sequence of ${fcsLength} bytes.`);
    }
    this.nanosPerUnit = nanoseconds ? 1 : 1000;
    this.out = new ByteWriter(emit, littleEndian);
    this.out.u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
    this.out.u16(2);
    this.out.u16(4);
    this.out.zeros(8);
    this.out.u32(snapLength);
    // Above the link type: its presence flag, and the FCS length in 16-bit words.
    const fcs = fcsLength === undefined ? 0 : 0x04000000 + (fcsLength / 2) * 0x10000000;
    this.out.u32(fcs + (linkType & 0xffff));
  }

  /** Throws a RangeError when the time lies before 1970 or after 2106-02-07, which pcap cannot hold. */
  packet(packet: PacketToWrite): void {
    if (packet.seconds < 0 || packet.seconds > 0xffffffff) {
      throw new RangeError(`A pcap file cannot hold the time of ${packet.seconds} seconds since 1970.`);
    }
    this.out.u32(packet.seconds);
    this.out.u32(Math.floor(packet.nanos / this.nanosPerUnit));
    this.out.u32(packet.capturedLength);
    this.out.u32(packet.originalLength);
    this.out.bytes(packet.buffer.subarray(packet.start, packet.start + packet.capturedLength));
    this.out.flushWhenFull();
  }

  /** Hands on what is still gathered. */
  finish(): void {
    this.out.flush();
  }
}
