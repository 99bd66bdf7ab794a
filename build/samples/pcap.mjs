/**
 * Reads a nanosecond pcap file of Ethernet frames in this machine's usual byte order, as tcpdump writes it.
 * @param {Buffer} file
 * @returns {{ time: bigint, bytes: Buffer }[]} times in ns since 1970
 */
export function readPcap(file) {
  if (file.readUInt32LE(0) !== 0xa1b23c4d || file.readUInt32LE(20) !== 1) throw new Error("tcpdump wrote something other than nanosecond Ethernet");
  const frames = [];
  for (let at = 24; at < file.length;) {
    const [seconds, nanos, captured, original] = [0, 4, 8, 12].map((o) => file.readUInt32LE(at + o));
    if (captured !== original) throw new Error("tcpdump cut a frame short");
    frames.push({ time: BigInt(seconds) * 1_000_000_000n + BigInt(nanos), bytes: file.subarray(at + 16, at + 16 + captured) });
    at += 16 + captured;
  }
  return frames;
}

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
const u32 = (...values) => { const b = Buffer.alloc(4 * values.length); values.forEach((v, i) => b.writeUInt32LE(v >>> 0, 4 * i)); return b; };

function option(code, value) {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value, "utf8");
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, padded(bytes)]);
}
const endOfOptions = Buffer.alloc(4);
const timestamp = (time) => u32(Number(time >> 32n), Number(time & 0xffffffffn));

function block(type, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(type, body.length + 12), body, u32(body.length + 12)]);
}

/**
 * Writes one section with one Ethernet interface, its frames and its statistics (draft-ietf-opsawg-pcapng §4).
 * @param {{ hardware: string, os: string, application: string, comment: string,
 *   interface: { name: string, description: string }, frames: { time: bigint, bytes: Buffer, comment?: string }[] }} what times in ns
 * @returns {Buffer} the file
 */
export function writePcapng(what) {
  const nanoseconds = Buffer.from([9]);
  const section = block(0x0a0d0d0a, u32(0x1a2b3c4d, 0x00000001, 0xffffffff, 0xffffffff),
    option(1, what.comment), option(2, what.hardware), option(3, what.os), option(4, what.application), endOfOptions);
  const description = block(1, u32(1, 262144),
    option(2, what.interface.name), option(3, what.interface.description), option(9, nanoseconds), option(12, what.os), endOfOptions);
  const packets = what.frames.map(({ time, bytes, comment }) => block(6, u32(0), timestamp(time), u32(bytes.length, bytes.length), padded(bytes),
    ...(comment ? [option(1, comment), endOfOptions] : [])));
  const [first, last] = [what.frames[0], what.frames.at(-1)];
  const count = Buffer.alloc(8);
  count.writeBigUInt64LE(BigInt(what.frames.length));
  const statistics = block(5, u32(0), timestamp(last.time),
    option(2, timestamp(first.time)), option(3, timestamp(last.time)), option(4, count), option(5, Buffer.alloc(8)), endOfOptions);
  return Buffer.concat([section, description, ...packets, statistics]);
}
