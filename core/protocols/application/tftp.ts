/** Trivial File Transfer Protocol (RFC 1350), with options (RFC 2347 to RFC 2349). */
import { conversationState, frameFact } from "../../dissect/capture-state";
import { announceDissector } from "../../dissect/chosen-dissectors";
import { NO_CONVERSATION } from "../../dissect/conversations";
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";
import { attach, dissector } from "../../dissect/tables";
import { framenum, protocol, stringz, u16, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const opcodeNames = values({
  1: "Read Request", 2: "Write Request", 3: "Data Packet", 4: "Acknowledgement", 5: "Error Code", 6: "Option Acknowledgement",
  255: "Information (MSDP)",
});
const errorCodeNames = values({
  0: "Not defined", 1: "File not found", 2: "Access violation", 3: "Disk full or allocation exceeded", 4: "Illegal TFTP Operation",
  5: "Unknown transfer ID", 6: "File already exists", 7: "No such user", 8: "Option negotiation failed",
});

export const tftp = protocol("tftp", "Trivial File Transfer Protocol", {
  "opcode": u16("Opcode", { values: opcodeNames }),
  "source_file": stringz("Source File"),
  "destination_file": stringz("Destination File"),
  "request_frame": framenum("Request frame"),
  "type": stringz("Type"),
  "block": u16("Block"),
  "block.full": u32("Full Block Number"),
  "error.code": u16("Error code", { values: errorCodeNames }),
  "error.message": stringz("Error message"),
  "option.name": stringz("Option name"),
  "option.value": stringz("Option value"),
}, { short: "TFTP" });
const { f } = tftp;

const READ = 1, WRITE = 2, DATA = 3, ACKNOWLEDGE = 4, ERROR = 5, OPTIONS = 6;
/** Bytes of a block unless an option says otherwise (RFC 1350 §2). */
const BLOCK = 512;

interface Transfer { readonly request: number; readonly file: string; readonly isWrite: boolean; blockSize: number }
/** By client, its port and server: the server's port is made up when it answers. */
const transfers = conversationState("tftp transfers", () => new Map<string, Transfer[]>());
const lastBlock = conversationState("tftp block", () => ({ full: 0 }));
const fullBlock = frameFact<number>("tftp block");

const dissectTftp = dissector(tftp, (d) => {
  const at = d.start, opcode = d.u16(at);
  d.setProtocol("TFTP");
  d.setInfo(opcodeNames.name(opcode) ?? `Unknown Opcode (${opcode})`);
  const isData = opcode === DATA;
  d.begin(tftp, isData ? Math.min(4, d.end - at) : undefined);
  d.read(f.opcode);
  if (opcode === READ || opcode === WRITE) { request(d, opcode === WRITE); return; }
  const transfer = findTransfer(d);
  if (transfer) {
    d.generated(transfer.isWrite ? f.source_file : f.destination_file, transfer.file);
    d.generated(f.request_frame, transfer.request, at, 0, d.drawing ? `${transfer.isWrite ? "Write" : "Read"} Request in frame ${transfer.request}` : undefined);
  }
  switch (opcode) {
    case DATA: case ACKNOWLEDGE: {
      const number = d.read(f.block);
      d.generated(f["block.full"], unwrapped(d, number));
      d.appendInfo(`, Block: ${number}`);
      if (!isData) return;
      const length = d.reportedRemaining;
      if (transfer && length < transfer.blockSize) d.appendInfo(" (last)");
      d.close();
      if (length > 0) d.data();
      return;
    }
    case ERROR: {
      const code = d.read(f["error.code"]);
      const text = zeroTerminated(d, f["error.message"]);
      d.appendInfo(`, Code: ${errorCodeNames.name(code) ?? `Unknown (${code})`}, Message: ${text}`);
      return;
    }
    case OPTIONS: options(d, transfer); return;
    default: if (d.reportedRemaining > 0) { d.close(); d.data(); }
  }
}, { carriesPackets: true });
attach(dissectTftp, "udp.port", 69);

function zeroTerminated(d: Dissection, field: Field<string>): string {
  const at = d.pos;
  let end = at;
  while (end < d.end && d.bytes[end] !== 0) end++;
  d.need(at, end - at + 1);
  const text = d.item(field, at, end - at + 1);
  d.pos = end + 1;
  return text;
}

function request(d: Dissection, isWrite: boolean): void {
  const file = zeroTerminated(d, isWrite ? f.destination_file : f.source_file);
  const type = zeroTerminated(d, f.type);
  if (d.columns) d.appendInfo(`, File: ${file}, Transfer type: ${type}`);
  if (d.indexing && !d.quoted) {
    const map = d.state.state(NO_CONVERSATION, transfers), key = `${d.source}/${d.sourcePort}/${d.destination}`;
    const transfer = { request: d.frame.number, file, isWrite, blockSize: BLOCK };
    const list = map.get(key);
    if (list) list.push(transfer); else map.set(key, [transfer]);
    announceDissector(d, dissectTftp, d.source, d.sourcePort, d.destination);
  }
  options(d, undefined);
}

function findTransfer(d: Dissection): Transfer | undefined {
  const map = d.state.state(NO_CONVERSATION, transfers);
  const list = map.get(`${d.destination}/${d.destinationPort}/${d.source}`) ?? map.get(`${d.source}/${d.sourcePort}/${d.destination}`);
  return list?.findLast((t) => t.request < d.frame.number);
}

/** RFC 2347: pairs of texts. */
function options(d: Dissection, transfer: Transfer | undefined): void {
  while (d.pos < d.end) {
    const at = d.pos;
    const node = d.openText(at, d.end - at, "Option");
    const name = zeroTerminated(d, f["option.name"]), value = zeroTerminated(d, f["option.value"]);
    d.setLength(node, d.pos - at);
    if (d.drawing) d.setLabel(node, `Option: ${name} = ${value}`);
    if (d.columns) d.appendInfo(`, ${name}=${value}`);
    d.close();
    if (transfer && d.indexing && name.toLowerCase() === "blksize") transfer.blockSize = Number(value) || transfer.blockSize;
  }
}

/** Block numbers count on after 65535, which the transfer's earlier blocks tell. */
function unwrapped(d: Dissection, number: number): number {
  if (d.tracking) {
    const state = d.conversationState(lastBlock);
    let full = state.full - (state.full % 65536) + number;
    if (full < state.full - 32768) full += 65536;
    else if (full > state.full + 32768 && full >= 65536) full -= 65536;
    if (full > state.full) state.full = full;
    d.setFact(fullBlock, full);
    return full;
  }
  return d.fact(fullBlock) ?? number;
}
