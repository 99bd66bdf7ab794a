/** Bootstrap Protocol (RFC 951, RFC 1542) and Dynamic Host Configuration Protocol (RFC 2131, options RFC 2132). */
import { hex } from "../../../base/text";
import { MALFORMED } from "../../../dissect/cursor";
import { attach, dissector } from "../../../dissect/tables";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { etherText } from "../../../fields/format";
import { dhcp } from "./fields";
import { BOOT_FILE, readOptions, SERVER_NAME, survey } from "./options";
import type { Survey } from "./options";
import { textOf } from "./plain-options";
import { messageTypes } from "./values";

const { f } = dhcp;

const REQUEST = 1, REPLY = 2;
/** Offsets in the header (RFC 2131 §2). */
const HARDWARE_ADDRESS = 28, HARDWARE_ROOM = 16, NAME = 44, FILE = 108, OPTIONS = 236;
/** What options begin with (RFC 2132 §2), and the room that BOOTP has for them (RFC 951 §3). */
const COOKIE = 0x63825363, VENDOR_ROOM = 64;
/** Where clients ask a boot server that leaves addresses to another (PXE 2.1 §2.4.3). */
const PROXY_PORT = 4011;

const isEthernet = (type: number, length: number): boolean => (type === 1 || type === 6) && length === 6;

function bootInfo(d: Dissection, operation: number): void {
  const at = d.start;
  if (operation === REQUEST) {
    const type = d.u8(at + 1), length = d.u8(at + 2);
    const address = d.slice(at + HARDWARE_ADDRESS, length);
    if (!d.columns) return;
    const text = isEthernet(type, length) ? etherText(address) : hex(address);
    d.setInfo(`Boot Request from ${text}${isEthernet(type, length) ? ` (${text})` : ""}`);
  } else d.setInfo(operation === REPLY ? "Boot Reply" : `Unknown BOOTP message type (${operation})`);
}

const HEADER_FLAGS = [f["flags.bc"], f["flags.reserved"]];

function header(d: Dissection): void {
  d.read(f.type);
  const type = d.read(f["hw.type"]), length = d.read(f["hw.len"]);
  d.read(f.hops);
  d.read(f.id);
  const seconds = d.u16(d.pos), swapped = seconds > 255 && (seconds & 0xff) === 0;
  d.put(f.secs, d.pos, 2, swapped ? seconds >> 8 : seconds);
  if (swapped) d.notice(f.secs_le, d.last);
  d.pos += 2;
  const flags = d.u16(d.pos);
  d.flags(f.flags, HEADER_FLAGS);
  if (d.drawing) d.setLabel(d.tree.parent[d.last] ?? -1, `Bootp flags: 0x${flags.toString(16).padStart(4, "0")} (${flags & 0x8000 ? "Broadcast" : "Unicast"})`);
  d.read(f["ip.client"]);
  d.read(f["ip.your"]);
  d.read(f["ip.server"]);
  d.read(f["ip.relay"]);
  hardwareAddress(d, type, length);
}

function hardwareAddress(d: Dissection, type: number, length: number): void {
  const at = d.pos;
  if (length > 0 && length <= HARDWARE_ROOM) {
    if (isEthernet(type, length)) d.item(f["hw.mac_addr"], at);
    else {
      d.item(f["hw.addr"], at, HARDWARE_ROOM);
      if (d.drawing) d.setLabel(d.last, `Client hardware address: ${hex(d.slice(at, length))}`);
    }
    if (length < HARDWARE_ROOM) d.item(f["hw.addr_padding"], at + length, HARDWARE_ROOM - length);
  } else {
    const node = d.textNode(at, HARDWARE_ROOM, "Client address not given");
    d.notice(f.client_address_not_given, node);
  }
  d.pos = at + HARDWARE_ROOM;
}

/** The server's or the boot file's name, or the notice that options are in its place. */
function name(d: Dissection, field: Field<string>, length: number, overloaded: boolean, notice: Field): void {
  const at = d.pos;
  if (overloaded) d.notice(notice, d.textNode(at, length, notice.label));
  else {
    const text = textOf(d, at, length);
    d.put(field, at, length, text, text === "" && d.drawing ? `${field.label} not given` : undefined);
  }
  d.pos = at + length;
}

attach(dissector(dhcp, (d) => {
  const at = d.start;
  d.setProtocol("BOOTP");
  d.setInfo("");
  const operation = d.u8(at);
  bootInfo(d, operation);
  const node = d.begin(dhcp);
  const withOptions = at + OPTIONS + 4 <= d.end && d.u32(at + OPTIONS) === COOKIE;
  const found: Survey = withOptions ? survey(d, at + OPTIONS + 4) : { messageType: undefined, overload: 0, vendorClass: "" };
  if (found.messageType !== undefined) {
    d.setProtocol("DHCP");
    if (d.columns) dhcpInfo(d, found.messageType);
  }
  if (found.messageType !== undefined && d.drawing) d.append(node, ` (${messageTypes.name(found.messageType) ?? "Unknown"})`);
  header(d);
  name(d, f.server, SERVER_NAME, (found.overload & 2) !== 0, f.server_name_overloaded_by_dhcp);
  name(d, f.file, BOOT_FILE, (found.overload & 1) !== 0, f.boot_filename_overloaded_by_dhcp);
  if (found.messageType === undefined) d.generated(f.bootp, 1);
  // without room for a cookie this is neither BOOTP nor DHCP, however little was captured
  if (d.pos + 4 > d.end) throw MALFORMED;
  if (withOptions) {
    d.item(f.cookie, d.pos);
    if (d.drawing) d.setLabel(d.last, "Magic cookie: DHCP");
    d.pos += 4;
  } else d.read(f.vendor_specific_options, VENDOR_ROOM);
  const ended = readOptions(d, d.reported, found, { serverName: at + NAME, bootFile: at + FILE });
  if (ended) { if (d.pos < d.reported) d.read(f["option.padding"], d.reported - d.pos); } else if (found.messageType !== undefined) d.notice(f.end_option_missing, node);
}), "udp.port", 67, 68, PROXY_PORT);

function dhcpInfo(d: Dissection, type: number): void {
  const proxy = d.sourcePort === PROXY_PORT || d.destinationPort === PROXY_PORT ? "proxy" : "";
  const name = messageTypes.name(type) ?? `Unknown Message Type (0x${type.toString(16).padStart(2, "0")})`;
  d.setInfo(`${proxy}DHCP ${name.padEnd(8)} - Transaction ID 0x${d.u32(d.start + 4).toString(16)}`);
}
