import type {
  CaptureNotice,
  DecryptionSecrets,
  InterfaceInfo,
  InterfaceStatistics,
  NameResolution,
  OtherBlock,
  PacketRecord,
  PacketSink,
  SectionInfo,
} from "./capture-format";
import { createReader, type CaptureReader, type ReaderOptions } from "./reader";

/** A record copied out of the reader's hands. */
export type KeptPacket = Omit<PacketRecord, "buffer" | "start"> & { bytes: number[] };

/** All that a capture gave. */
export interface Reading {
  reader: CaptureReader;
  packets: KeptPacket[];
  interfaces: InterfaceInfo[];
  notices: CaptureNotice[];
  sections: SectionInfo[];
  names: NameResolution[];
  secrets: DecryptionSecrets[];
  statistics: InterfaceStatistics[];
  blocks: OtherBlock[];
}

/** Copies a record, since the reader fills the same one again. */
export function keep(record: PacketRecord): KeptPacket {
  const { buffer, start, ...rest } = record;
  return { ...rest, bytes: [...buffer.subarray(start, start + record.capturedLength)] };
}

/** Reads a whole capture given in chunks of `chunk` bytes. */
export function readCapture(bytes: Uint8Array, chunk = bytes.length, options: ReaderOptions = {}): Reading {
  const packets: KeptPacket[] = [];
  const interfaces: InterfaceInfo[] = [];
  const notices: CaptureNotice[] = [];
  const sections: SectionInfo[] = [];
  const names: NameResolution[] = [];
  const secrets: DecryptionSecrets[] = [];
  const statistics: InterfaceStatistics[] = [];
  const blocks: OtherBlock[] = [];
  const sink: PacketSink = {
    packet: (record) => packets.push(keep(record)),
    interface: (info) => interfaces.push(info),
    notice: (notice) => notices.push(notice),
    section: (info) => sections.push(info),
    names: (info) => names.push(info),
    secrets: (info) => secrets.push(info),
    statistics: (info) => statistics.push(info),
    block: (info) => blocks.push(info),
  };
  const reader = createReader(sink, options);
  // The chunk's array is spoilt afterwards, which shows whether anything is kept of it.
  for (let at = 0; at < bytes.length; at += Math.max(chunk, 1)) {
    const piece = bytes.slice(at, at + Math.max(chunk, 1));
    reader.push(piece);
    piece.fill(0xee);
  }
  reader.end();
  return { reader, packets, interfaces, notices, sections, names, secrets, statistics, blocks };
}

/** Joins byte arrays. */
export function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const noOptions: Uint8Array = new Uint8Array(0);

/** Little builders of files, byte order chosen once. */
export function builders(littleEndian: boolean) {
  const u16 = (value: number): Uint8Array => {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, littleEndian);
    return bytes;
  };
  const u32 = (value: number): Uint8Array => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, littleEndian);
    return bytes;
  };
  const i64 = (value: bigint): Uint8Array => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, value, littleEndian);
    return bytes;
  };
  const pad = (bytes: Uint8Array): Uint8Array => join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
  const option = (code: number, value: Uint8Array): Uint8Array => join(u16(code), u16(value.length), pad(value));
  const block = (type: number, body: Uint8Array, first = body.length + 12, last = first): Uint8Array => join(u32(type), u32(first), body, u32(last));
  return {
    u16,
    u32,
    i64,
    pad,
    option,
    block,
    pcapHeader: (network = 1, { magic = 0xa1b2c3d4, major = 2, minor = 4, snapLength = 65535 } = {}): Uint8Array =>
      join(u32(magic), u16(major), u16(minor), u32(0), u32(0), u32(snapLength), u32(network)),
    pcapPacket: (data: Uint8Array, { seconds = 1, fraction = 0, captured = data.length, original = data.length } = {}): Uint8Array =>
      join(u32(seconds), u32(fraction), u32(captured), u32(original), data),
    section: (options = noOptions, { major = 1, minor = 0 } = {}): Uint8Array =>
      block(0x0a0d0d0a, join(u32(0x1a2b3c4d), u16(major), u16(minor), i64(-1n), options)),
    interface: (linkType = 1, snapLength = 0, options = noOptions): Uint8Array => block(1, join(u16(linkType), u16(0), u32(snapLength), options)),
    enhanced: (data: Uint8Array, { id = 0, stamp = 0n, captured = data.length, original = data.length, options = noOptions } = {}): Uint8Array =>
      block(6, join(u32(id), u32(Number(stamp >> 32n)), u32(Number(stamp & 0xffffffffn)), u32(captured), u32(original), pad(data), options)),
    obsolete: (data: Uint8Array, { id = 0, drops = 0xffff, stamp = 0n } = {}): Uint8Array =>
      block(2, join(u16(id), u16(drops), u32(Number(stamp >> 32n)), u32(Number(stamp & 0xffffffffn)), u32(data.length), u32(data.length), pad(data))),
    simple: (data: Uint8Array, original = data.length): Uint8Array => block(3, join(u32(original), pad(data))),
  };
}

/** Bytes that differ from place to place. */
export function pattern(length: number, first = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (first + index * 7) & 0xff);
}
