/** Options that carry just numbers, addresses or text, by their number. */
import type { Field } from "../../../fields/field";
import type { Dissection } from "../../../dissect/dissection";
import { ipv4Text } from "../../../fields/format";
import { dhcp } from "./fields";

const { f } = dhcp;

/** An option whose data begins at `d.pos`. */
export interface Option {
  readonly code: number;
  /** One past the last byte of its data. */
  readonly end: number;
  readonly length: number;
  readonly node: number;
  /** What the client says of itself in option 60; empty where it says nothing. */
  readonly vendorClass: string;
}

/** Reads an option's data from `d.pos`. */
export type OptionReader = (d: Dissection, o: Option) => void;

/** Says that the option's length does not fit what it is to carry. */
export function badLength(d: Dissection, node: number, text: string): void { d.notice(f.bad_length, node, text); }

/** Text of [at, at + length) up to its first zero byte. */
export function textOf(d: Dissection, at: number, length: number): string {
  const whole = d.text(at, length, "ascii"), zero = whole.indexOf("\0");
  return zero < 0 ? whole : whole.slice(0, zero);
}

/** Reads text that a zero byte may end, adds its node and moves past it. */
export function readText(d: Dissection, field: Field<string>, length: number): string {
  const value = textOf(d, d.pos, length);
  d.put(field, d.pos, length, value);
  d.pos += length;
  return value;
}

/** One address. */
const address = (field: Field<Uint8Array>): OptionReader => (d, o) => {
  if (o.length !== 4) { badLength(d, o.node, "length isn't 4"); return; }
  const value = d.read(field);
  if (d.drawing) d.append(o.node, ` (${ipv4Text(value)})`);
};

/** Addresses up to the end. */
const addresses = (field: Field<Uint8Array>): OptionReader => (d, o) => {
  while (o.end - d.pos >= 4) d.read(field);
  if (d.pos < o.end) badLength(d, o.node, "Option length isn't a multiple of 4");
};

/** Pairs of addresses up to the end. */
const pairs = (first: Field<Uint8Array>, second: Field<Uint8Array>): OptionReader => (d, o) => {
  while (o.end - d.pos >= 8) { d.read(first); d.read(second); }
  if (d.pos < o.end) badLength(d, o.node, "Option length isn't a multiple of 8");
};

/** Text, zero-terminated or not. */
const text = (field: Field<string>): OptionReader => (d, o) => { readText(d, field, o.length); };

/** One number of the field's own width. */
const number = (field: Field<number>): OptionReader => (d, o) => {
  if (o.length !== field.width) { badLength(d, o.node, `length isn't ${field.width}`); return; }
  d.read(field);
};

/** Numbers of the field's own width up to the end. */
export const numbers = (field: Field<number>): OptionReader => (d, o) => {
  while (o.end - d.pos >= field.width) d.read(field);
  if (d.pos < o.end) badLength(d, o.node, `Option length isn't a multiple of ${field.width}`);
};

