/** Bodies of the commonest SMB2 commands ([MS-SMB2] §2.2). */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { connected, fileOf } from "./exchanges";
import type { CommandFact, OpenFile } from "./exchanges";
import {
  ACCESS, ATTRIBUTES, CAPABILITIES, OPTIONS, SHARE_CAPABILITIES, SHARE_FLAGS, classes, fileLevels, findLevels, ioctls, smb2, systemLevels,
} from "./fields";

const { f } = smb2;
const HEADER = 64;

/** A command being read: its header begins at `at`, its link of the chain ends at `end`. */
export interface Command {
  readonly at: number;
  readonly end: number;
  readonly code: number;
  readonly isResponse: boolean;
  readonly status: number;
  readonly session: bigint;
  readonly tree: number;
  readonly fact: CommandFact;
  readonly before: OpenFile | undefined;
}

const NEGOTIATE = 0, SESSION_SETUP = 1, LOGOFF = 2, TREE_CONNECT = 3, TREE_DISCONNECT = 4, CREATE = 5, CLOSE = 6, FLUSH = 7, READ = 8, WRITE = 9;
const IOCTL = 11, KEEP_ALIVE = 13, FIND = 14, NOTIFY = 15, GET_INFO = 16, SET_INFO = 17;
const MORE_PROCESSING = 0xc0000016, BUFFER_OVERFLOW = 0x80000005;
/** Where a request has its last reserved word, from the body's start. */
const IOCTL_RESERVED = 52;
const NAMED_PIPE = 2, PIPE_TRANSCEIVE = 0x11c017, PIPE_WAIT = 0x110018;

/** Structure size of an error response. */
const ERROR_SIZE = 9;
const UNIX_EPOCH = 116444736000000000n;

/** A file time: 100 ns since 1601, where 0 says nothing ([MS-DTYP] §2.3.3). */
function time(d: Dissection, field: Field<bigint>): void {
  const at = d.pos, ticks = d.u64le(at);
  d.put(field, at, 8, ticks === 0n ? 0n : (ticks - UNIX_EPOCH) * 100n);
  d.pos = at + 8;
}

function structureSize(d: Dissection): number { return d.flags(f.buffer_code, [f["buffer_code.length"], f["buffer_code.dynamic"]]); }
function securityMode(d: Dissection): void { d.flags(f.sec_mode, [f["sec_mode.sign_enabled"], f["sec_mode.sign_required"]]); }

/** Where a blob lies, by an offset and a length counted from the header. */
interface Blob { readonly start: number; readonly length: number; readonly place: number; readonly width: number }

/** Takes the place of a blob at `pos`; `width` 2 or 4 is that of offset and length, `lengthWidth` that of the length where it differs. */
function blobAt(d: Dissection, own: Command, width: 2 | 4, lengthWidth: 2 | 4 = width): Blob {
  const place = d.pos;
  const offset = width === 2 ? d.u16le(place) : d.u32le(place);
  const length = lengthWidth === 2 ? d.u16le(place + width) : d.u32le(place + width);
  d.pos = place + width + lengthWidth;
  return { start: own.at + offset, length, place, width: width * 10 + lengthWidth };
}

/** The nodes of a blob's place. */
function blobPlace(d: Dissection, blob: Blob): void {
  const width = Math.trunc(blob.width / 10), lengthWidth = blob.width % 10;
  const offset = width === 2 ? d.u16le(blob.place) : d.u32le(blob.place);
  d.put(f["olb.offset"], blob.place, width, offset);
  d.put(f["olb.length"], blob.place + width, lengthWidth, blob.length);
}

/** A text in UTF-16. */
function blobText(d: Dissection, field: Field<string>, blob: Blob): string {
  const text = d.text(blob.start, blob.length, "utf-16le");
  d.put(field, blob.start, blob.length, text);
  return text;
}

/** The file id at `pos`; its node is a heading, below which are its name's facts. */
function fileId(d: Dissection, own: Command, opens = false, closes = false): OpenFile | undefined {
  const at = d.pos;
  const id = d.slice(at, 16);
  const file = fileOf(d, own.fact, id, opens, closes, own.before);
  d.openText(at, 16, d.drawing ? `GUID handle${file ? ` File: ${file.name}` : ""}` : "");
  d.item(f.fid, at, 16);
  if (file) {
    d.generated(f.open_frame, file.openedIn, at, 20);
    if (file.closedIn > 0) d.generated(f.close_frame, file.closedIn, at, 20);
  }
  d.close();
  d.pos = at + 16;
  return file;
}

function nameOf(file: OpenFile | undefined): string { return file ? ` File: ${file.name}` : ""; }

