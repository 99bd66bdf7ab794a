/** NetBIOS names as the name and datagram services carry them (RFC 1001 §14, RFC 1002 §4.1). */
import { latin1 } from "../../../base/text";
import type { Dissection } from "../../../dissect/dissection";
import { values } from "../../../fields/values";

/** Uses of a name by its 16th byte, as Microsoft assigned them. */
const suffixes = values({
  0x00: "Workstation/Redirector", 0x01: "Browser", 0x02: "Workstation/Redirector", 0x03: "Messenger service/Main name", 0x05: "Forwarded name",
  0x06: "RAS Server service", 0x1b: "Domain Master Browser", 0x1c: "Domain Controllers", 0x1d: "Local Master Browser",
  0x1e: "Browser Election Service", 0x1f: "Net DDE Service", 0x20: "Server service", 0x21: "RAS client service",
  0x22: "Exchange Interchange (MSMail Connector)", 0x23: "Exchange Store", 0x24: "Exchange Directory", 0x2b: "Lotus Notes Server service",
  0x30: "Modem sharing server service", 0x31: "Modem sharing client service", 0x43: "SMS Clients Remote Control",
  0x44: "SMS Administrators Remote Control Tool", 0x45: "SMS Clients Remote Chat", 0x46: "SMS Clients Remote Transfer",
  0x4c: "DEC Pathworks TCP/IP Service on Windows NT", 0x52: "DEC Pathworks TCP/IP Service on Windows NT", 0x6a: "Microsoft Exchange IMC",
  0x87: "Microsoft Exchange MTA", 0xbe: "Network Monitor Agent", 0xbf: "Network Monitor Analyzer",
});

/** What a name whose 16th byte is `suffix` is used for. */
export function suffixName(suffix: number): string { return suffixes.name(suffix) ?? "Unknown"; }

/** A name as read; `suffix` is -1 where it is no encoded NetBIOS name. */
export interface NetbiosName { readonly text: string; readonly length: number; readonly suffix: number }

/** The 15 characters of a name: trailing blanks dropped, what is not printable as `<hh>`. */
export function plainName(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0x20) end--;
  let text = "";
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : suffixText(byte);
  }
  return text;
}

/** `<20>` */
export function suffixText(byte: number): string { return `<${byte.toString(16).padStart(2, "0")}>`; }

/** Reads the name at `at`: a first label of 32 letters for 16 bytes, then the scope's; pointers count from `base`. */
export function readNetbiosName(d: Dissection, at: number, base: number): NetbiosName {
  const labels: string[] = [];
  let pos = at, length = 0, jumps = 0, suffix = -1, octets = 0;
  for (;;) {
    const size = d.u8(pos);
    if (size === 0) { if (jumps === 0) length = pos + 1 - at; break; }
    if ((size & 0xc0) === 0xc0) {
      if (jumps === 0) length = pos + 2 - at;
      pos = base + (d.u16(pos) & 0x3fff);
      if (++jumps > 16) break;
      continue;
    }
    const raw = d.slice(pos + 1, size & 0x3f);
    octets += raw.length + 1;
    if (octets > 255) break;
    const name = labels.length === 0 ? decodeFirstLevel(raw) : undefined;
    if (name) {
      suffix = name[15] as number;
      labels.push(plainName(name.subarray(0, 15)) + suffixText(suffix));
    } else {
      labels.push(labels.length === 0 ? `Illegal NetBIOS name (${latin1(raw)})` : latin1(raw));
    }
    pos += 1 + raw.length;
  }
  return { text: labels.join("."), length, suffix };
}

/** RFC 1001 §14.1: each half byte is a letter from A to P. */
function decodeFirstLevel(raw: Uint8Array): Uint8Array | undefined {
  if (raw.length !== 32) return undefined;
  const name = new Uint8Array(16);
  for (let i = 0; i < 32; i++) {
    const half = (raw[i] as number) - 0x41;
    if (half < 0 || half > 15) return undefined;
    name[i >> 1] = ((name[i >> 1] as number) << 4) | half;
  }
  return name;
}
