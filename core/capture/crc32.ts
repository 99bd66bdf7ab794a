/** Four tables, so that four bytes are taken at once: entry i of table n is byte i followed by n zero bytes. */
const tables = new Uint32Array(1024);
for (let index = 0; index < 256; index++) {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[index] = value;
}
for (let index = 256; index < 1024; index++) {
  const shorter = entry(index - 256);
  tables[index] = (shorter >>> 8) ^ entry(shorter & 0xff);
}

function entry(index: number): number {
  return tables[index] ?? 0;
}

/** CRC-32 of RFC 1952 §8, carried on from `crc`, which is 0 at the start. */
export function crc32(crc: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 4);
  let value = ~crc;
  let at = 0;
  for (; at < whole; at += 4) {
    value ^= view.getUint32(at, true);
    value = entry(768 + (value & 0xff)) ^ entry(512 + ((value >>> 8) & 0xff)) ^ entry(256 + ((value >>> 16) & 0xff)) ^ entry(value >>> 24);
  }
  for (; at < bytes.length; at++) value = (value >>> 8) ^ entry((value ^ view.getUint8(at)) & 0xff);
  return ~value >>> 0;
}