export const plainOptions = new Map<number, OptionReader>([
  [1, address(f["option.subnet_mask"])],
  [2, number(f["option.time_offset"])],
  [3, addresses(f["option.router"])],
  [4, addresses(f["option.time_server"])],
  [5, addresses(f["option.name_server"])],
  [6, addresses(f["option.domain_name_server"])],
  [7, addresses(f["option.log_server"])],
  [8, addresses(f["option.quotes_server"])],
  [9, addresses(f["option.lpr_server"])],
  [10, addresses(f["option.impress_server"])],
  [11, addresses(f["option.resource_location_server"])],
  [12, text(f["option.hostname"])],
  [13, number(f["option.boot_file_size"])],
  [14, text(f["option.merit_dump_file"])],
  [15, text(f["option.domain_name"])],
  [16, address(f["option.swap_server"])],
  [17, text(f["option.root_path"])],
  [18, text(f["option.extension_path"])],
  [19, number(f["option.ip_forwarding"])],
  [20, number(f["option.non_local_source_routing"])],
  [21, pairs(f["option.policy_filter.ip"], f["option.policy_filter.subnet_mask"])],
  [22, number(f["option.max_datagram_reassembly_size"])],
  [23, number(f["option.default_ip_ttl"])],
  [24, number(f["option.path_mtu_aging_timeout"])],
  [25, numbers(f["option.path_mtu_plateau_table_item"])],
  [26, number(f["option.interface_mtu"])],
  [27, number(f["option.all_subnets_are_local"])],
  [28, address(f["option.broadcast_address"])],
  [29, number(f["option.perform_mask_discovery"])],
  [30, number(f["option.mask_supplier"])],
  [31, number(f["option.perform_router_discover"])],
  [32, address(f["option.router_solicitation_address"])],
  [33, pairs(f["option.static_route.ip"], f["option.static_route.router"])],
  [34, number(f["option.trailer_encapsulation"])],
  [35, number(f["option.arp_cache_timeout"])],
  [36, number(f["option.ethernet_encapsulation"])],
  [37, number(f["option.tcp_default_ttl"])],
  [38, number(f["option.tcp_keepalive_interval"])],
  [39, number(f["option.tcp_keepalive_garbage"])],
  [40, text(f["option.nis_domain"])],
  [41, addresses(f["option.nis_server"])],
  [42, addresses(f["option.ntp_server"])],
  [44, addresses(f["option.netbios_over_tcpip_name_server"])],
  [45, addresses(f["option.netbios_over_tcpip_dd_name_server"])],
  [46, number(f["option.netbios_over_tcpip_node_type"])],
  [47, text(f["option.netbios_over_tcpip_scope"])],
  [48, addresses(f["option.xwindows_system_font_server"])],
  [49, addresses(f["option.xwindows_system_display_manager"])],
  [50, address(f["option.requested_ip_address"])],
  [51, number(f["option.ip_address_lease_time"])],
  [54, address(f["option.dhcp_server_id"])],
  [56, text(f["option.message"])],
  [57, number(f["option.dhcp_max_message_size"])],
  [58, number(f["option.renewal_time_value"])],
  [59, number(f["option.rebinding_time_value"])],
  [64, text(f["option.nis_plus_domain"])],
  [65, addresses(f["option.nis_plus_server"])],
  [66, text(f["option.tftp_server_name"])],
  [67, text(f["option.bootfile_name"])],
  [68, addresses(f["option.mobile_ip_home_agent"])],
  [69, addresses(f["option.smtp_server"])],
  [70, addresses(f["option.pop3_server"])],
  [71, addresses(f["option.nntp_server"])],
  [72, addresses(f["option.default_www_server"])],
  [73, addresses(f["option.default_finger_server"])],
  [74, addresses(f["option.default_irc_server"])],
  [75, addresses(f["option.streettalk_server"])],
  [76, addresses(f["option.streettalk_da_server"])],
  [85, addresses(f["option.novell_dss.ip"])],
  [86, text(f["option.novell_ds_tree_name"])],
  [87, text(f["option.novell_ds_context"])],
  [91, number(f["option.client_last_transaction_time"])],
  [92, addresses(f["option.associated_ip_option"])],
  [100, text(f["option.tz_pcode"])],
  [101, text(f["option.tz_tcode"])],
  [112, addresses(f["option.netinfo_parent_server_address"])],
  [113, text(f["option.netinfo_parent_server_tag"])],
  [114, text(f["option.captive_portal"])],
  [116, number(f["option.dhcp_auto_configuration"])],
  [118, addresses(f["option.subnet_selection_option"])],
  [136, addresses(f["option.pana_agent"])],
  [137, text(f["option.lost_server_domain_name"])],
  [138, addresses(f["option.capwap_access_controller"])],
  [142, addresses(f["option.andsf_server"])],
  [145, numbers(f["option.forcerenew_nonce.algorithm"])],
  [150, addresses(f["option.tftp_server_address"])],
  [153, number(f["option.bulk_lease.start_time_of_state"])],
  [156, number(f["option.bulk_lease.dhcp_state"])],
  [157, number(f["option.bulk_lease.data_source"])],
  [160, text(f["option.captive_portal"])],
  [161, text(f["option.mudurl"])],
  [209, text(f["option.pxe_config_file"])],
  [210, text(f["option.pxe_path_prefix"])],
  [252, text(f["option.private_proxy_autodiscovery"])],
]);
