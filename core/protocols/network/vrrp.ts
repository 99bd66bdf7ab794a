/** Virtual Router Redundancy Protocol (RFC 3768, RFC 5798). */
import type { Dissection } from "../../dissect/dissection";
import { AddressKind } from "../../dissect/addresses";
import { internetChecksum, expectedChecksum, sumWords } from "../../base/checksum";
import { CHECKSUM, checksumStatus } from "../../fields/tables/checksum-status";
import { attach, dissector } from "../../dissect/tables";
import { ipv4, ipv6, notice, protocol, string, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const typeNames = values({
  1: "Advertisement",
});
const authTypeNames = values({
  0: "No Authentication", 1: "Simple Text Authentication [RFC 2338] / Reserved [RFC 3768]",
  2: "IP Authentication Header [RFC 2338] / Reserved [RFC 3768]", 254: "Cisco VRRP MD5 authentication",
});

export const vrrp = protocol("vrrp", "Virtual Router Redundancy Protocol", {
  "typever": u8("VRRP message version and type"),
  "version": u8("VRRP protocol version", { mask: 0xf0 }),
  "type": u8("VRRP packet type", { mask: 0xf, values: typeNames }),
  "virt_rtr_id": u8("Virtual Rtr ID"),
  "prio": u8("Priority"),
  "addr_count": u8("Addr Count"),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { display: "name", values: checksumStatus }),
  "auth_type": u8("Auth Type", { values: authTypeNames }),
  "adver_int": u8("Adver Int"),
  "reserved_mbz": u8("Reserved", { mask: 0xf0 }),
  "short_adver_int": u16("Adver Int", { mask: 0xfff }),
  "ip_addr": ipv4("IP Address"),
  "ipv6_addr": ipv6("IPv6 Address"),
  "auth_string": string("Authentication String"),
  "checksum_bad.expert": notice("warning", "checksum", "Bad checksum"),
}, { short: "VRRP" });
const { f } = vrrp;

attach(dissector(vrrp, (d) => {
  const at = d.start, first = d.u8(at), version = first >> 4;
  d.setProtocol("VRRP");
  d.setInfo(`Announcement (v${version})`);
  d.begin(vrrp);
  d.flags(f.typever, [f.version, f.type]);
  if (d.drawing) d.setLabel(d.tree.parent[d.last] ?? -1, `Version ${version}, Packet type ${first & 15} (${typeNames.name(first & 15) ?? "Unknown"})`);
  d.read(f.virt_rtr_id);
  const priority = d.read(f.prio);
  if (d.drawing) d.append(d.last, ` (${priorityText(priority)})`);
  const count = d.read(f.addr_count);
  let authentication = 0;
  if (version >= 3) {
    d.item(f.reserved_mbz, d.pos);
    d.read(f.short_adver_int);
  } else {
    authentication = d.read(f.auth_type);
    d.read(f.adver_int);
  }
  checksum(d, version);
  const isIpv6 = d.state.addresses.kind(d.source) === AddressKind.ipv6;
  for (let i = 0; i < count; i++) {
    if (isIpv6) d.read(f.ipv6_addr); else d.read(f.ip_addr);
  }
  if (version < 3 && authentication === 1) d.readText(f.auth_string, 8, "ascii");
}), "ip.proto", 112);

/** RFC 5798 §5.2.4 */
function priorityText(priority: number): string {
  switch (priority) {
    case 0: return "Current Master has stopped participating in VRRP";
    case 100: return "Default priority for a backup VRRP router";
    case 255: return "This VRRP router owns the virtual router's IP address(es)";
    default: return "Non-default backup priority";
  }
}

/** Version 2 sums the message alone (RFC 3768 §5.3.8), version 3 the pseudo-header too (RFC 5798 §5.2.8). */
function checksum(d: Dissection, version: number): void {
  const at = d.pos, value = d.read(f.checksum), node = d.last;
  if (d.end < d.reported) { d.generated(f["checksum.status"], CHECKSUM.unverified, at); return; }
  let sum = sumWords(d.bytes, d.start, d.end);
  if (version >= 3) {
    const { addresses } = d.state, source = addresses.bytes(d.source), destination = addresses.bytes(d.destination);
    sum = sumWords(source, 0, source.length, sum) + sumWords(destination, 0, destination.length) + 112 + (d.end - d.start);
  }
  const rest = internetChecksum(sum);
  if (rest === 0) {
    if (d.drawing) d.append(node, " [correct]");
    d.generated(f["checksum.status"], CHECKSUM.good, at);
    return;
  }
  const should = `0x${expectedChecksum(rest, value).toString(16).padStart(4, "0")}`;
  if (d.drawing) d.append(node, ` incorrect, should be ${should}`);
  d.notice(f["checksum_bad.expert"], node, `Bad checksum [should be ${should}]`);
  d.generated(f["checksum.status"], CHECKSUM.bad, at);
}
