/** Packets as text for people: the summary line, the protocol tree, the bytes. */
import { printable } from "../base/printable";
import { bracketed } from "../dissect/labels";
import { NO_NODE, NodeFlag } from "../dissect/tree";
import type { Tree } from "../dissect/tree";
import { Outline } from "./outline";
import type { PrintedPacket, Write } from "./packet";

/** Prints a packet's line of the packet list. */
export function printSummary({ frame, columns }: PrintedPacket, write: Write): void {
  const number = String(frame.number).padStart(5), time = columns.time.padStart(10);
  const source = printable(columns.source).padStart(12), destination = printable(columns.destination).padEnd(12);
  write(`${number} ${time} ${source} → ${destination} ${printable(columns.protocol)} ${frame.length} ${printable(columns.info)}\n`);
}

const outline = new Outline();

/**
 * Prints the protocol tree, four spaces a level, with an empty line after it. Plain data is followed by
 * its bytes, unless the bytes of the whole packet are printed too.
 */
export function printDetails({ tree }: PrintedPacket, write: Write, withBytes: boolean): void {
  outline.read(tree);
  printLines(tree, outline.top, "", write, withBytes);
  write("\n");
}

function printLines(tree: Tree, first: number, indent: string, write: Write, withBytes: boolean): void {
  for (let i = first; i !== NO_NODE; i = outline.nextSibling(i)) {
    if ((tree.flags[i] ?? 0) & NodeFlag.hidden) continue;
    write(`${indent}${bracketed(tree, i)}\n`);
    const field = tree.field[i];
    if (!withBytes && field?.type === "protocol" && field.name === "data") {
      write("\n");
      printHex(tree.bytes(i), write);
    }
    const child = outline.firstChild(i);
    if (child !== NO_NODE) printLines(tree, child, `${indent}    `, write, withBytes);
  }
}

/** Prints the bytes of every data source, sixteen a line, with an empty line after them. */
export function printBytes({ tree }: PrintedPacket, write: Write): void {
  for (const { name, bytes } of tree.sources) {
    if (tree.sources.length > 1) write(`${name} (${bytes.length} byte${bytes.length === 1 ? "" : "s"}):\n`);
    printHex(bytes, write);
  }
  write("\n");
}

function printHex(bytes: Uint8Array, write: Write): void {
  const digits = Math.max(4, (bytes.length - 1).toString(16).length);
  for (let at = 0; at < bytes.length; at += 16) write(hexLine(bytes, at, digits));
}

function hexLine(bytes: Uint8Array, at: number, offsetDigits: number): string {
  let digits = "", characters = "";
  const end = Math.min(at + 16, bytes.length);
  for (let i = at; i < end; i++) {
    const byte = bytes[i] ?? 0;
    digits += ` ${byte < 16 ? "0" : ""}${byte.toString(16)}`;
    characters += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return `${at.toString(16).padStart(offsetDigits, "0")} ${digits.padEnd(48)}   ${characters}\n`;
}
