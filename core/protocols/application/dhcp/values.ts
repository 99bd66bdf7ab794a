/** Numbers of DHCP and their names (IANA "Dynamic Host Configuration Protocol (DHCP) and Bootstrap Protocol (BOOTP) Parameters"). */
import { values } from "../../../fields/values";

/** RFC 2132 and those that came after */
export const optionNames = values({
  0: "Padding", 1: "Subnet Mask", 2: "Time Offset", 3: "Router", 4: "Time Server", 5: "Name Server", 6: "Domain Name Server",
  7: "Log Server", 8: "Quotes Server", 9: "LPR Server", 10: "Impress Server", 11: "Resource Location Server", 12: "Host Name",
  13: "Boot File Size", 14: "Merit Dump File", 15: "Domain Name", 16: "Swap Server", 17: "Root Path", 18: "Extensions Path",
  19: "IP Forwarding", 20: "Non-Local Source Routing", 21: "Policy Filter", 22: "Maximum Datagram Reassembly Size",
  23: "Default IP Time-to-Live", 24: "Path MTU Aging Timeout", 25: "Path MTU Plateau Table", 26: "Interface MTU",
  27: "All Subnets are Local", 28: "Broadcast Address", 29: "Perform Mask Discovery", 30: "Mask Supplier",
  31: "Perform Router Discover", 32: "Router Solicitation Address", 33: "Static Route", 34: "Trailer Encapsulation",
  35: "ARP Cache Timeout", 36: "Ethernet Encapsulation", 37: "TCP Default TTL", 38: "TCP Keepalive Interval",
  39: "TCP Keepalive Garbage", 40: "Network Information Service Domain", 41: "Network Information Service Servers",
  42: "Network Time Protocol Servers", 43: "Vendor-Specific Information", 44: "NetBIOS over TCP/IP Name Server",
  45: "NetBIOS over TCP/IP Datagram Distribution Name Server", 46: "NetBIOS over TCP/IP Node Type", 47: "NetBIOS over TCP/IP Scope",
  48: "X Window System Font Server", 49: "X Window System Display Manager", 50: "Requested IP Address", 51: "IP Address Lease Time",
  52: "Option Overload", 53: "DHCP Message Type", 54: "DHCP Server Identifier", 55: "Parameter Request List", 56: "Message",
  57: "Maximum DHCP Message Size", 58: "Renewal Time Value", 59: "Rebinding Time Value", 60: "Vendor class identifier",
  61: "Client identifier", 62: "Novell/Netware IP domain", 63: "Novell Options", 64: "Network Information Service+ Domain",
  65: "Network Information Service+ Servers", 66: "TFTP Server Name", 67: "Bootfile name", 68: "Mobile IP Home Agent",
  69: "SMTP Server", 70: "POP3 Server", 71: "NNTP Server", 72: "Default WWW Server", 73: "Default Finger Server",
  74: "Default IRC Server", 75: "StreetTalk Server", 76: "StreetTalk Directory Assistance Server", 77: "User Class Information",
  78: "Directory Agent Information", 79: "Service Location Agent Scope", 80: "Rapid commit",
  81: "Client Fully Qualified Domain Name", 82: "Agent Information Option", 83: "iSNS", 85: "Novell Directory Services Servers",
  86: "Novell Directory Services Tree Name", 87: "Novell Directory Services Context", 88: "BCMCS Controller Domain Name",
  89: "BCMCS Controller IPv4 address", 90: "Authentication", 91: "Client last transaction time", 92: "Associated IP option",
  93: "Client System Architecture", 94: "Client Network Device Interface", 95: "LDAP", 97: "UUID/GUID-based Client Identifier",
  98: "Open Group's User Authentication", 99: "Civic Addresses Configuration", 100: "PCode", 101: "TCode",
  108: "IPv6-Only Preferred", 112: "NetInfo Parent Server Address", 113: "NetInfo Parent Server Tag", 114: "DHCP Captive-Portal",
  116: "DHCP Auto-Configuration", 117: "Name Service Search", 118: "Subnet Selection Option", 119: "Domain Search",
  120: "SIP Servers", 121: "Classless Static Route", 122: "CableLabs Client Configuration",
  123: "Coordinate-based Location Configuration", 124: "V-I Vendor Class", 125: "V-I Vendor-specific Information",
  128: "DOCSIS full security server IP", 129: "PXE - undefined (vendor specific)", 130: "PXE - undefined (vendor specific)",
  131: "PXE - undefined (vendor specific)", 132: "PXE - undefined (vendor specific)", 133: "PXE - undefined (vendor specific)",
  134: "PXE - undefined (vendor specific)", 135: "PXE - undefined (vendor specific)", 136: "PANA Authentication Agent",
  137: "LoST Server Domain Name", 138: "CAPWAP Access Controllers", 139: "IPv4 Address-MoS", 140: "IPv4 FQDN-MoS",
  141: "SIP UA Configuration Domains", 142: "IPv4 Address ANDSF", 143: "Zerotouch Redirect", 144: "Geospatial Location",
  145: "Forcerenew Nonce Capable", 146: "RDNSS Selection", 150: "TFTP Server Address", 151: "Leasequery Status code",
  152: "Leasequery Base Time", 153: "Leasequery Start Time of State", 154: "Leasequery Query Start Time",
  155: "Leasequery Query End Time", 156: "Leasequery Dhcp State", 157: "Leasequery Data Source", 158: "PCP Server",
  159: "Portparams", 160: "Unassigned (ex DHCP Captive-Portal)", 161: "Manufacturer Usage Description", 175: "Etherboot",
  176: "IP Telephone", 177: "Etherboot", 208: "PXELINUX Magic", 209: "PXE Configuration file", 210: "PXE Path Prefix",
  211: "Reboot Time", 212: "6RD", 213: "V4 Access Domain", 220: "Subnet Allocation", 221: "Virtual Subnet Selection", 224: "Private",
  225: "Private", 226: "Private", 227: "Private", 228: "Private", 229: "Private", 230: "Private", 231: "Private", 232: "Private",
  233: "Private", 234: "Private", 235: "Private", 236: "Private", 237: "Private", 238: "Private", 239: "Private", 240: "Private",
  241: "Private", 242: "Private/Avaya IP Telephone", 243: "Private", 244: "Private", 245: "Private", 246: "Private", 247: "Private",
  248: "Private", 249: "Private/Classless Static Route (Microsoft)", 250: "Private", 251: "Private",
  252: "Private/Proxy autodiscovery", 253: "Private", 254: "Private", 255: "End",
});

