/**
 * Radio information of an IEEE 802.11 frame in one form, whatever header it came in,
 * with the time the frame took on the air (IEEE 802.11-2020 §15 to §19).
 */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, float, i32, i64, i8, notice, protocol, u16, u32, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";
import { bitsPerSymbol, channelOf, streamsOf } from "./ieee80211-radio";
import type { HighThroughput, RadioInfo } from "./ieee80211-radio";

const TRUE = ["True", "False"] as const;
const microseconds = { unit: "µs" };
const assumption = (text: string) => notice("warning", "assumption", text);

export const wlanRadio = protocol("wlan_radio", "802.11 radio information", {
  "phy": u32("PHY type", {
    values: values({ 1: "802.11 FHSS", 2: "802.11 IR", 3: "802.11 DSSS", 4: "802.11b (HR/DSSS)", 5: "802.11a (OFDM)", 6: "802.11g (ERP)", 7: "802.11n (HT)", 8: "802.11ac (VHT)" }),
    help: "Kind of modulation of the frame.",
  }),
  "11a.turbo_type": u32("Turbo type", { values: values({ 0: "Non-turbo", 1: "Turbo", 2: "Dynamic turbo", 3: "Static turbo" }) }),
  "11g.mode": u32("Proprietary mode", { values: values({ 0: "None", 1: "Super G" }) }),
  "11n.mcs_index": u32("MCS index"),
  "11n.bandwidth": u32("Bandwidth", { values: values({ 0: "20 MHz", 1: "40 MHz", 2: "20 MHz lower", 3: "20 MHz upper" }) }),
  "11n.short_gi": bool("Short GI", { words: TRUE }),
  "11n.greenfield": bool("Greenfield", { words: TRUE }),
  "11n.fec": u32("FEC", { values: values({ 0: "BCC", 1: "LDPC" }) }),
  "11n.stbc_streams": u32("Number of STBC streams"),
  "11n.ness": u32("Number of extension spatial streams"),
  "short_preamble": bool("Short preamble", { words: TRUE }),
  "data_rate": float("Data rate", { unit: "Mb/s" }),
  "channel": u32("Channel"),
  "frequency": u16("Frequency", { unit: "MHz" }),
  "signal_db": u8("Signal strength (dB)", { unit: "dB" }),
  "signal_dbm": i8("Signal strength (dBm)", { unit: "dBm" }),
  "noise_db": u8("Noise level (dB)", { unit: "dB" }),
  "noise_dbm": i8("Noise level (dBm)", { unit: "dBm" }),
  "snr": i32("Signal/noise ratio (dB)", { unit: "dB" }),
  "timestamp": u64("TSF timestamp"),
  "last_part_of_an_ampdu": bool("Last part of an A-MPDU", { mask: 0x1, words: TRUE }),
  "a_mpdu_delim_crc_error": bool("A-MPDU delimiter CRC error", { mask: 0x2, words: TRUE }),
  "a_mpdu_aggregate_id": u32("A-MPDU aggregate ID"),
  "duration": u32("Duration", { ...microseconds, help: "Time that the frame took on the air, worked out from its length and modulation." }),
  "preamble": u32("Preamble", microseconds),
  "ifs": i64("IFS", microseconds),
  "start_tsf": u64("Start", microseconds),
  "end_tsf": u64("End", microseconds),
  "assumed.short_preamble": assumption("No preamble length information was available, assuming short preamble."),
  "assumed.non_greenfield": assumption("No plcp type information was available, assuming non greenfield."),
  "assumed.no_stbc": assumption("No stbc information was available, assuming no stbc."),
  "assumed.no_extension_streams": assumption("No extension stream information was available, assuming no extension streams."),
  "assumed.bcc_fec": assumption("No fec type information was available, assuming bcc fec."),
}, { short: "802.11 Radio" });

