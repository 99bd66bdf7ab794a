/** The DS field: codepoints (RFC 2474, IANA "Differentiated Services Field Codepoints") and ECN (RFC 3168 §5). */
import { values } from "../values";

export const dscpNames = values({
  0: "Default", 1: "Lower Effort", 8: "Class Selector 1", 10: "Assured Forwarding 11", 12: "Assured Forwarding 12", 14: "Assured Forwarding 13",
  16: "Class Selector 2", 18: "Assured Forwarding 21", 20: "Assured Forwarding 22", 22: "Assured Forwarding 23", 24: "Class Selector 3",
  26: "Assured Forwarding 31", 28: "Assured Forwarding 32", 30: "Assured Forwarding 33", 32: "Class Selector 4", 34: "Assured Forwarding 41",
  36: "Assured Forwarding 42", 38: "Assured Forwarding 43", 40: "Class Selector 5", 44: "Voice Admit", 46: "Expedited Forwarding",
  48: "Class Selector 6", 56: "Class Selector 7",
});

export const ecnNames = values({
  0: "Not ECN-Capable Transport", 1: "ECN-Capable Transport codepoint '01'", 2: "ECN-Capable Transport codepoint '10'", 3: "Congestion Experienced",
});

/** Names as the DiffServ RFCs abbreviate them, e.g. `CS6`, `AF21`, `EF`. */
function shortDscp(codepoint: number): string {
  if (codepoint % 8 === 0) return `CS${codepoint / 8}`;
  switch (codepoint) {
    case 1: return "LE";
    case 44: return "VOICE-ADMIT";
    case 46: return "EF PHB";
  }
  const group = codepoint >> 3, drop = (codepoint & 7) / 2;
  return group >= 1 && group <= 4 && (drop === 1 || drop === 2 || drop === 3) ? `AF${group}${drop}` : "Unknown";
}

const ECN_SHORT = ["Not-ECT", "ECT(1)", "ECT(0)", "CE"];

/** ` (DSCP: AF21, ECN: Not-ECT)` for the octet of the DS field. */
export function dsFieldSummary(octet: number): string { return ` (DSCP: ${shortDscp(octet >> 2)}, ECN: ${ECN_SHORT[octet & 3] ?? ""})`; }
