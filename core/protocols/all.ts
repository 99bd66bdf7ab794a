/** Every protocol. Importing this file declares them; adding one means adding a file and its line here. */
import "./application/bfd";
import "./application/classicstun";
import "./application/data";
import "./application/db-lsp-disc";
import "./application/dhcp/dhcp";
import "./application/dns/dns";
import "./application/ftp";
import "./application/hsrp";
import "./application/irc";
import "./application/netbios/nbdgm";
import "./application/netbios/nbns";
import "./application/ntp";
import "./application/openvpn";
import "./application/pop";
import "./application/quic";
import "./application/smtp";
import "./application/snmp";
import "./application/stun";
import "./application/telnet";
import "./application/tftp";
import "./application/udpencap";
import "./application/vxlan";
import "./link/cisco-hdlc";
import "./link/ethernet";
import "./link/frame";
import "./link/linux-cooked";
import "./link/llc";
import "./link/mac-in-mac";
import "./link/null-loopback";
import "./link/ppp";
import "./link/ppp-authentication";
import "./link/ppp-control";
import "./link/pppoe";
import "./link/provider-bridge";
import "./link/raw-ip";
import "./link/spanning-tree";
import "./link/vlan";
import "./link/vn-tag";
import "./network/arp";
import "./network/esp";
import "./network/icmp/icmp";
import "./network/icmp/icmpv6";
import "./network/igmp";
import "./network/ipv4/ipv4";
import "./network/ipv6/ipv6";
import "./network/mpls";
import "./network/vrrp";
import "./transport/tcp/tcp";
import "./transport/udp";
import { sealRegistry } from "../fields/registry";
import type { Registry } from "../fields/registry";

let sealed: Registry | undefined;

/** The registry of everything declared. */
export function loadProtocols(): Registry { return (sealed ??= sealRegistry()); }