const { f } = wlanRadio;
const PHY_B = 4, PHY_A = 5, PHY_G = 6, PHY_N = 7;
/** Channel flags of radiotap. */
const CCK = 0x20, OFDM = 0x40, IS_2GHZ = 0x80, IS_5GHZ = 0x100, DYNAMIC = 0x400;
const DSSS_RATES = new Set([1, 2, 5.5, 11, 22, 33]);

/** Kind of modulation, or undefined when nothing tells. */
function phyOf(info: RadioInfo): number | undefined {
  if (info.highThroughput) return PHY_N;
  const flags = info.channelFlags;
  if (flags !== undefined) {
    if (flags & IS_5GHZ && flags & OFDM) return PHY_A;
    if (flags & IS_2GHZ) {
      if (flags & (OFDM | DYNAMIC)) return PHY_G;
      if (flags & CCK) return PHY_B;
    }
  }
  if (info.rate === undefined) return undefined;
  return DSSS_RATES.has(info.rate) ? PHY_B : PHY_A;
}

interface AirTime { readonly preamble: number; readonly total: number }

/** Long and short preambles with their headers (§15.2.2, §16.2.2); the bytes follow at the frame's rate. */
function directSequence(length: number, rate: number, isShort: boolean): AirTime {
  const preamble = isShort ? 96 : 192;
  return { preamble, total: preamble + Math.ceil(length * 8 / rate) };
}

/** Symbols of 4 µs with 16 bits of service and 6 of tail (§17.4.3). */
function orthogonal(length: number, rate: number): AirTime {
  return { preamble: 20, total: 20 + Math.ceil((16 + 8 * length + 6) / (rate * 4)) * 4 };
}

const LONG_TRAINING_FIELDS = [0, 1, 2, 4, 4] as const;
const EXTENSION_FIELDS = [0, 1, 2, 4] as const;

/** §19.4.3: legacy preamble, signal, short and long training fields, then symbols. */
function highThroughput(length: number, ht: HighThroughput): AirTime | undefined {
  const { index } = ht;
  if (index === undefined || ht.bandwidth === undefined || ht.isShortGuard === undefined) return undefined;
  const bits = bitsPerSymbol(index, ht.bandwidth === 1);
  if (bits === undefined) return undefined;
  const blockCode = ht.blockCodeStreams ?? 0;
  const training = (LONG_TRAINING_FIELDS[streamsOf(index) + blockCode] ?? 4) + (EXTENSION_FIELDS[ht.extensionStreams ?? 0] ?? 0);
  const preamble = ht.isGreenfield === true ? 24 + 4 * (training - 1) : 32 + 4 * training;
  const unit = blockCode > 0 ? 2 : 1;
  const encoders = index >= 24 || bits > 1200 ? 2 : 1;
  const symbols = unit * Math.ceil((16 + 8 * length + 6 * encoders) / (bits * unit));
  return { preamble, total: preamble + (ht.isShortGuard ? Math.ceil(symbols * 3.6 / 4) * 4 : symbols * 4) };
}

function airTime(info: RadioInfo, phy: number, length: number): AirTime | undefined {
  if (info.highThroughput) return highThroughput(length, info.highThroughput);
  const { rate } = info;
  if (rate === undefined || rate === 0) return undefined;
  if (phy === PHY_B || (phy === PHY_G && DSSS_RATES.has(rate))) return directSequence(length, rate, info.isShortPreamble ?? true);
  return orthogonal(length, rate);
}

