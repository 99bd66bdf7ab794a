/** Per-packet information in front of a packet of another link type (CACE's PPI header, version 1.0.10; LINKTYPE_PPI). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, i8, protocol, u16, u32, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";
import type { RadioInfo } from "./ieee80211-radio";

const le = { littleEndian: true };
const HEADER = 8, FIELD_HEADER = 4;
const COMMON = 2, AGGREGATION = 8;
const IEEE_802_11 = 105;

const FIELD_TYPES = values({
  2: "802.11-Common", 3: "802.11n MAC Extensions", 4: "802.11n MAC+PHY Extensions", 5: "Spectrum-Map", 6: "Process-Info", 7: "Capture-Info", 8: "Aggregation Extension",
  9: "802.3 Extension",
});

const channelFlag = (key: string, label: string, mask: number) => bool(label, { name: `ppi.80211-common.chan.flags.${key}`, mask, words: ["True", "False"], ...le });

export const ppi = protocol("ppi", "PPI Packet Header", {
  "version": u8("Version"),
  "flags": u8("Flags", { display: "hex" }),
  "flags.alignment": bool("Alignment", { mask: 0x01, words: ["32-bit aligned", "Not aligned"] }),
  "flags.reserved": u8("Reserved", { mask: 0xfe, display: "hex" }),
  "length": u16("Header length", le),
  "dlt": u32("DLT", { ...le, help: "Link type of the packet that follows." }),
  "field_type": u16("Field type", { values: FIELD_TYPES, ...le }),
  "field_len": u16("Field length", le),
  "80211-common.tsft": u64("TSFT", le),
  "80211-common.flags": u16("Flags", { display: "hex", ...le }),
  "80211-common.flags.fcs": bool("FCS present flag", { mask: 0x0001, words: ["Present", "Absent"], ...le }),
  "80211-common.flags.tsft": bool("TSFT flag", { mask: 0x0002, words: ["milliseconds", "microseconds"], ...le }),
  "80211-common.flags.fcs-invalid": bool("FCS validity", { mask: 0x0004, words: ["Invalid", "Valid"], ...le }),
  "80211-common.flags.phy-err": bool("PHY error flag", { mask: 0x0008, words: ["PHY error", "No errors"], ...le }),
  "80211-common.rate": u16("Data rate", { unit: "kb/s", ...le }),
  "80211-common.chan.freq": u16("Channel frequency", le),
  "80211-common.chan.flags": u16("Channel flags", { display: "hex", ...le }),
  "chan.turbo": channelFlag("turbo", "Turbo", 0x0010),
  "chan.cck": channelFlag("cck", "Complementary Code Keying (CCK)", 0x0020),
  "chan.ofdm": channelFlag("ofdm", "Orthogonal Frequency-Division Multiplexing (OFDM)", 0x0040),
  "chan.2ghz": channelFlag("2ghz", "2 GHz spectrum", 0x0080),
  "chan.5ghz": channelFlag("5ghz", "5 GHz spectrum", 0x0100),
  "chan.passive": channelFlag("passive", "Passive", 0x0200),
  "chan.dynamic": channelFlag("dynamic", "Dynamic CCK-OFDM", 0x0400),
  "chan.gfsk": channelFlag("gfsk", "Gaussian Frequency Shift Keying (GFSK)", 0x0800),
  "80211-common.fhss.hopset": u8("FHSS hopset", { display: "hex" }),
  "80211-common.fhss.pattern": u8("FHSS pattern", { display: "hex" }),
  "80211-common.dbm.antsignal": i8("dBm antenna signal"),
  "80211-common.dbm.antnoise": i8("dBm antenna noise"),
  "aggregation_extension.interface_id": u32("Interface ID", le),
  "reserved": bytes("Reserved"),
}, { short: "PPI", help: "What the capturing device noted of a packet." });
const { f } = ppi;
const COMMON_FLAGS = [f["80211-common.flags.fcs"], f["80211-common.flags.tsft"], f["80211-common.flags.fcs-invalid"], f["80211-common.flags.phy-err"]];
const CHANNEL_FLAGS = ppi.fields.filter((field) => field.name.startsWith("ppi.80211-common.chan.flags."));

function common(d: Dissection, info: RadioInfo): void {
  info.timestamp = d.read(f["80211-common.tsft"]);
  info.hasCheckSequence = (d.flags(f["80211-common.flags"], COMMON_FLAGS) & 1) !== 0;
  const rate = d.u16le(d.pos) * 500;
  d.put(f["80211-common.rate"], d.pos, 2, rate);
  info.rate = rate / 1000;
  d.pos += 2;
  info.frequency = d.read(f["80211-common.chan.freq"]);
  info.channelFlags = d.flags(f["80211-common.chan.flags"], CHANNEL_FLAGS);
  d.read(f["80211-common.fhss.hopset"]); d.read(f["80211-common.fhss.pattern"]);
  info.signalDbm = d.read(f["80211-common.dbm.antsignal"]);
  info.noiseDbm = d.read(f["80211-common.dbm.antnoise"]);
}

attach(dissector(ppi, (d) => {
  const at = d.start, version = d.u8(at), isAligned = (d.u8(at + 1) & 1) !== 0;
  const length = Math.max(HEADER, d.u16le(at + 2)), linkType = d.u32le(at + 4), limit = at + length;
  d.setProtocol("PPI");
  if (d.columns) d.setInfo(`PPI version ${version}, ${length} bytes`);
  d.begin(ppi, Math.min(length, d.end - at), d.drawing ? `PPI version ${version}, ${length} bytes` : undefined);
  d.read(f.version);
  d.flags(f.flags, [f["flags.alignment"], f["flags.reserved"]]);
  d.read(f.length); d.read(f.dlt);
  const info: RadioInfo = { hasCheckSequence: false, isPadded: false };
  while (d.pos + FIELD_HEADER <= limit) {
    const begin = d.pos, type = d.u16le(begin), size = d.u16le(begin + 2), next = begin + FIELD_HEADER + size;
    d.openText(begin, Math.min(FIELD_HEADER + size, d.end - begin), FIELD_TYPES.name(type) ?? `Field of type ${type}`);
    d.read(f.field_type); d.read(f.field_len);
    if (type === COMMON && size >= 20) common(d, info);
    else if (type === AGGREGATION && size >= 4) d.read(f["aggregation_extension.interface_id"]);
    else if (size > 0) d.item(f.reserved, d.pos, size);
    d.close();
    d.pos = isAligned ? at + Math.ceil((next - at) / 4) * 4 : next;
  }
  d.close();
  const rest = d.reported - limit;
  if (linkType === IEEE_802_11 && d.next("wlan", "radio", limit, rest, info)) return;
  d.stack.push("pcap_pktdata");
  if (!d.next("link", linkType, limit, rest)) d.data(limit, rest);
}, { carriesPackets: true }), "link", 192);
