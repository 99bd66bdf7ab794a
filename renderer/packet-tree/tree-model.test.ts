import { describe, expect, it } from "vitest";
import type { Details } from "../../core/engine/api";
import { fieldAt, isHidden, layerOf } from "../packet-bytes/field-at";
import { findByPrefix, keysAbove, shownLabel, subtreeKeys, treeModel, visibleNodes } from "./tree-model";

type Node = readonly [parent: number, name: string, label: string, start: number, length: number, flags?: number];

function detailsOf(nodes: readonly Node[]): Details {
  const strings = (pick: (node: Node) => string): string[] => nodes.map(pick);
  return {
    number: 1,
    parent: Int32Array.from(nodes, (n) => n[0]),
    name: strings((n) => n[1]),
    label: strings((n) => n[2]),
    filter: strings(() => ""),
    value: strings(() => ""),
    source: new Uint8Array(nodes.length),
    start: Int32Array.from(nodes, (n) => n[3]),
    length: Int32Array.from(nodes, (n) => n[4]),
    flags: Uint8Array.from(nodes, (n) => n[5] ?? 0),
    severity: new Uint8Array(nodes.length),
    link: new Int32Array(nodes.length),
    sources: [{ name: "Frame", bytes: new Uint8Array(64) }],
  };
}

const details = detailsOf([
  [-1, "ip", "Internet Protocol", 14, 20],
  [-1, "tcp", "TCP", 34, 20],
  [1, "tcp.srcport", "Source Port: 80", 34, 2],
  [1, "tcp.flags", "Flags: 0x012", 46, 2],
  [3, "tcp.flags.syn", "Syn: Set", 46, 2],
  [3, "tcp.flags.fin", "Fin: Not set", 46, 2],
  [1, "tcp.len", "TCP Segment Len: 0", 46, 0, 1],
  [1, "", "Option 1: MSS", 54, 4],
  [1, "", "Option 2: SACK", 58, 2],
  [1, "tcp.port", "Source or Destination Port", 34, 2, 2],
  [9, "tcp.x", "Below a hidden one", 34, 2],
  [4, "", "A notice on the bit", 46, 2, 4],
]);

describe("tree model", () => {
  const model = treeModel(details);

  it("shows what is open, and nothing hidden", () => {
    expect(visibleNodes(model, new Set())).toEqual([0, 1]);
    expect(visibleNodes(model, new Set(["/tcp"]))).toEqual([0, 1, 2, 3, 6, 7, 8]);
    expect(visibleNodes(model, new Set(["/tcp", "/tcp/tcp.flags"]))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(model.depth).slice(0, 5)).toEqual([0, 0, 1, 1, 2]);
    expect(isHidden(details, 10)).toBe(true);
  });

  it("remembers by the path of names, apart for repeated ones and whatever the value", () => {
    expect(model.key[4]).toBe("/tcp/tcp.flags/tcp.flags.syn");
    expect(model.key[7]).toBe("/tcp/Option ");
    expect(model.key[8]).toBe("/tcp/Option #2");
    const next = treeModel(detailsOf([[-1, "tcp", "TCP, other", 0, 20], [0, "tcp.flags", "Flags: 0x018", 12, 2]]));
    expect(next.key[1]).toBe(model.key[3]);
  });

  it("opens subtrees and the way to a node", () => {
    expect(subtreeKeys(model, 1)).toEqual(["/tcp", "/tcp/tcp.flags", "/tcp/tcp.flags/tcp.flags.syn"]);
    expect(keysAbove(model, 5)).toEqual(["/tcp/tcp.flags", "/tcp"]);
  });

  it("brackets what was worked out", () => {
    expect(shownLabel(details, 6)).toBe("[TCP Segment Len: 0]");
    expect(shownLabel(details, 2)).toBe("Source Port: 80");
  });

  it("finds a label by its start, round the end", () => {
    expect(findByPrefix(details, [0, 1, 2, 3], 2, "t")).toBe(1);
    expect(findByPrefix(details, [0, 1, 2, 3], 0, "flags")).toBe(3);
    expect(findByPrefix(details, [0, 1], 0, "zzz")).toBeUndefined();
  });
});

describe("the field at a byte", () => {
  it("takes a byte that several bits share for the item that holds them, but never for a whole protocol", () => {
    const bits = detailsOf([
      [-1, "tcp", "TCP", 34, 20],
      [0, "tcp.hdr_len", "Header Length: 20", 46, 1],
      [0, "tcp.flags", "Flags: 0x012", 46, 2],
      [2, "tcp.flags.ae", "Accurate ECN: Not set", 46, 1],
      [2, "tcp.flags.syn", "Syn: Set", 47, 1],
      [2, "tcp.flags.fin", "Fin: Not set", 47, 1],
      [0, "tcp.seq", "Sequence Number: 0", 38, 4],
      [0, "tcp.seq_raw", "Sequence Number (raw): 7", 38, 4],
    ]);
    expect(fieldAt(bits, 0, 47)).toBe(2);
    expect(fieldAt(bits, 0, 38)).toBe(6);
  });

  it("is the innermost one shown", () => {
    expect(fieldAt(details, 0, 35)).toBe(2);
    expect(fieldAt(details, 0, 20)).toBe(0);
    expect(fieldAt(details, 0, 60)).toBeUndefined();
    expect(fieldAt(details, 1, 35)).toBeUndefined();
  });

  it("is the item that holds bits, not one of the bits", () => {
    expect(fieldAt(details, 0, 46)).toBe(3);
  });

  it("is the deepest of nested nodes over the same bytes", () => {
    const nested = detailsOf([[-1, "data", "Data", 0, 4], [0, "data.data", "Data: 01020304", 0, 4]]);
    expect(fieldAt(nested, 0, 1)).toBe(1);
    expect(layerOf(nested, 1)).toBe(0);
  });

  it("is the first of two that share bytes without a holder", () => {
    const pair = detailsOf([[-1, "ip", "IP", 0, 20], [0, "ip.version", "Version", 0, 1], [0, "ip.hdr_len", "Header Length", 0, 1]]);
    expect(fieldAt(pair, 0, 0)).toBe(1);
  });
});
