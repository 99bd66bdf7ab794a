/** Types of hop-by-hop and destination options (IANA "Destination Options and Hop-by-Hop Options"). */
import { values } from "../../../fields/values";

export const optionNames = values({
  0x00: "Pad1", 0x01: "PadN", 0x04: "Tunnel Encapsulation Limit", 0x05: "Router Alert", 0x07: "CALIPSO", 0x08: "SMF_DPD",
  0x0f: "Performance and Diagnostic Metrics", 0x1e: "Experimental (0x1E)", 0x26: "Quick-Start", 0x30: "Path MTU Option", 0x31: "IOAM Option",
  0x3e: "Experimental (0x3E)", 0x41: "Tunnel Payload Forwarding (TPF) Information", 0x5e: "Experimental (0x5E)", 0x63: "RPL Option", 0x6d: "MPL Option",
  0x7e: "Experimental (0x7E)", 0x8a: "Endpoint Identification", 0x8b: "ILNP Nonce", 0x8c: "Line-Identification Option", 0x9e: "Experimental (0x9E)",
  0xbe: "Experimental (0xBE)", 0xc2: "Jumbo Payload", 0xc9: "Home Address", 0xde: "Experimental (0xDE)", 0xee: "IP_DFF", 0xfe: "Experimental (0xFE)",
});
