/** DCE/RPC over connections (C706 chapter 12, [MS-RPCE] §2.2.2): the header, binding, and where the stub data lies. */
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { dissector, heuristic } from "../../dissect/tables";
import { bool, bytes, framenum, guid, heading, protocol, reltime, stringz, u16, u32, u8 } from "../../fields/declare";
import type { FieldSpec } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { guidText } from "../../fields/format";
import { values } from "../../fields/values";

const packetTypes = values({
  0: "Request", 1: "Ping", 2: "Response", 3: "Fault", 4: "Working", 5: "Nocall", 6: "Reject", 7: "Ack", 8: "Cl_cancel", 9: "Fack", 10: "Cancel_ack",
  11: "Bind", 12: "Bind_ack", 13: "Bind_nak", 14: "Alter_context", 15: "Alter_context_resp", 16: "AUTH3", 17: "Shutdown", 18: "Co_cancel", 19: "Orphaned",
  20: "RPC-over-HTTP RTS",
});
const results = values({ 0: "Acceptance", 1: "User rejection", 2: "Provider rejection", 3: "Negotiate ACK" });
const authTypes = values({ 0: "None", 1: "Kerberos", 9: "SPNEGO", 10: "NTLMSSP", 14: "SCHANNEL", 16: "Kerberos", 68: "SEC_CHAN" });
const authLevels = values({ 1: "None", 2: "Connect", 3: "Call", 4: "Packet", 5: "Packet integrity", 6: "Packet privacy" });
const byteOrders = values({ 0: "Big-endian", 1: "Little-endian" });

const flag = (label: string, mask: number): FieldSpec<number> => bool(label, { mask });

export const dcerpc = protocol("dcerpc", "Distributed Computing Environment / Remote Procedure Call (DCE/RPC)", {
  "ver": u8("Version"),
  "ver_minor": u8("Version (minor)"),
  "pkt_type": u8("Packet type", { values: packetTypes }),
  "cn_flags": u8("Packet Flags", { display: "hex" }),
  "cn_flags.object": flag("Object", 0x80),
  "cn_flags.maybe": flag("Maybe", 0x40),
  "cn_flags.dne": flag("Did Not Execute", 0x20),
  "cn_flags.mpx": flag("Multiplex", 0x10),
  "cn_flags.reserved": flag("Reserved", 0x08),
  "cn_flags.cancel_pending": flag("Cancel Pending", 0x04),
  "cn_flags.last_frag": flag("Last Frag", 0x02),
  "cn_flags.first_frag": flag("First Frag", 0x01),
  "drep": bytes("Data Representation"),
  "drep.byteorder": u8("Byte order", { values: byteOrders }),
  "drep.character": u8("Character"),
  "drep.fp": u8("Floating-point"),
  "cn_frag_len": u16("Frag Length"),
  "cn_auth_len": u16("Auth Length"),
  "cn_call_id": u32("Call ID"),
  "cn_max_xmit": u16("Max Xmit Frag"),
  "cn_max_recv": u16("Max Recv Frag"),
  "cn_assoc_group": u32("Assoc Group", { display: "hex" }),
  "cn_num_ctx_items": u8("Num Ctx Items"),
  "cn_ctx_item": heading("Ctx Item"),
  "cn_ctx_id": u16("Context ID"),
  "cn_num_trans_items": u8("Num Trans Items"),
  "cn_bind_abstract_syntax": heading("Abstract Syntax"),
  "cn_bind_to_uuid": guid("Interface UUID", { littleEndian: true }),
  "cn_bind_if_ver": u16("Interface Ver"),
  "cn_bind_if_ver_minor": u16("Interface Ver Minor"),
  "cn_bind_trans": heading("Transfer Syntax"),
  "cn_bind_trans_id": guid("ID", { littleEndian: true }),
  "cn_bind_trans_ver": u32("ver"),
  "cn_sec_addr_len": u16("Scndry Addr len"),
  "cn_sec_addr": stringz("Scndry Addr"),
  "cn_num_results": u8("Num results"),
  "cn_ack_result": u16("Ack result", { values: results }),
  "cn_ack_trans_id": guid("Transfer Syntax", { littleEndian: true }),
  "cn_ack_trans_ver": u32("Syntax ver"),
  "cn_alloc_hint": u32("Alloc hint"),
  "opnum": u16("Opnum"),
  "obj_id": guid("Object", { littleEndian: true }),
  "cn_cancel_count": u8("Cancel count"),
  "cn_status": u32("Status", { display: "hex" }),
  "stub_data": bytes("Stub data"),
  "payload_stub_data": heading("Payload stub data"),
  "auth_info": heading("Auth Info"),
  "auth_type": u8("Auth type", { values: authTypes }),
  "auth_level": u8("Auth level", { values: authLevels }),
  "auth_pad_len": u8("Auth pad len"),
  "auth_rsrvd": u8("Auth Rsrvd"),
  "auth_ctx_id": u32("Auth Context ID"),
  "request_in": framenum("Request in frame"),
  "response_in": framenum("Response in frame"),
  "time": reltime("Time from request"),
}, { short: "DCERPC" });

