/** Most bytes of a captured packet that tshark reads, for all but the link types below. */
const usualLimit = 262144;

/** 128 MiB, the longest message D-Bus allows (D-Bus specification, "Maximum length"). */
const largeLimit = 134217728;

/**
 * Link types whose packets may be larger than 256 KiB, by trying tshark 4.0 with a packet of
 * 262,145 bytes of each: USB, D-Bus, EBHSCR.
 */
const largeLinkTypes = new Set([186, 189, 220, 231, 249, 266, 279]);

/** Most captured bytes that are believed of one packet of the link type. */
export function packetLimit(linkType: number): number {
  return largeLinkTypes.has(linkType) ? largeLimit : usualLimit;
}

/** Longest pcapng block that is believed; tshark 4.0 states this bound in its error message. */
export const blockLimit = 134348832;
