/** Ethernet types (IEEE registration authority; IANA "IEEE 802 Numbers"), with the names that people filter by. */
import { values } from "../values";

export const etherTypes = values({
  0x0800: "IPv4", 0x0806: "ARP", 0x8100: "802.1Q Virtual LAN", 0x86dd: "IPv6",
});
