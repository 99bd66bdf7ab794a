/** IANA "Assigned Internet Protocol Numbers", by keyword. */
import { values } from "../values";

export const ipProtocols = values({ 1: "ICMP", 2: "IGMP", 4: "IPIP", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE", 50: "ESP", 51: "AH", 58: "ICMPv6", 89: "OSPFIGP", 132: "SCTP" });
