import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PcapWriter } from "../../core/capture/pcap-writer";
import { Failure } from "./failure";
import { parseCommand } from "./options";
import { read } from "./read-command";

let folder: string;
const at = (name: string): string => join(folder, name);

/** An Ethernet frame with an ARP request (RFC 826) for 192.0.2.`host`. */
function arpRequest(host: number): Uint8Array {
  return Uint8Array.from([
    255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6,
    0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 192, 0, 2, host,
  ]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wirelens-read-"));
  const parts: Uint8Array[] = [];
  const writer = new PcapWriter((bytes) => parts.push(bytes.slice()), { linkType: 1 });
  for (const host of [7, 8, 9]) {
    const buffer = arpRequest(host);
    writer.packet({ buffer, start: 0, capturedLength: buffer.length, originalLength: buffer.length, seconds: 1_600_000_000 + host, nanos: 0 });
  }
  writer.finish();
  for (const name of ["arp.pcap", "cut.pcap"]) writeFileSync(at(name), Buffer.concat(parts));
  truncateSync(at("cut.pcap"), 24 + 2 * 58 + 30);
  writeFileSync(at("text.txt"), "This is no capture at all, only text.");
  writeFileSync(at("empty"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command with its selection written to a file; returns the status and the lines of complaint. */
function run(...args: string[]): { status: number; complaints: string[] } {
  const command = parseCommand(args);
  if (command.kind !== "read") throw new Error("not a read command");
  const complaints: string[] = [];
  return { status: read(command, (line) => complaints.push(line)), complaints };
}

function failure(...args: string[]): Failure {
  try {
    run(...args);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("no failure");
}

describe("read", () => {
  it("writes the packets that a filter selects", () => {
    expect(run("-r", at("arp.pcap"), "-Y", "arp.dst.proto_ipv4 == 192.0.2.8", "-F", "pcap", "-w", at("out.pcap"))).toEqual({ status: 0, complaints: [] });
    const whole = readFileSync(at("arp.pcap")), out = readFileSync(at("out.pcap"));
    expect(out.subarray(24)).toEqual(whole.subarray(24 + 58, 24 + 2 * 58));
  });

  it("writes all packets so that they read the same again", () => {
    run("-r", at("arp.pcap"), "-w", at("all.pcapng"));
    run("-r", at("all.pcapng"), "-F", "pcap", "-w", at("again.pcap"));
    expect(readFileSync(at("again.pcap")).subarray(24)).toEqual(readFileSync(at("arp.pcap")).subarray(24));
  });

  it("keeps to the limit", () => {
    run("-r", at("arp.pcap"), "-c", "2", "-F", "pcap", "-w", at("two.pcap"));
    expect(readFileSync(at("two.pcap"))).toHaveLength(24 + 2 * 58);
  });

  it("says that a capture is cut short, after what could be read", () => {
    const { status, complaints } = run("-r", at("cut.pcap"), "-q");
    expect(status).toBe(2);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain("cut short");
    expect(complaints[0]).toContain("offset 140");
  });

  it("puts a caret under what is wrong with a filter", () => {
    const { status, message, more } = failure("-r", at("arp.pcap"), "-Y", "arp && nonsense.field == 1");
    expect(status).toBe(2);
    expect(message).not.toBe("");
    expect(more).toEqual(["    arp && nonsense.field == 1", "           ^~~~~~~~~~~~~~"]);
  });

  it.each([
    [["-r", "nothing.pcap"], 1, "does not exist"],
    [["-r", "."], 1, "is a folder"],
    [["-r", "text.txt"], 1, "not a capture"],
    [["-r", "empty"], 1, "empty"],
    [["-r", "arp.pcap", "-T", "fields", "-e", "arp.nothing"], 2, '"arp.nothing"'],
    [["-r", "arp.pcap", "-w", "missing/out"], 1, "cannot be written"],
  ])("refuses %j", (args, status, message) => {
    const refused = failure(...args.map((each, i) => (args[i - 1] === "-r" || args[i - 1] === "-w" ? at(each) : each)));
    expect([refused.status, refused.message]).toEqual([status, expect.stringContaining(message)]);
    expect(refused.message).not.toContain("\n");
  });
});
