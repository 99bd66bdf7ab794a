/*
 * pcapng, as draft-ietf-opsawg-pcapng describes it: blocks of
 *   type u32, total length u32, body padded to 4 bytes, total length u32
 * in sections, each with its own byte order and interfaces.
 */
import { emptyPacketRecord, type InterfaceInfo, type NoticeCode, type PacketSink } from "./capture-format";
import { journalLength, readJournalTime } from "./journal-entry";
import { isKnownLinkType } from "./link-types";
import type { NoticeLog } from "./notice-log";
import { blockLimit, packetLimit } from "./packet-limits";
import { readInterface, readNames, readSecrets, readSection, readStatistics } from "./pcapng-blocks";
import { type BlockContext, paddedLength } from "./pcapng-options";
import { clearPacketOptions, readPacketOptions } from "./pcapng-packet-options";
import type { RecordParser } from "./record-parser";
import { TimeScale } from "./time-scale";

/** Block types (§11.1). */
export const blockType = {
  section: 0x0a0d0d0a,
  interface: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  names: 4,
  statistics: 5,
  enhancedPacket: 6,
  journal: 9,
  secrets: 10,
  custom: 0x0bad,
  customNotCopied: 0x40000bad,
} as const;

/** Shortest block of each type; 12 for all others. */
const shortest = new Map<number, number>([
  [blockType.section, 28],
  [blockType.interface, 20],
  [blockType.obsoletePacket, 32],
  [blockType.simplePacket, 16],
  [blockType.statistics, 24],
  [blockType.enhancedPacket, 32],
  [blockType.secrets, 20],
  [blockType.custom, 16],
  [blockType.customNotCopied, 16],
]);

/** Byte-order magic, which tells the byte order of a section. */
export const byteOrderMagic = 0x1a2b3c4d;

/** What every block has at least, and what is read of it first. */
const smallestBlock = 12;

/** Most interfaces of one file; each takes some hundred bytes here and as few as 20 in the file. */
const interfaceLimit = 65536;

/** Netflix (IANA private enterprise number): its custom blocks are no records to tshark 4.0. */
const netflix = 10949;

interface Source {
  readonly info: InterfaceInfo;
  readonly scale: TimeScale;
  readonly limit: number;
}

/** Reads a pcapng file whose first block has been recognised as a section header. */
export class PcapngParser implements RecordParser {
  needed = smallestBlock;
  stopped = false;
  packets = 0;

  private readonly record = emptyPacketRecord();
  private littleEndian = true;
  private section = -1;
  private interfaceCount = 0;
  /** The interfaces of this section. */
  private sources: Source[] = [];
  /** A block that is passed over: bytes left before its trailing length, or -1. */
  private passing = -1;
  private passedOffset = 0;
  /** Type of the block of which `needed` bytes are awaited. */
  private awaitedType = 0;
  private passedType = 0;
  private passedLength = 0;

  constructor(
    private readonly sink: PacketSink,
    private readonly log: NoticeLog,
  ) {}

  parse(buffer: Uint8Array, view: DataView, start: number, end: number, base: number): number {
    this.record.buffer = buffer;
    let at = start;
    while (!this.stopped) {
      if (this.passing >= 0) {
        const step = Math.min(this.passing, end - at);
        this.passing -= step;
        at += step;
        this.needed = this.passing > 0 ? 1 : 4;
        if (this.passing > 0 || end - at < 4) return at;
        this.finishPassing(view.getUint32(at, this.littleEndian), base + at);
        at += 4;
        continue;
      }
      if (end - at < smallestBlock) {
        this.needed = smallestBlock;
        return at;
      }
      const type = view.getUint32(at, this.littleEndian);
      if (type === blockType.section && !this.readByteOrder(view, at, base)) return at;
      const littleEndian = this.littleEndian;
      const told = view.getUint32(at + 4, littleEndian);
      const length = paddedLength(told);
      if (length > blockLimit || told < (shortest.get(type) ?? smallestBlock)) {
        this.refuseBlock(type, told, base + at);
        return at;
      }
      if (!isRead(type)) {
        this.startPassing(type, length, told, base + at);
        at += 8;
        continue;
      }
      if (end - at < length) {
        this.needed = length;
        this.awaitedType = type;
        return at;
      }
      const trailer = view.getUint32(at + length - 4, littleEndian);
      if (!this.checkTrailer(type, told, length, trailer, base + at)) return at;
      if (type === blockType.enhancedPacket) this.readEnhancedPacket(view, at, length, base);
      else this.readBlock(type, buffer, view, at, length, base);
      at += length;
    }
    return at;
  }

