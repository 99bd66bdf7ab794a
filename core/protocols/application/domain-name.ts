/** Domain names as the DNS writes them, in its messages and in others' (RFC 1035 §3.1, compression §4.1.4). */
import { utf8 } from "../../base/text";
import { MALFORMED } from "../../dissect/cursor";
import type { Dissection } from "../../dissect/dissection";

/** A name as read: `octets` are the bytes of its text, `length` those it takes where it stands. */
export interface DomainName { readonly text: string; readonly octets: number; readonly length: number }

/** Longest name on the wire (RFC 1035 §2.3.4). */
const LONGEST = 255;

const scratch = new Uint8Array(LONGEST);

/**
 * Reads the name at `at`; pointers count from `base`, the first byte of the message. A name whose
 * pointers never come to an end, or that is too long, has a text that says so. Where the name lies in
 * a field of its own, `end` is one past the field's last byte: the name may end there without a root.
 */
export function readName(d: Dissection, at: number, base: number, end = Infinity): DomainName {
  let pos = at, length = 0, octets = 0, wire = 1, read = 0, jumped = false;
  const limit = Math.min(d.reported, end) - base;
  for (;;) {
    if (pos === end && read > 0) {
      if (!jumped) length = pos - at;
      break;
    }
    const size = d.u8(pos);
    if (size === 0) {
      if (!jumped) length = pos + 1 - at;
      break;
    }
    if ((size & 0xc0) === 0xc0) {
      const target = base + (d.u16(pos) & 0x3fff);
      if (!jumped) length = pos + 2 - at;
      jumped = true;
      read += 2;
      // whoever has read more bytes than there are has been somewhere twice
      if (read >= limit) return named(wire > LONGEST ? "<Name too long>" : "<Name contains a pointer that loops>", length);
      pos = target;
      continue;
    }
    if (size & 0xc0) throw MALFORMED;
    if (pos + 1 + size > end) throw MALFORMED;
    d.need(pos + 1, size);
    wire += size + 1;
    if (wire <= LONGEST) {
      if (octets > 0) scratch[octets++] = 0x2e;
      scratch.set(d.bytes.subarray(pos + 1, pos + 1 + size), octets);
      octets += size;
    }
    read += size + 1;
    pos += size + 1;
  }
  if (wire > LONGEST) return named("<Name too long>", length);
  if (octets === 0) return named("<Root>", length);
  return { text: printable(utf8(scratch, 0, octets)), octets, length };
}

const ESCAPES: Readonly<Record<string, string>> = { "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v" };

/** Control characters as they are written in programs: a label may hold any byte (RFC 2181 §11). */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]/g, (c) => ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

function named(text: string, length: number): DomainName { return { text, octets: text.length, length }; }

/** Labels of a name as it is shown. */
export function labelCount(text: string): number {
  let count = 1;
  for (let i = text.indexOf("."); i >= 0; i = text.indexOf(".", i + 1)) count++;
  return count;
}
