/*
 * pcap, as draft-ietf-opsawg-pcap describes it:
 *
 *   file header (24 bytes): magic u32, major u16, minor u16, reserved u32, reserved u32,
 *                           snap length u32, link type u16 with FCS bits above it
 *   packet header (16):     seconds u32, micro- or nanoseconds u32, captured u32, original u32
 */
import { emptyPacketRecord, type InterfaceInfo, type PacketSink } from "./capture-format";
import { isKnownLinkType } from "./link-types";
import type { NoticeLog } from "./notice-log";
import { packetLimit } from "./packet-limits";
import type { RecordParser } from "./record-parser";

const fileHeaderLength = 24;
const packetHeaderLength = 16;

/** Reads a pcap file whose magic number has been recognised. */
export class PcapParser implements RecordParser {
  needed = fileHeaderLength;
  stopped = false;
  packets = 0;

  private readonly record = emptyPacketRecord();
  private readonly fractionUnits: number;
  private readonly nanosPerUnit: number;
  private headerRead = false;
  private linkType = 0;
  private limit = 0;
  private snapLength = 0;
  /** Files before version 2.3 hold the two lengths the other way round; version 2.3 has both kinds. */
  private lengths: "usual" | "swapped" | "either" = "usual";

  constructor(
    private readonly sink: PacketSink,
    private readonly log: NoticeLog,
    private readonly littleEndian: boolean,
    private readonly nanoseconds: boolean,
  ) {
    this.fractionUnits = nanoseconds ? 1e9 : 1e6;
    this.nanosPerUnit = nanoseconds ? 1 : 1000;
  }

  parse(buffer: Uint8Array, view: DataView, start: number, end: number, base: number): number {
    let at = start;
    if (!this.headerRead) {
      if (end - at < fileHeaderLength) {
        this.needed = fileHeaderLength;
        return at;
      }
      this.readHeader(view, at, base + at);
      at += fileHeaderLength;
      if (this.stopped) return at;
    }
    const record = this.record;
    const littleEndian = this.littleEndian;
    record.buffer = buffer;
    while (end - at >= packetHeaderLength) {
      let captured = view.getUint32(at + 8, littleEndian);
      let original = view.getUint32(at + 12, littleEndian);
      if (this.lengths !== "usual" && (this.lengths === "swapped" || captured > original)) {
        const stored = captured;
        captured = original;
        original = stored;
      }
      if (captured > this.limit) {
        this.refuseLength(captured, base + at);
        return at;
      }
      const next = at + packetHeaderLength + captured;
      if (next > end) {
        this.needed = packetHeaderLength + captured;
        return at;
      }
      let seconds = view.getUint32(at, littleEndian);
      let fraction = view.getUint32(at + 4, littleEndian);
      this.packets++;
      if (fraction >= this.fractionUnits) {
        this.noteFraction(fraction, base + at);
        seconds += Math.floor(fraction / this.fractionUnits);
        fraction %= this.fractionUnits;
      }
      if (captured > original) this.noteOriginal(captured, original, base + at);
      if (captured > this.snapLength) this.noteSnapLength(captured, base + at);
      record.seconds = seconds;
      record.nanos = fraction * this.nanosPerUnit;
      record.capturedLength = captured;
      record.originalLength = original;
      record.start = at + packetHeaderLength;
      record.offset = base + record.start;
      this.sink.packet(record);
      at = next;
    }
    this.needed = packetHeaderLength;
    return at;
  }

  end(left: number, offset: number): void {
    if (!this.headerRead) {
      this.fail("cut-short", offset, `The file ends inside the pcap file header: ${left} of ${fileHeaderLength} bytes are there.`);
    } else if (left > 0) {
      const part = left < packetHeaderLength ? "header of packet" : "packet";
      this.fail(
        "cut-short",
        offset,
        `The file ends inside the ${part} ${this.packets + 1}, which begins at offset ${offset}: ${left} of ${this.needed} bytes are there.`,
      );
    }
  }