  end(left: number, offset: number): void {
    if (this.passing >= 0) {
      const there = offset + left - this.passedOffset;
      this.cutShort(this.passedType, this.passedOffset, there, this.passedLength);
    } else if (left >= smallestBlock) {
      this.cutShort(this.awaitedType, offset, left, this.needed);
    } else if (left > 0) {
      this.fail("cut-short", offset, `The file ends inside the head of a block at offset ${offset}: ${left} of ${smallestBlock} bytes are there.`);
    }
  }

  private cutShort(type: number, offset: number, there: number, length: number): void {
    this.fail("cut-short", offset, `The file ends inside a block of type ${hex(type)} at offset ${offset}, after packet ${this.packets}: ${there} of ${length} bytes are there.`);
  }

  /** Takes the byte order of the section that begins at `at`; false when there is none. */
  private readByteOrder(view: DataView, at: number, base: number): boolean {
    const magic = view.getUint32(at + 8, true);
    if (magic === byteOrderMagic) this.littleEndian = true;
    else if (magic === 0x4d3c2b1a) this.littleEndian = false;
    else {
      this.fail("bad-byte-order", base + at + 8, `The section header at offset ${base + at} has the byte-order magic ${hex(view.getUint32(at + 8, false))}, which stands for no byte order. Reading stops there.`);
      return false;
    }
    return true;
  }

  private startPassing(type: number, length: number, told: number, offset: number): void {
    this.passing = length - 12;
    this.passedOffset = offset;
    this.passedType = type;
    this.passedLength = told;
  }

  private finishPassing(trailer: number, trailerOffset: number): void {
    const offset = this.passedOffset;
    const length = trailerOffset + 4 - offset;
    this.passing = -1;
    if (!this.checkTrailer(this.passedType, this.passedLength, length, trailer, offset)) return;
    this.sink.block?.({
      section: this.section,
      type: this.passedType,
      littleEndian: this.littleEndian,
      offset,
      blockLength: length,
      packetsBefore: this.packets,
    });
  }

  /**
   * Compares the two lengths of a block. Some writers forget to count the padding in one or
   * both of them: that is told of, and read.
   */
  private checkTrailer(type: number, told: number, length: number, trailer: number, offset: number): boolean {
    if (trailer === told && told === length) return true;
    if (paddedLength(trailer) !== length) {
      this.fail("bad-length", offset, `The block of type ${hex(type)} at offset ${offset} says ${told} bytes at its beginning and ${trailer} at its end. Reading stops there.`);
      return false;
    }
    this.log.add("warning", "bad-length", offset, () => `The block of type ${hex(type)} at offset ${offset} gives its length as ${told} and ${trailer}; it is read as ${length}, the next multiple of 4.`);
    return true;
  }

  private refuseBlock(type: number, told: number, offset: number): void {
    const bound = told > blockLimit ? `at most ${blockLimit} are believed` : `such a block has at least ${shortest.get(type) ?? smallestBlock}`;
    this.fail("bad-length", offset + 4, `The block of type ${hex(type)} at offset ${offset} claims a length of ${told} bytes; ${bound}. Reading stops there.`);
  }

  private readBlock(type: number, buffer: Uint8Array, view: DataView, at: number, length: number, base: number): void {
    const context: BlockContext = { buffer, view, littleEndian: this.littleEndian, base, log: this.log };
    switch (type) {
      case blockType.section:
        this.readSectionHeader(context, at, length);
        break;
      case blockType.interface:
        this.readInterfaceDescription(context, at, length);
        break;
      case blockType.simplePacket:
        this.readSimplePacket(view, at, length, base);
        break;
      case blockType.obsoletePacket:
        this.readObsoletePacket(view, at, length, base);
        break;
      case blockType.custom:
      case blockType.customNotCopied:
        this.readCustom(type, view, at, length, base);
        break;
      case blockType.journal:
        this.readJournal(buffer, at, length, base);
        break;
      case blockType.names:
        this.sink.names?.(readNames(context, at, length, this.section));
        break;
      case blockType.secrets: {
        const secrets = readSecrets(context, at, length, this.section);
        if (secrets !== undefined) this.sink.secrets?.(secrets);
        break;
      }
      case blockType.statistics: {
        const source = this.source(view.getUint32(at + 8, this.littleEndian), "interface statistics", base + at);
        if (source !== undefined) this.sink.statistics?.(readStatistics(context, at, length, source.info, source.scale));
        break;
      }
    }
  }

