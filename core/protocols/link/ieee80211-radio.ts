/** What a radio says of an IEEE 802.11 frame beside the frame itself: passed from a capture's header to the frame's layer. */

/** Modulation of a high-throughput frame (IEEE 802.11-2020 §19); undefined members were not noted. */
export interface HighThroughput {
  readonly index: number | undefined;
  /** 0: 20 MHz, 1: 40 MHz, 2: lower 20 MHz, 3: upper 20 MHz. */
  readonly bandwidth: number | undefined;
  readonly isShortGuard: boolean | undefined;
  readonly isGreenfield: boolean | undefined;
  /** 0: binary convolutional code, 1: low-density parity check. */
  readonly errorCorrection: number | undefined;
  readonly blockCodeStreams: number | undefined;
  readonly extensionStreams: number | undefined;
}

/** Gathered by radiotap or another header in front of the frame. */
export interface RadioInfo {
  /** Whether the captured frame ends with its check sequence. */
  hasCheckSequence: boolean;
  /** Whether the header is padded to four bytes before the payload. */
  isPadded: boolean;
  /** Microseconds of the access point's clock. */
  timestamp?: bigint;
  isShortPreamble?: boolean;
  isShortGuard?: boolean;
  /** Mb/s. */
  rate?: number;
  /** MHz. */
  frequency?: number;
  /** Channel flags of radiotap. */
  channelFlags?: number;
  signalDbm?: number;
  noiseDbm?: number;
  signalDb?: number;
  noiseDb?: number;
  highThroughput?: HighThroughput;
  aggregate?: { readonly reference: number; readonly isLast: boolean | undefined; readonly hasBadDelimiter: boolean };
}

/** Data bits of a subcarrier and symbol for each modulation and coding scheme of one stream (IEEE 802.11-2020 table 19-27 on). */
const BITS_PER_CARRIER = [0.5, 1, 1.5, 2, 3, 4, 4.5, 5] as const;
const CARRIERS_20 = 52, CARRIERS_40 = 108;
const EQUAL_SCHEMES = 32;

/** Data bits of one symbol of a high-throughput frame, or undefined for schemes beyond the equal modulations. */
export function bitsPerSymbol(index: number, is40: boolean): number | undefined {
  const perCarrier = BITS_PER_CARRIER[index % 8];
  if (index >= EQUAL_SCHEMES || perCarrier === undefined) return undefined;
  return perCarrier * (is40 ? CARRIERS_40 : CARRIERS_20) * streamsOf(index);
}

/** Spatial streams of a high-throughput scheme. */
export function streamsOf(index: number): number { return (index >> 3) + 1; }

/** Mb/s of a high-throughput frame, or undefined. */
export function rateOf({ index, bandwidth, isShortGuard }: HighThroughput): number | undefined {
  if (index === undefined || bandwidth === undefined || isShortGuard === undefined) return undefined;
  const bits = bitsPerSymbol(index, bandwidth === 1);
  // a symbol takes 4 µs, 3.6 µs with the short guard interval
  return bits === undefined ? undefined : isShortGuard ? Math.round(bits / 3.6 * 10) / 10 : bits / 4;
}

/** Number of an IEEE 802.11 channel by its middle in MHz, or undefined (IEEE 802.11-2020 annex E). */
export function channelOf(frequency: number): number | undefined {
  if (frequency === 2484) return 14;
  if (frequency >= 2412 && frequency <= 2472) return (frequency - 2407) / 5;
  if (frequency >= 5000 && frequency <= 5925) return (frequency - 5000) / 5;
  if (frequency >= 4910 && frequency < 5000) return (frequency - 4000) / 5;
  return undefined;
}