function security(d: Dissection, blob: Blob): void {
  d.item(f.security_blob, blob.start, blob.length);
  if (blob.length > 0 && !d.next("security", "blob", blob.start, blob.length)) d.next("security", "ntlmssp", blob.start, blob.length);
}

/** Data of a read, write or pipe: calls travel through named pipes. */
function payload(d: Dissection, own: Command, start: number, length: number): void {
  if (length <= 0 || start >= d.end) return;
  const pipe = own.fact.tree?.shareType === NAMED_PIPE;
  if (pipe && d.tryHeuristics("smb2_pipe", start, Math.min(length, own.end - start))) return;
  d.data(start, Math.min(length, own.end - start));
}

function negotiate(d: Dissection, own: Command): void {
  structureSize(d);
  if (!own.isResponse) {
    const count = d.read(f.dialect_count);
    securityMode(d);
    d.pos += 1;
    d.read(f.reserved, 2);
    d.flags(f.capabilities, CAPABILITIES);
    d.read(f.client_guid);
    d.read(f["negotiate_context.offset"]);
    d.read(f["negotiate_context.count"]);
    d.read(f.reserved, 2);
    for (let i = 0; i < count; i++) d.read(f.dialect);
    return;
  }
  securityMode(d);
  d.pos += 1;
  d.read(f.dialect);
  d.read(f["negotiate_context.count"]);
  d.read(f.server_guid);
  d.flags(f.capabilities, CAPABILITIES);
  d.read(f.max_trans_size);
  d.read(f.max_read_size);
  d.read(f.max_write_size);
  time(d, f.current_time);
  time(d, f.boot_time);
  const blob = blobAt(d, own, 2);
  blobPlace(d, blob);
  d.read(f["negotiate_context.offset"]);
  security(d, blob);
}

function sessionSetup(d: Dissection, own: Command): void {
  structureSize(d);
  let blob: Blob;
  if (own.isResponse) {
    d.flags(f.session_flags, [f["ses_flags.guest"], f["ses_flags.null"], f["ses_flags.encrypt"]]);
    if (d.tracking && own.status === 0 && own.fact.session && own.fact.session.authenticatedIn === 0) own.fact.session.authenticatedIn = d.frame.number;
    blob = blobAt(d, own, 2);
    blobPlace(d, blob);
  } else {
    d.flags(f.ses_req_flags, [f["ses_req_flags.session_binding"]]);
    securityMode(d);
    d.flags(f.capabilities, CAPABILITIES);
    d.read(f.channel);
    blob = blobAt(d, own, 2);
    d.read(f.previous_sesid);
    blobPlace(d, blob);
  }
  security(d, blob);
}

function treeConnect(d: Dissection, own: Command): void {
  structureSize(d);
  if (!own.isResponse) {
    d.flags(f["tc.flags"], [f["tc.cluster_reconnect"], f["tc.redirect_to_owner"], f["tc.extension_present"], f["tc.reserved"]]);
    const blob = blobAt(d, own, 2);
    const path = blobText(d, f.tree, blob);
    if (d.tracking) own.fact.exchange.text = path;
    d.appendInfo(` Tree: ${path}`);
    return;
  }
  const type = d.read(f.share_type);
  connected(d, own.fact, own.session, own.tree, type);
  d.read(f.reserved, 1);
  const at = d.pos;
  d.flags(f.share_flags, SHARE_FLAGS);
  d.put(f["share.caching"], at, 4, d.u32le(at) & 0x30);
  d.flags(f.share_caps, SHARE_CAPABILITIES);
  d.flags(f.access_mask, ACCESS);
}

function create(d: Dissection, own: Command): void {
  structureSize(d);
  if (!own.isResponse) {
    d.pos += 1;
    d.read(f["create.oplock"]);
    d.read(f["impersonation.level"]);
    d.read(f.create_flags);
    d.read(f.reserved, 8);
    d.flags(f.access_mask, ACCESS);
    d.flags(f.file_attribute, ATTRIBUTES);
    d.flags(f.share_access, [f["share_access.read"], f["share_access.write"], f["share_access.delete"]]);
    d.read(f["create.disposition"]);
    d.flags(f.create_options, OPTIONS);
    const name = blobAt(d, own, 2);
    const extra = blobAt(d, own, 4);
    const text = blobText(d, f.filename, name);
    if (d.tracking) own.fact.exchange.text = text;
    d.appendInfo(` File: ${text}`);
    blobPlace(d, extra);
    if (extra.length > 0) d.put(f["create.extrainfo"], extra.start, extra.length);
    return;
  }
  d.read(f["create.oplock"]);
  d.flags(f["create.rep_flags"], [f["create.rep_flags.reparse_point"]]);
  d.read(f["create.action"]);
  times(d);
  d.read(f.reserved, 4);
  const file = fileId(d, own, true);
  d.appendInfo(nameOf(file));
  const extra = blobAt(d, own, 4);
  blobPlace(d, extra);
  if (extra.length > 0) d.put(f["create.extrainfo"], extra.start, extra.length);
}