/** IANA ARP hardware types, with the kernel's own from 512 on */
export const hardwareTypes = values({
  0: "NET/ROM pseudo", 1: "Ethernet", 2: "Experimental Ethernet", 3: "AX.25", 4: "ProNET", 5: "Chaos", 6: "IEEE 802", 7: "ARCNET",
  8: "Hyperchannel", 9: "Lanstar", 10: "Autonet Short Address", 11: "Localtalk", 12: "LocalNet", 13: "Ultra link", 14: "SMDS",
  15: "Frame Relay DLCI", 16: "ATM", 17: "HDLC", 18: "Fibre Channel", 19: "ATM (RFC 2225)", 20: "Serial Line", 21: "ATM",
  22: "MIL-STD-188-220", 23: "Metricom STRIP", 24: "IEEE 1394.1995", 25: "MAPOS", 26: "Twinaxial", 27: "EUI-64", 28: "HIPARP",
  29: "IP and ARP over ISO 7816-3", 30: "ARPSec", 31: "IPsec tunnel", 32: "InfiniBand", 33: "TIA-102 Project 25 CAI",
  34: "Wiegand Interface", 35: "Pure IP", 36: "Experimental 1", 37: "HFI", 256: "Experimental 2", 257: "AEthernet",
  260: "Notional KISS type", 264: "ADAPT", 270: "ROSE", 271: "CCITT X.25", 272: "Boards with X.25 in firmware",
  280: "Controller Area Network", 512: "PPP", 513: "Cisco HDLC", 516: "LAPB", 517: "Digital's DDCMP protocol", 518: "Raw HDLC",
  519: "Raw IP", 768: "IPIP tunnel", 769: "IP6IP6 tunnel", 770: "Frame Relay Access Device", 771: "SKIP vif", 772: "Loopback",
  774: "Fiber Distributed Data Interface", 775: "AP1000 BIF", 776: "sit0 device - IPv6-in-IPv4", 777: "IP over DDP tunneller",
  778: "GRE over IP", 779: "PIMSM register interface", 780: "High Performance Parallel Interface", 781: "Nexus 64Mbps Ash",
  782: "Acorn Econet", 783: "Linux-IrDA", 784: "Point to point fibrechannel", 785: "Fibrechannel arbitrated loop",
  786: "Fibrechannel public loop", 787: "Fibrechannel fabric", 800: "Magic type ident for TR", 801: "IEEE 802.11",
  802: "IEEE 802.11 + Prism2 header", 803: "IEEE 802.11 + radiotap header", 804: "IEEE 802.15.4",
  805: "IEEE 802.15.4 network monitor", 820: "PhoNet media type", 821: "PhoNet pipe header", 822: "CAIF media type",
  823: "GRE over IPv6", 824: "Netlink", 825: "IPv6 over LoWPAN", 826: "Vsock monitor header", 65534: "zero header length",
  65535: "Void type, nothing is known",
});

