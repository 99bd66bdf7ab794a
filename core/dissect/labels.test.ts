import { describe, expect, it } from "vitest";
import {
  abstime, bool, bytes, char, double, ether, framenum, guid, heading, i16, ipv4, ipv6, oid, protocol, reltime, string, u16, u32, u8,
} from "../fields/declare";
import type { Field, FieldValue } from "../fields/field";
import { values } from "../fields/values";
import { bracketed, nodeLabel } from "./labels";
import { filterValue, showValue } from "./node-values";
import { NO_NODE, NodeFlag, Tree } from "./tree";

const names = values({ 1: "Request", 2: "Reply" });
const proto = protocol("labels-test", "Labels Protocol", {
  port: u16("Source Port"), code: u8("Opcode", { values: names }), hexed: u16("Type", { display: "hex", values: names }), status: u8("Status", { display: "name", values: names }),
  sized: u16("Length", { unit: "bytes" }), zone: i16("Time Zone"), id: u16("Identification", { display: "hex-dec" }), kind: u8("Kind", { mask: 0x30, values: names }),
  set: bool("Reset", { mask: 0x04 }), marked: bool("Marked"), words: bool("IG bit", { mask: 0x01, words: ["Group", "Individual"] }),
  v4: ipv4("Address"), v6: ipv6("Address"), mac: ether("Address"), uuid: guid("Interface"), uuidle: guid("Interface", { littleEndian: true }), object: oid("Object Id"),
  raw: bytes("Data"), text: string("Host"), letter: char("Letter", { display: "hex" }),
  at: abstime("Arrival Time"), since: reltime("Time delta"), ratio: double("Ratio"), frame: framenum("Response In"), head: heading("Timestamps"), big: u32("Big"),
});

function treeWith(field: Field | undefined, value: FieldValue, length = field?.width ?? 0, flags = 0): Tree {
  const tree = new Tree();
  tree.sources.push({ name: "Frame", bytes: new Uint8Array(64) });
  tree.add(field, NO_NODE, 0, 0, length, value, flags, 1);
  return tree;
}
const label = (field: Field, value: FieldValue, length?: number): string => nodeLabel(treeWith(field, value, length), 0);
const show = (field: Field, value: FieldValue, length?: number): string => showValue(treeWith(field, value, length), 0);
const f = proto.f;
const hexBytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