const { f } = dcerpc;
const FLAGS: readonly Field[] = [
  f["cn_flags.object"], f["cn_flags.maybe"], f["cn_flags.dne"], f["cn_flags.mpx"], f["cn_flags.reserved"], f["cn_flags.cancel_pending"],
  f["cn_flags.last_frag"], f["cn_flags.first_frag"],
];
const HEADER = 16, AUTH_HEADER = 8, FIRST = 1, LAST = 2, OBJECT = 0x80;
const REQUEST = 0, RESPONSE = 2, FAULT = 3, BIND = 11, BIND_ACK = 12, ALTER = 14, ALTER_RESPONSE = 15, LAST_TYPE = 20;

/** Interfaces that are bound most often, by identifier ([MS-RPCE] and the protocols' own documents). */
const INTERFACES: Readonly<Record<string, string>> = {
  "12345778-1234-abcd-ef00-0123456789ac": "SAMR", "12345778-1234-abcd-ef00-0123456789ab": "LSARPC", "4b324fc8-1670-01d3-1278-5a47bf6ee188": "SRVSVC",
  "6bffd098-a112-3610-9833-46c3f87e345a": "WKSSVC", "367abb81-9844-35f1-ad32-98f038001003": "SVCCTL", "12345678-1234-abcd-ef00-01234567cffb": "RPC_NETLOGON",
  "e1af8308-5d1f-11c9-91a4-08002b14a0fa": "EPMv4", "338cd001-2244-31f1-aaaa-900038001003": "WINREG", "12345678-1234-abcd-ef00-0123456789ab": "SPOOLSS",
  "e3514235-4b06-11d1-ab04-00c04fc2dcd2": "DRSUAPI",
};
const TRANSFERS: Readonly<Record<string, string>> = { "8a885d04-1ceb-11c9-9fe8-08002b104860": "32bit NDR", "71710533-beba-4937-8319-b5dbef9ccc36": "64bit NDR" };

interface Context { readonly uuid: string; readonly version: number }
interface Call { request: number; response: number; opnum: number }
const connection = conversationState("dcerpc.connection", () => ({ contexts: new Map<number, Context>(), calls: new Map<number, Call>() }));
const callKey = frameFact<Call>("dcerpc.call");
const contextKey = frameFact<Context>("dcerpc.context");

/** Reads numbers in the byte order that the packet's own label gives. */
class Order {
  constructor(readonly d: Dissection, readonly little: boolean) {}
  read(field: Field<number>, width: number): number {
    const { d } = this, value = d.uint(d.pos, width, this.little);
    d.put(field, d.pos, width, value);
    d.pos += width;
    return value;
  }
  /** An identifier, as text. */
  guid(field: Field<Uint8Array>): string {
    const { d } = this, raw = d.slice(d.pos, 16);
    // the declaration reads little-endian; the other order is turned to it
    const shown = this.little ? raw : Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (i) => raw[i] as number);
    d.put(field, d.pos, 16, shown);
    d.pos += 16;
    return guidText(shown, true);
  }
}

function fragmentText(flags: number): string {
  const first = flags & FIRST, last = flags & LAST;
  return first && last ? "Single" : first ? "1st" : last ? "Last" : "Mid";
}

