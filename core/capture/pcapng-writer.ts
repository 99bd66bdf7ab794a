import { toUtf8 } from "../base/text";
import { ByteWriter } from "./byte-writer";
import type { CaptureTime, InterfaceInfo, InterfaceStatistics, ResolvedName, SectionInfo } from "./capture-format";
import type { PacketToWrite } from "./packet-to-write";
import { commentOption, paddedLength } from "./pcapng-options";
import { blockType, byteOrderMagic } from "./pcapng-reader";

/** An option copied as it is, such as one this program does not know. */
export interface OptionToWrite {
  readonly code: number;
  readonly value: Uint8Array;
}

/** What a section header says; a SectionInfo has it. */
export type SectionToWrite = Partial<Pick<SectionInfo, "comments" | "hardware" | "os" | "application">> & {
  /** Little-endian unless false. */
  readonly littleEndian?: boolean;
};

/** What is written of an interface; an InterfaceInfo has it all. */
export type InterfaceToWrite = Pick<InterfaceInfo, "linkType"> &
  Partial<
    Pick<
      InterfaceInfo,
      | "snapLength"
      | "fcsLength"
      | "timeResolution"
      | "timeOffset"
      | "name"
      | "description"
      | "filter"
      | "os"
      | "hardware"
      | "comments"
      | "speed"
      | "transmitSpeed"
      | "receiveSpeed"
      | "macAddress"
      | "eui64Address"
      | "ipv4"
      | "ipv6"
      | "timeZone"
    >
  >;

/** What is written of interface statistics; an InterfaceStatistics has it all. */
export type StatisticsToWrite = Partial<
  Pick<InterfaceStatistics, "time" | "startTime" | "endTime" | "received" | "dropped" | "accepted" | "droppedByOs" | "delivered" | "comments">
>;

interface Units {
  readonly perSecond: bigint;
  readonly nanosPerUnit: number;
  readonly offset: bigint;
}

const nothing = new Uint8Array(0);

const nameRecordTypes = { ipv4: 1, ipv6: 2, eui48: 3, eui64: 4 } as const;

/** Writes one pcapng section (draft-ietf-opsawg-pcapng) as chunks given to `emit`. */
export class PcapngWriter {
  private readonly out: ByteWriter;
  private readonly interfaces: Units[] = [];

