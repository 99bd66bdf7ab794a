/** What the first bytes of a file say it is. */
export type Recognised =
  | { readonly kind: "pcap"; readonly littleEndian: boolean; readonly nanoseconds: boolean }
  | { readonly kind: "pcapng" }
  | { readonly kind: "gzip" }
  | { readonly kind: "refused"; readonly code: "unsupported-format" | "unsupported-compression"; readonly name: string }
  | { readonly kind: "unknown" };

/** Bytes that decide it; fewer do only at the end of the file. */
export const recognitionLength = 16;

/** Magic numbers of pcap and its variants as the first four bytes in file order. */
const pcapMagics = new Map<number, Recognised>([
  [0xd4c3b2a1, { kind: "pcap", littleEndian: true, nanoseconds: false }],
  [0xa1b2c3d4, { kind: "pcap", littleEndian: false, nanoseconds: false }],
  [0x4d3cb2a1, { kind: "pcap", littleEndian: true, nanoseconds: true }],
  [0xa1b23c4d, { kind: "pcap", littleEndian: false, nanoseconds: true }],
  ...refusedPcap(0xa1b2cd34, "modified pcap of Alexey Kuznetsov's patch (magic a1b2cd34)"),
  ...refusedPcap(0xa1b234cd, "modified pcap (magic a1b234cd)"),
  ...refusedPcap(0xa1e2cb12, "modified pcap (magic a1e2cb12)"),
  ...refusedPcap(0xa12b3c4d, "Navtel pcap (magic a12b3c4d)"),
  ...refusedPcap(0x1c0001ab, "IXIA lcap, software capture (magic 1c0001ab)"),
  ...refusedPcap(0x1c0001ac, "IXIA lcap, hardware capture (magic 1c0001ac)"),
]);

function refusedPcap(magic: number, name: string): [number, Recognised][] {
  const swapped = new DataView(new ArrayBuffer(4));
  swapped.setUint32(0, magic, true);
  const refused: Recognised = { kind: "refused", code: "unsupported-format", name };
  return [
    [magic, refused],
    [swapped.getUint32(0), refused],
  ];
}

/** Other files by the characters (Latin-1) they begin with. */
const otherFormats: readonly (readonly [string, "unsupported-format" | "unsupported-compression", string])[] = [
  ["\x28\xb5\x2f\xfd", "unsupported-compression", "Zstandard"],
  ["\x04\x22\x4d\x18", "unsupported-compression", "LZ4"],
  ["\xfd7zXZ\0", "unsupported-compression", "xz"],
  ["BZh", "unsupported-compression", "bzip2"],
  ["\x1f\x9d", "unsupported-compression", "Unix compress"],
  ["PK\x03\x04", "unsupported-compression", "ZIP"],
  ["snoop\0\0\0", "unsupported-format", "snoop (RFC 1761)"],
  ["btsnoop\0", "unsupported-format", "Bluetooth HCI log (btsnoop)"],
  ["GMBU", "unsupported-format", "Microsoft Network Monitor 2"],
  ["RTSS", "unsupported-format", "Microsoft Network Monitor 1"],
  ["TRSNIFF data", "unsupported-format", "Sniffer (DOS)"],
  ["XCP\0", "unsupported-format", "Sniffer (Windows) or NetXRay"],
  ["iptrace 1.0", "unsupported-format", "AIX iptrace 1"],
  ["iptrace 2.0", "unsupported-format", "AIX iptrace 2"],
  ["ObserverPktBuffe", "unsupported-format", "Observer"],
  ["NCFX", "unsupported-format", "CommView NCFX"],
  ["LOGG", "unsupported-format", "Vector BLF"],
];

/** Says what a file is by its first bytes. */
export function recognise(head: Uint8Array): Recognised {
  if (head.length >= 4) {
    const magic = new DataView(head.buffer, head.byteOffset, 4).getUint32(0);
    const pcap = pcapMagics.get(magic);
    if (pcap !== undefined) return pcap;
    if (magic === 0x0a0d0d0a) return { kind: "pcapng" };
  }
  // RFC 1952 §2.3.1: ID1, ID2 and deflate, the only method there is.
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return { kind: "gzip" };
  const start = String.fromCharCode(...head.subarray(0, recognitionLength));
  for (const [magic, code, name] of otherFormats) {
    if (start.startsWith(magic)) return { kind: "refused", code, name };
  }
  return { kind: "unknown" };
}
