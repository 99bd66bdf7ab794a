/** Option 82: what relay agents add (RFC 3046; RFC 3256, 3527, 3993, 4014, 4030, 4243, 5010, 5107, 6925, 7839, 8357). */
import type { Dissection } from "../../../dissect/dissection";
import { dhcp } from "./fields";
import { readText } from "./plain-options";
import type { OptionReader } from "./plain-options";
import { readPart } from "./suboptions";
import type { Part } from "./suboptions";
import { relaySuboptions } from "./values";

const { f } = dhcp;
const relay = "option.agent_information_option" as const;

/** Enterprise numbers with data (RFC 4243 §4). */
function vendorSpecific(d: Dissection, end: number): void {
  while (end - d.pos >= 5) {
    d.read(f[`${relay}.vi.enterprise`]);
    d.push(d.last);
    const length = d.read(f[`${relay}.vi.data_length`]);
    d.close();
    d.read(f[`${relay}.value`], length);
  }
}

/** A VPN by name; 255 alone stands for the global one (RFC 6607 §3.5). */
function vpn(d: Dissection, end: number): void {
  if (end - d.pos === 1 && d.u8(d.pos) === 255) d.read(f[`${relay}.vrf_name.global`]);
  else readText(d, f[`${relay}.vrf_name`], end - d.pos);
}

const PARTS = new Map<number, Part>([
  [1, { field: f[`${relay}.agent_circuit_id`] }],
  [2, { field: f[`${relay}.agent_remote_id`] }],
  [3, { field: f[`${relay}.reserved`] }],
  [4, { field: f[`${relay}.docsis_device_class`] }],
  [5, { field: f[`${relay}.link_selection`] }],
  [6, { field: f[`${relay}.subscriber_id`] }],
  [7, { field: f[`${relay}.radius_attributes`] }],
  [8, { field: f[`${relay}.authentication`] }],
  [9, { field: f[`${relay}.vi.enterprise`], read: vendorSpecific }],
  [10, { field: f[`${relay}.flags`] }],
  [11, { field: f[`${relay}.server_id_override`] }],
  [12, { field: f[`${relay}.relay_agent_id`] }],
  [13, { field: f[`${relay}.ani_att`], read: (d, end) => { d.item(f[`${relay}.ani_att`], d.pos, end - d.pos); } }],
  [14, { field: f[`${relay}.ani_network_name`] }],
  [15, { field: f[`${relay}.ani_ap_name`] }],
  [16, { field: f[`${relay}.ani_ap_bssid`] }],
  [17, { field: f[`${relay}.ani_operator_id`] }],
  [18, { field: f[`${relay}.ani_operator_realm`] }],
  [150, { field: f[`${relay}.link_selection_cisco`] }],
  [151, { field: f[`${relay}.vrf_name`], read: vpn }],
  [152, { field: f[`${relay}.server_id_override_cisco`] }],
]);

export const relayInformation: OptionReader = (d, o) => {
  while (d.pos < o.end) if (!readPart(d, o, f[`${relay}.suboption`], f[`${relay}.value`], 82, relaySuboptions, PARTS)) return;
};