function bind(d: Dissection, o: Order): void {
  o.read(f.cn_max_xmit, 2);
  o.read(f.cn_max_recv, 2);
  o.read(f.cn_assoc_group, 4);
  const count = d.read(f.cn_num_ctx_items);
  d.pos += 3;
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const at = d.pos, transfers = d.u8(at + 2);
    d.open(f.cn_ctx_item, at, 24 + 20 * transfers);
    const id = o.read(f.cn_ctx_id, 2);
    d.read(f.cn_num_trans_items);
    d.pos += 1;
    d.open(f.cn_bind_abstract_syntax, d.pos, 20);
    const uuid = o.guid(f.cn_bind_to_uuid);
    const version = o.read(f.cn_bind_if_ver, 2), minor = o.read(f.cn_bind_if_ver_minor, 2);
    d.close();
    if (d.tracking) d.conversationState(connection).contexts.set(id, { uuid, version });
    for (let k = 0; k < transfers; k++) {
      d.open(f.cn_bind_trans, d.pos, 20);
      const transfer = o.guid(f.cn_bind_trans_id);
      o.read(f.cn_bind_trans_ver, 4);
      d.close();
      texts.push(`${INTERFACES[uuid] ?? uuid} V${version}.${minor} (${TRANSFERS[transfer] ?? transfer})`);
    }
    d.close();
  }
  d.appendInfo(`, ${count} context items: ${texts.join(", ")}`);
}

function bindAck(d: Dissection, o: Order): void {
  const xmit = o.read(f.cn_max_xmit, 2), recv = o.read(f.cn_max_recv, 2);
  o.read(f.cn_assoc_group, 4);
  const length = o.read(f.cn_sec_addr_len, 2);
  if (length > 0) d.read(f.cn_sec_addr, length);
  while ((d.pos - d.start) % 4 !== 0) d.pos += 1;
  const count = d.read(f.cn_num_results);
  d.pos += 3;
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    d.openText(d.pos, 24, "Ctx Item");
    const result = o.read(f.cn_ack_result, 2);
    d.pos += 2;
    texts.push(results.name(result) ?? "Unknown result");
    o.guid(f.cn_ack_trans_id);
    o.read(f.cn_ack_trans_ver, 4);
    d.close();
  }
  d.appendInfo(`, max_xmit: ${xmit} max_recv: ${recv}, ${count} results: ${texts.join(", ")}`);
}

/** The interface of a context, noted while tracking. */
function contextOf(d: Dissection, id: number): Context | undefined {
  if (!d.tracking) return d.fact(contextKey);
  const context = d.conversationState(connection).contexts.get(id);
  if (context) d.setFact(contextKey, context);
  return context;
}

/** What the call itself carries; of an interface nobody knows it is plain data. */
function stub(d: Dissection, end: number, isProtected: boolean, context: Context | undefined): void {
  const length = Math.min(end, d.end) - d.pos;
  if (length <= 0 || isProtected) return;
  if (context === undefined) d.item(f.stub_data, d.pos, length);
  else if (INTERFACES[context.uuid] !== undefined) d.put(f.payload_stub_data, d.pos, length);
}

function call(d: Dissection, o: Order, type: number, flags: number, id: number, length: number, auth: number): void {
  o.read(f.cn_alloc_hint, 4);
  const contextId = o.read(f.cn_ctx_id, 2);
  const context = contextOf(d, contextId);
  let opnum = 0;
  if (type === REQUEST) {
    opnum = o.read(f.opnum, 2);
    if (flags & OBJECT) o.guid(f.obj_id);
  } else {
    d.read(f.cn_cancel_count);
    d.pos += 1;
    if (type === FAULT) o.read(f.cn_status, 4);
  }
  if (d.tracking && flags & FIRST) {
    const { calls } = d.conversationState(connection);
    let known = calls.get(id);
    if (type === REQUEST) calls.set(id, (known = { request: d.frame.number, response: 0, opnum }));
    else if (known) known.response = d.frame.number;
    if (known) d.setFact(callKey, known);
  }
  const known = d.fact(callKey);
  const where = context ? ` ${context.uuid} V${context.version}` : "";
  d.appendInfo(type === REQUEST ? `, opnum: ${opnum}, Ctx: ${contextId}${where}` : `, Ctx: ${contextId}${where}`);
  stub(d, d.start + length - auth - (auth > 0 ? AUTH_HEADER : 0), auth > 0, context);
  if (d.tracking || !known || !context) return;
  if (type === REQUEST) { if (known.response > 0) d.generated(f.response_in, known.response, d.start); }
  else if (context) d.generated(f.opnum, known.opnum, d.start);
  if (type !== REQUEST) {
    d.generated(f.request_in, known.request, d.start);
    d.generated(f.time, d.since(known.request), d.pos);
  }
}