/** RFC 2132 §9.6 */
export const messageTypes = values({
  1: "Discover", 2: "Offer", 3: "Request", 4: "Decline", 5: "ACK", 6: "NAK", 7: "Release", 8: "Inform", 9: "Force Renew",
  10: "Lease query", 11: "Lease Unassigned", 12: "Lease Unknown", 13: "Lease Active", 14: "Bulk Lease Query", 15: "Lease Query Done",
  16: "Active LeaseQuery", 17: "Lease Query Status", 18: "TLS",
});

/** RFC 951 §3 */
export const operations = values({
  1: "Boot Request", 2: "Boot Reply",
});

/** RFC 2132 §9.3 */
export const overloads = values({
  1: "Boot file name holds options", 2: "Server host name holds options", 3: "Boot file and server host names hold options",
});

/** RFC 2132 §8.7 */
export const nodeTypes = values({
  1: "B-node", 2: "P-node", 4: "M-node", 8: "H-node",
});

/** RFC 4578 §2.1 */
export const architectures = values({
  0: "IA x86 PC", 1: "NEC/PC98", 2: "IA64 PC", 3: "DEC Alpha", 4: "ArcX86", 5: "Intel Lean Client", 6: "EFI IA32", 7: "EFI x64",
  8: "EFI Xscale", 9: "EFI BC", 10: "ARM 32-bit UEFI", 11: "ARM 64-bit UEFI", 12: "PowerPC Open Firmware", 13: "PowerPC ePAPR",
  14: "POWER OPAL v3", 15: "x86 UEFI HTTP", 16: "x64 UEFI HTTP", 17: "EBC UEFI HTTP", 18: "ARM 32-bit UEFI HTTP",
  19: "ARM 64-bit UEFI HTTP", 20: "PC/AT HTTP", 21: "ARM 32-bit uboot", 22: "ARM 64-bit uboot", 23: "ARM 32-bit uboot HTTP",
  24: "ARM 64-bit uboot HTTP", 25: "RISC-V 32-bit UEFI", 26: "RISC-V 32-bit UEFI HTTP", 27: "RISC-V 64-bit UEFI",
  28: "RISC-V 64-bit UEFI HTTP", 29: "RISC-V 128-bit UEFI", 30: "RISC-V 128-bit UEFI HTTP", 31: "s390 Basic", 32: "s390 Extended",
});

/** RFC 3046 §2 */
export const relaySuboptions = values({
  0: "Padding", 1: "Agent Circuit ID", 2: "Agent Remote ID", 3: "Reserved", 4: "DOCSIS Device Class", 5: "Link selection",
  6: "Subscriber ID", 7: "RADIUS Attributes", 8: "Authentication", 9: "Vendor-Specific Information", 10: "Flags",
  11: "Server ID Override", 12: "Relay Agent Identifier", 13: "Access Technology Type", 14: "Access Network Name",
  15: "Access Point Name", 16: "Access Point BSSID", 17: "Access Network Operator ID", 18: "Access Network Operator Realm",
  19: "Source Port", 150: "Link selection (Cisco proprietary)", 151: "VRF name/VPN ID",
  152: "Server ID Override (Cisco proprietary)",
});

