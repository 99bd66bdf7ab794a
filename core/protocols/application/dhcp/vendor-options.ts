/** Options that vendors fill: 43 by the vendor class, 124 and 125 by enterprise numbers (RFC 3925). */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { dhcp } from "./fields";
import { badLength, readText, textOf } from "./plain-options";
import type { Option, OptionReader } from "./plain-options";
import { readPart } from "./suboptions";
import type { Part } from "./suboptions";
import { pxeSuboptions, tr111Suboptions } from "./values";

const { f } = dhcp;
const pxe = "option.vendor.pxeclient" as const;

const PXE_CONTROL = [
  f[`${pxe}.discovery_control.broadcast`], f[`${pxe}.discovery_control.multicast`], f[`${pxe}.discovery_control.serverlist`], f[`${pxe}.discovery_control.bstrap`],
];

const PXE_PARTS = new Map<number, Part>([
  [1, { field: f[`${pxe}.mtftp_ip`] }],
  [2, { field: f[`${pxe}.mtftp_client_port`] }],
  [3, { field: f[`${pxe}.mtftp_server_port`] }],
  [4, { field: f[`${pxe}.mtftp_timeout`] }],
  [5, { field: f[`${pxe}.mtftp_delay`] }],
  [6, { field: f[`${pxe}.discovery_control`], read: (d) => { d.flags(f[`${pxe}.discovery_control`], PXE_CONTROL); } }],
  [7, { field: f[`${pxe}.multicast_address`] }],
  [8, { field: f[`${pxe}.boot_servers`], read: bootServers }],
  [9, { field: f[`${pxe}.boot_menu`], read: bootMenu }],
  [10, { field: f[`${pxe}.menu_prompt`], read: menuPrompt }],
  [11, { field: f[`${pxe}.multicast_address_alloc`] }],
  [12, { field: f[`${pxe}.credential_types`] }],
  [71, { field: f[`${pxe}.boot_item`], read: bootItem }],
  [179, { field: f[`${pxe}.lcm_server`] }],
  [180, { field: f[`${pxe}.lcm_domain`] }],
  [181, { field: f[`${pxe}.lcm_nic_option`] }],
  [190, { field: f[`${pxe}.lcm_workgroup`] }],
  [191, { field: f[`${pxe}.discovery`] }],
  [192, { field: f[`${pxe}.configured`] }],
  [193, { field: f[`${pxe}.lcm_version`] }],
  [194, { field: f[`${pxe}.lcm_serial`] }],
]);

function bootServers(d: Dissection, end: number): void {
  d.open(f[`${pxe}.boot_servers`], d.pos, end - d.pos);
  while (d.pos < end) {
    d.read(f[`${pxe}.boot_servers.type`]);
    for (let left = d.read(f[`${pxe}.boot_servers.count`]); left > 0; left--) d.read(f[`${pxe}.boot_servers.ip`]);
  }
  d.close();
}

function bootMenu(d: Dissection, end: number): void {
  d.open(f[`${pxe}.boot_menu`], d.pos, end - d.pos);
  while (d.pos < end) {
    d.read(f[`${pxe}.boot_menu.type`]);
    readText(d, f[`${pxe}.boot_menu.desc`], d.read(f[`${pxe}.boot_menu.length`]));
  }
  d.close();
}

function menuPrompt(d: Dissection, end: number): void {
  d.open(f[`${pxe}.menu_prompt`], d.pos, end - d.pos);
  d.read(f[`${pxe}.menu_prompt.timeout`]);
  readText(d, f[`${pxe}.menu_prompt.prompt`], Math.max(0, end - d.pos));
  d.close();
}

function bootItem(d: Dissection, end: number): void {
  d.open(f[`${pxe}.boot_item`], d.pos, end - d.pos);
  d.read(f[`${pxe}.boot_item.type`]);
  d.read(f[`${pxe}.boot_item.layer`], 2);
  d.close();
}

/** Preboot Execution Environment 2.1, §2.2.3. */
function pxeClient(d: Dissection, o: Option): void {
  while (d.pos < o.end) {
    const code = d.u8(d.pos);
    if (code === 0) { d.read(f[`${pxe}.padding`]); continue; }
    if (code === 255) { d.read(f[`${pxe}.end`]); return; }
    if (!readPart(d, o, f[`${pxe}.suboption`], f["option.vendor.value"], 43, pxeSuboptions, PXE_PARTS)) return;
  }
}