/** Times, sizes and attributes as create and close responses have them. */
function times(d: Dissection): void {
  time(d, f["create.time"]);
  time(d, f["last_access.time"]);
  time(d, f["last_write.time"]);
  time(d, f["last_change.time"]);
  d.read(f.allocation_size);
  d.read(f.eof);
  d.flags(f.file_attribute, ATTRIBUTES);
}

function close(d: Dissection, own: Command): void {
  structureSize(d);
  d.flags(f["close.flags"], [f["close.pq_attrib"]]);
  if (own.isResponse) {
    d.read(f.reserved, 4);
    times(d);
    return;
  }
  d.pos += 4;
  d.appendInfo(nameOf(fileId(d, own, false, true)));
}

function read(d: Dissection, own: Command): void {
  structureSize(d);
  if (own.isResponse) {
    const offset = d.u8(d.pos);
    d.put(f["olb.offset"], d.pos, 1, offset);
    d.item(f.reserved, d.pos + 1, 1);
    const length = d.u32le(d.pos + 2);
    d.put(f["olb.length"], d.pos + 2, 4, length);
    d.pos += 6;
    d.read(f.read_remaining);
    d.read(f.reserved, 4);
    payload(d, own, own.at + offset, length);
    return;
  }
  d.read(f.read_padding);
  d.flags(f.read_flags, [f["read_flags.unbuffered"], f["read_flags.compressed"]]);
  const length = d.read(f.read_length), offset = d.read(f.file_offset);
  const file = fileId(d, own);
  d.appendInfo(` Len:${length} Off:${offset}${nameOf(file)}`);
  d.read(f.min_count);
  d.read(f.channel);
  d.read(f.remaining_bytes);
  blobPlace(d, blobAt(d, own, 2));
}

function write(d: Dissection, own: Command): void {
  structureSize(d);
  if (own.isResponse) {
    d.read(f.reserved, 2);
    d.read(f["write.count"]);
    d.read(f["write.remaining"]);
    return;
  }
  const data = d.read(f.data_offset), length = d.read(f.write_length), offset = d.read(f.file_offset);
  const file = fileId(d, own);
  d.appendInfo(` Len:${length} Off:${offset}${nameOf(file)}`);
  d.read(f.channel);
  d.read(f.remaining_bytes);
  const blob = blobAt(d, own, 2);
  d.flags(f["write.flags"], [f["write.flags.write_through"], f["write.flags.unbuffered"]]);
  blobPlace(d, blob);
  payload(d, own, own.at + data, length);
}

function ioctl(d: Dissection, own: Command): void {
  structureSize(d);
  d.read(f.reserved, 2);
  const control = d.u32le(d.pos);
  if (d.tracking) own.fact.exchange.control = control;
  d.flags(f["ioctl.function"], [f["ioctl.function.device"], f["ioctl.function.access"], f["ioctl.function.function"], f["ioctl.function.method"]]);
  const name = ioctls.name(control) ?? `Unknown (0x${control.toString(16).padStart(8, "0")})`;
  d.appendInfo(` ${name}`);
  const file = fileId(d, own);
  if (control !== PIPE_WAIT) d.appendInfo(nameOf(file));
  const input = blobAt(d, own, 4);
  if (!own.isResponse) d.pos += 4;
  const output = blobAt(d, own, 4);
  blobPlace(d, input);
  blobPlace(d, output);
  if (!own.isResponse) d.item(f.reserved, own.at + HEADER + IOCTL_RESERVED, 4);
  if (control !== PIPE_TRANSCEIVE) return;
  const blob = own.isResponse ? output : input;
  payload(d, own, blob.start, blob.length);
}

function find(d: Dissection, own: Command): void {
  structureSize(d);
  if (own.isResponse) { blobPlace(d, blobAt(d, own, 2, 4)); return; }
  const level = d.u8(d.pos);
  d.item(f["find.infolevel"], d.pos, 1);
  d.pos += 1;
  if (d.tracking) own.fact.exchange.level = level;
  d.flags(f["find.flags"], [f["find.restart_scans"], f["find.single_entry"], f["find.index_specified"], f["find.reopen"]]);
  d.read(f.file_index);
  const file = fileId(d, own);
  const blob = blobAt(d, own, 2);
  d.read(f.output_buffer_len);
  const pattern = blobText(d, f["find.pattern"], blob);
  d.appendInfo(`${nameOf(file)} ${findLevels.name(level) ?? "unknown"} Pattern: ${pattern}`);
}