  private readHeader(view: DataView, at: number, offset: number): void {
    const littleEndian = this.littleEndian;
    const major = view.getUint16(at + 4, littleEndian);
    const minor = view.getUint16(at + 6, littleEndian);
    const snapLength = view.getUint32(at + 16, littleEndian);
    const network = view.getUint32(at + 20, littleEndian);
    this.headerRead = true;
    if (major < 2) {
      this.fail("unsupported-version", offset + 4, `This pcap file has version ${major}.${minor}; versions from 2.0 on can be read.`);
      return;
    }
    if (major > 2 || minor > 4) {
      this.log.add("note", "unsupported-version", offset + 4, () => `This pcap file has version ${major}.${minor}; it is read as version 2.4.`);
    }
    if (major === 2 && minor < 3) this.lengths = "swapped";
    else if (major === 2 && minor === 3) this.lengths = "either";
    this.linkType = network & 0xffff;
    // The draft reserves these bits and has readers ignore them.
    if ((network & 0x03ff0000) !== 0) {
      this.log.add("warning", "bad-record", offset + 20, () => `Reserved bits are set in the link type field 0x${network.toString(16)}; link type ${this.linkType} is assumed.`);
    }
    if (!isKnownLinkType(this.linkType)) {
      this.log.add("warning", "unknown-link-type", offset + 20, () => `Link type ${this.linkType} is not known: its packets are shown as bytes.`);
    }
    this.limit = packetLimit(this.linkType);
    this.snapLength = snapLength === 0 ? this.limit : snapLength;
    const hasFcs = (network & 0x04000000) !== 0;
    this.sink.section?.({
      section: 0,
      littleEndian,
      majorVersion: major,
      minorVersion: minor,
      length: undefined,
      comments: [],
      hardware: undefined,
      os: undefined,
      application: undefined,
      options: [],
      offset,
      blockLength: fileHeaderLength,
    });
    this.sink.interface(this.describe(snapLength, hasFcs ? (network >>> 28) * 2 : undefined, offset));
    this.record.hasTime = true;
    this.record.linkType = this.linkType;
  }

  private describe(snapLength: number, fcsLength: number | undefined, offset: number): InterfaceInfo {
    return {
      id: 0,
      section: 0,
      idInSection: 0,
      described: false,
      linkType: this.linkType,
      snapLength,
      fcsLength,
      timeResolution: this.nanoseconds ? 9 : 6,
      timeOffset: 0,
      name: undefined,
      description: undefined,
      filter: undefined,
      os: undefined,
      hardware: undefined,
      comments: [],
      speed: undefined,
      transmitSpeed: undefined,
      receiveSpeed: undefined,
      macAddress: undefined,
      eui64Address: undefined,
      ipv4: [],
      ipv6: [],
      timeZone: undefined,
      options: [],
      offset,
      blockLength: fileHeaderLength,
    };
  }

  private fail(code: "cut-short" | "unsupported-version" | "too-long", offset: number, message: string): void {
    this.stopped = true;
    this.log.add("error", code, offset, () => message);
  }

  private refuseLength(captured: number, offset: number): void {
    this.fail(
      "too-long",
      offset,
      `Packet ${this.packets + 1} at offset ${offset} claims ${captured} captured bytes; at most ${this.limit} are believed. Reading stops there.`,
    );
  }

  private noteFraction(fraction: number, offset: number): void {
    const unit = this.nanoseconds ? "nanoseconds" : "microseconds";
    this.log.add("warning", "bad-time", offset + 4, () => `Packet ${this.packets} has ${fraction} ${unit} in its time, more than a second; the seconds are carried over.`);
  }

  private noteOriginal(captured: number, original: number, offset: number): void {
    this.log.add("warning", "captured-beyond-original", offset + 8, () => `Packet ${this.packets} has ${captured} captured bytes but claims to have been only ${original} bytes long.`);
  }

  private noteSnapLength(captured: number, offset: number): void {
    this.log.add("note", "captured-beyond-snap-length", offset + 8, () => `Packet ${this.packets} has ${captured} captured bytes although the file says that at most ${this.snapLength} are kept.`);
  }
}
