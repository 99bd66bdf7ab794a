/** Bytes as text for the clipboard. */
import { byteText } from "./byte-layout";

export const byteFormats = ["hex-stream", "hex-dump", "text", "base64", "c-array", "escaped"] as const;
export type ByteFormat = (typeof byteFormats)[number];

export function formatBytes(bytes: Uint8Array, format: ByteFormat): string {
  switch (format) {
    case "hex-stream": return Array.from(bytes, (byte) => byteText("hex", byte)).join("");
    case "hex-dump": return hexDump(bytes);
    case "text": return new TextDecoder().decode(bytes);
    case "base64": return base64(bytes);
    case "c-array": return cArray(bytes);
    case "escaped": return `"${Array.from(bytes, escaped).join("")}"`;
  }
}

function lines<T>(bytes: Uint8Array, perLine: number, write: (line: Uint8Array, offset: number) => T): T[] {
  const out: T[] = [];
  for (let offset = 0; offset < bytes.length; offset += perLine) out.push(write(bytes.subarray(offset, offset + perLine), offset));
  return out;
}

function hexDump(bytes: Uint8Array): string {
  return lines(bytes, 16, (line, offset) => {
    const hex = Array.from(line, (byte) => byteText("hex", byte)).join(" ");
    const text = Array.from(line, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    return `${offset.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`;
  }).join("\n");
}

function base64(bytes: Uint8Array): string {
  // In parts, since the arguments of one call are limited.
  return btoa(lines(bytes, 0x8000, (part) => String.fromCharCode(...part)).join(""));
}

function cArray(bytes: Uint8Array): string {
  const body = lines(bytes, 12, (line) => `  ${Array.from(line, (byte) => `0x${byteText("hex", byte)}`).join(", ")}`).join(",\n");
  return `static const unsigned char bytes[${bytes.length}] = {\n${body}\n};`;
}

const shortEscapes: Readonly<Record<number, string>> = { 0x09: "\\t", 0x0a: "\\n", 0x0d: "\\r", 0x22: '\\"', 0x5c: "\\\\" };

function escaped(byte: number): string {
  return shortEscapes[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byteText("hex", byte)}`);
}