  private readSectionHeader(context: BlockContext, at: number, length: number): void {
    const section = readSection(context, at, length, this.section + 1);
    const { majorVersion, minorVersion } = section;
    // 1.2 is what some writers put; the draft has readers treat it as 1.0.
    if (majorVersion !== 1 || (minorVersion !== 0 && minorVersion !== 2)) {
      this.fail("unsupported-version", context.base + at + 12, `The section at offset ${section.offset} has pcapng version ${majorVersion}.${minorVersion}; version 1.0 can be read. Reading stops there.`);
      return;
    }
    this.section++;
    this.sources = [];
    this.sink.section?.(section);
  }

  private readInterfaceDescription(context: BlockContext, at: number, length: number): void {
    if (this.interfaceCount >= interfaceLimit) {
      this.fail("too-long", context.base + at, `The file describes more than ${interfaceLimit} interfaces. Reading stops at offset ${context.base + at}.`);
      return;
    }
    const place = { id: this.interfaceCount++, section: this.section, idInSection: this.sources.length };
    const info = readInterface(context, at, length, place);
    this.sources.push({ info, scale: new TimeScale(info.timeResolution, info.timeOffset), limit: packetLimit(info.linkType) });
    if (!isKnownLinkType(info.linkType)) {
      this.log.add("warning", "unknown-link-type", info.offset + 8, () => `Interface ${info.id} has link type ${info.linkType}, which is not known: its packets are shown as bytes.`);
    }
    this.sink.interface(info);
  }

  /** §4.3: interface u32, time stamp high and low, captured u32, original u32, packet, options. */
  private readEnhancedPacket(view: DataView, at: number, length: number, base: number): void {
    const source = this.source(view.getUint32(at + 8, this.littleEndian), "packet", base + at);
    if (source === undefined) return;
    this.record.blockType = blockType.enhancedPacket;
    this.readTimedPacket(source, view, at, length, base, undefined);
  }

  /** Appendix A: interface u16, drops u16, then as the enhanced packet block. */
  private readObsoletePacket(view: DataView, at: number, length: number, base: number): void {
    const source = this.source(view.getUint16(at + 8, this.littleEndian), "packet", base + at);
    if (source === undefined) return;
    const drops = view.getUint16(at + 10, this.littleEndian);
    this.record.blockType = blockType.obsoletePacket;
    this.readTimedPacket(source, view, at, length, base, drops === 0xffff ? undefined : BigInt(drops));
  }