/** Class and level of a query or change. */
function kind(d: Dissection, at: number, infoClass: number, level: number): string {
  d.put(f.class, at, 1, infoClass);
  const table = infoClass === 1 ? fileLevels : infoClass === 2 ? systemLevels : undefined;
  const field = infoClass === 1 ? f["file_info.infolevel"] : infoClass === 2 ? f["fs_info.infolevel"] : infoClass === 3 ? f["sec_info.infolevel"] : f.infolevel;
  d.put(field, at + 1, 1, level);
  const levelName = infoClass === 3 ? `SMB2_SEC_INFO_${level.toString(16).padStart(2, "0")}` : (table?.name(level) ?? "Unknown");
  return ` ${classes.name(infoClass) ?? "unknown"}/${levelName}`;
}

function getInfo(d: Dissection, own: Command): void {
  const { exchange } = own.fact;
  if (own.isResponse) {
    if (exchange.request > 0) kind(d, d.pos, exchange.infoClass, exchange.level);
    structureSize(d);
    blobPlace(d, blobAt(d, own, 2, 4));
    return;
  }
  structureSize(d);
  const at = d.pos, infoClass = d.u8(at), level = d.u8(at + 1);
  if (d.tracking) { exchange.infoClass = infoClass; exchange.level = level; }
  const text = kind(d, at, infoClass, level);
  d.pos = at + 2;
  d.read(f.max_response_size);
  d.read(f.getinfo_input_offset);
  d.read(f.reserved, 2);
  d.read(f.getinfo_input_size);
  d.read(f.getsetinfo_additional);
  d.read(f.getinfo_flags);
  d.appendInfo(text + nameOf(fileId(d, own)));
}

function setInfo(d: Dissection, own: Command): void {
  const { exchange } = own.fact;
  if (own.isResponse) {
    if (exchange.request > 0) kind(d, d.pos, exchange.infoClass, exchange.level);
    structureSize(d);
    return;
  }
  structureSize(d);
  const at = d.pos, infoClass = d.u8(at), level = d.u8(at + 1);
  if (d.tracking) { exchange.infoClass = infoClass; exchange.level = level; }
  const text = kind(d, at, infoClass, level);
  d.pos = at + 2;
  d.read(f.setinfo_size);
  d.read(f.setinfo_offset);
  d.read(f.setinfo_reserved);
  d.read(f.getsetinfo_additional);
  d.appendInfo(text + nameOf(fileId(d, own)));
}

/** An error response has no body of its command ([MS-SMB2] §2.2.2). */
function error(d: Dissection): void {
  structureSize(d);
  d.read(f["error.context_count"]);
  d.read(f["error.reserved"]);
  const count = d.read(f["error.byte_count"]);
  d.read(f["error.data"], Math.min(Math.max(count, 1), d.remaining));
}

function plain(d: Dissection): void {
  structureSize(d);
  d.read(f.reserved, 2);
}

const BODIES = new Map<number, (d: Dissection, own: Command) => void>([
  [NEGOTIATE, negotiate], [SESSION_SETUP, sessionSetup], [LOGOFF, plain], [TREE_CONNECT, treeConnect], [TREE_DISCONNECT, plain], [CREATE, create], [CLOSE, close],
  [READ, read], [WRITE, write], [IOCTL, ioctl], [KEEP_ALIVE, plain], [FIND, find], [GET_INFO, getInfo], [SET_INFO, setInfo],
]);

/** Reads what follows a header. */
export function readBody(d: Dissection, own: Command): void {
  d.pos = own.at + HEADER;
  const isError = own.isResponse && own.status !== 0 && !(own.code === SESSION_SETUP && own.status === MORE_PROCESSING) && own.status !== BUFFER_OVERFLOW && d.u16le(d.pos) === ERROR_SIZE;
  if (isError) {
    if (own.code === GET_INFO && own.fact.exchange.request > 0) kind(d, d.pos, own.fact.exchange.infoClass, own.fact.exchange.level);
    error(d);
    return;
  }
  const body = BODIES.get(own.code);
  if (body) { body(d, own); return; }
  structureSize(d);
  if (own.code === FLUSH) {
    d.read(f.reserved, 2);
    if (!own.isResponse) { d.pos += 4; d.appendInfo(nameOf(fileId(d, own))); }
  } else if (own.code === NOTIFY && !own.isResponse) {
    d.flags(f["notify.flags"], [f["notify.watch_tree"]]);
    d.read(f.output_buffer_len);
    d.appendInfo(nameOf(fileId(d, own)));
  }
}