/** Authentication data at the end of a fragment (C706 §13.2.6.1). */
function authentication(d: Dissection, o: Order, end: number, length: number): void {
  const at = end - length - AUTH_HEADER;
  if (length === 0 || at < d.pos || end > d.end) return;
  d.pos = at;
  d.open(f.auth_info, at, AUTH_HEADER + length);
  d.read(f.auth_type);
  d.read(f.auth_level);
  d.read(f.auth_pad_len);
  d.read(f.auth_rsrvd);
  o.read(f.auth_ctx_id, 4);
  d.close();
}

const pdu = dissector(dcerpc, (d) => {
  const at = d.start, type = d.u8(at + 2), flags = d.u8(at + 3);
  const o = new Order(d, (d.u8(at + 4) & 0x10) !== 0);
  const length = d.uint(at + 8, 2, o.little), auth = d.uint(at + 10, 2, o.little), id = d.uint(at + 12, 4, o.little);
  d.setProtocol("DCERPC");
  d.setInfo("");
  d.begin(dcerpc);
  d.read(f.ver);
  d.read(f.ver_minor);
  d.read(f.pkt_type);
  d.flags(f.cn_flags, FLAGS);
  d.open(f.drep, at + 4, 4, d.slice(at + 4, 4));
  d.put(f["drep.byteorder"], at + 4, 1, d.u8(at + 4) >> 4);
  d.put(f["drep.character"], at + 4, 1, d.u8(at + 4) & 15);
  d.put(f["drep.fp"], at + 5, 1, d.u8(at + 5));
  d.close();
  d.pos = at + 8;
  o.read(f.cn_frag_len, 2);
  o.read(f.cn_auth_len, 2);
  o.read(f.cn_call_id, 4);
  d.setInfo(`${packetTypes.name(type) ?? "Unknown"}: call_id: ${id}, Fragment: ${fragmentText(flags)}`);
  if (type === BIND || type === ALTER) bind(d, o);
  else if (type === BIND_ACK || type === ALTER_RESPONSE) bindAck(d, o);
  else if (type === REQUEST || type === RESPONSE || type === FAULT) call(d, o, type, flags, id, length, auth);
  authentication(d, o, at + length, auth);
});

/** Whether a connection-oriented packet may begin here. */
function plausible(d: Dissection, at: number): boolean {
  if (d.end - at < HEADER || d.u8(at) !== 5 || d.u8(at + 1) > 1 || d.u8(at + 2) > LAST_TYPE) return false;
  return (d.u8(at + 4) & 0xee) === 0 && d.u8(at + 5) <= 3 && d.uint(at + 8, 2, (d.u8(at + 4) & 0x10) !== 0) >= HEADER;
}

const carried = protocol("dcerpc.stream", "DCE/RPC (stream)", {}, { short: "DCERPC", pseudo: true });
/** Packets one after another; those that the stream cuts wait for their rest. */
const stream = dissector(carried, (d) => {
  if (!plausible(d, d.start)) return false;
  d.stack.pop();
  while (d.pos < d.end && plausible(d, d.pos)) {
    const at = d.pos, room = d.reported - at;
    const length = d.uint(at + 8, 2, (d.u8(at + 4) & 0x10) !== 0);
    if (length > room && d.stream && !d.stream.ended) { d.stream.ask(at, length - room); return; }
    const place = d.stack.length;
    d.call(pdu, at, Math.min(length, room));
    if (at > d.start && d.stack[place] === "dcerpc") d.stack.splice(place, 1);
    d.pos = at + Math.min(length, room);
  }
}, { stackName: "dcerpc" });

heuristic(stream, "tcp");
const inPipe = dissector(dcerpc, (d) => (plausible(d, d.start) ? pdu.dissect(d) : false));
heuristic(inPipe, "smb2_pipe");
heuristic(inPipe, "smb_transact");
