/** PDML, the packet details as XML, shaped as `tshark -T pdml` shapes it. */
import { hex } from "../base/text";
import { nodeLabel } from "../dissect/labels";
import { showValue } from "../dissect/node-values";
import { NO_NODE, NodeFlag } from "../dissect/tree";
import type { Tree } from "../dissect/tree";
import { dateText, secondsText } from "../fields/format";
import { xmlAttribute } from "./escape";
import { Outline } from "./outline";
import type { PrintedPacket, Write } from "./packet";
import type { Selection } from "./selection";

/** What stands before the first packet; `time` is when it was printed, `file` the capture's name. */
export function pdmlHead(creator: string, time: string, file: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<pdml version="0" creator="${xmlAttribute(creator)}" time="${xmlAttribute(time)}" capture_file="${xmlAttribute(file)}">\n`;
}

/** What stands after the last packet. */
export const PDML_FOOT = "</pdml>\n";

const outline = new Outline();

/** Prints one packet; with a selection only the fields it names. */
export function printPdml(packet: PrintedPacket, write: Write, selection?: Selection): void {
  write(`<packet>\n${generalInformation(packet)}`);
  if (selection) {
    for (const { name, values } of selection.valuesOf(packet)) {
      for (const value of values) write(`  <field name="${xmlAttribute(name)}" value="${xmlAttribute(value)}"/>\n`);
    }
  } else {
    outline.read(packet.tree);
    for (let i = outline.top; i !== NO_NODE; i = outline.nextSibling(i)) printTop(packet.tree, i, write);
  }
  write("</packet>\n\n\n");
}

function generalInformation({ frame }: PrintedPacket): string {
  const time = BigInt(frame.seconds) * 1_000_000_000n + BigInt(frame.nanos);
  const size = frame.capturedLength;
  const entry = (name: string, show: string, showname: string, value: string): string =>
    `    <field name="${name}" pos="0" show="${show}" showname="${showname}" value="${value}" size="${size}"/>\n`;
  return `  <proto name="geninfo" pos="0" showname="General information" size="${size}">\n` +
    entry("num", String(frame.number), "Number", frame.number.toString(16)) +
    entry("len", String(frame.length), "Frame Length", frame.length.toString(16)) +
    entry("caplen", String(size), "Captured Length", size.toString(16)) +
    entry("timestamp", dateText(time), "Captured Time", secondsText(time)) +
    "  </proto>\n";
}

/** Top-level nodes are protocols; others stand in a wrapper that is none, and so does plain data. */
function printTop(tree: Tree, i: number, write: Write): void {
  const field = tree.field[i];
  if (field?.type === "protocol" && field.name !== "data") {
    printNode(tree, i, "  ", "proto", write);
    return;
  }
  write('  <proto name="fake-field-wrapper">\n');
  if (field?.name === "data") {
    write(`    <field name="data" value="${hex(tree.bytes(i))}">\n`);
    printChildren(tree, i, "      ", write);
    write("  </field>\n");
  } else {
    printNode(tree, i, "    ", "field", write);
  }
  write("  </proto>\n");
}

function printNode(tree: Tree, i: number, indent: string, element: "proto" | "field", write: Write): void {
  const head = `${indent}<${element} ${attributes(tree, i)}`;
  if (outline.firstChild(i) === NO_NODE) {
    write(`${head}/>\n`);
    return;
  }
  write(`${head}>\n`);
  printChildren(tree, i, `${indent}  `, write);
  write(`${indent}</${element}>\n`);
}

function printChildren(tree: Tree, i: number, indent: string, write: Write): void {
  for (let child = outline.firstChild(i); child !== NO_NODE; child = outline.nextSibling(child)) printNode(tree, child, indent, "field", write);
}

function attributes(tree: Tree, i: number): string {
  const field = tree.field[i], size = tree.length[i] ?? 0;
  const label = xmlAttribute(nodeLabel(tree, i));
  const hide = (tree.flags[i] ?? 0) & NodeFlag.hidden ? ' hide="yes"' : "";
  const place = `size="${size}" pos="${tree.start[i] ?? 0}"`;
  if (!field) return `name="" show="${label}"${hide} ${place}${size > 0 ? ` value="${hex(tree.bytes(i))}"` : ""}`;
  const head = `name="${field.name}" showname="${label}"${hide} ${place}`;
  switch (field.type) {
    case "protocol": return head;
    case "none": return `${head} show="" value=""`;
  }
  const show = `${head} show="${xmlAttribute(showValue(tree, i))}"`;
  if (size === 0) return show;
  if (!field.mask) return `${show} value="${hex(tree.bytes(i))}"`;
  const value = tree.value(i);
  const bits = typeof value === "number" || typeof value === "bigint" ? value.toString(16).toUpperCase() : "";
  return `${show} value="${bits}" unmaskedvalue="${hex(tree.bytes(i))}"`;
}