/** Organisation, management server and password, with commas between. */
function arubaInstant(d: Dissection, o: Option): void {
  const at = d.pos, text = textOf(d, at, o.length);
  d.open(f["option.vendor.arubaiap"], at, o.length, text);
  const parts = text.split(",");
  const places = [f["option.vendor.arubaiap.name_org"], f["option.vendor.arubaiap.amp_ip"], f["option.vendor.arubaiap.password"]];
  let offset = 0;
  places.forEach((field, i) => {
    const part = parts[i];
    if (part === undefined) d.put(field, at, o.length, text);
    else d.put(field, at + offset, part.length, part);
    offset += (part?.length ?? 0) + 1;
  });
  d.close();
}

/** Option 43 (RFC 2132 §8.4). */
export const vendorSpecific: OptionReader = (d, o) => {
  if (o.vendorClass.startsWith("PXEClient")) {
    d.append(o.node, " (PXEClient)");
    pxeClient(d, o);
  } else if (o.vendorClass === "ArubaAP") {
    d.append(o.node, " (Aruba AP)");
    readText(d, f["option.vendor.arubaap.controllerip"], o.length);
  } else if (o.vendorClass === "ArubaInstantAP") {
    d.append(o.node, " (Aruba Instant AP)");
    arubaInstant(d, o);
  } else d.read(f["option.vendor.value"], o.length);
};

/** Option 124 (RFC 3925 §3). */
export const vendorClasses: OptionReader = (d, o) => {
  if (o.length === 1) { d.read(f["option.vi_class.cl_address_mode"]); return; }
  while (o.end - d.pos >= 5) {
    d.read(f["option.vi_class.enterprise"]);
    readText(d, f["option.vi_class.data"], d.read(f["option.vi_class.length"]));
  }
  if (d.pos < o.end) badLength(d, o.node, "Too short for an enterprise number and a length");
};

/** Broadband Forum. */
const TR111 = 3561;

const TR111_PARTS: Readonly<Record<number, Field<string>>> = {
  2: f["option.vi.tr111.device_serial_number"], 3: f["option.vi.tr111.device_product_class"], 4: f["option.vi.tr111.gateway_manufacturer_oui"],
  5: f["option.vi.tr111.gateway_serial_number"], 6: f["option.vi.tr111.gateway_product_class"],
};

/** Option 125 (RFC 3925 §4). */
export const vendorInformation: OptionReader = (d, o) => {
  while (o.end - d.pos >= 5) {
    const enterprise = d.read(f["option.vi.enterprise"]);
    d.push(d.last);
    const end = d.read(f["option.vi.length"]) + d.pos;
    while (d.pos < end) {
      if (enterprise === TR111) { if (!tr111(d, o, end)) break; } else if (!enterprisePart(d, o, end)) break;
    }
    d.pos = end;
    d.close();
  }
  if (d.pos < o.end) badLength(d, o.node, "Too short for an enterprise number and a length");
};

/** One part of whatever an enterprise sends; false where there is no room for it. */
function enterprisePart(d: Dissection, o: Option, end: number): boolean {
  const at = d.pos;
  const code = d.u8(at);
  const node = d.open(f["vendor.suboption"], at, 1, code);
  d.pos = at + 1;
  let whole = false;
  if (at + 1 >= end) d.notice(f.missing_subopt_length, o.node, `Suboption ${code}: no room left in option for suboption length`);
  else {
    const length = d.read(f["option.suboption_length"]);
    whole = d.pos + length <= end;
    if (whole) { if (length > 0) d.read(f["vendor.data"], length); } else d.notice(f.missing_subopt_value, node, `Suboption ${code}: no room left in option for suboption value`);
  }
  d.close();
  return whole;
}

/** One part of what TR-111 defines; its node lies on the length byte, as other analyzers have it. */
function tr111(d: Dissection, o: Option, end: number): boolean {
  const code = d.u8(d.pos), at = d.pos + 1;
  if (at >= end) {
    d.notice(f.missing_subopt_length, o.node, `Suboption ${code}: no room left in option for suboption length`);
    return false;
  }
  const length = d.u8(at);
  d.open(f["option.vi.tr111.suboption"], at, 2 + length, code, d.drawing ? `Option 125 Suboption: (${code}) ${tr111Suboptions.name(code) ?? "Unknown"}` : undefined);
  d.pos = at;
  d.read(f["option.suboption_length"]);
  const room = d.pos + length <= end;
  if (!room) d.notice(f.missing_subopt_value, d.parent, `Suboption ${code}: no room left in option for suboption value`);
  else if (code === 1) d.item(f["option.vi.tr111.device_manufacturer_oui"], d.pos, length);
  else {
    const field = TR111_PARTS[code];
    if (field) d.put(field, d.pos, length, textOf(d, d.pos, length));
  }
  d.close();
  if (room) d.read(f["option.vi.value"], length);
  return room;
}
