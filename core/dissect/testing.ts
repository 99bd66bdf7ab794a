/** Helpers for the tests beside the protocols: packets as hexadecimal text in, trees as lines out. */
import { expect } from "vitest";
import { hex } from "../base/text";
import { dateText, etherText, guidText, ipv4Text, ipv6Text, oidText, secondsText } from "../fields/format";
import { CaptureState } from "./capture-state";
import type { FrameMeta } from "./capture-state";
import { Dissection, WANT_ALL, WANT_NONE } from "./dissection";
import { lookUp } from "./tables";
import type { Tree } from "./tree";

/** Bytes of hexadecimal text; white space and `#` comments to the end of a line are skipped. */
export function bytesOf(text: string): Uint8Array {
  const digits = text.replace(/#.*$/gm, "").replace(/\s+/g, "");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** A packet as the file would describe it: packets lie one second apart. */
export interface TestPacket { readonly bytes: Uint8Array; readonly linkType?: number; readonly length?: number }

/**
 * Dissects packets as a capture of their own: indexes all, tracks all, then shows each.
 * `each` is called with the dissection of every packet in order.
 */
export function dissectAll(packets: readonly (Uint8Array | TestPacket)[], each: (d: Dissection, row: number) => void): void {
  const root = lookUp("root", "frame");
  if (!root) throw new Error("import core/protocols/all first");
  const state = new CaptureState();
  state.bytesOf = (number) => { const p = packets[number - 1]; return p instanceof Uint8Array ? p : (p?.bytes ?? new Uint8Array(0)); };
  state.timeOf = (number) => BigInt(number - 1) * 1_000_000_000n;
  const d = new Dissection(state);
  const list = packets.map((p): TestPacket => (p instanceof Uint8Array ? { bytes: p } : p));
  const meta = (p: TestPacket, row: number): FrameMeta => ({
    number: row + 1, seconds: row, nanos: 0, hasTime: true, length: p.length ?? p.bytes.length, capturedLength: p.bytes.length, linkType: p.linkType ?? 1,
    interfaceId: -1, interfaceName: undefined, interfaceDescription: undefined, fcsLength: undefined, comments: undefined, flags: undefined,
  });
  const previous = new Map<string, number>();
  const conversations = list.map((p, row) => {
    d.run(root, meta(p, row), p.bytes, "index", WANT_NONE);
    for (const id of d.conversationsOfPacket) previous.set(`${id}/${row + 1}`, state.conversations.addPacket(id, row) + 1);
    return d.conversationsOfPacket.slice();
  });
  state.previousInConversation = (id, number) => previous.get(`${id}/${number}`) ?? 0;
  list.forEach((p, row) => d.run(root, meta(p, row), p.bytes, "track", WANT_NONE, conversations[row]));
  list.forEach((p, row) => { d.run(root, meta(p, row), p.bytes, "show", WANT_ALL, conversations[row]); each(d, row); });
}

/** Dissects one packet and returns `name@start+length=value` lines, indented by depth; `only` keeps one protocol's. */
export function treeLines(packet: Uint8Array | TestPacket, only?: string): string[] {
  let lines: string[] = [];
  dissectAll([packet], (d) => { lines = linesOf(d.tree, only); });
  return lines;
}

/** The nodes of a tree as lines, as `treeLines` has them. */
export function linesOf(tree: Tree, only?: string): string[] {
  const lines: string[] = [];
  const depth: number[] = [];
  for (let i = 0; i < tree.count; i++) {
    const parent = tree.parent[i] as number;
    depth[i] = parent < 0 ? 0 : (depth[parent] as number) + 1;
    const field = tree.field[i];
    if (only !== undefined && field?.protocol.name !== only) continue;
    const name = field?.name ?? JSON.stringify(tree.label[i]);
    lines.push(`${" ".repeat(depth[i] as number)}${name}@${tree.start[i]}+${tree.length[i]}${valueText(tree, i)}`);
  }
  return lines;
}

function valueText(tree: Tree, i: number): string {
  const field = tree.field[i], value = tree.value(i);
  if (!field || value === undefined || field.type === "protocol" || field.type === "none") return "";
  if (value instanceof Uint8Array) {
    switch (field.type) {
      case "ipv4": return `=${ipv4Text(value)}`;
      case "ipv6": return `=${ipv6Text(value)}`;
      case "ether": return `=${etherText(value)}`;
      case "guid": return `=${guidText(value)}`;
      case "oid": return `=${oidText(value)}`;
      default: return `=${hex(value)}`;
    }
  }
  if (field.type === "abstime" && typeof value === "bigint") return `=${dateText(value)}`;
  if (field.type === "reltime") return `=${secondsText(value as bigint)}`;
  return `=${typeof value === "string" ? JSON.stringify(value) : value}`;
}

/**
 * What every vector must stand: cut at every length and hit by seeded bit flips, it gives
 * a tree without a defect, with nodes inside their data source, in bounded size.
 */
export function harden(packet: Uint8Array, options: { linkType?: number; flips?: number } = {}): void {
  const linkType = options.linkType ?? 1;
  const check = (p: TestPacket, what: string): void => {
    dissectAll([p], (d) => {
      const { tree } = d;
      if (d.state.defects.length > 0) expect.fail(`${what}: ${d.state.defects[0]}`);
      for (let i = 0; i < tree.count; i++) {
        const name = tree.field[i]?.name;
        const size = tree.sources[tree.source[i] as number]?.bytes.length ?? 0;
        const start = tree.start[i] as number, length = tree.length[i] as number;
        if (start < 0 || length < 0 || (length > 0 && start > Math.max(size, d.frame.length))) expect.fail(`${what}: node ${name} covers ${start}+${length} of ${size} bytes`);
      }
    });
  };
  for (let n = 0; n < packet.length; n++) {
    check({ bytes: packet.subarray(0, n), linkType, length: packet.length }, `captured ${n} of ${packet.length} bytes`);
    check({ bytes: packet.subarray(0, n), linkType }, `ending after ${n} bytes`);
  }
  let seed = 0x2545f491;
  const random = (): number => { seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return seed >>> 0; };
  for (let k = 0; k < (options.flips ?? 300); k++) {
    const copy = packet.slice();
    for (let times = 1 + (random() % 4); times > 0; times--) {
      const at = random() % copy.length;
      copy[at] = random() % 3 === 0 ? 0xff : (copy[at] as number) ^ (1 << (random() % 8));
    }
    check({ bytes: copy, linkType }, `mutation ${k} (${hex(copy)})`);
  }
}
