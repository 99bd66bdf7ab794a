import type { PacketRecord } from "./capture-format";
import type { NoticeLog } from "./notice-log";
import { commentOption, noteBadOption, paddedLength, readText } from "./pcapng-options";

/** Forgets the options of the packet before. */
export function clearPacketOptions(record: PacketRecord): void {
  record.comments = undefined;
  record.flags = undefined;
  record.hashes = undefined;
  record.dropCount = undefined;
  record.packetId = undefined;
  record.queue = undefined;
  record.verdicts = undefined;
}

/**
 * Reads the options of an Enhanced Packet Block (pcapng §4.3), or of the obsolete Packet
 * Block, which has the first three, from the record's buffer into the record.
 */
export function readPacketOptions(
  record: PacketRecord,
  view: DataView,
  start: number,
  end: number,
  littleEndian: boolean,
  base: number,
  log: NoticeLog,
): void {
  const buffer = record.buffer;
  let at = start;
  while (end - at >= 4) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === 0) break;
    if (length > end - at - 4) {
      noteBadOption(log, code, length, end - at - 4, base + at);
      break;
    }
    const value = at + 4;
    if (code === commentOption) {
      const text = readText(buffer, value, length);
      if (record.comments === undefined) record.comments = [text];
      else record.comments.push(text);
    } else if (code === 2 && length === 4) {
      record.flags = view.getUint32(value, littleEndian);
    } else if (code === 3) {
      const hash = buffer.slice(value, value + length);
      if (record.hashes === undefined) record.hashes = [hash];
      else record.hashes.push(hash);
    } else if (code === 4 && length === 8) {
      record.dropCount = view.getBigUint64(value, littleEndian);
    } else if (code === 5 && length === 8) {
      record.packetId = view.getBigUint64(value, littleEndian);
    } else if (code === 6 && length === 4) {
      record.queue = view.getUint32(value, littleEndian);
    } else if (code === 7) {
      const verdict = buffer.slice(value, value + length);
      if (record.verdicts === undefined) record.verdicts = [verdict];
      else record.verdicts.push(verdict);
    }
    at = value + paddedLength(length);
  }
}
