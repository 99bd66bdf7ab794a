/**
 * Link types of captures (LINKTYPE_ numbers, tcpdump.org/linktypes.html) with the number, short
 * name and description tshark 4.0 has for them, each found by giving it a packet of that type.
 */
export interface LinkType {
  /** frame.encap_type. */
  readonly encapType: number;
  /** As in `capinfos -I` and `editcap -T`. */
  readonly name: string;
  readonly description: string;
  /**
   * Bytes before the packet proper that tshark counts neither in frame.len nor in
   * frame.cap_len; 0 for most. An ERF header may be longer than the 16 bytes given.
   */
  readonly pseudoHeaderLength: number;
}

/** Link type, encapsulation number, short name, description, pseudo-header bytes. */
const rows: readonly (readonly [number, number, string, string, number])[] = [
  [0, 15, "null", "NULL/Loopback", 0],
  [1, 1, "ether", "Ethernet", 0],
  [2, 184, "xeth", "Xerox 3MB Ethernet", 0],
  [3, 148, "ax25", "Amateur Radio AX.25", 0],
  [6, 2, "tr", "Token Ring", 0],
  [7, 8, "arcnet", "ARCNET", 0],
  [8, 3, "slip", "SLIP", 0],
  [9, 4, "ppp", "PPP", 0],
  [10, 6, "fddi-swapped", "FDDI with bit-swapped MAC addresses", 0],
  [11, 10, "atm-rfc1483", "RFC 1483 ATM", 0],
  [12, 7, "rawip", "Raw IP", 0],
  [13, 38, "enc", "OpenBSD enc(4) encapsulating interface", 0],
  [14, 7, "rawip", "Raw IP", 0],
  [16, 11, "linux-atm-clip", "Linux ATM CLIP", 0],
  [18, 11, "linux-atm-clip", "Linux ATM CLIP", 0],
  [19, 11, "linux-atm-clip", "Linux ATM CLIP", 0],
  [32, 69, "redback", "Redback SmartEdge", 0],
  [50, 4, "ppp", "PPP", 0],
  [51, 139, "pppoes", "PPP-over-Ethernet session", 0],
  [99, 61, "symantec", "Symantec Enterprise Firewall", 0],
  [100, 10, "atm-rfc1483", "RFC 1483 ATM", 0],
  [101, 7, "rawip", "Raw IP", 0],
  [104, 28, "chdlc", "Cisco HDLC", 0],
  [105, 20, "ieee-802-11", "IEEE 802.11 Wireless LAN", 0],
  [106, 11, "linux-atm-clip", "Linux ATM CLIP", 0],
  [107, 26, "frelay", "Frame Relay", 0],
  [108, 174, "loop", "OpenBSD loopback", 0],
  [109, 38, "enc", "OpenBSD enc(4) encapsulating interface", 0],
  [112, 28, "chdlc", "Cisco HDLC", 0],
  [113, 25, "linux-sll", "Linux cooked-mode capture v1", 0],
  [114, 30, "ltalk", "Localtalk", 0],
  [117, 39, "pflog", "OpenBSD PF Firewall logs", 0],
  [118, 29, "ios", "Cisco IOS internal", 0],
  [119, 21, "ieee-802-11-prism", "IEEE 802.11 plus Prism II monitor mode radio header", 0],
  [121, 32, "hhdlc", "HiPath HDLC", 0],
  [122, 18, "ip-over-fc", "RFC 2625 IP-over-Fibre Channel", 0],
  [123, 13, "atm-pdus", "ATM PDUs", 4],
  [127, 23, "ieee-802-11-radiotap", "IEEE 802.11 plus radiotap radio header", 0],
  [128, 37, "tzsp", "Tazmen sniffer protocol", 0],
  [129, 9, "arcnet_linux", "Linux ARCNET", 0],
  [130, 81, "juniper-mlppp", "Juniper MLPPP", 0],
  [131, 82, "juniper-mlfr", "Juniper MLFR", 0],
  [133, 87, "juniper-ggsn", "Juniper GGSN", 0],
  [135, 68, "juniper-atm2", "Juniper ATM2", 0],
  [136, 151, "juniper-svcs", "Juniper Services", 0],
  [137, 67, "juniper-atm1", "Juniper ATM1", 0],
  [138, 62, "ap1394", "Apple IP-over-IEEE 1394", 0],
  [139, 75, "mtp2-with-phdr", "MTP2 with pseudoheader", 4],
  [140, 42, "mtp2", "SS7 MTP2", 0],
  [141, 43, "mtp3", "SS7 MTP3", 0],
  [142, 101, "sccp", "SS7 SCCP", 0],
  [143, 33, "docsis", "Data Over Cable Service Interface Specification", 0],
  [144, 44, "irda", "IrDA", 16],
  [147, 45, "user0", "USER 0", 0],
  [148, 46, "user1", "USER 1", 0],
  [149, 47, "user2", "USER 2", 0],
  [150, 48, "user3", "USER 3", 0],
  [151, 49, "user4", "USER 4", 0],
  [152, 50, "user5", "USER 5", 0],
  [153, 51, "user6", "USER 6", 0],
  [154, 52, "user7", "USER 7", 0],
  [155, 53, "user8", "USER 8", 0],
  [156, 54, "user9", "USER 9", 0],
  [157, 55, "user10", "USER 10", 0],
  [158, 56, "user11", "USER 11", 0],
  [159, 57, "user12", "USER 12", 0],
  [160, 58, "user13", "USER 13", 0],
  [161, 59, "user14", "USER 14", 0],
  [162, 60, "user15", "USER 15", 0],
  [163, 24, "ieee-802-11-avs", "IEEE 802.11 plus AVS radio header", 0],
  [165, 63, "bacnet-ms-tp", "BACnet MS/TP", 0],
  [167, 76, "juniper-pppoe", "Juniper PPPoE", 0],
  [169, 66, "gprs-llc", "GPRS LLC", 0],
  [170, 178, "gfp-t", "ITU-T G.7041/Y.1303 Generic Framing Procedure Transparent mode", 0],
  [171, 179, "gfp-f", "ITU-T G.7041/Y.1303 Generic Framing Procedure Frame-mapped mode", 0],
  [172, 77, "gcom-tie1", "GCOM TIE1", 0],
  [173, 78, "gcom-serial", "GCOM Serial", 0],
  [177, 88, "linux-lapd", "LAPD with Linux pseudo-header", 16],
  [178, 83, "juniper-ether", "Juniper Ethernet", 0],
  [179, 84, "juniper-ppp", "Juniper PPP", 0],
  [180, 85, "juniper-frelay", "Juniper Frame-Relay", 0],
  [181, 86, "juniper-chdlc", "Juniper C-HDLC", 0],
  [183, 91, "juniper-vp", "Juniper Voice PIC", 0],
  [184, 181, "juniper-vn", "Juniper VN", 0],
  [186, 92, "usb-freebsd", "USB packets with FreeBSD header", 0],
  [187, 41, "bluetooth-h4", "Bluetooth H4", 0],
  [188, 93, "ieee-802-16-mac-cps", "IEEE 802.16 MAC Common Part Sublayer", 0],
  [189, 95, "usb-linux", "USB packets with Linux header", 0],
  [190, 109, "can20b", "Controller Area Network 2.0B", 0],
  [192, 97, "ppi", "Per-Packet Information header", 0],
  [195, 104, "wpan", "IEEE 802.15.4 Wireless PAN", 0],
  [196, 100, "sita-wan", "SITA WAN packets", 5],
  [197, 98, "erf", "Extensible Record Format", 16],
  [199, 103, "ipmb-kontron", "Intelligent Platform Management Bus with Kontron pseudo-header", 0],
  [200, 197, "juniper-st", "Juniper Secure Tunnel Information", 0],
  [201, 99, "bluetooth-h4-linux", "Bluetooth H4 with linux header", 4],
  [202, 147, "ax25-kiss", "AX.25 with KISS header", 0],
  [203, 131, "lapd", "LAPD", 0],
  [204, 19, "ppp-with-direction", "PPP with Directional Info", 1],
  [209, 112, "i2c-linux", "I2C with Linux-specific pseudo-header", 5],
  [210, 106, "flexray", "FlexRay", 0],
  [211, 108, "most", "Media Oriented Systems Transport", 0],
  [212, 107, "lin", "Local Interconnect Network", 0],
  [213, 111, "x2e-serial", "X2E serial line capture", 0],
  [214, 105, "x2e-xoraya", "X2E Xoraya", 0],
  [215, 113, "wpan-nonask-phy", "IEEE 802.15.4 Wireless PAN non-ASK PHY", 0],
  [220, 115, "usb-linux-mmap", "USB packets with Linux header and padding", 0],
  [224, 121, "fc2", "Fibre Channel FC-2", 0],
  [225, 122, "fc2sof", "Fibre Channel FC-2 With Frame Delimiter", 0],
  [226, 124, "ipnet", "Solaris IPNET", 0],
  [227, 125, "socketcan", "SocketCAN", 0],
  [228, 129, "rawip4", "Raw IPv4", 0],
  [229, 130, "rawip6", "Raw IPv6", 0],
  [230, 127, "wpan-nofcs", "IEEE 802.15.4 Wireless PAN with FCS not present", 0],
  [231, 146, "dbus", "D-Bus", 0],
  [235, 132, "dvbci", "DVB-CI (Common Interface)", 0],
  [236, 133, "mux27010", "MUX27010", 0],
  [237, 157, "s5066-dpdu", "STANAG 5066 Data Transfer Sublayer PDUs(D_PDU)", 0],
  [239, 141, "nflog", "NFLOG", 0],
  [240, 135, "netanalyzer", "Hilscher netANALYZER", 0],
  [241, 136, "netanalyzer-transparent", "Hilscher netANALYZER-Transparent", 0],
  [242, 180, "ip-ib", "IP over IB", 0],
  [243, 138, "mp2ts", "ISO/IEC 13818-1 MPEG2-TS", 0],
  [245, 140, "nfc-llcp", "NFC LLCP", 2],
  [248, 149, "sctp", "SCTP", 0],
  [249, 152, "usb-usbpcap", "USB packets with USBPcap header", 0],
  [250, 153, "rtac-serial", "RTAC serial-line", 0],
  [251, 154, "bluetooth-le-ll", "Bluetooth Low Energy Link Layer", 0],
  [252, 155, "wireshark-upper-pdu", "Wireshark Upper PDU export", 0],
  [253, 158, "netlink", "Linux Netlink", 0],
  [254, 159, "bluetooth-linux-monitor", "Bluetooth Linux Monitor", 4],
  [255, 160, "bluetooth-bredr-bb-rf", "Bluetooth BR/EDR Baseband RF", 0],
  [256, 161, "bluetooth-le-ll-rf", "Bluetooth Low Energy Link Layer RF", 0],
  [258, 171, "pktap", "Apple PKTAP", 0],
  [259, 172, "epon", "Ethernet Passive Optical Network", 0],
  [260, 173, "ipmi-trace", "IPMI Trace Data Collection", 0],
  [264, 177, "iso14443", "ISO 14443 contactless smartcard standards", 0],
  [266, 182, "usb-darwin", "USB packets with Darwin (macOS, etc.) headers", 0],
  [268, 36, "sdlc", "SDLC", 0],
  [270, 183, "loratap", "LoRaTap", 0],
  [271, 185, "vsock", "Linux vsock", 0],
  [272, 186, "nordic_ble", "nRF Sniffer for Bluetooth LE", 0],
  [273, 199, "docsis31_xra31", "DOCSIS with Excentis XRA pseudo-header", 0],
  [274, 198, "ether-mpacket", "IEEE 802.3br mPackets", 0],
  [275, 200, "dpauxmon", "DisplayPort AUX channel with Unigraf pseudo-header", 0],
  [276, 210, "linux-sll2", "Linux cooked-mode capture v2", 0],
  [279, 204, "ebhscr", "Elektrobit High Speed Capture and Replay", 0],
  [280, 205, "vpp", "Vector Packet Processing graph dispatch trace", 0],
  [283, 206, "wpan-tap", "IEEE 802.15.4 Wireless with TAP pseudo-header", 0],
  [287, 211, "zwave-serial", "Z-Wave Serial API packets", 0],
  [288, 208, "usb-20", "USB 2.0/1.1/1.0 packets", 0],
  [290, 212, "etw", "Event Tracing for Windows messages", 0],
  [292, 214, "zbncp", "ZBOSS NCP", 0],
  [293, 215, "usb-20-low", "Low-Speed USB 2.0/1.1/1.0 packets", 0],
  [294, 216, "usb-20-full", "Full-Speed USB 2.0/1.1/1.0 packets", 0],
  [295, 217, "usb-20-high", "High-Speed USB 2.0 packets", 0],
];

const linkTypes = new Map<number, LinkType>(
  rows.map(([linkType, encapType, name, description, pseudoHeaderLength]) => [
    linkType,
    { encapType, name, description, pseudoHeaderLength },
  ]),
);

const unknown: LinkType = { encapType: 0, name: "unknown", description: "Unknown", pseudoHeaderLength: 0 };

/** True for the link types tshark 4.0 can read. */
export function isKnownLinkType(linkType: number): boolean {
  return linkTypes.has(linkType);
}

/** What is known of a link type; "unknown" with number 0 for all others. */
export function linkTypeInfo(linkType: number): LinkType {
  return linkTypes.get(linkType) ?? unknown;
}

/** tshark's frame.encap_type of a link type; 0 when it is not known. */
export function encapType(linkType: number): number {
  return linkTypeInfo(linkType).encapType;
}
