/** Options about the client: identifiers, names, classes, its architecture. */
import { hex } from "../../../base/text";
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import { guidText } from "../../../fields/format";
import { readName } from "../domain-name";
import { dhcp } from "./fields";
import { badLength, numbers, readText, textOf } from "./plain-options";
import type { Option, OptionReader } from "./plain-options";

const { f } = dhcp;

/** Hardware types whose addresses are MAC addresses. */
const isEthernet = (type: number, length: number): boolean => (type === 1 || type === 6) && length === 6;

/** First hardware type that is no longer taken for one. */
const HARDWARE_TYPES = 48;

/** A hardware type with its address, or a UUID; false when it is neither. */
function hardwareOrUuid(d: Dissection, o: Option): boolean {
  const at = d.pos;
  const type = o.length > 0 ? d.u8(at) : 0;
  if (type === 0 && o.length === 17) {
    d.put(f["client_id.uuid"], at + 1, 16, d.slice(at + 1, 16), d.drawing ? `${f["client_id.uuid"].label}: ${guidText(d.slice(at + 1, 16), true)}` : undefined);
    return true;
  }
  if (type > 0 && type < HARDWARE_TYPES && o.length === 7) {
    d.read(f["hw.type"]);
    if (isEthernet(type, 6)) d.read(f["hw.mac_addr"]);
    else d.put(f.client_hardware_address, at + 1, 6, hex(d.slice(at + 1, 6)));
    return true;
  }
  return false;
}

/** Option 97 (RFC 4578 §2.3). */
export const uuid: OptionReader = (d, o) => { hardwareOrUuid(d, o); };

/** Option 61 (RFC 2132 §9.14; with IAID and DUID RFC 4361 §6.1). */
export const clientIdentifier: OptionReader = (d, o) => {
  if (o.length <= 1 || hardwareOrUuid(d, o)) return;
  const at = d.pos, type = d.u8(at);
  if (type === 0) {
    d.read(f["client_id.type"]);
    readText(d, f["client_id.undef"], o.length - 1);
  } else if (type === 0xff) {
    d.put(f["client_id.iaid"], at + 1, 4, hex(d.slice(at + 1, 4)));
    d.pos = at + 5;
    duid(d, o);
  }
};

/** A DUID (RFC 8415 §11). */
function duid(d: Dissection, o: Option): void {
  const type = d.read(f["client_id.duid_type"]);
  if (type === 1 || type === 3) {
    const hardware = d.read(type === 1 ? f["client_id.duid_llt_hw_type"] : f["client_id.duid_ll_hw_type"]);
    if (type === 1) d.read(f["client_id.time"]);
    const length = o.end - d.pos;
    if (length > 0) d.put(f["client_id.link_layer_address"], d.pos, length, hex(d.slice(d.pos, length), isEthernet(hardware, length) ? ":" : ""));
  } else if (type === 2) {
    d.read(f["client_id.enterprise_num"]);
    if (d.pos < o.end) d.read(f.client_id, o.end - d.pos);
  }
}

/** Option 60 (RFC 2132 §9.13). */
export const vendorClass: OptionReader = (d, o) => {
  const at = d.pos;
  const text = readText(d, f["option.vendor_class_id"], o.length);
  const boot = "AAPLBSDPC/";
  if (text.startsWith(boot)) d.put(f["option.vendor_class_data"], at + boot.length, o.length - boot.length, text.slice(boot.length));
};

/** Option 77 (RFC 3004 §4); many clients send plain text. */
export const userClass: OptionReader = (d, o) => {
  if (o.length < 2) { badLength(d, o.node, "length is less than 2"); return; }
  for (let instance = 0; d.pos < o.end; instance++) {
    const length = d.u8(d.pos);
    if (d.pos + 1 + length > o.end) {
      const left = o.end - d.pos;
      d.put(f["option.user_class.text"], d.pos, left, textOf(d, d.pos, left));
      d.notice(f["option.nonstd_data"], d.last);
      return;
    }
    const node = d.open(f["option.user_class"], d.pos, 1 + length, instance);
    d.read(f["option.user_class.length"]);
    if (length === 0) {
      badLength(d, node, "User classes are not empty");
      d.close();
      return;
    }
    d.read(f["option.user_class.data"], length);
    d.close();
  }
};

const FQDN_FLAGS = [f["fqdn.mbz"], f["fqdn.n"], f["fqdn.e"], f["fqdn.o"], f["fqdn.s"]];

/** Option 81 (RFC 4702 §2). */
export const fullName: OptionReader = (d, o) => {
  if (o.length < 3) { badLength(d, o.node, "length is less than 3"); return; }
  const flags = d.flags(f["fqdn.flags"], FQDN_FLAGS);
  d.read(f["fqdn.rcode1"]);
  d.read(f["fqdn.rcode2"]);
  const length = o.end - d.pos;
  if (length === 0) return;
  if (flags & 0x04) d.put(f["fqdn.name"], d.pos, length, readName(d, d.pos, d.pos, o.end).text);
  else readText(d, f["fqdn.name"], length);
};

/** Option 93 (RFC 4578 §2.1). */
export const architecture: OptionReader = (d, o) => {
  const list = numbers(f["option.client_system_architecture"]);
  const first = o.length >= 2 ? d.u16(d.pos) : 0;
  list(d, o);
  if (first === 9 && o.length === 2) d.notice(f["option.client_architecture.ambiguous"], d.last);
};

/** Option 94 (RFC 4578 §2.2). */
export const networkInterface: OptionReader = (d, o) => {
  if (o.length < 1) throw MALFORMED;
  if (d.u8(d.pos) !== 1) return;
  if (o.length < 2) throw MALFORMED;
  d.pos += 1;
  d.read(f.client_network_id_major);
  if (d.pos >= o.end) throw MALFORMED;
  d.read(f.client_network_id_minor);
};
