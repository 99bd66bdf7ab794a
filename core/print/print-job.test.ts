import { describe, expect, it } from "vitest";
import { PcapWriter } from "../capture/pcap-writer";
import { Session } from "../engine/session";
import { DEFAULT_FIELDS_FORMAT } from "./fields";
import { PrintJob } from "./print-job";
import type { PrintOptions } from "./print-job";

/** An Ethernet frame with an ARP request (RFC 826) for 192.0.2.`host`. */
function arpRequest(host: number): Uint8Array {
  return Uint8Array.from([
    255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6,
    0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 192, 0, 2, host,
  ]);
}

function session(): Session {
  const opened = new Session();
  const writer = new PcapWriter((bytes) => opened.feed(bytes.slice()), { linkType: 1 });
  [7, 8, 9].forEach((host, i) => {
    const buffer = arpRequest(host);
    writer.packet({ buffer, start: 0, capturedLength: buffer.length, originalLength: buffer.length, seconds: 1_600_000_000 + i, nanos: i * 1_500_000 });
  });
  writer.finish();
  opened.finish();
  return opened;
}

const DEFAULTS: PrintOptions = {
  format: "text", filter: "", names: [], fieldsFormat: DEFAULT_FIELDS_FORMAT, summary: true, details: false, bytes: false, creator: "test", time: "now", fileName: "a.pcap",
};

function print(options: Partial<PrintOptions>): { lines: string[]; rows: number[] } {
  let text = "";
  const rows: number[] = [];
  new PrintJob({ ...DEFAULTS, ...options }).print(session(), (part) => { text += part; }, (row) => rows.push(row));
  return { lines: text.split("\n").slice(0, -1), rows };
}

describe("PrintJob", () => {
  it("prints a line a packet", () => {
    expect(print({}).lines).toEqual([
      "    1   0.000000 02:00:00:00:00:01 → ff:ff:ff:ff:ff:ff ARP 42 Who has 192.0.2.7? Tell 192.0.2.1",
      "    2   1.001500 02:00:00:00:00:01 → ff:ff:ff:ff:ff:ff ARP 42 Who has 192.0.2.8? Tell 192.0.2.1",
      "    3   2.003000 02:00:00:00:00:01 → ff:ff:ff:ff:ff:ff ARP 42 Who has 192.0.2.9? Tell 192.0.2.1",
    ]);
  });

  it("prints what a filter selects and says which rows those are", () => {
    const { lines, rows } = print({ filter: "arp.dst.proto_ipv4 >= 192.0.2.8", format: "fields", names: ["frame.number", "arp.dst.proto_ipv4"] });
    expect(lines).toEqual(["2\t192.0.2.8", "3\t192.0.2.9"]);
    expect(rows).toEqual([1, 2]);
  });

  it("prints protocols by their line of the tree", () => {
    expect(print({ filter: "frame.number == 1", format: "fields", names: ["eth", "arp.opcode", "_ws.col.Protocol"] }).lines).toEqual(["Ethernet II, Src: 02:00:00:00:00:01, Dst: ff:ff:ff:ff:ff:ff\t1\tARP"]);
  });

  it("prints nothing but the frame of each format when nothing is selected", () => {
    expect(print({ filter: "udp", format: "json" }).lines).toEqual(["[]"]);
    expect(print({ filter: "udp", format: "pdml" }).lines).toEqual(['<?xml version="1.0" encoding="utf-8"?>', '<pdml version="0" creator="test" time="now" capture_file="a.pcap">', "</pdml>"]);
    expect(print({ filter: "udp" }).lines).toEqual([]);
  });

  it("says what is wrong before a capture is opened", () => {
    expect(new PrintJob({ ...DEFAULTS, format: "fields", names: ["arp.opcode", "arp.nothing"] }).problem).toEqual({ kind: "unknown-names", names: ["arp.nothing"] });
    expect(new PrintJob({ ...DEFAULTS, filter: "arp &&" }).problem?.kind).toBe("filter");
    expect(new PrintJob(DEFAULTS).problem).toBeUndefined();
  });
});