/** PXE 2.1 §2.2.3 */
export const pxeSuboptions = values({
  0: "Padding", 1: "PXE mtftp IP", 2: "PXE mtftp client port", 3: "PXE mtftp server port", 4: "PXE mtftp timeout",
  5: "PXE mtftp delay", 6: "PXE discovery control", 7: "PXE multicast address", 8: "PXE boot servers", 9: "PXE boot menu",
  10: "PXE menu prompt", 11: "PXE multicast address alloc", 12: "PXE credential types", 71: "PXE boot item", 179: "PXE LCM Server",
  180: "PXE LCM Domain", 181: "PXE LCM NIC option 0", 190: "PXE LCM Workgroup", 191: "PXE Discovery", 192: "PXE Configured",
  193: "PXE LCM version", 194: "PXE LCM Serial Number", 255: "PXE End",
});

/** PXE 2.1 §2.2.3 */
export const bootServerTypes = values({
  0: "PXE bootstrap server", 1: "Microsoft Windows NT Boot Server", 2: "Intel LCM Boot Server", 3: "DOS/UNDI Boot Server",
  4: "NEC ESMPRO Boot Server", 5: "IBM WSoD Boot Server", 6: "IBM LCCM Boot Server", 7: "CA Unicenter TNG Boot Server",
  8: "HP OpenView Boot Server", 65535: "PXE API Test server",
});

/** RFC 8415 §11 */
export const duidTypes = values({
  1: "link-layer address plus time", 2: "assigned by vendor based on Enterprise number", 3: "link-layer address",
});

/** RFC 3118 §8 */
export const authenticationProtocols = values({
  0: "configuration token", 1: "delayed authentication",
});

/** RFC 4776 §3.4 */
export const civicTypes = values({
  0: "Language", 1: "A1", 2: "A2", 3: "A3", 4: "A4", 5: "A5", 6: "A6", 16: "PRD (Leading street direction)",
  17: "POD (Trailing street suffix)", 18: "STS (Street suffix)", 19: "HNO (House number)", 20: "HNS (House number suffix)",
  21: "LMK (Landmark or vanity address)", 22: "LOC (Additional location information)", 23: "NAM", 24: "PC (Postal/ZIP code)",
  25: "BLD (Building)", 26: "UNIT", 27: "FLR (Floor)", 28: "ROOM", 29: "PLC (Place-type)", 30: "PCN (Postal community name)",
  31: "POBOX", 32: "ADDCODE (Additional Code)", 33: "SEAT", 34: "RD (Primary road or street)", 35: "RDSEC (Road section)",
  36: "RDBR (Road branch)", 37: "RDSUBBR (Road sub-branch)", 38: "PRM (Road pre-modifier)", 39: "POM (Road post-modifier",
  128: "Script",
});

/** RFC 6926 §6.2.7 */
export const leaseStates = values({
  1: "Available", 2: "Active", 3: "Expired", 4: "Released", 5: "Abandoned", 6: "Reset", 7: "Remote", 8: "Transitioning",
});

/** RFC 6926 §6.2.2 */
export const leaseStatus = values({
  0: "Success", 1: "UpsecFail", 2: "QueryTerminated", 3: "MalformedQuery", 4: "NotAllowed",
});

/** RFC 2563 §2 */
export const autoConfigurations = values({
  0: "DoNotAutoConfigure", 1: "AutoConfigure",
});

/** RFC 3361 §3 */
export const sipEncodings = values({
  0: "Fully Qualified Domain Name", 1: "IPv4 Address",
});

/** RFC 6704 §3.1 */
export const forceRenewAlgorithms = values({
  1: "HMAC-MD5",
});

/** RFC 6731 §4.3 */
export const resolverPreferences = values({
  0: "Medium", 1: "High", 2: "Reserved", 3: "Low",
});

/** TR-111 §4 */
export const tr111Suboptions = values({
  1: "DeviceManufacturerOUI", 2: "DeviceSerialNumber", 3: "DeviceProductClass", 4: "GatewayManufacturerOUI",
  5: "GatewaySerialNumber", 6: "GatewayProductClass",
});
