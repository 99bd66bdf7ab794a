/** Distributed Network Protocol 3 (IEEE 1815): data link, transport and the application header. */
import { framed } from "../../dissect/stream-framing";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, framenum, heading, protocol, u16, u32, u8 } from "../../fields/declare";
import type { FieldSpec } from "../../fields/declare";
import { checksumStatus } from "../../fields/tables/checksum-status";
import { values } from "../../fields/values";

const linkRequests = values({ 0: "Reset of Remote Link", 1: "Reset of User Process", 2: "Test Function For Link", 3: "User Data", 4: "Unconfirmed User Data", 9: "Request Link Status" });
const linkResponses = values({ 0: "ACK", 1: "NACK", 11: "Status of Link", 14: "Link Service Not Functioning", 15: "Link Service Not Used or Implemented" });

const functions = values({
  0: "Confirm", 1: "Read", 2: "Write", 3: "Select", 4: "Operate", 5: "Direct Operate", 6: "Direct Operate No Ack", 7: "Immediate Freeze",
  8: "Immediate Freeze No Ack", 9: "Freeze and Clear", 10: "Freeze and Clear No ACK", 11: "Freeze With Time", 12: "Freeze With Time No ACK",
  13: "Cold Restart", 14: "Warm Restart", 15: "Initialize Data", 16: "Initialize Application", 17: "Start Application", 18: "Stop Application",
  19: "Save Configuration", 20: "Enable Spontaneous Messages", 21: "Disable Spontaneous Messages", 22: "Assign Classes", 23: "Delay Measurement",
  24: "Record Current Time", 25: "Open File", 26: "Close File", 27: "Delete File", 28: "Get File Info", 29: "Authenticate File", 30: "Abort File",
  31: "Activate Config", 32: "Authentication Request", 33: "Authentication Error", 129: "Response", 130: "Unsolicited Response", 131: "Authentication Response",
});

const indication = (label: string, mask: number): FieldSpec<number> => bool(label, { mask });

export const dnp3 = protocol("dnp3", "Distributed Network Protocol 3.0", {
  "start": u16("Start Bytes", { display: "hex" }),
  "len": u8("Length", { help: "Bytes of control, addresses and data; checksums are not counted." }),
  "ctl": u8("Control", { display: "hex" }),
  "ctl.dir": bool("Direction", { mask: 0x80 }),
  "ctl.prm": bool("Primary", { mask: 0x40 }),
  "ctl.fcb": bool("Frame Count Bit", { mask: 0x20 }),
  "ctl.fcv": bool("Frame Count Valid", { mask: 0x10 }),
  "ctl.dfc": bool("Data Flow Control", { mask: 0x10 }),
  "ctl.prifunc": u8("Control Function Code", { mask: 0x0f, values: linkRequests }),
  "ctl.secfunc": u8("Control Function Code", { mask: 0x0f, values: linkResponses }),
  "dst": u16("Destination", { littleEndian: true }),
  "src": u16("Source", { littleEndian: true }),
  "addr": u16("Address", { littleEndian: true }),
  "hdr.CRC": u16("Data Link Header checksum", { display: "hex", littleEndian: true }),
  "hdr.CRC.status": u8("Data Link Header Checksum Status", { name: "dnp.hdr.CRC.status", values: checksumStatus }),
  "data_chunk": bytes("Data Chunk", { name: "dnp.data_chunk" }),
  "data_chunk_len": u16("Data Chunk length", { name: "dnp.data_chunk_len" }),
  "data_chunk.CRC": u16("Data Chunk checksum", { name: "dnp.data_chunk.CRC", display: "hex", littleEndian: true }),
  "data_chunk.CRC.status": u8("Data Chunk Checksum Status", { name: "dnp.data_chunk.CRC.status", values: checksumStatus }),
  "tr.ctl": u8("Transport Control", { display: "hex" }),
  "tr.fin": bool("Final", { mask: 0x80 }),
  "tr.fir": bool("First", { mask: 0x40 }),
  "tr.seq": u8("Sequence", { mask: 0x3f }),
  "al.fragments": heading("DNP 3.0 AL Fragments"),
  "al.fragment": framenum("DNP 3.0 AL Fragment"),
  "al.fragment.count": u32("Fragment count"),
  "al.fragment.reassembled.length": u32("Reassembled DNP length"),
  "al.ctl": u8("Application Control", { display: "hex" }),
  "al.fir": bool("First", { mask: 0x80 }),
  "al.fin": bool("Final", { mask: 0x40 }),
  "al.con": bool("Confirm", { mask: 0x20 }),
  "al.uns": bool("Unsolicited", { mask: 0x10 }),
  "al.seq": u8("Sequence", { mask: 0x0f }),
  "al.func": u8("Application Layer Function Code", { mask: 0xff, values: functions }),
  "al.iin": u16("Internal Indications", { display: "hex" }),
  "al.iin.rst": indication("Device Restart", 0x8000),
  "al.iin.dt": indication("Device Trouble", 0x4000),
  "al.iin.dol": indication("Digital Outputs in Local", 0x2000),
  "al.iin.tsr": indication("Time Sync Required", 0x1000),
  "al.iin.cls3d": indication("Class 3 Data Available", 0x0800),
  "al.iin.cls2d": indication("Class 2 Data Available", 0x0400),
  "al.iin.cls1d": indication("Class 1 Data Available", 0x0200),
  "al.iin.bmsg": indication("Broadcast Msg Rx", 0x0100),
  "al.iin.cc": indication("Configuration Corrupt", 0x0020),
  "al.iin.oae": indication("Operation Already Executing", 0x0010),
  "al.iin.ebo": indication("Event Buffer Overflow", 0x0008),
  "al.iin.pioor": indication("Parameters Invalid or Out of Range", 0x0004),
  "al.iin.obju": indication("Requested Objects Unknown", 0x0002),
  "al.iin.fcni": indication("Function Code not implemented", 0x0001),
}, { short: "DNP 3.0" });