  private readTimedPacket(source: Source, view: DataView, at: number, length: number, base: number, drops: bigint | undefined): void {
    const record = this.record;
    const littleEndian = this.littleEndian;
    const captured = view.getUint32(at + 20, littleEndian);
    const original = view.getUint32(at + 24, littleEndian);
    const options = at + 28 + paddedLength(captured);
    const end = at + length - 4;
    if (options > end) {
      this.log.add("warning", "bad-length", base + at + 20, () => `The packet block at offset ${base + at} claims ${captured} captured bytes but has room for ${length - 32}; it is left out.`);
      return;
    }
    source.scale.split(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian));
    record.seconds = source.scale.seconds;
    record.nanos = source.scale.nanos;
    record.hasTime = true;
    this.place(source, at + 28, captured, original, base);
    record.dropCount = drops;
    record.optionsOffset = base + options;
    record.optionsLength = end - options;
    if (end > options) readPacketOptions(record, view, options, end, littleEndian, base, this.log);
    this.deliver();
  }

  /** §4.4: original u32, packet. The packet is cut at the snap length of the section's first interface. */
  private readSimplePacket(view: DataView, at: number, length: number, base: number): void {
    const source = this.source(0, "packet", base + at);
    if (source === undefined) return;
    const record = this.record;
    const original = view.getUint32(at + 8, this.littleEndian);
    const snapLength = source.info.snapLength;
    const due = snapLength === 0 ? original : Math.min(original, snapLength);
    const room = length - 16;
    if (due > room) {
      this.log.add("warning", "bad-length", base + at + 8, () => `The simple packet block at offset ${base + at} should hold ${due} bytes but has room for ${room}; these are shown.`);
    }
    record.blockType = blockType.simplePacket;
    record.seconds = 0;
    record.nanos = 0;
    record.hasTime = false;
    this.place(source, at + 12, Math.min(due, room), original, base);
    this.deliver();
  }

  /** Fills in whose packet it is and where its bytes lie, and tells of doubtful lengths. */
  private place(source: Source, start: number, captured: number, original: number, base: number): void {
    const record = this.record;
    clearPacketOptions(record);
    record.kind = "packet";
    record.enterprise = undefined;
    record.interfaceId = source.info.id;
    record.linkType = source.info.linkType;
    record.section = this.section;
    record.start = start;
    record.offset = base + start;
    record.capturedLength = captured;
    record.originalLength = original;
    record.optionsOffset = 0;
    record.optionsLength = 0;
    if (captured > original) {
      this.log.add("warning", "captured-beyond-original", record.offset, () => `Packet ${this.packets + 1} has ${captured} captured bytes but claims to have been only ${original} bytes long.`);
    }
    if (captured > source.limit) {
      this.log.add("warning", "too-long", record.offset, () => `Packet ${this.packets + 1} has ${captured} captured bytes; more than ${source.limit} are unusual for its link type.`);
    }
  }

  /** §4.8: enterprise number u32, data and options, which only the enterprise can tell apart. */
  private readCustom(type: number, view: DataView, at: number, length: number, base: number): void {
    const enterprise = view.getUint32(at + 8, this.littleEndian);
    if (enterprise === netflix) {
      this.sink.block?.({
        section: this.section,
        type,
        littleEndian: this.littleEndian,
        offset: base + at,
        blockLength: length,
        packetsBefore: this.packets,
      });
      return;
    }
    this.placeOther("custom", type, at + 12, length - 16, base);
    this.record.enterprise = enterprise;
    this.deliver();
  }

  /** §4.9: an entry in systemd's Journal Export Format, padded with zero bytes. */
  private readJournal(buffer: Uint8Array, at: number, length: number, base: number): void {
    const record = this.record;
    const start = at + 8;
    const end = start + journalLength(buffer, start, at + length - 4);
    this.placeOther("journal", blockType.journal, start, end - start, base);
    const time = readJournalTime(buffer, start, end);
    if (time !== undefined) {
      record.hasTime = true;
      record.seconds = time.seconds;
      record.nanos = time.nanos;
    }
    this.deliver();
  }

  private placeOther(kind: "custom" | "journal", type: number, start: number, length: number, base: number): void {
    const record = this.record;
    clearPacketOptions(record);
    record.kind = kind;
    record.blockType = type;
    record.enterprise = undefined;
    record.interfaceId = -1;
    record.linkType = -1;
    record.section = this.section;
    record.start = start;
    record.offset = base + start;
    record.capturedLength = length;
    record.originalLength = length;
    record.seconds = 0;
    record.nanos = 0;
    record.hasTime = false;
    record.optionsOffset = 0;
    record.optionsLength = 0;
  }

  private deliver(): void {
    this.packets++;
    this.sink.packet(this.record);
  }

  /** The interface with this number in the section; tells of what is left out when there is none. */
  private source(idInSection: number, what: string, offset: number): Source | undefined {
    const source = this.sources[idInSection];
    if (source === undefined) {
      this.log.add("warning", "unknown-interface", offset, () => `The ${what} block at offset ${offset} is of interface ${idInSection}, but its section has described ${this.sources.length}; it is left out.`);
    }
    return source;
  }

  private fail(code: NoticeCode, offset: number, message: string): void {
    this.stopped = true;
    this.log.add("error", code, offset, () => message);
  }
}

/** True for the block types that are read; the others are passed over and reported as ranges. */
function isRead(type: number): boolean {
  switch (type) {
    case blockType.enhancedPacket:
    case blockType.section:
    case blockType.interface:
    case blockType.obsoletePacket:
    case blockType.simplePacket:
    case blockType.names:
    case blockType.statistics:
    case blockType.journal:
    case blockType.secrets:
    case blockType.custom:
    case blockType.customNotCopied:
      return true;
    default:
      return false;
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
