/** Capture files that the journeys open, made from the samples. */
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

export const samplePath = (name: string): string => fileURLToPath(new URL(`../../resources/samples/${name}`, import.meta.url));

/** A folder of its own, gone after `remove`. */
export function temporaryFolder(): { readonly path: (name: string) => string; write(name: string, content: string | Uint8Array): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "wirelens-journeys-"));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const enhancedPacket = 6;

/** The Ethernet frames of a sample: little-endian pcapng of one interface (draft-ietf-opsawg-pcapng §4.3). */
export function sampleFrames(name: string): Buffer[] {
  const file = readFileSync(samplePath(name));
  const frames: Buffer[] = [];
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) === enhancedPacket) frames.push(file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20)));
  }
  return frames;
}

/** Header of a pcap file of Ethernet frames, microseconds, little-endian. */
function pcapHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

/** Packets of the made captures are this far apart, in µs. */
const step = 100;
const firstSecond = 1_790_000_000;

function pcapRecord(frame: Buffer, place: number): Buffer {
  const record = Buffer.alloc(16 + frame.length);
  const micros = place * step;
  record.writeUInt32LE(firstSecond + Math.floor(micros / 1e6), 0);
  record.writeUInt32LE(micros % 1e6, 4);
  record.writeUInt32LE(frame.length, 8);
  record.writeUInt32LE(frame.length, 12);
  frame.copy(record, 16);
  return record;
}

/** A plain pcap of a sample's frames. */
export function samplePcap(name: string): Buffer {
  return Buffer.concat([pcapHeader(), ...sampleFrames(name).map(pcapRecord)]);
}

/** The same, compressed and cut in the middle of the compressed data. */
export function cutGzip(name: string): Buffer {
  const whole = gzipSync(samplePcap(name));
  return whole.subarray(0, Math.floor(whole.length / 2));
}

export interface BigCapture {
  readonly path: string;
  readonly packets: number;
  /** Packets of it to or from UDP port 53. */
  readonly dns: number;
}

const isIpv4 = (frame: Buffer): boolean => frame.readUInt16BE(12) === 0x0800;
const isDns = (frame: Buffer): boolean => isIpv4(frame) && frame[23] === 17 && (frame.readUInt16BE(34) === 53 || frame.readUInt16BE(36) === 53);

/** Writes a pcap of `bytes`, the same every time: the samples' packets over and over, each time between other hosts. */
export function writeBigCapture(path: string, bytes: number): BigCapture {
  const frames = [...sampleFrames("web-login.pcapng"), ...sampleFrames("image-download.pcapng")];
  const file = openSync(path, "w");
  let written = writeSync(file, pcapHeader()), packets = 0, dns = 0;
  for (let round = 0; written < bytes; round++) {
    const records = frames.map((frame, i) => {
      const record = pcapRecord(frame, packets + i);
      if (isIpv4(frame)) {
        for (const address of [16 + 26, 16 + 30]) {
          record[address + 1] = (record[address + 1] ?? 0) ^ (round >> 8);
          record[address + 2] = (record[address + 2] ?? 0) ^ (round & 0xff);
        }
      }
      return record;
    });
    written += writeSync(file, Buffer.concat(records));
    packets += frames.length;
    dns += frames.filter(isDns).length;
  }
  closeSync(file);
  return { path, packets, dns };
}