function modulation(d: Dissection, info: RadioInfo, phy: number | undefined): void {
  if (phy !== undefined) d.put(f.phy, d.start, 0, phy);
  const ht = info.highThroughput;
  if (ht) {
    if (ht.index !== undefined) d.put(f["11n.mcs_index"], d.start, 0, ht.index);
    if (ht.bandwidth !== undefined) d.put(f["11n.bandwidth"], d.start, 0, ht.bandwidth);
    if (ht.isShortGuard !== undefined) d.put(f["11n.short_gi"], d.start, 0, Number(ht.isShortGuard));
    if (ht.isGreenfield !== undefined) d.put(f["11n.greenfield"], d.start, 0, Number(ht.isGreenfield));
    if (ht.errorCorrection !== undefined) d.put(f["11n.fec"], d.start, 0, ht.errorCorrection);
    if (ht.blockCodeStreams !== undefined) d.put(f["11n.stbc_streams"], d.start, 0, ht.blockCodeStreams);
    if (ht.extensionStreams !== undefined) d.put(f["11n.ness"], d.start, 0, ht.extensionStreams);
  } else if (phy === PHY_A) {
    if (info.channelFlags !== undefined) d.put(f["11a.turbo_type"], d.start, 0, 0);
  } else if (phy === PHY_G && info.channelFlags !== undefined) {
    d.put(f["11g.mode"], d.start, 0, 0);
  } else if (info.isShortPreamble !== undefined) {
    d.put(f.short_preamble, d.start, 0, Number(info.isShortPreamble));
  }
}

function reception(d: Dissection, info: RadioInfo): void {
  const at = d.start;
  if (info.rate !== undefined) d.put(f.data_rate, at, 0, info.rate);
  if (info.frequency !== undefined) {
    const channel = channelOf(info.frequency);
    if (channel !== undefined) d.put(f.channel, at, 0, channel);
    d.put(f.frequency, at, 0, info.frequency);
  }
  if (info.signalDb !== undefined) d.put(f.signal_db, at, 0, info.signalDb);
  if (info.signalDbm !== undefined) d.put(f.signal_dbm, at, 0, info.signalDbm);
  if (info.noiseDb !== undefined) d.put(f.noise_db, at, 0, info.noiseDb);
  if (info.noiseDbm !== undefined) d.put(f.noise_dbm, at, 0, info.noiseDbm);
  if (info.signalDbm !== undefined && info.noiseDbm !== undefined) d.put(f.snr, at, 0, info.signalDbm - info.noiseDbm);
  if (info.timestamp !== undefined) d.put(f.timestamp, at, 0, info.timestamp);
  if (info.aggregate) {
    d.put(f.last_part_of_an_ampdu, at, 0, Number(info.aggregate.isLast ?? false));
    d.put(f.a_mpdu_delim_crc_error, at, 0, Number(info.aggregate.hasBadDelimiter));
    d.put(f.a_mpdu_aggregate_id, at, 0, info.aggregate.reference);
  }
}

function assumptions(d: Dissection, info: RadioInfo, phy: number): void {
  const node = d.parent, ht = info.highThroughput;
  if (!ht) {
    if (info.isShortPreamble === undefined && phy === PHY_B) d.notice(f["assumed.short_preamble"], node);
    return;
  }
  if (ht.isGreenfield === undefined) d.notice(f["assumed.non_greenfield"], node);
  if (ht.blockCodeStreams === undefined) d.notice(f["assumed.no_stbc"], node);
  if (ht.extensionStreams === undefined) d.notice(f["assumed.no_extension_streams"], node);
  if (ht.errorCorrection === undefined) d.notice(f["assumed.bcc_fec"], node);
}

attach(dissector(wlanRadio, (d, hint) => {
  const info = hint as RadioInfo;
  const length = d.reported - d.start;
  if (!d.indexing) {
    const phy = phyOf(info);
    d.begin(wlanRadio, 0);
    modulation(d, info, phy);
    reception(d, info);
    const time = phy === undefined ? undefined : airTime(info, phy, length);
    if (phy !== undefined && time) {
      d.open(f.duration, d.start, 0, time.total);
      assumptions(d, info, phy);
      d.put(f.preamble, d.start, 0, time.preamble);
      if (info.timestamp !== undefined) {
        d.put(f.start_tsf, d.start, 0, BigInt.asUintN(64, info.timestamp - BigInt(time.total)));
        d.put(f.end_tsf, d.start, 0, info.timestamp);
      }
      d.close();
    }
    d.close();
  }
  d.next("wlan", "frame", d.start, length, info);
}, { carriesPackets: true }), "wlan", "radio");
