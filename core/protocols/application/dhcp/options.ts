/** The list of options (RFC 2132 §2) in any of the three places that can hold it. */
import type { Dissection } from "../../../dissect/dissection";
import * as client from "./client-options";
import { dhcp } from "./fields";
import * as network from "./network-options";
import { badLength, plainOptions, readText, textOf } from "./plain-options";
import type { Option, OptionReader } from "./plain-options";
import { relayInformation } from "./relay-options";
import { messageTypes, optionNames } from "./values";
import { vendorClasses, vendorInformation, vendorSpecific } from "./vendor-options";

const { f } = dhcp;

const PAD = 0, OVERLOAD = 52, MESSAGE_TYPE = 53, VENDOR_CLASS = 60, END = 255;

/** What must be known of the options before they are shown. */
export interface Survey {
  /** Value of option 53, undefined where there is none. */
  messageType: number | undefined;
  /** Bits of option 52: 1 the boot file name holds options, 2 the server name does. */
  overload: number;
  vendorClass: string;
}

/** Looks through the options from `at` on for what the rest depends on, up to the end option. */
export function survey(d: Dissection, at: number): Survey {
  const found: Survey = { messageType: undefined, overload: 0, vendorClass: "" };
  for (let pos = at; pos < d.reported;) {
    const code = d.u8(pos);
    if (code === PAD) { pos++; continue; }
    if (code === END || pos + 1 >= d.reported) break;
    const length = d.u8(pos + 1), data = pos + 2;
    pos = data + length;
    if (pos > d.reported) break;
    if (code === MESSAGE_TYPE && length > 0) found.messageType = d.u8(data);
    else if (code === OVERLOAD && length > 0) found.overload = d.u8(data) <= 3 ? d.u8(data) : 0;
    else if (code === VENDOR_CLASS) found.vendorClass = textOf(d, data, length);
  }
  return found;
}

/** Where the two fields of the header that can hold options lie. */
export interface Places { readonly serverName: number; readonly bootFile: number }

const readers = new Map<number, OptionReader>([
  ...plainOptions,
  [43, vendorSpecific],
  [55, (d, o) => {
    while (d.pos < o.end) {
      const code = d.u8(d.pos);
      d.put(f["option.request_list_item"], d.pos, 1, code, d.drawing ? `Parameter Request List Item: (${code}) ${optionNames.name(code) ?? "Unassigned"}` : undefined);
      d.pos++;
    }
  }],
  [60, client.vendorClass],
  [61, client.clientIdentifier],
  [77, client.userClass],
  [78, network.directoryAgents],
  [79, network.serviceScope],
  [81, client.fullName],
  [82, relayInformation],
  [90, network.authentication],
  [93, client.architecture],
  [94, client.networkInterface],
  [97, client.uuid],
  [99, network.civicLocation],
  [117, network.nameServices],
  [119, network.domainSearch],
  [120, network.sipServers],
  [121, network.classlessRoutes],
  [124, vendorClasses],
  [125, vendorInformation],
  [146, network.resolverSelection],
  [151, network.leaseQueryStatus],
  [152, network.time(f["option.bulk_lease.base_time"])],
  [154, network.time(f["option.bulk_lease.query_start_time"])],
  [155, network.time(f["option.bulk_lease.query_end_time"])],
  [158, network.portControlServers],
  [159, network.portParameters],
  [212, network.sixRd],
  [242, (d, o) => { if (o.length < 5) badLength(d, o.node, "length is less than 5"); else readText(d, f["option.vendor.avaya"], o.length) }],
  [249, network.classlessRoutes],
]);

/**
 * Reads options from `d.pos` up to `end` and leaves `d.pos` behind them. Returns whether the end
 * option was there. `places` is undefined inside a place that is itself given over to options.
 */
export function readOptions(d: Dissection, end: number, found: Survey, places: Places | undefined): boolean {
  while (d.pos < end) {
    const at = d.pos, code = d.u8(at);
    if (code === END) {
      d.open(f["option.type"], at, 1, 0, d.drawing ? "Option: (255) End" : undefined);
      d.read(f["option.end"]);
      d.close();
      return true;
    }
    if (code === PAD) {
      let to = at;
      while (to < end && to < d.end && d.u8(to) === PAD) to++;
      d.open(f["option.type"], at, 1, 0, d.drawing ? "Option: (0) Padding" : undefined);
      d.read(f["option.padding"], to - at);
      d.close();
      continue;
    }
    option(d, code, found, places);
  }
  return false;
}

function option(d: Dissection, code: number, found: Survey, places: Places | undefined): void {
  const at = d.pos, length = d.u8(at + 1), end = at + 2 + length;
  const node = d.open(f["option.type"], at, 2 + length, code, d.drawing ? `Option: (${code}) ${optionNames.name(code) ?? "Unassigned"}` : undefined);
  d.pos = at + 1;
  d.read(f["option.length"]);
  d.item(f["option.value"], d.pos, length);
  const o: Option = { code, end, length, node, vendorClass: found.vendorClass };
  if (code === MESSAGE_TYPE) {
    const type = d.read(f["option.dhcp"]);
    if (d.drawing) d.append(node, ` (${messageTypes.name(type) ?? `Unknown Message Type (0x${type.toString(16).padStart(2, "0")})`})`);
  } else if (code === OVERLOAD) {
    if (length < 1) badLength(d, node, "length is less than 1");
    else {
      const which = d.read(f["option.option_overload"]);
      if (places) overloaded(d, which, found, places);
    }
  } else {
    const reader = readers.get(code);
    if (reader) within(d, end, () => reader(d, o));
  }
  d.pos = end;
  d.close();
}

/** Runs `read` with a window that ends where the option does. */
function within(d: Dissection, limit: number, read: () => void): void {
  const { end, reported } = d;
  d.reported = limit;
  d.end = Math.min(end, limit);
  read();
  d.end = end;
  d.reported = reported;
}

/** Bytes of the server name and of the boot file name. */
export const SERVER_NAME = 64, BOOT_FILE = 128;

/** Options in the places of the two names (RFC 2131 §4.1). */
function overloaded(d: Dissection, which: number, found: Survey, places: Places): void {
  const read = (at: number, length: number, title: string, missing: "sname" | "file"): void => {
    const node = d.openText(at, length, title);
    d.pos = at;
    if (!readOptions(d, at + length, found, undefined)) d.notice(f[`option.option_overload.${missing}_end_missing`], node);
    d.close();
  };
  if (which === 2 || which === 3) read(places.serverName, SERVER_NAME, "Server host name option overload", "sname");
  if (which === 1 || which === 3) read(places.bootFile, BOOT_FILE, "Boot file name option overload", "file");
}
