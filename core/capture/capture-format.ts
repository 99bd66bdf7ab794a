/** What a capture file holds, as its reader hands it over. */

/** Gravity of a notice: an error ends the reading, a warning lost or doubted something, a note lost nothing. */
export type NoticeSeverity = "error" | "warning" | "note";

/** What kind of trouble a notice speaks of; stable, for tests and for the window to act on. */
export type NoticeCode =
  | "not-a-capture"
  | "unsupported-format"
  | "unsupported-version"
  | "unsupported-compression"
  | "empty-file"
  | "cut-short"
  | "bad-length"
  | "too-long"
  | "bad-gzip"
  | "decompressed-too-large"
  | "unknown-link-type"
  | "unknown-interface"
  | "bad-byte-order"
  | "bad-option"
  | "bad-record"
  | "bad-time"
  | "captured-beyond-original"
  | "captured-beyond-snap-length"
  | "trailing-data"
  | "repeated";

/** Something wrong or odd in the file, in plain words. */
export interface CaptureNotice {
  readonly severity: NoticeSeverity;
  readonly code: NoticeCode;
  /** One or two English sentences. */
  readonly message: string;
  /** Byte offset in the (decompressed) file at which it was found. */
  readonly offset: number;
}

/** An option or a record left in the file: its code, and where its value lies. */
export interface RawRange {
  readonly type: number;
  /** Offset of the value in the (decompressed) file. */
  readonly offset: number;
  /** Length of the value in bytes, padding not counted. */
  readonly length: number;
}

/** A pcapng section (pcapng §4.1), or the whole file in pcap. */
export interface SectionInfo {
  /** Running number over the file. */
  readonly section: number;
  readonly littleEndian: boolean;
  readonly majorVersion: number;
  readonly minorVersion: number;
  /** Length the header gives for the section in bytes; undefined when not given. */
  readonly length: number | undefined;
  readonly comments: readonly string[];
  readonly hardware: string | undefined;
  readonly os: string | undefined;
  readonly application: string | undefined;
  /** Every option in order, for saving. */
  readonly options: readonly RawRange[];
  /** Where the header block lies. */
  readonly offset: number;
  readonly blockLength: number;
}

