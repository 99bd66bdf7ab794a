/** Fields the runtime itself adds: what stopped a layer, and text without a field of its own. */
import { notice, protocol, string, u32 } from "../fields/declare";
import { values } from "../fields/values";

export const SEVERITY_CODE = { comment: 0x100000, chat: 0x200000, note: 0x400000, warning: 0x600000, error: 0x800000 } as const;
export const GROUP_CODE = {
  checksum: 0x01000000, sequence: 0x02000000, response: 0x03000000, request: 0x04000000, undecoded: 0x05000000,
  reassemble: 0x06000000, malformed: 0x07000000, debug: 0x08000000, protocol: 0x09000000, security: 0x0a000000,
  comments: 0x0b000000, decryption: 0x0c000000, assumption: 0x0d000000, deprecated: 0x0e000000, receive: 0x0f000000, interface: 0x10000000,
} as const;

const severityNames = values({ 0x100000: "Comment", 0x200000: "Chat", 0x400000: "Note", 0x600000: "Warning", 0x800000: "Error" });
const groupNames = values({
  0x01000000: "Checksum", 0x02000000: "Sequence", 0x03000000: "Response", 0x04000000: "Request", 0x05000000: "Undecoded",
  0x06000000: "Reassemble", 0x07000000: "Malformed", 0x08000000: "Debug", 0x09000000: "Protocol", 0x0a000000: "Security",
  0x0b000000: "Comment", 0x0c000000: "Decryption", 0x0d000000: "Assumption", 0x0e000000: "Deprecated", 0x0f000000: "Receive", 0x10000000: "Interface",
});

export const expert = protocol("_ws.expert", "Expert Info", {
  message: string("Message"),
  severity: u32("Severity level", { display: "name", values: severityNames }),
  group: u32("Group", { display: "name", values: groupNames }),
}, { pseudo: true });

export const malformed = protocol("_ws.malformed", "Malformed Packet", {
  expert: notice("error", "malformed", "Malformed Packet (Exception occurred)", { name: "_ws.malformed.expert" }),
}, { short: "Malformed packet" });

export const short = protocol("_ws.short", "Packet size limited during capture", {}, { short: "Short packet" });
export const unreassembled = protocol("_ws.unreassembled", "Unreassembled Packet", {}, { short: "Unreassembled" });
/** A fault of ours, never of the packet. */
export const defect = protocol("_ws.defect", "Dissector defect", { message: string("Message") });
/** Too many layers or nodes in one packet: the rest is left out. */
export const limited = protocol("_ws.limit", "Packet too deep or too large to show whole", {});
