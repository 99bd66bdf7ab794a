/** SMB 2 and 3: the header of every command and how commands are chained ([MS-SMB2] §2.2.1). */
import { dissector, heuristic } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import { ntStatus } from "../../../fields/tables/nt-status";
import { readBody } from "./bodies";
import type { Command } from "./bodies";
import { answered, commandFact } from "./exchanges";
import type { OpenFile } from "./exchanges";
import { FLAGS, commands, smb2 } from "./fields";

const { f } = smb2;
const MAGIC = 0xfe534d42, TRANSFORM = 0xfd534d42, HEADER = 64;
const RESPONSE = 1, ASYNC = 2;
const PENDING = 0x103, NEGOTIATE = 0;
const MAX_CHAIN = 128;

function transformed(d: Dissection): void {
  d.begin(smb2);
  d.setInfo("Encrypted SMB3");
  d.openText(d.start, 52, "SMB2 Transform Header");
  d.read(f.protocol_id);
  d.read(f["header.transform.signature"], 16);
  d.read(f["header.transform.nonce"], 16);
  d.read(f["header.transform.msg_size"]);
  d.read(f["header.transform.reserved"], 2);
  d.flags(f["header.transform.flags"], [f["header.transform.flags.encrypted"]]);
  d.read(f.sesid);
  d.close();
  d.read(f["header.transform.enc_data"], d.remaining);
}

/** Reads the command at `at`; `end` is where its chain link ends. */
function command(d: Dissection, index: number, at: number, end: number, before: OpenFile | undefined): OpenFile | undefined {
  const flags = d.u32le(at + 16), isResponse = (flags & RESPONSE) !== 0, isAsync = (flags & ASYNC) !== 0;
  const code = d.u16le(at + 12), status = d.u32le(at + 8), message = d.u64le(at + 24), session = d.u64le(at + 40);
  const tree = isAsync ? 0 : d.u32le(at + 36);
  const fact = commandFact(d, index, code, isResponse, message, session, tree);
  const { exchange } = fact;
  if (isResponse && !(status === PENDING && isAsync)) answered(d, fact);
  const own: Command = { at, end, code, isResponse, status, session, tree, fact, before };

  d.openText(at, HEADER, "SMB2 Header");
  d.pos = at;
  d.read(f.protocol_id);
  d.read(f.header_len);
  d.read(f["credit.charge"]);
  if (isResponse) d.read(f.nt_status);
  else { d.read(f.channel_sequence); d.read(f.reserved, 2); }
  d.read(f.cmd);
  d.read(isResponse ? f["credits.granted"] : f["credits.requested"]);
  d.flags(f.flags, FLAGS);
  d.read(f.chain_offset);
  d.read(f.msg_id);
  if (isAsync) d.read(f.aid);
  else {
    d.read(f.pid);
    const treeAt = d.pos;
    d.read(f.tid);
    // the response that connects the tree names it before its body is read
    if (fact.tree) {
      d.push(d.last);
      d.generated(f.tree, fact.tree.path, treeAt, 4);
      d.generated(f.share_type, fact.tree.shareType, treeAt);
      d.generated(f.tcon_frame, fact.tree.connectedIn, treeAt);
      d.close();
    }
  }
  const sessionAt = d.pos;
  d.read(f.sesid);
  if (fact.session && fact.session.authenticatedIn > 0) {
    d.push(d.last);
    d.generated(f.auth_frame, fact.session.authenticatedIn, sessionAt);
    d.close();
  }
  d.read(f.signature, 16);
  if (!d.tracking && exchange.request > 0 && exchange.response > 0) {
    if (isResponse) {
      d.generated(f.response_to, exchange.request, at);
      d.generated(f.time, d.since(exchange.request), at);
    } else d.generated(f.response_in, exchange.response, at);
  }
  d.close();

  const name = commands.name(code) ?? "unknown";
  d.appendInfo(`${index > 0 ? ";" : ""}${name} ${isResponse ? "Response" : "Request"}`);
  if (isResponse && status !== 0) d.appendInfo(`, Error: ${ntStatus.name(status) ?? `Unknown (0x${status.toString(16).padStart(8, "0")})`}`);
  d.openText(at + HEADER, Math.max(0, Math.min(end, d.end) - at - HEADER), d.drawing ? `${name} ${isResponse ? "Response" : "Request"} (0x${code.toString(16).padStart(2, "0")})` : "");
  readBody(d, own);
  d.close();
  return fact.file ?? (code === NEGOTIATE ? undefined : before);
}

heuristic(dissector(smb2, (d) => {
  if (d.remaining < 4) return false;
  const magic = d.u32(d.start);
  if (magic !== MAGIC && magic !== TRANSFORM) return false;
  d.setProtocol("SMB2");
  d.setInfo("");
  if (magic === TRANSFORM) { transformed(d); return; }
  let at = d.start, file: OpenFile | undefined;
  for (let index = 0; index < MAX_CHAIN; index++) {
    const next = d.u32le(at + 20);
    const end = next >= HEADER && at + next < d.reported ? at + next : d.reported;
    d.open(smb2.node, at, Math.min(end, d.end) - at);
    file = command(d, index, at, end, file);
    d.close();
    if (end === d.reported) return;
    at = end;
    if (at >= d.end || d.u32(at) !== MAGIC) return;
  }
}), "netbios");
