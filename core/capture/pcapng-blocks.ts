/*
 * The blocks of pcapng that hold no packets, as draft-ietf-opsawg-pcapng describes them.
 * Each function reads one whole block that begins at buffer[at] and is `length` bytes long.
 */
import type {
  CaptureTime,
  DecryptionSecrets,
  InterfaceInfo,
  InterfaceStatistics,
  Ipv4Network,
  Ipv6Network,
  NameResolution,
  RawRange,
  ResolvedName,
  SectionInfo,
} from "./capture-format";
import { type BlockContext, commentOption, OptionList, paddedLength, readText } from "./pcapng-options";
import type { TimeScale } from "./time-scale";

/** Section Header Block (§4.1): byte-order magic, major, minor, section length, options. */
export function readSection(context: BlockContext, at: number, length: number, section: number): SectionInfo {
  const { view, littleEndian, base } = context;
  const options = new OptionList(context, at + 24, at + length - 4);
  const sectionLength = view.getBigInt64(at + 16, littleEndian);
  return {
    section,
    littleEndian,
    majorVersion: view.getUint16(at + 12, littleEndian),
    minorVersion: view.getUint16(at + 14, littleEndian),
    length: sectionLength < 0n ? undefined : Number(sectionLength),
    comments: options.texts(commentOption),
    hardware: options.text(2),
    os: options.text(3),
    application: options.text(4),
    options: options.ranges(),
    offset: base + at,
    blockLength: length,
  };
}

/** Interface Description Block (§4.2): link type u16, reserved u16, snap length u32, options. */
export function readInterface(
  context: BlockContext,
  at: number,
  length: number,
  place: { id: number; section: number; idInSection: number },
): InterfaceInfo {
  const { view, littleEndian, base } = context;
  const options = new OptionList(context, at + 16, at + length - 4);
  return {
    ...place,
    described: true,
    linkType: view.getUint16(at + 8, littleEndian),
    snapLength: view.getUint32(at + 12, littleEndian),
    fcsLength: options.byte(13),
    timeResolution: options.byte(9) ?? 6,
    timeOffset: Number(options.signed64(14) ?? 0n),
    name: options.text(2),
    description: options.text(3),
    filter: options.taggedText(11, 0),
    os: options.text(12),
    hardware: options.text(15),
    comments: options.texts(commentOption),
    speed: optionalNumber(options.unsigned64(8)),
    transmitSpeed: optionalNumber(options.unsigned64(16)),
    receiveSpeed: optionalNumber(options.unsigned64(17)),
    macAddress: options.value(6, 6),
    eui64Address: options.value(7, 8),
    ipv4: options.values(4, 8).map((value): Ipv4Network => ({ address: value.subarray(0, 4), mask: value.subarray(4) })),
    ipv6: options.values(5, 17).map((value): Ipv6Network => ({ address: value.subarray(0, 16), prefixLength: value[16] ?? 0 })),
    timeZone: options.text(18),
    options: options.ranges(),
    offset: base + at,
    blockLength: length,
  };
}

function optionalNumber(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

const addressKinds = {
  1: { kind: "ipv4", length: 4 },
  2: { kind: "ipv6", length: 16 },
  3: { kind: "eui48", length: 6 },
  4: { kind: "eui64", length: 8 },
} as const;

function addressKind(type: number): { kind: ResolvedName["kind"]; length: number } | undefined {
  return type === 1 || type === 2 || type === 3 || type === 4 ? addressKinds[type] : undefined;
}

/** Name Resolution Block (§4.5): records of type u16, length u16, value; a zero record; options. */
export function readNames(context: BlockContext, at: number, length: number, section: number): NameResolution {
  const { buffer, view, littleEndian, base, log } = context;
  const end = at + length - 4;
  const records: ResolvedName[] = [];
  const unknownRecords: RawRange[] = [];
  let place = at + 8;
  while (end - place >= 4) {
    const type = view.getUint16(place, littleEndian);
    const size = view.getUint16(place + 2, littleEndian);
    const offset = base + place;
    place += 4;
    if (type === 0) break;
    if (size > end - place) {
      const left = end - place;
      log.add("warning", "bad-record", offset, () => `A name record at offset ${offset} claims ${size} bytes, but its block has only ${left} left; the rest of the block is left out.`);
      place = end;
      break;
    }
    const known = addressKind(type);
    if (known !== undefined && size >= known.length) {
      const address = buffer.slice(place, place + known.length);
      records.push({ address, kind: known.kind, names: readNameList(buffer, place + known.length, place + size) });
    } else {
      unknownRecords.push({ type, offset: base + place, length: size });
    }
    place = Math.min(place + paddedLength(size), end);
  }
  const options = new OptionList(context, place, end);
  return {
    section,
    records,
    unknownRecords,
    comments: options.texts(commentOption),
    dnsName: options.text(2),
    dnsServer: options.value(3, 4) ?? options.value(4, 16),
    options: options.ranges(),
    offset: base + at,
    blockLength: length,
  };
}

/** Names that end with a zero byte each. */
function readNameList(buffer: Uint8Array, start: number, end: number): string[] {
  const names: string[] = [];
  let at = start;
  while (at < end) {
    const zero = buffer.indexOf(0, at);
    const stop = zero < 0 || zero > end ? end : zero;
    names.push(readText(buffer, at, stop - at));
    at = stop + 1;
  }
  return names;
}

/** Decryption Secrets Block (§4.7): type u32, length u32, data, options; undefined when the length lies. */
export function readSecrets(context: BlockContext, at: number, length: number, section: number): DecryptionSecrets | undefined {
  const { buffer, view, littleEndian, base, log } = context;
  const size = view.getUint32(at + 12, littleEndian);
  const room = length - 20;
  if (size > room) {
    log.add("warning", "bad-length", base + at + 12, () => `The secrets at offset ${base + at} claim ${size} bytes, but their block has room for ${room}; they are left out.`);
    return undefined;
  }
  const options = new OptionList(context, at + 16 + paddedLength(size), at + length - 4);
  return {
    section,
    secretsType: view.getUint32(at + 8, littleEndian),
    data: buffer.slice(at + 16, at + 16 + size),
    comments: options.texts(commentOption),
    options: options.ranges(),
    offset: base + at,
    blockLength: length,
  };
}

/** Interface Statistics Block (§4.6): interface u32, time stamp, options. */
export function readStatistics(
  context: BlockContext,
  at: number,
  length: number,
  info: InterfaceInfo,
  scale: TimeScale,
): InterfaceStatistics {
  const { view, littleEndian, base } = context;
  const options = new OptionList(context, at + 20, at + length - 4);
  const moment = (stamp: { high: number; low: number } | undefined): CaptureTime | undefined => {
    if (stamp === undefined) return undefined;
    scale.split(stamp.high, stamp.low);
    return { seconds: scale.seconds, nanos: scale.nanos };
  };
  return {
    section: info.section,
    interfaceId: info.id,
    time: moment({ high: view.getUint32(at + 12, littleEndian), low: view.getUint32(at + 16, littleEndian) }),
    startTime: moment(options.stamp(2)),
    endTime: moment(options.stamp(3)),
    received: options.unsigned64(4),
    dropped: options.unsigned64(5),
    accepted: options.unsigned64(6),
    droppedByOs: options.unsigned64(7),
    delivered: options.unsigned64(8),
    comments: options.texts(commentOption),
    options: options.ranges(),
    offset: base + at,
    blockLength: length,
  };
}
