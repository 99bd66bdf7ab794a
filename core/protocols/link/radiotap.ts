/** Radiotap, the header that radios put in front of IEEE 802.11 frames (radiotap.org; LINKTYPE_IEEE802_11_RADIOTAP). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import type { Field } from "../../fields/field";
import { channelOf, rateOf } from "./ieee80211-radio";
import type { HighThroughput, RadioInfo } from "./ieee80211-radio";
import { radiotap } from "./radiotap-fields";

const { f } = radiotap;
const SHORTEST = 8;
const NEXT_RADIOTAP = 29, NEXT_VENDOR = 30, EXTENDED = 31;
const NAMESPACES = [f["present.rtap_ns"], f["present.vendor_ns"], f["present.ext"]];
const named = (prefix: string): readonly Field[] => radiotap.fields.filter((field) => field.name.startsWith(`radiotap.${prefix}`) && field.mask !== 0);
const PRESENT = named("present.");
const FLAGS = named("flags."), CHANNEL_FLAGS = named("channel.flags."), KNOWN = named("mcs.have_"), AGGREGATE_FLAGS = named("ampdu.flags.");
const EXTENDED_CHANNEL_FLAGS = radiotap.fields.filter((field) => field.name.startsWith("radiotap.xchannel.flags.") || field === f["channel.xtype.passive"]);
const TRANSMIT_FLAGS = [f["rxflags.fail"], f["rxflags.cts"], f["rxflags.rts"], f["rxflags.noack"], f["rxflags.noseqno"], f["rxflags.order"]];

/** Alignment and size in bytes of each field of the radiotap namespace, by its bit. */
const SIZES: ReadonlyMap<number, readonly [align: number, size: number]> = new Map([
  [0, [8, 8]], [1, [1, 1]], [2, [1, 1]], [3, [2, 4]], [4, [1, 2]], [5, [1, 1]], [6, [1, 1]], [7, [2, 2]], [8, [2, 2]], [9, [2, 2]], [10, [1, 1]], [11, [1, 1]],
  [12, [1, 1]], [13, [1, 1]], [14, [2, 2]], [15, [2, 2]], [16, [1, 1]], [17, [1, 1]], [18, [4, 8]], [19, [1, 3]], [20, [4, 8]], [21, [2, 12]], [22, [8, 12]],
  [23, [2, 12]], [24, [2, 12]], [25, [2, 6]], [26, [1, 1]], [27, [2, 4]],
]);

/** Signed byte at `at`. */
function signed(d: Dissection, at: number): number { return (d.u8(at) << 24) >> 24; }

function flagged(d: Dissection, field: Field<number>, bits: readonly Field[], at: number, length = field.width): number {
  d.pos = at;
  return d.flags(field, bits, length);
}

function channel(d: Dissection, at: number, info: RadioInfo): void {
  const frequency = d.u16le(at);
  const number = channelOf(frequency);
  d.put(f["channel.freq"], at, 2, frequency, d.drawing ? `Channel frequency: ${frequency} MHz${number === undefined ? "" : ` (channel ${number})`}` : undefined);
  info.frequency = frequency;
  info.channelFlags = flagged(d, f["channel.flags"], CHANNEL_FLAGS, at + 2);
}

function extendedChannel(d: Dissection, at: number, info: RadioInfo): void {
  d.item(f["xchannel.channel"], at + 6, 1);
  info.frequency = d.item(f["xchannel.freq"], at + 4, 2);
  info.channelFlags = flagged(d, f["xchannel.flags"], EXTENDED_CHANNEL_FLAGS, at);
}

function highThroughput(d: Dissection, at: number, info: RadioInfo): void {
  d.open(f.mcs, at, 3);
  const known = flagged(d, f["mcs.known"], KNOWN, at);
  const bits = d.u8(at + 1);
  const when = (bit: number, field: Field<number>, place = at + 1): number | undefined => ((known & bit) === 0 ? undefined : d.item(field, place));
  const bandwidth = when(0x01, f["mcs.bw"]);
  const guard = when(0x04, f["mcs.gi"]);
  const format = when(0x08, f["mcs.format"]);
  const errorCorrection = when(0x10, f["mcs.fec"]);
  const blockCodeStreams = when(0x20, f["mcs.stbc"]);
  const isExtension = (known & 0x40) !== 0;
  if (isExtension) { d.item(f["mcs.ness_bit1"], at); d.item(f["mcs.ness_bit0"], at + 1); }
  const index = when(0x02, f["mcs.index"], at + 2);
  d.close();
  const all: HighThroughput = {
    index, bandwidth, errorCorrection, blockCodeStreams,
    isShortGuard: guard === undefined ? undefined : guard === 1, isGreenfield: format === undefined ? undefined : format === 1,
    extensionStreams: isExtension ? ((known >> 6) & 2) | (bits >> 7) : undefined,
  };
  info.highThroughput = all;
  const rate = rateOf(all);
  if (rate === undefined) return;
  d.put(f.datarate, at, 3, rate);
  info.rate = rate;
}

