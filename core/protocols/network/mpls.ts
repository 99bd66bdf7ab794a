/** MPLS label stack (RFC 3032 §2.1, RFC 5462) and Ethernet pseudowires with a control word (RFC 4448 §4.6). */
import { attach, dissector } from "../../dissect/tables";
import type { Dissection } from "../../dissect/dissection";
import { bool, protocol, u16, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const ENTRY = 4;
const LABELS = values({
  0: "IPv4 Explicit-Null", 1: "Router Alert", 2: "IPv6 Explicit-Null", 3: "Implicit-Null", 7: "Entropy Label Indicator (ELI)",
  13: "Generic Associated Channel Label (GAL)", 14: "OAM Alert",
});
const FIRST_FREE_LABEL = 16;

export const mpls = protocol("mpls", "MultiProtocol Label Switching Header", {
  "label": u32("MPLS Label", { display: "dec-hex", mask: 0xfffff000, values: LABELS, help: "What a router looks up to forward the packet." }),
  "exp": u32("MPLS Experimental Bits", { mask: 0x00000e00, help: "Traffic class." }),
  "bottom": u32("MPLS Bottom Of Label Stack", { mask: 0x00000100, help: "1 in the last label before the payload." }),
  "ttl": u32("MPLS TTL", { mask: 0x000000ff, help: "Hops left." }),
}, { short: "MPLS", help: "Labels that lead a packet along a path through a provider's network." });

function label(d: Dissection, at: number): number {
  const { f } = mpls;
  const word = d.u32(at);
  const value = word >>> 12, name = value < FIRST_FREE_LABEL ? LABELS.name(value) ?? "Reserved - Unknown" : undefined;
  d.open(mpls.node, at, ENTRY, undefined, d.drawing
    ? `MultiProtocol Label Switching Header, Label: ${value}${name === undefined ? "" : ` (${name})`}, Exp: ${(word >> 9) & 7}, S: ${(word >> 8) & 1}, TTL: ${word & 0xff}` : undefined);
  d.item(f.label, at);
  d.item(f.exp, at);
  d.item(f.bottom, at);
  d.item(f.ttl, at);
  d.close();
  return word;
}

attach(dissector(mpls, (d) => {
  let at = d.start;
  d.setProtocol("MPLS");
  d.setInfo("MPLS Label Switched Packet");
  for (;;) {
    const word = label(d, at);
    at += ENTRY;
    if ((word & 0x100) !== 0) break;
  }
  const length = d.reported - at;
  if (length <= 0) return;
  // nothing names the payload: its first four bits tell (RFC 4928 §3)
  const nibble = d.u8(at) >> 4;
  const known = nibble === 4 ? d.next("ethertype", 0x0800, at, length)
    : nibble === 6 ? d.next("ethertype", 0x86dd, at, length)
    : nibble === 0 ? d.next("mpls.pw", "control-word", at, length)
    : nibble === 1 && d.next("mpls.pw", "channel", at, length);
  if (known) d.endsAt(d.calledEnd); else d.data(at, length);
}, { carriesPackets: true }), "ethertype", 0x8847, 0x8848);

const controlWord = protocol("pwethcw", "PW Ethernet Control Word", {
  "cw": bool("PW Control Word (ethernet)", { name: "pweth.cw", words: ["True", "False"] }),
  "sequence_number": u16("Sequence Number", { name: "pweth.cw.sequence_number" }),
}, { short: "Ethernet PW (CW)" });

attach(dissector(controlWord, (d) => {
  const at = d.start;
  d.stack.splice(d.stack.length - 1, 0, "pwethheuristic");
  d.begin(controlWord, 4);
  d.hidden(controlWord.f.cw, at, 0, 1);
  d.item(controlWord.f.sequence_number, at + 2);
  d.close();
  if (!d.next("link", 1, at + 4, d.reported - at - 4)) d.data(at + 4, d.reported - at - 4);
}, { carriesPackets: true }), "mpls.pw", "control-word");