const { f } = dnp3;
const PORT = 20000, START = 0x0564, HEADER = 10, COUNTED = 5, BLOCK = 16, CRC = 2;
const FIRST_AND_FINAL = 0xc0, PRIMARY = 0x40, RESPONSE = 0x80;
const INDICATIONS = Object.values(f).filter((field) => field.name.startsWith("dnp3.al.iin."));

/** CRC-16 of each block, the polynomial 0x3d65 read backwards (IEEE 1815 §9.2.4.3). */
function crc(d: Dissection, at: number, length: number): number {
  let sum = 0;
  for (let i = at; i < at + length; i++) {
    sum ^= d.u8(i);
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xa6bc : sum >>> 1;
  }
  return ~sum & 0xffff;
}

function frameLength(d: Dissection, at: number): number {
  if (d.u16(at) !== START) return -1;
  const data = Math.max(0, d.u8(at + 2) - COUNTED);
  return HEADER + data + CRC * Math.ceil(data / BLOCK);
}

/** The application header; the bytes are those of the whole fragment. */
function application(d: Dissection, bytes: Uint8Array, at: number, length: number): void {
  d.push(d.put(f["al.fragments"], at, bytes.length));
  d.withSource("Reassembled DNP 3.0 Application Layer message", bytes, () => {
    d.generated(f["al.fragment"], d.frame.number, 0, bytes.length);
    d.generated(f["al.fragment.count"], 1, 0);
    d.generated(f["al.fragment.reassembled.length"], bytes.length, 0);
  });
  d.close();
  d.withSource("DNP 3.0 Application Layer message", bytes, () => {
    d.openText(0, length, "Application Layer");
    d.pos = 0;
    d.flags(f["al.ctl"], [f["al.fir"], f["al.fin"], f["al.con"], f["al.uns"], f["al.seq"]]);
    const code = d.read(f["al.func"]);
    d.setInfo(functions.name(code) ?? "Unknown function");
    if (code & RESPONSE) d.flags(f["al.iin"], INDICATIONS);
    d.close();
  });
}

const frame = dissector(dnp3, (d) => {
  d.setProtocol("DNP 3.0");
  d.setInfo("");
  const at = d.start;
  d.begin(dnp3);
  d.openText(at, HEADER, "Data Link Layer");
  d.read(f.start);
  const data = d.read(f.len) - COUNTED;
  const primary = (d.u8(d.pos) & PRIMARY) !== 0, code = d.u8(d.pos) & 15;
  d.flags(f.ctl, [f["ctl.dir"], f["ctl.prm"], ...(primary ? [f["ctl.fcb"], f["ctl.fcv"]] : [f["ctl.dfc"]]), primary ? f["ctl.prifunc"] : f["ctl.secfunc"]]);
  const words = primary ? linkRequests : linkResponses;
  d.setInfo(words.name(code) ?? "");
  d.hidden(f.addr, d.pos, 2, d.u16le(d.pos));
  d.read(f.dst);
  d.hidden(f.addr, d.pos, 2, d.u16le(d.pos));
  d.read(f.src);
  const wrong = d.u16le(d.pos) !== crc(d, at, 8);
  d.read(f["hdr.CRC"]);
  d.generated(f["hdr.CRC.status"], wrong ? 0 : 1, d.pos - CRC);
  d.close();
  if (data <= 0) return;
  const from = d.pos, control = d.u8(from);
  d.flags(f["tr.ctl"], [f["tr.fin"], f["tr.fir"], f["tr.seq"]]);
  d.pos = from;
  const parts = new Uint8Array(data);
  let filled = 0;
  d.openText(from, data + CRC * Math.ceil(data / BLOCK), "Data Chunks");
  while (filled < data) {
    const length = Math.min(BLOCK, data - filled), chunk = d.pos;
    d.openText(chunk, length + CRC, "Data Chunk");
    d.read(f.data_chunk, length);
    d.generated(f.data_chunk_len, length, chunk);
    const bad = d.u16le(d.pos) !== crc(d, chunk, length);
    d.read(f["data_chunk.CRC"]);
    d.generated(f["data_chunk.CRC.status"], bad ? 0 : 1, d.pos - CRC);
    d.close();
    parts.set(d.slice(chunk, length), filled);
    filled += length;
  }
  d.close();
  if ((control & FIRST_AND_FINAL) === FIRST_AND_FINAL && data > 1) application(d, parts.subarray(1), at, data - 1);
});

const stream = framed(frame, HEADER, frameLength);
attach(stream, "tcp.port", PORT);
attach(dissector(dnp3, (d) => (d.remaining >= HEADER && d.u16(d.start) === START ? frame.dissect(d) : false)), "udp.port", PORT);
