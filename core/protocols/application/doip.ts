/** Diagnostic communication over Internet Protocol (ISO 13400-2). */
import { attach, dissector } from "../../dissect/tables";
import { bytes, protocol, string, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const versionNames = values({
  0: "Reserved", 1: "DoIP ISO/DIS 13400-2:2010", 2: "DoIP ISO 13400-2:2012", 3: "DoIP ISO 13400-2:2019",
  4: "DoIP ISO 13400-2:2019 Amd1 (experimental)", 255: "Default value for vehicle identification request messages",
});
const typeNames = values({
  0: "Generic DoIP header NACK", 1: "Vehicle identification request", 2: "Vehicle identification request with EID",
  3: "Vehicle identification request with VIN", 4: "Vehicle announcement message/vehicle identification response message",
  5: "Routing activation request", 6: "Routing activation response", 7: "Alive check request", 8: "Alive check response",
  16385: "DoIP entity status request", 16386: "DoIP entity status response", 16387: "Diagnostic power mode information request",
  16388: "Diagnostic power mode information response", 32769: "Diagnostic message", 32770: "Diagnostic message ACK", 32771: "Diagnostic message NACK",
});
const nackCodeNames = values({
  0: "Incorrect pattern format", 1: "Unknown payload type", 2: "Message too large", 3: "Out of memory", 4: "Invalid payload length",
});
const futherActionNames = values({
  0: "No further action required", 1: "Reserved by ISO 13400", 2: "Reserved by ISO 13400", 3: "Reserved by ISO 13400", 4: "Reserved by ISO 13400",
  5: "Reserved by ISO 13400", 6: "Reserved by ISO 13400", 7: "Reserved by ISO 13400", 8: "Reserved by ISO 13400", 9: "Reserved by ISO 13400",
  10: "Reserved by ISO 13400", 11: "Reserved by ISO 13400", 12: "Reserved by ISO 13400", 13: "Reserved by ISO 13400", 14: "Reserved by ISO 13400",
  15: "Reserved by ISO 13400", 16: "Routing activation required to initiate central security",
});
const powerModeNames = values({
  0: "not ready", 1: "ready", 2: "not supported",
});
const nodeTypeNames = values({
  0: "DoIP gateway", 1: "DoIp node",
});
const activationTypeNames = values({
  0: "Default", 1: "WWH-OBD", 224: "Central security",
});
const responseCodeNames = values({
  0: "Routing activation denied due to unknown source address.",
  1: "Routing activation denied because all concurrently supported TCP_DATA sockets are registered and active.",
  2: "Routing activation denied because an SA different from the table connection entry was received on the already activated TCP_DATA socket.",
  3: "Routing activation denied because the SA is already registered and active on a different TCP_DATA socket.",
  4: "Routing activation denied due to missing authentication.", 5: "Routing activation denied due to rejected confirmation.",
  6: "Routing activation denied due to unsupported routing activation type.",
  7: "Routing activation denied due to request for encrypted connection via TLS.", 8: "Reserved by ISO 13400.", 9: "Reserved by ISO 13400.",
  10: "Reserved by ISO 13400.", 11: "Reserved by ISO 13400.", 12: "Reserved by ISO 13400.", 13: "Reserved by ISO 13400.", 14: "Reserved by ISO 13400.",
  15: "Reserved by ISO 13400.", 16: "Routing successfully activated.", 17: "Routing will be activated; confirmation required.",
});
const diagAckCodeNames = values({
  0: "ACK",
});

export const doip = protocol("doip", "DoIP (ISO13400) Protocol", {
  "version": u8("Version", { display: "hex", values: versionNames }),
  "inverse": u8("Inverse version", { display: "hex" }),
  "type": u16("Type", { display: "hex", values: typeNames }),
  "length": u32("Length"),
  "nack_code": u8("DoIP Header NACK code", { display: "hex", values: nackCodeNames }),
  "vin": string("VIN"),
  "logical_address": u16("Logical Address", { display: "hex" }),
  "eid": bytes("EID"),
  "gid": bytes("GID"),
  "futher_action": u8("Further action required", { display: "hex", values: futherActionNames }),
  "sync_status": u8("VIN/GID sync. status", { display: "hex" }),
  "power_mode": u8("Diagnostic power mode", { display: "hex", values: powerModeNames }),
  "node_type": u8("Node type", { display: "hex", values: nodeTypeNames }),
  "max_sockets": u8("Max concurrent sockets"),
  "sockets": u8("Currently open sockets"),
  "max_data_size": u32("Max data size"),
  "source_address": u16("Source Address", { display: "hex" }),
  "target_address": u16("Target Address", { display: "hex" }),
  "activation_type": u8("Activation type", { display: "hex", values: activationTypeNames }),
  "tester_logical_address": u16("Logical address of external tester", { display: "hex" }),
  "response_code": u8("Routing activation response code", { display: "hex", values: responseCodeNames }),
  "reserved_iso": u32("Reserved by ISO", { display: "hex" }),
  "reserved_oem": u32("Reserved by OEM", { display: "hex" }),
  "diag_ack_code": u8("ACK code", { display: "hex", values: diagAckCodeNames }),
  "previous": bytes("Previous message"),
}, { short: "DoIP" });
const { f } = doip;

const HEADER = 8;
/** Fields of each message's payload, in order. */
const PAYLOADS: Readonly<Record<number, readonly Field[]>> = {
  0x0000: [f.nack_code],
  0x0002: [f.eid], 0x0003: [f.vin],
  0x0004: [f.vin, f.logical_address, f.eid, f.gid, f.futher_action, f.sync_status],
  0x0005: [f.source_address, f.activation_type, f.reserved_iso, f.reserved_oem],
  0x0006: [f.tester_logical_address, f.source_address, f.response_code, f.reserved_iso, f.reserved_oem],
  0x0008: [f.source_address],
  0x4002: [f.node_type, f.max_sockets, f.sockets, f.max_data_size],
  0x4004: [f.power_mode],
};

const dissectDoip = dissector(doip, (d) => {
  const at = d.start;
  // the second byte is the first one's complement: what is not so is not this protocol
  if (d.end < at + HEADER || (d.u8(at) ^ 0xff) !== d.u8(at + 1)) return false;
  const type = d.u16(at + 2), name = typeNames.name(type);
  d.setProtocol("DoIP");
  d.setInfo(name ?? `0x${type.toString(16).padStart(4, "0")} Unknown payload`);
  d.begin(doip);
  d.openText(at, HEADER, "Header");
  d.read(f.version); d.read(f.inverse); d.read(f.type);
  const length = d.read(f.length);
  d.close();
  const end = Math.min(d.reported, d.pos + length);
  for (const field of PAYLOADS[type] ?? []) {
    const size = field === f.vin ? 17 : field === f.eid || field === f.gid ? 6 : field.width;
    if (d.pos + size > end) return true;
    d.read(field, size);
  }
  return true;
});
attach(dissectDoip, "udp.port", 13400);
