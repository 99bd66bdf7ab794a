/** Forms as browsers send them: names and values with `%` escapes (WHATWG URL §5, application/x-www-form-urlencoded). */
import { utf8 } from "../../base/text";
import type { Dissection } from "../../dissect/dissection";
import { mediaTypeOf } from "../../dissect/media-type";
import { attach, dissector } from "../../dissect/tables";
import { protocol, stringz } from "../../fields/declare";

const form = protocol("urlencoded-form", "HTML Form URL Encoded", {
  "key": stringz("Key", { help: "The name of a form field, with its escapes undone." }),
  "value": stringz("Value", { help: "What was entered in a form field, with its escapes undone." }),
}, { short: "URL Encoded Form Data", help: "The fields of a web form." });

const AMPERSAND = 0x26, EQUALS = 0x3d, PERCENT = 0x25, PLUS = 0x2b;

attach(dissector(form, (d, hint) => {
  const type = mediaTypeOf(typeof hint === "string" ? hint : "");
  d.appendInfo(` (${type})`);
  d.begin(form, d.end - d.start, d.drawing ? `HTML Form URL Encoded: ${type}` : undefined);
  for (let at = d.start; at < d.end;) {
    const keyEnd = stop(d, at, EQUALS);
    const key = decoded(d, at, keyEnd);
    if (key === undefined) return;
    const item = d.openText(at, 0, d.drawing ? `Form item: "${key}"` : "");
    d.put(form.f.key, at, keyEnd - at, key);
    const valueStart = keyEnd + 1;
    const valueEnd = Math.max(valueStart, stop(d, valueStart, AMPERSAND));
    const value = decoded(d, valueStart, valueEnd);
    if (value === undefined) return;
    d.put(form.f.value, valueStart, valueEnd - valueStart, value);
    if (d.drawing) d.setLabel(item, `Form item: "${key}" = "${value}"`);
    const next = Math.min(valueEnd + 1, d.end);
    d.setLength(item, next - at);
    d.close();
    at = next;
  }
}), "media_type", "application/x-www-form-urlencoded");

function stop(d: Dissection, from: number, byte: number): number {
  if (from >= d.end) return d.end;
  const found = d.bytes.indexOf(byte, from);
  return found < 0 || found > d.end ? d.end : found;
}

/** Text of [start, end) with `+` and `%` undone, up to a zero byte; undefined where `%` is followed by no number. */
function decoded(d: Dissection, start: number, end: number): string | undefined {
  const out: number[] = [];
  for (let at = start; at < end; at++) {
    const byte = d.bytes[at] as number;
    if (byte !== PERCENT) { out.push(byte === PLUS ? 0x20 : byte); continue; }
    const digits = d.text(at + 1, 2, "latin-1");
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) return undefined;
    out.push(parseInt(digits, 16));
    at += 2;
  }
  const zero = out.indexOf(0);
  return utf8(Uint8Array.from(zero < 0 ? out : out.slice(0, zero)));
}
