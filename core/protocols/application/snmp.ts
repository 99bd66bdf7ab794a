/** Simple Network Management Protocol: version 1 (RFC 1157), 2c (RFC 1901, RFC 3416) and 3 (RFC 3412, RFC 3414). */
import { printable } from "../../base/printable";
import { BerTag, berInteger, expectBer, readBerHeader } from "../../dissect/ber";
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { abstime, bool, bytes, ether, framenum, heading, i32, i64, ipv4, ipv6, oid, protocol, reltime, string, u32, u64, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { ipv4Text, oidText } from "../../fields/format";
import { values } from "../../fields/values";

const engineidFormatNames = values({
  1: "IPv4 address", 2: "IPv6 address", 3: "MAC address", 4: "Text, administratively assigned", 5: "Octets, administratively assigned",
});
const versionNames = values({
  0: "version-1", 1: "v2c", 2: "v2u", 3: "snmpv3",
});
const dataNames = values({
  0: "get-request", 1: "get-next-request", 2: "get-response", 3: "set-request", 4: "trap", 5: "getBulkRequest", 6: "informRequest", 7: "snmpV2-trap",
  8: "report",
});
const msgDataNames = values({
  0: "plaintext", 1: "encryptedPDU",
});
const msgSecurityModelNames = values({
  0: "Any", 1: "V1", 2: "V2C", 3: "USM",
});
const errorStatusNames = values({
  0: "noError", 1: "tooBig", 2: "noSuchName", 3: "badValue", 4: "readOnly", 5: "genErr", 6: "noAccess", 7: "wrongType", 8: "wrongLength",
  9: "wrongEncoding", 10: "wrongValue", 11: "noCreation", 12: "inconsistentValue", 13: "resourceUnavailable", 14: "commitFailed", 15: "undoFailed",
  16: "authorizationError", 17: "notWritable", 18: "inconsistentName",
});
const genericTrapNames = values({
  0: "coldStart", 1: "warmStart", 2: "linkDown", 3: "linkUp", 4: "authenticationFailure", 5: "egpNeighborLoss", 6: "enterpriseSpecific",
});

export const snmp = protocol("snmp", "Simple Network Management Protocol", {
  "response_in": framenum("Response In"),
  "response_to": framenum("Response To"),
  "time": reltime("Time"),
  "v3.flags.auth": bool("Authenticated", { mask: 0x1 }),
  "v3.flags.crypt": bool("Encrypted", { mask: 0x2 }),
  "v3.flags.report": bool("Reportable", { mask: 0x4 }),
  "engineid.conform": bool("Engine ID Conformance", { mask: 0x80, words: ["RFC3411 (SNMPv3)", "RFC1910 (Non-SNMPv3)"] }),
  "engineid.enterprise": u32("Engine Enterprise ID"),
  "engineid.format": u8("Engine ID Format", { values: engineidFormatNames }),
  "engineid.ipv4": ipv4("Engine ID Data: IPv4 address"),
  "engineid.ipv6": ipv6("Engine ID Data: IPv6 address"),
  "engineid.cisco.type": u8("Engine ID Data: Cisco type", { display: "hex" }),
  "engineid.mac": ether("Engine ID Data: MAC address"),
  "engineid.text": string("Engine ID Data: Text"),
  "engineid.time": abstime("Engine ID Data: Creation Time"),
  "engineid.data": bytes("Engine ID Data"),
  "noSuchObject": heading("noSuchObject"),
  "noSuchInstance": heading("noSuchInstance"),
  "endOfMibView": heading("endOfMibView"),
  "value.int": i64("Value (Integer32)"),
  "value.octets": bytes("Value (OctetString)"),
  "value.oid": oid("Value (OID)"),
  "value.null": heading("Value (Null)"),
  "value.ipv4": ipv4("Value (IpAddress)"),
  "value.g32": i64("Value (Gauge32)"),
  "value.unk": bytes("Value (Unknown)"),
  "value.counter": u64("Value (Counter32)"),
  "value.timeticks": u64("Value (Timeticks)"),
  "value.opaque": bytes("Value (Opaque)"),
  "name": oid("Object Name"),
  "var-bind_str": string("Variable-binding-string"),
  "agentid_trailer": bytes("AgentID Trailer"),
  "version": i32("version", { values: versionNames }),
  "community": string("community"),
  "data": u32("data", { values: dataNames }),
  "msgAuthoritativeEngineID": bytes("msgAuthoritativeEngineID"),
  "msgAuthoritativeEngineBoots": u32("msgAuthoritativeEngineBoots"),
  "msgAuthoritativeEngineTime": u32("msgAuthoritativeEngineTime"),
  "msgUserName": string("msgUserName"),
  "msgAuthenticationParameters": bytes("msgAuthenticationParameters"),
  "msgPrivacyParameters": bytes("msgPrivacyParameters"),
  "msgVersion": i32("msgVersion", { values: versionNames }),
  "msgGlobalData_element": heading("msgGlobalData"),
  "msgData": u32("msgData", { values: msgDataNames }),
  "msgID": u32("msgID"),
  "msgMaxSize": u32("msgMaxSize"),
  "msgFlags": bytes("msgFlags"),
  "msgSecurityModel": u32("msgSecurityModel", { values: msgSecurityModelNames }),
  "plaintext_element": heading("plaintext"),
  "encryptedPDU": bytes("encryptedPDU"),
  "contextEngineID": bytes("contextEngineID"),
  "contextName": string("contextName"),
  "get_request_element": heading("get-request"),
  "get_next_request_element": heading("get-next-request"),
  "get_response_element": heading("get-response"),
  "set_request_element": heading("set-request"),
  "trap_element": heading("trap"),
  "getBulkRequest_element": heading("getBulkRequest"),
  "snmpV2_trap_element": heading("snmpV2-trap"),
  "informRequest_element": heading("informRequest"),
  "report_element": heading("report"),
  "request_id": i32("request-id"),
  "error_status": i32("error-status", { values: errorStatusNames }),
  "error_index": i32("error-index"),
  "variable_bindings": u32("variable-bindings"),
  "non_repeaters": u32("non-repeaters"),
  "max_repetitions": u32("max-repetitions"),
  "enterprise": oid("enterprise"),
  "agent_addr": ipv4("agent-addr"),
  "generic_trap": i32("generic-trap", { values: genericTrapNames }),
  "specific_trap": i32("specific-trap"),
  "time_stamp": u32("time-stamp"),
}, { short: "SNMP" });
const { f } = snmp;

const INTEGER = 0x02, OCTETS = 0x04, OID = 0x06, SEQUENCE = 0x30, IP_ADDRESS = 0x40, TIME_TICKS = 0x43, TRAP = 4, GET_BULK = 5, RESPONSE = 2, REPORT = 8;

const ELEMENTS: readonly Field[] = [
  f.get_request_element, f.get_next_request_element, f.get_response_element, f.set_request_element, f.trap_element, f.getBulkRequest_element,
  f.informRequest_element, f.snmpV2_trap_element, f.report_element,
];

interface Exchange { request: number; response: number }
const exchanges = conversationState("snmp", () => new Map<string, Exchange>());
const exchangeOf = frameFact<Exchange>("snmp");

attach(dissector(snmp, (d) => {
  d.setProtocol("SNMP");
  d.setInfo("");
  const whole = readBerHeader(d);
  d.begin(snmp, whole.length >= 0 ? whole.content - d.start + whole.length : d.end - d.start);
  const version = expectBer(d, INTEGER), number = Number(berInteger(d, d.pos, version.length));
  d.put(number === 3 ? f.msgVersion : f.version, d.pos, version.length, number);
  d.pos += version.length;
  if (number === 3) { versionThree(d); return; }
  const community = expectBer(d, OCTETS);
  d.read(f.community, community.length);
  data(d, true);
}), "udp.port", 161, 162, 8161);

/** An INTEGER into a field of its content. */
function integer(d: Dissection, field: Field<number>): number {
  const header = expectBer(d, INTEGER), raw = berInteger(d, d.pos, header.length);
  const value = Number(field.type === "u32" ? BigInt.asUintN(32, raw) : raw);
  d.put(field, d.pos, header.length, value);
  d.pos += header.length;
  return value;
}

function octets(d: Dissection, field: Field<Uint8Array>): number {
  const { length } = expectBer(d, OCTETS);
  d.read(field, length);
  if (length === 0 && d.drawing) d.setLabel(d.last, `${field.label}: <MISSING>`);
  return length;
}

function versionThree(d: Dissection): void {
  const global = expectBer(d, SEQUENCE);
  d.open(f.msgGlobalData_element, global.start, global.content - global.start + global.length);
  integer(d, f.msgID); integer(d, f.msgMaxSize);
  expectBer(d, OCTETS);
  d.read(f.msgFlags, 1);
  d.push(d.last);
  d.item(f["v3.flags.report"], d.pos - 1); d.item(f["v3.flags.crypt"], d.pos - 1); d.item(f["v3.flags.auth"], d.pos - 1);
  d.close();
  const model = integer(d, f.msgSecurityModel);
  d.close();
  const parameters = expectBer(d, OCTETS), end = d.pos + parameters.length;
  if (model === 3) securityParameters(d);
  d.pos = end;
  const encrypted = d.u8(d.pos) === OCTETS, header = readBerHeader(d), length = header.content - header.start + header.length;
  d.open(f.msgData, header.start, length, encrypted ? 1 : 0);
  if (encrypted) {
    d.read(f.encryptedPDU, header.length);
    d.setInfo("encryptedPDU: privKey Unknown");
    return;
  }
  d.open(f.plaintext_element, header.start, length);
  const engine = octets(d, f.contextEngineID);
  engineId(d, engine);
  const name = expectBer(d, OCTETS);
  d.read(f.contextName, name.length);
  data(d, false);
}

/** User-based Security Model (RFC 3414 §2.4) */
function securityParameters(d: Dissection): void {
  expectBer(d, SEQUENCE);
  const engine = octets(d, f.msgAuthoritativeEngineID);
  engineId(d, engine);
  integer(d, f.msgAuthoritativeEngineBoots); integer(d, f.msgAuthoritativeEngineTime);
  const user = expectBer(d, OCTETS);
  d.read(f.msgUserName, user.length);
  octets(d, f.msgAuthenticationParameters); octets(d, f.msgPrivacyParameters);
}

/** RFC 3411 §5, SnmpEngineID; `length` bytes that end at `pos`, below the node added last. */
function engineId(d: Dissection, length: number): void {
  if (length < 5) return;
  const at = d.pos - length, rest = at + 5;
  d.push(d.last);
  const conforms = d.item(f["engineid.conform"], at) === 1;
  d.put(f["engineid.enterprise"], at, 4, d.u32(at) & 0x7fffffff);
  if (!conforms) {
    if (length === 12) d.put(f.agentid_trailer, at + 4, 8);
    d.close();
    return;
  }
  const format = d.item(f["engineid.format"], at + 4);
  if (format === 1 && length === 9) d.item(f["engineid.ipv4"], rest);
  else if (format === 2 && length === 21) d.item(f["engineid.ipv6"], rest);
  else if (format === 3 && length === 11) d.item(f["engineid.mac"], rest);
  else if (format === 4) d.item(f["engineid.text"], rest, length - 5);
  else if (format === 128 && length === 13 && d.u32(at) === 0x80001f88) {
    // Net-SNMP: random bytes, then the time of creation
    d.item(f["engineid.data"], rest, 4);
    d.put(f["engineid.time"], rest + 4, 4, BigInt(d.u32le(rest + 4)) * 1_000_000_000n);
  } else if (length === 12 && d.u32(at) === 0x80000009) {
    d.item(f["engineid.cisco.type"], rest);
    d.item(f["engineid.mac"], rest + 1);
  } else if (length > 5) d.item(f["engineid.data"], rest, length - 5);
  d.close();
}

/** A PDU; version 3 matches requests by its own message number, which is not followed. */
function data(d: Dissection, isLinked: boolean): void {
  const header = readBerHeader(d), kind = header.tag;
  const element = ELEMENTS[kind];
  const outer = d.open(f.data, header.start, header.content - header.start + header.length, kind);
  d.appendInfo(dataNames.name(kind) ?? "");
  if (!element) return;
  d.open(element, header.content, header.length);
  let request = -1;
  if (kind === TRAP) {
    const enterprise = expectBer(d, OID);
    const id = d.read(f.enterprise, enterprise.length);
    if (d.columns) d.appendInfo(` ${resolved(oidText(id))}`);
    const address = readBerHeader(d);
    d.item(f.agent_addr, d.pos, 4);
    d.pos += address.length;
    integer(d, f.generic_trap); integer(d, f.specific_trap);
    const ticks = readBerHeader(d);
    d.put(f.time_stamp, d.pos, ticks.length, Number(berInteger(d, d.pos, ticks.length)));
    d.pos += ticks.length;
  } else {
    request = integer(d, f.request_id);
    if (kind === GET_BULK) { integer(d, f.non_repeaters); integer(d, f.max_repetitions); }
    else { integer(d, f.error_status); integer(d, f.error_index); }
  }
  bindings(d);
  d.close();
  d.close();
  if (isLinked && kind !== TRAP) link(d, request, kind, d.tree.start[outer] ?? header.start);
}

function link(d: Dissection, request: number, kind: number, at: number): void {
  const isResponse = kind === RESPONSE || kind === REPORT;
  if (kind === 7) return;
  if (d.tracking) {
    const known = d.conversationState(exchanges), key = String(request);
    let entry = known.get(key);
    if (!isResponse) {
      if (!entry || entry.response > 0) known.set(key, (entry = { request: d.frame.number, response: 0 }));
    } else if (entry && entry.response === 0) {
      entry.response = d.frame.number;
    }
    if (entry) d.setFact(exchangeOf, entry);
    return;
  }
  const entry = d.fact(exchangeOf);
  if (!entry) return;
  if (isResponse) {
    d.generated(f.response_to, entry.request, at);
    d.generated(f.time, d.since(entry.request), at);
  } else if (entry.response > 0) {
    d.generated(f.response_in, entry.response, at);
  }
}

/** The first arcs by name, as a label has them. */
function resolved(id: string): string {
  if (id.startsWith("1.")) return `iso.${id.slice(2)}`;
  return id.startsWith("0.") ? `itu-t.${id.slice(2)}` : id;
}

function bindings(d: Dissection): void {
  const list = expectBer(d, SEQUENCE), end = d.pos + list.length;
  const node = d.open(f.variable_bindings, d.pos, list.length, 0);
  let count = 0;
  while (d.pos < end) { binding(d); count++; }
  d.tree.num[node] = count;
  if (d.drawing) d.setLabel(node, `variable-bindings: ${count} item${count === 1 ? "" : "s"}`);
  d.close();
}

function binding(d: Dissection): void {
  const header = expectBer(d, SEQUENCE), end = d.pos + header.length;
  d.openText(d.pos, header.length, "");
  const node = d.parent;
  const name = expectBer(d, OID);
  const id = oidText(d.read(f.name, name.length));
  if (d.drawing) d.append(d.last, ` (${resolved(id)})`);
  if (d.columns) d.appendInfo(` ${id.startsWith("0.") ? resolved(id) : id}`);
  const text = value(d, id);
  if (d.drawing) d.setLabel(node, `${id}: ${text}`);
  d.pos = end;
  d.close();
}

/** RFC 3416 §3; returns the value as text. */
function value(d: Dissection, id: string): string {
  const header = readBerHeader(d), at = d.pos, { length } = header;
  const number = (): bigint => berInteger(d, at, length);
  switch (header.first) {
    case BerTag.integer: { const n = number(); d.put(f["value.int"], at, length, n); return String(n); }
    case BerTag.octetString: {
      const raw = d.item(f["value.octets"], at, length);
      const text = d.drawing ? printable(d.text(at, length, "ascii")) : "";
      // the system's description and name are looked at as text
      if (id === "1.3.6.1.2.1.1.1.0" || id === "1.3.6.1.2.1.1.5.0") {
        d.stack.push("snmp");
        d.push(d.last);
        d.put(f["var-bind_str"], at, length, d.text(at, length));
        d.close();
      }
      return raw.length > 0 ? `"${text}"` : "<MISSING>";
    }
    case BerTag.null: d.put(f["value.null"], at, length); return "Value (Null)";
    case BerTag.oid: { const value = d.item(f["value.oid"], at, length); return d.drawing ? oidText(value) : ""; }
    case IP_ADDRESS: if (length === 4) return ipv4Text(d.item(f["value.ipv4"], at)); break;
    case 0x41: case 0x46: { const n = BigInt.asUintN(64, number()); d.put(f["value.counter"], at, length, n); return String(n); }
    case 0x42: { const n = number(); d.put(f["value.g32"], at, length, n); return String(n); }
    case TIME_TICKS: { const n = BigInt.asUintN(64, number()); d.put(f["value.timeticks"], at, length, n); return String(n); }
    case 0x44: d.item(f["value.opaque"], at, length); return "Opaque";
    case 0x80: d.put(f.noSuchObject, at, length); return "noSuchObject";
    case 0x81: d.put(f.noSuchInstance, at, length); return "noSuchInstance";
    case 0x82: d.put(f.endOfMibView, at, length); return "endOfMibView";
    default:
  }
  d.item(f["value.unk"], at, length);
  return "Unknown";
}