  constructor(emit: (bytes: Uint8Array) => void, section: SectionToWrite = {}) {
    this.out = new ByteWriter(emit, section.littleEndian ?? true);
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, section.comments);
    options.text(2, section.hardware);
    options.text(3, section.os);
    options.text(4, section.application);
    this.block(blockType.section, 16, options.finish(), () => {
      this.out.u32(byteOrderMagic);
      this.out.u16(1);
      this.out.u16(0);
      // Length not given, so that the section can be written in one go.
      this.out.u64(0xffffffffffffffffn);
    });
  }

  /**
   * Describes an interface and returns its number for packet(). Time stamps get microseconds
   * where its resolution is no finer, nanoseconds otherwise.
   */
  addInterface(info: InterfaceToWrite, extra: readonly OptionToWrite[] = []): number {
    const micro = (info.timeResolution ?? 9) <= 6;
    const offset = BigInt(info.timeOffset ?? 0);
    this.interfaces.push({ perSecond: micro ? 1_000_000n : 1_000_000_000n, nanosPerUnit: micro ? 1000 : 1, offset });
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, info.comments);
    options.text(2, info.name);
    options.text(3, info.description);
    for (const { address, mask } of info.ipv4 ?? []) options.bytes(4, joined(address, mask));
    for (const { address, prefixLength } of info.ipv6 ?? []) options.bytes(5, joined(address, Uint8Array.of(prefixLength)));
    options.bytes(6, info.macAddress);
    options.bytes(7, info.eui64Address);
    options.number64(8, info.speed);
    options.bytes(9, Uint8Array.of(micro ? 6 : 9));
    if (info.filter !== undefined) options.bytes(11, joined(Uint8Array.of(0), toUtf8(info.filter)));
    options.text(12, info.os);
    if (info.fcsLength !== undefined) options.bytes(13, Uint8Array.of(info.fcsLength));
    if (offset !== 0n) options.u64(14, offset);
    options.text(15, info.hardware);
    options.number64(16, info.transmitSpeed);
    options.number64(17, info.receiveSpeed);
    options.text(18, info.timeZone);
    for (const option of extra) options.bytes(option.code, option.value);
    this.block(blockType.interface, 8, options.finish(), () => {
      this.out.u16(info.linkType);
      this.out.u16(0);
      this.out.u32(info.snapLength ?? 0);
    });
    return this.interfaces.length - 1;
  }

  /**
   * Writes an Enhanced Packet Block. Throws a RangeError for an interface not described, and
   * for a time its 64-bit stamps cannot hold.
   */
  packet(packet: PacketToWrite, interfaceId = 0, extra: readonly OptionToWrite[] = []): void {
    const stamp = this.stamp(interfaceId, packet);
    const options = this.packetOptions(packet, extra);
    const padded = paddedLength(packet.capturedLength);
    this.block(blockType.enhancedPacket, 20 + padded, options, () => {
      this.out.u32(interfaceId);
      this.halves(stamp);
      this.out.u32(packet.capturedLength);
      this.out.u32(packet.originalLength);
      this.out.bytes(packet.buffer.subarray(packet.start, packet.start + packet.capturedLength));
      this.out.zeros(padded - packet.capturedLength);
    });
  }

  /** Writes a Name Resolution Block. */
  names(records: readonly ResolvedName[], comments: readonly string[] = []): void {
    const body = new OptionBuilder(this.out.littleEndian);
    for (const record of records) {
      const names = record.names.map((name) => toUtf8(`${name}\0`));
      body.bytes(nameRecordTypes[record.kind], joined(record.address, ...names));
    }
    body.endMarker();
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, comments);
    const bytes = body.take();
    this.block(blockType.names, bytes.length, options.finish(), () => this.out.bytes(bytes));
  }

  /** Writes a Decryption Secrets Block. */
  secrets(secretsType: number, data: Uint8Array, comments: readonly string[] = []): void {
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, comments);
    const padded = paddedLength(data.length);
    this.block(blockType.secrets, 8 + padded, options.finish(), () => {
      this.out.u32(secretsType);
      this.out.u32(data.length);
      this.out.bytes(data);
      this.out.zeros(padded - data.length);
    });
  }

  /** Writes an Interface Statistics Block. Throws a RangeError as packet() does. */
  statistics(interfaceId: number, statistics: StatisticsToWrite): void {
    const stamp = this.stamp(interfaceId, statistics.time ?? { seconds: 0, nanos: 0 });
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, statistics.comments);
    if (statistics.startTime !== undefined) options.stamp(2, this.stamp(interfaceId, statistics.startTime));
    if (statistics.endTime !== undefined) options.stamp(3, this.stamp(interfaceId, statistics.endTime));
    options.u64(4, statistics.received);
    options.u64(5, statistics.dropped);
    options.u64(6, statistics.accepted);
    options.u64(7, statistics.droppedByOs);
    options.u64(8, statistics.delivered);
    this.block(blockType.statistics, 12, options.finish(), () => {
      this.out.u32(interfaceId);
      this.halves(stamp);
    });
  }

  /**
   * Copies a whole block, from its type to its trailing length, such as a custom or an
   * unknown one. Its byte order must be this section's. Throws a RangeError for a block whose
   * lengths do not fit it.
   */
  raw(block: Uint8Array): void {
    const view = new DataView(block.buffer, block.byteOffset, block.length);
    const fits = block.length >= 12 && block.length % 4 === 0;
    const little = this.out.littleEndian;
    if (!fits || view.getUint32(4, little) !== block.length || view.getUint32(block.length - 4, little) !== block.length) {
      throw new RangeError("The lengths of a copied block do not fit it.");
    }
    this.out.bytes(block);
    this.out.flushWhenFull();
  }

  /** Hands on what is still gathered. */
  finish(): void {
    this.out.flush();
  }

  private packetOptions(packet: PacketToWrite, extra: readonly OptionToWrite[]): Uint8Array {
    const { comments, flags, hashes, dropCount, packetId, queue, verdicts } = packet;
    // Most packets have none, and a builder for each would cost more than the packet.
    if (extra.length === 0 && (comments ?? flags ?? hashes ?? dropCount ?? packetId ?? queue ?? verdicts) === undefined) return nothing;
    const options = new OptionBuilder(this.out.littleEndian);
    options.texts(commentOption, comments);
    options.u32(2, flags);
    for (const hash of hashes ?? []) options.bytes(3, hash);
    options.u64(4, dropCount);
    options.u64(5, packetId);
    options.u32(6, queue);
    for (const verdict of verdicts ?? []) options.bytes(7, verdict);
    for (const option of extra) options.bytes(option.code, option.value);
    return options.finish();
  }

  private block(type: number, bodyLength: number, options: Uint8Array, body: () => void): void {
    const length = 12 + bodyLength + options.length;
    this.out.u32(type);
    this.out.u32(length);
    body();
    this.out.bytes(options);
    this.out.u32(length);
    this.out.flushWhenFull();
  }

  private halves(stamp: bigint): void {
    this.out.u32(Number(stamp >> 32n));
    this.out.u32(Number(stamp & 0xffffffffn));
  }

  private stamp(interfaceId: number, time: CaptureTime): bigint {
    const units = this.interfaces[interfaceId];
    if (units === undefined) throw new RangeError(`Interface ${interfaceId} has not been described.`);
    const stamp = (BigInt(time.seconds) - units.offset) * units.perSecond + BigInt(Math.floor(time.nanos / units.nanosPerUnit));
    if (stamp < 0n || stamp >= 1n << 64n) {
      throw new RangeError(`The time of ${time.seconds} seconds since 1970 does not fit the stamps of interface ${interfaceId}.`);
    }
    return stamp;
  }
}