function aggregate(d: Dissection, at: number, info: RadioInfo): void {
  d.open(f.ampdu, at, 8);
  const reference = d.item(f["ampdu.reference"], at);
  const flags = flagged(d, f["ampdu.flags"], AGGREGATE_FLAGS, at + 4);
  if (flags & 0x20) d.item(f["ampdu.delim_crc"], at + 6);
  d.close();
  info.aggregate = { reference, isLast: flags & 0x04 ? (flags & 0x08) !== 0 : undefined, hasBadDelimiter: (flags & 0x10) !== 0 };
}

/** One field of the radiotap namespace at `at`. */
function field(d: Dissection, bit: number, at: number, info: RadioInfo): void {
  switch (bit) {
    case 0: info.timestamp = d.item(f.mactime, at); break;
    case 1: {
      const flags = flagged(d, f.flags, FLAGS, at);
      info.isShortPreamble = (flags & 0x02) !== 0;
      info.hasCheckSequence = (flags & 0x10) !== 0;
      info.isPadded = (flags & 0x20) !== 0;
      break;
    }
    case 2: info.rate = d.u8(at) / 2; d.put(f.datarate, at, 1, info.rate); break;
    case 3: channel(d, at, info); break;
    case 4: d.item(f["fhss.hopset"], at); d.item(f["fhss.pattern"], at + 1); break;
    case 5: info.signalDbm = signed(d, at); d.item(f.dbm_antsignal, at); break;
    case 6: info.noiseDbm = signed(d, at); d.item(f.dbm_antnoise, at); break;
    case 7: d.item(f.quality, at); break;
    case 8: d.item(f.txattenuation, at); break;
    case 9: d.item(f.db_txattenuation, at); break;
    case 10: d.item(f.txpower, at); break;
    case 11: d.item(f.antenna, at, 1); break;
    case 12: info.signalDb = d.item(f.db_antsignal, at); break;
    case 13: info.noiseDb = d.item(f.db_antnoise, at); break;
    case 14: flagged(d, f.rxflags, [f["rxflags.badplcp"]], at); break;
    case 15: flagged(d, f.txflags, TRANSMIT_FLAGS, at); break;
    case 17: d.item(f.data_retries, at); break;
    case 18: extendedChannel(d, at, info); break;
    case 19: highThroughput(d, at, info); break;
    case 20: aggregate(d, at, info); break;
    default: break;
  }
}

attach(dissector(radiotap, (d) => {
  const at = d.start;
  const version = d.u8(at), length = d.u16le(at + 2);
  d.setProtocol("Radiotap");
  d.setInfo("Radiotap Capture");
  const node = d.begin(radiotap, Math.min(length, d.end - at), d.drawing ? `Radiotap Header v${version}, Length ${length}` : undefined);
  d.read(f.version);
  d.read(f.pad);
  d.read(f.length);
  if (length < SHORTEST) { d.notice(f["length.invalid"], d.last); return; }
  const limit = at + length;
  const info: RadioInfo = { hasCheckSequence: false, isPadded: false };
  // what another version has from here on is not known
  if (version !== 0) {
    d.close();
    d.next("wlan", "radio", limit, d.reported - limit, info);
    return;
  }
  let end = at + 4;
  do end += 4; while ((d.u32le(end - 4) & 2 ** EXTENDED) !== 0 && end < limit);
  d.open(f.present, at + 4, end - at - 4);
  let isRadiotap = true;
  for (let word = at + 4; word < end; word += 4) {
    const bits = flagged(d, f["present.word"], isRadiotap ? PRESENT : NAMESPACES, word);
    isRadiotap = (bits & 2 ** NEXT_RADIOTAP) !== 0;
  }
  d.close();

  const isReadable = fields(d, at, end, limit, info);
  if (!isReadable) d.notice(f.data_past_header, node);
  d.close();
  d.next("wlan", "radio", limit, d.reported - limit, info);
}, { carriesPackets: true }), "link", 127);

/** The fields that the present words between the header's start and `end` name; false when they leave the header. */
function fields(d: Dissection, at: number, end: number, limit: number, info: RadioInfo): boolean {
  let pos = end;
  for (let word = at + 4; word < end; word += 4) {
    const bits = d.u32le(word);
    for (let bit = 0; bit < NEXT_RADIOTAP; bit++) {
      if ((bits & 2 ** bit) === 0) continue;
      const size = SIZES.get(bit);
      // a field of unknown size hides where the next begins
      if (size === undefined) return true;
      pos = at + Math.ceil((pos - at) / size[0]) * size[0];
      if (pos + size[1] > limit) return false;
      field(d, bit, pos, info);
      pos += size[1];
    }
    if ((bits & 2 ** NEXT_VENDOR) !== 0 || (bits & 2 ** NEXT_RADIOTAP) === 0) return true;
  }
  return true;
}