describe("nodeLabel", () => {
  // every right side is what tshark 4.0 prints for a field of the kind
  it("writes numbers, names and units", () => {
    expect(label(f.port, 443)).toBe("Source Port: 443");
    expect(label(f.code, 1)).toBe("Opcode: Request (1)");
    expect(label(f.code, 9)).toBe("Opcode: Unknown (9)");
    expect(label(f.hexed, 1)).toBe("Type: Request (0x0001)");
    expect(label(f.status, 2)).toBe("Status: Reply");
    expect(label(f.sized, 20)).toBe("Length: 20 bytes");
    expect(label(f.zone, -60)).toBe("Time Zone: -60");
    expect(label(f.id, 0xbc4b)).toBe("Identification: 0xbc4b (48203)");
    expect(label(f.frame, 6)).toBe("Response In: 6");
    expect(label(f.letter, 0x41)).toBe("Letter: 'A' (0x41)");
  });

  it("writes bits in their places", () => {
    expect(label(f.kind, 2)).toBe("..10 .... = Kind: Reply (2)");
    expect(label(f.set, 1)).toBe(".... .1.. = Reset: Set");
    expect(label(f.set, 0, 2)).toBe(".... .... .... .0.. = Reset: Not set");
    expect(label(f.words, 0)).toBe(".... ...0 = IG bit: Individual");
    expect(label(f.marked, 0)).toBe("Marked: False");
  });

  it("writes addresses and other bytes", () => {
    expect(label(f.v4, hexBytes("c0000201"))).toBe("Address: 192.0.2.1");
    expect(label(f.v6, hexBytes("20010db8000000000000000000000001"))).toBe("Address: 2001:db8::1");
    expect(label(f.mac, hexBytes("001708aabbcc"))).toBe("Address: 00:17:08:aa:bb:cc");
    expect(label(f.uuidle, hexBytes("523f9b2209ade711a91a0800277fb58b"))).toBe("Interface: 229b3f52-ad09-11e7-a91a-0800277fb58b");
    expect(label(f.uuid, hexBytes("523f9b2209ade711a91a0800277fb58b"))).toBe("Interface: 523f9b22-09ad-e711-a91a-0800277fb58b");
    expect(label(f.object, hexBytes("550407"))).toBe("Object Id: 2.5.4.7");
    expect(label(f.raw, hexBytes("3020742031370a"))).toBe("Data: 3020742031370a");
    expect(label(f.raw, new Uint8Array(0))).toBe("Data: <MISSING>");
    const counted = Uint8Array.from({ length: 37 }, (_, i) => i);
    expect(label(f.raw, counted.subarray(0, 36))).toBe("Data: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223");
    expect(label(f.raw, counted)).toBe("Data: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223…");
  });

  it("writes times and fractions", () => {
    expect(label(f.at, 1581109434258190000n)).toBe("Arrival Time: Feb  7, 2020 21:03:54.258190000 UTC");
    expect(label(f.since, 50969000n)).toBe("Time delta: 0.050969000 seconds");
    expect(label(f.ratio, 0.078125)).toBe("Ratio: 0.078125");
  });

  it("writes headings and protocols by their name", () => {
    expect(label(f.head, undefined)).toBe("Timestamps");
    expect(label(proto.node, undefined)).toBe("Labels Protocol");
  });

  it("escapes and cuts long lines as tshark does", () => {
    expect(label(f.text, "a\tb\r\n")).toBe("Host: a\\tb\\r\\n");
    expect(label(f.text, "x".repeat(233))).toBe(`Host: ${"x".repeat(233)}`);
    expect(label(f.text, "x".repeat(234))).toBe(`Host [truncated]: ${"x".repeat(220)}`);
    expect(label(f.text, "é".repeat(200))).toBe(`Host [truncated]: ${"é".repeat(110)}`);
    const tree = treeWith(f.text, "x");
    tree.label[0] = `User-Agent: ${"x".repeat(300)}`;
    expect(nodeLabel(tree, 0)).toBe(` [truncated]User-Agent: ${"x".repeat(214)}`);
  });

  it("takes a node's own label and suffix", () => {
    const tree = treeWith(f.port, 443);
    tree.suffix[0] = " (https)";
    expect(nodeLabel(tree, 0)).toBe("Source Port: 443 (https)");
    tree.label[0] = "Port";
    expect(nodeLabel(tree, 0)).toBe("Port (https)");
    const text = treeWith(undefined, undefined);
    text.label[0] = "Queries";
    expect(nodeLabel(text, 0)).toBe("Queries");
  });

  it("puts generated nodes and notices into brackets", () => {
    expect(bracketed(treeWith(f.big, 0, 0, NodeFlag.generated), 0)).toBe("[Big: 0]");
    expect(bracketed(treeWith(f.head, undefined, 0, NodeFlag.notice), 0)).toBe("[Timestamps]");
    expect(bracketed(treeWith(f.big, 0), 0)).toBe("Big: 0");
  });
});

describe("showValue", () => {
  it("gives what tshark has in PDML's show", () => {
    expect([show(f.port, 443), show(f.hexed, 0x800), show(f.id, 1), show(f.set, 1), show(f.marked, 0), show(f.frame, 6)]).toEqual(["443", "0x0800", "0x0001", "1", "0", "6"]);
    expect([show(f.raw, hexBytes("3020")), show(f.v4, hexBytes("c0000201")), show(f.object, hexBytes("550407"))]).toEqual(["30:20", "192.0.2.1", "2.5.4.7"]);
    expect([show(f.at, 1581109434258190000n), show(f.since, -1n), show(f.ratio, 0.4)]).toEqual(["Feb  7, 2020 21:03:54.258190000 UTC", "-0.000000001", "0.4"]);
    expect([show(f.text, "a\tb"), show(f.head, undefined), show(proto.node, undefined)]).toEqual(["a\tb", "", ""]);
  });
});

describe("filterValue", () => {
  const literal = (field: Field, value: FieldValue): string | undefined => filterValue(treeWith(field, value), 0);
  it("gives literals of the filter language", () => {
    expect([literal(f.port, 443), literal(f.v4, hexBytes("c0000201")), literal(f.raw, hexBytes("0a0b"))]).toEqual(["443", "192.0.2.1", "0a:0b"]);
    expect(literal(f.text, 'say "a\\b"\n')).toBe('"say \\"a\\\\b\\"\\x0a"');
    expect(literal(f.at, 0n)).toBe('"Jan  1, 1970 00:00:00.000000000 UTC"');
  });
  it("gives none where there is nothing to compare with", () => {
    expect([literal(f.head, undefined), literal(proto.node, undefined), literal(f.raw, new Uint8Array(0))]).toEqual([undefined, undefined, undefined]);
  });
});
