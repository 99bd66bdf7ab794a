/** Redis serialization protocol, versions 2 and 3 (Redis documentation, "Redis serialization protocol specification"). */
import type { Dissection } from "../../dissect/dissection";
import { SOME_MORE } from "../../dissect/stream-request";
import { attach, dissector } from "../../dissect/tables";
import { bytes, heading, i32, i64, protocol, string } from "../../fields/declare";

export const resp = protocol("resp", "REdis Serialization Protocol", {
  "string": string("String"),
  "error": string("Error"),
  "integer": i64("Integer"),
  "bulk_string": heading("Bulk String"),
  "bulk_string.length": i32("Length"),
  "bulk_string.value": bytes("Value"),
  "array": heading("Array"),
  "array.length": i64("Length"),
}, { short: "RESP" });

const { f } = resp;
const PORT = 6379, MAX_DEPTH = 16;
const CR = 13, LF = 10;

/** End of the line at `at`, behind its CR LF; -1 where it has none yet. */
function lineEnd(d: Dissection, at: number): number {
  const end = d.bytes.indexOf(LF, at);
  return end < 0 || end >= d.end || d.bytes[end - 1] !== CR ? -1 : end + 1;
}

/** Where the value at `at` ends, -1 while it is incomplete, -2 where it is none. */
function valueEnd(d: Dissection, at: number, depth: number): number {
  if (depth > MAX_DEPTH) return -2;
  if (at >= d.end) return -1;
  const kind = String.fromCharCode(d.u8(at));
  if (!"+-:$*".includes(kind)) return -2;
  const end = lineEnd(d, at);
  if (end < 0) return -1;
  if (kind === "$" || kind === "*") {
    const count = Number(d.text(at + 1, end - at - 3, "latin-1"));
    if (!Number.isInteger(count)) return -2;
    if (count < 0) return end;
    if (kind === "$") return end + count + 2 <= d.end ? end + count + 2 : -1;
    let next = end;
    for (let i = 0; i < count; i++) if ((next = valueEnd(d, next, depth + 1)) < 0) return next;
    return next;
  }
  return end;
}

/** Shows the value at `at` and returns its end; `words` gets what Info has of it. */
function value(d: Dissection, at: number, words: string[]): number {
  const kind = String.fromCharCode(d.u8(at)), line = lineEnd(d, at), text = d.text(at + 1, line - at - 3);
  switch (kind) {
    case "+": d.put(f.string, at, line - at, text); words.push(text); return line;
    case "-": d.put(f.error, at, line - at, text); words.push(text); return line;
    case ":": if (/^-?\d{1,18}$/.test(text)) d.put(f.integer, at, line - at, BigInt(text)); words.push(text); return line;
    case "$": {
      const length = Number(text), end = length < 0 ? line : line + length + 2;
      d.open(f.bulk_string, at, end - at);
      d.put(f["bulk_string.length"], at, line - at, length);
      if (length >= 0) {
        d.item(f["bulk_string.value"], line, length);
        words.push(d.text(line, length));
      }
      d.close();
      return end;
    }
    default: {
      const count = Number(text);
      const node = d.open(f.array, at, line - at);
      d.put(f["array.length"], at, line - at, BigInt(count));
      let next = line;
      for (let i = 0; i < count; i++) next = value(d, next, words);
      d.setLength(node, next - at);
      d.close();
      return next;
    }
  }
}

attach(dissector(resp, (d) => {
  const first = valueEnd(d, d.start, 0);
  if (first === -2) return false;
  if (first === -1) {
    if (d.stream && !d.stream.ended) { d.stream.ask(d.start, SOME_MORE); return; }
    return false;
  }
  d.setProtocol("RESP");
  const node = d.begin(resp);
  const words: string[] = [];
  let at = d.start;
  while (at < d.end) {
    const end = valueEnd(d, at, 0);
    if (end < 0) {
      if (end === -1 && d.stream && !d.stream.ended) d.stream.ask(at, SOME_MORE);
      break;
    }
    at = value(d, at, words);
  }
  d.setLength(node, at - d.start);
  if (d.columns) d.setInfo(`${d.destinationPort === PORT ? "Request" : "Response"}: ${words.join(" ")}`);
}), "tcp.port", PORT);