/** An IPv4 address with its mask, 4 bytes each. */
export interface Ipv4Network {
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** An IPv6 address, 16 bytes, with its prefix length in bits. */
export interface Ipv6Network {
  readonly address: Uint8Array;
  readonly prefixLength: number;
}

/** The interface a packet was captured on (pcapng §4.2), or what a pcap header says of all its packets. */
export interface InterfaceInfo {
  /** Running number over the whole file. */
  readonly id: number;
  readonly section: number;
  /** Number inside the section: what the blocks of the file use and what tshark shows as frame.interface_id. */
  readonly idInSection: number;
  /** False in pcap, whose header describes no interface: tshark then shows no frame.interface_id. */
  readonly described: boolean;
  /** LINKTYPE_ number, as registered at tcpdump.org/linktypes.html. */
  readonly linkType: number;
  /** Most bytes kept of a packet; 0 when there is no limit. */
  readonly snapLength: number;
  /** Bytes of frame check sequence at the end of each packet; undefined when the file does not say. */
  readonly fcsLength: number | undefined;
  /** The if_tsresol byte: 10^-n seconds, or 2^-(n & 127) when the top bit is set. 6 when not given; 9 in pcap with nanoseconds. */
  readonly timeResolution: number;
  /** Seconds added to every time stamp. */
  readonly timeOffset: number;
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** Capture filter as text; undefined when absent or given as BPF code. */
  readonly filter: string | undefined;
  readonly os: string | undefined;
  readonly hardware: string | undefined;
  readonly comments: readonly string[];
  /** Bits per second. */
  readonly speed: number | undefined;
  readonly transmitSpeed: number | undefined;
  readonly receiveSpeed: number | undefined;
  readonly macAddress: Uint8Array | undefined;
  readonly eui64Address: Uint8Array | undefined;
  readonly ipv4: readonly Ipv4Network[];
  readonly ipv6: readonly Ipv6Network[];
  /** Time zone of the capturing machine by its IANA name. */
  readonly timeZone: string | undefined;
  /** Every option in order, for saving. */
  readonly options: readonly RawRange[];
  /** Where the describing block or file header lies. */
  readonly offset: number;
  readonly blockLength: number;
}

/**
 * What a record holds. tshark numbers custom blocks and journal entries of pcapng among the
 * packets, so they are handed over in the same way, without link type or interface.
 */
export type RecordKind = "packet" | "custom" | "journal";

/**
 * One packet. The reader owns ONE record and fills it again for every packet: copy what
 * is to be kept.
 */
export interface PacketRecord {
  kind: RecordKind;
  /** pcapng block type (6 enhanced, 3 simple, 2 obsolete packet block, 0xbad custom …); 0 in pcap. */
  blockType: number;
  /** Private Enterprise Number of a custom block. */
  enterprise: number | undefined;
  /** Offset of the packet's bytes in the (decompressed) file. */
  offset: number;
  capturedLength: number;
  /** As the file gives it: a damaged file may say less than was captured. */
  originalLength: number;
  /** Whole seconds since 1970-01-01 UTC, rounded down; may be negative. */
  seconds: number;
  /** 0 … 999,999,999, always forwards from `seconds`. */
  nanos: number;
  /** False for a pcapng Simple Packet Block; `seconds` and `nanos` are then 0. */
  hasTime: boolean;
  /** InterfaceInfo.id; -1 when the record belongs to no interface. */
  interfaceId: number;
  /** LINKTYPE_ number; -1 when the record belongs to no interface. */
  linkType: number;
  section: number;
  /** The packet's bytes are buffer[start, start + capturedLength), valid until packet() returns. */
  buffer: Uint8Array;
  start: number;
  comments: string[] | undefined;
  /** epb_flags: direction, reception type, FCS length, link-layer errors (pcapng §4.3). */
  flags: number | undefined;
  /** epb_hash values: algorithm byte, then the hash. */
  hashes: Uint8Array[] | undefined;
  /** Packets lost between the one before and this one. */
  dropCount: bigint | undefined;
  packetId: bigint | undefined;
  queue: number | undefined;
  /** epb_verdict values: type byte, then the verdict. */
  verdicts: Uint8Array[] | undefined;
  /** Where the options of the packet's block lie in the file; length 0 when it has none. */
  optionsOffset: number;
  optionsLength: number;
}

/** One address with its names (pcapng §4.5). */
export interface ResolvedName {
  /** 4 or 16 bytes of an IP address, 6 or 8 of a MAC address. */
  readonly address: Uint8Array;
  readonly kind: "ipv4" | "ipv6" | "eui48" | "eui64";
  readonly names: readonly string[];
}

/** A pcapng Name Resolution Block. */
export interface NameResolution {
  readonly section: number;
  readonly records: readonly ResolvedName[];
  /** Records of kinds that are not known here. */
  readonly unknownRecords: readonly RawRange[];
  readonly comments: readonly string[];
  readonly dnsName: string | undefined;
  readonly dnsServer: Uint8Array | undefined;
  readonly options: readonly RawRange[];
  readonly offset: number;
  readonly blockLength: number;
}

/** A pcapng Decryption Secrets Block (§4.7). */
export interface DecryptionSecrets {
  readonly section: number;
  /** 0x544c534b TLS key log, 0x57474b4c WireGuard key log, 0x5a4e574b ZigBee network key … */
  readonly secretsType: number;
  /** Own copy of the secrets. */
  readonly data: Uint8Array;
  readonly comments: readonly string[];
  readonly options: readonly RawRange[];
  readonly offset: number;
  readonly blockLength: number;
}

/** A pcapng Interface Statistics Block (§4.6). What is not given is undefined. */
export interface InterfaceStatistics {
  readonly section: number;
  /** InterfaceInfo.id. */
  readonly interfaceId: number;
  /** When these counts were taken. */
  readonly time: CaptureTime | undefined;
  readonly startTime: CaptureTime | undefined;
  readonly endTime: CaptureTime | undefined;
  readonly received: bigint | undefined;
  readonly dropped: bigint | undefined;
  readonly accepted: bigint | undefined;
  readonly droppedByOs: bigint | undefined;
  readonly delivered: bigint | undefined;
  readonly comments: readonly string[];
  readonly options: readonly RawRange[];
  readonly offset: number;
  readonly blockLength: number;
}

/** A moment, split as in PacketRecord. */
export interface CaptureTime {
  readonly seconds: number;
  readonly nanos: number;
}

/** A pcapng block whose contents are not read here. */
export interface OtherBlock {
  readonly section: number;
  readonly type: number;
  readonly littleEndian: boolean;
  /** The whole block, from its type to its trailing length. */
  readonly offset: number;
  readonly blockLength: number;
  /** Packets read before it, which is its place when saving. */
  readonly packetsBefore: number;
}

/** Takes what a reader finds, in the order of the file. */
export interface PacketSink {
  /** Every packet. `record` is one reused object. */
  packet(record: PacketRecord): void;
  /** Each interface, once, before its first packet. */
  interface(info: InterfaceInfo): void;
  notice(notice: CaptureNotice): void;
  section?(info: SectionInfo): void;
  names?(names: NameResolution): void;
  secrets?(secrets: DecryptionSecrets): void;
  statistics?(statistics: InterfaceStatistics): void;
  block?(block: OtherBlock): void;
}

/** What the file was recognised as. */
export interface CaptureFormat {
  readonly kind: "pcap" | "pcapng";
  readonly compression: "none" | "gzip";
  /** Of the first section. */
  readonly littleEndian: boolean;
  /** Of pcap; pcapng says it for each interface. */
  readonly nanoseconds: boolean;
}

/** A record with nothing in it, to be filled. */
export function emptyPacketRecord(): PacketRecord {
  return {
    kind: "packet",
    blockType: 0,
    enterprise: undefined,
    offset: 0,
    capturedLength: 0,
    originalLength: 0,
    seconds: 0,
    nanos: 0,
    hasTime: false,
    interfaceId: 0,
    linkType: 0,
    section: 0,
    buffer: new Uint8Array(0),
    start: 0,
    comments: undefined,
    flags: undefined,
    hashes: undefined,
    dropCount: undefined,
    packetId: undefined,
    queue: undefined,
    verdicts: undefined,
    optionsOffset: 0,
    optionsLength: 0,
  };
}