/** Builds options, or name records, which look alike: code u16, length u16, value padded to 4 bytes. */
class OptionBuilder {
  private readonly parts: Uint8Array[] = [];
  private readonly out: ByteWriter;
  private length = 0;

  constructor(private readonly littleEndian: boolean) {
    this.out = new ByteWriter((bytes) => this.parts.push(bytes), littleEndian);
  }

  bytes(code: number, value: Uint8Array | undefined): void {
    if (value === undefined) return;
    if (value.length > 0xffff) throw new RangeError(`An option of ${value.length} bytes is longer than pcapng allows.`);
    const padded = paddedLength(value.length);
    this.out.u16(code);
    this.out.u16(value.length);
    this.out.bytes(value);
    this.out.zeros(padded - value.length);
    this.length += 4 + padded;
  }

  text(code: number, value: string | undefined): void {
    if (value !== undefined) this.bytes(code, toUtf8(value));
  }

  texts(code: number, values: readonly string[] | undefined): void {
    for (const value of values ?? []) this.text(code, value);
  }

  u32(code: number, value: number | undefined): void {
    if (value === undefined) return;
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, this.littleEndian);
    this.bytes(code, bytes);
  }

  u64(code: number, value: bigint | undefined): void {
    if (value === undefined) return;
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), this.littleEndian);
    this.bytes(code, bytes);
  }

  number64(code: number, value: number | undefined): void {
    if (value !== undefined) this.u64(code, BigInt(value));
  }

  /** A time stamp: high half, then low half. */
  stamp(code: number, value: bigint): void {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, Number(value >> 32n), this.littleEndian);
    view.setUint32(4, Number(value & 0xffffffffn), this.littleEndian);
    this.bytes(code, bytes);
  }

  /** The zero code and length that end a list. */
  endMarker(): void {
    this.out.zeros(4);
    this.length += 4;
  }

  /** The options with their end marker; nothing at all when there are none. */
  finish(): Uint8Array {
    if (this.length > 0) this.endMarker();
    return this.take();
  }

  take(): Uint8Array {
    this.out.flush();
    return this.parts[0] ?? nothing;
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
