import { describe, expect, it } from "vitest";
import { parseCommand, UsageError } from "./options";
import type { ReadCommand } from "./options";

function read(...args: string[]): ReadCommand {
  const command = parseCommand(args);
  if (command.kind !== "read") throw new Error(`a ${command.kind} command`);
  return command;
}

describe("parseCommand", () => {
  it("takes options apart, joined and together, as tshark does", () => {
    expect(read("-n", "-r", "a.pcap", "-c", "5")).toMatchObject({ file: "a.pcap", limit: 5, format: "text", summary: true, details: false, quiet: false });
    expect(read("-nra.pcap", "-c5", "-2")).toMatchObject({ file: "a.pcap", limit: 5 });
    expect(read("-nVxr", "a.pcap")).toMatchObject({ file: "a.pcap", details: true, bytes: true, summary: false });
    expect(read("-PVr-")).toMatchObject({ file: "-", details: true, summary: true });
  });

  it("gathers -e and -E", () => {
    expect(read("-r", "a", "-Tfields", "-e", "ip.src", "-eip.dst", "-Eheader=y", "-E", "separator=/s", "-E", "occurrence=l", "-E", "aggregator=;", "-E", "quote=d", "-E", "bom=y")).toMatchObject({
      format: "fields", names: ["ip.src", "ip.dst"],
      fieldsFormat: { header: true, separator: " ", occurrence: "last", aggregator: ";", quote: '"', byteOrderMark: true },
    });
    expect(read("-r", "a", "-T", "fields", "-e", "x").fieldsFormat).toEqual({ header: false, separator: "\t", occurrence: "all", aggregator: ",", quote: "", byteOrderMark: false });
  });

  it("takes a filter by -Y or after the options", () => {
    expect(read("-r", "a", "-Y", "tcp.port == 80").filter).toBe("tcp.port == 80");
    expect(read("-r", "a", "tcp.port", "==", "80").filter).toBe("tcp.port == 80");
    expect(read("-r", "a").filter).toBe("");
  });

  it("prints nothing of packets that are written, unless told to", () => {
    expect(read("-r", "a", "-w", "b")).toMatchObject({ out: "b", outFormat: "pcapng", quiet: true });
    expect(read("-r", "a", "-w", "b", "-P").quiet).toBe(false);
    expect(read("-r", "a", "-w", "b", "-F", "pcap", "-V")).toMatchObject({ outFormat: "pcap", quiet: false });
    expect(read("-r", "a", "-q").quiet).toBe(true);
  });

  it("knows serve", () => {
    expect(parseCommand(["serve"])).toEqual({ kind: "serve", file: undefined, port: 0, open: true });
    expect(parseCommand(["serve", "a.pcap", "--port", "8080", "--no-open"])).toEqual({ kind: "serve", file: "a.pcap", port: 8080, open: false });
  });

  it("knows help and version", () => {
    expect([parseCommand(["-h"]).kind, parseCommand(["--version"]).kind]).toEqual(["help", "version"]);
  });

  it.each([
    [[], "nothing to do"],
    [["-n"], "no capture given"],
    [["-r"], "-r needs a value"],
    [["-r", "-n"], "-r needs a value"],
    [["-r", "a", "-e"], "-e needs a value"],
    [["-r", "a", "-c", "0"], "-c takes a whole number from 1"],
    [["-r", "a", "-c", "x"], '-c takes a whole number from 1, not "x"'],
    [["-r", "a", "-T", "xml"], '-T takes text, fields, json or pdml, not "xml"'],
    [["-r", "a", "-T", "fields"], "at least one -e"],
    [["-r", "a", "-e", "ip.src"], "-e goes with"],
    [["-r", "a", "-T", "json", "-x"], "-x goes with"],
    [["-r", "a", "-E", "header"], "-E takes bom"],
    [["-r", "a", "-E", "header=maybe"], "-E header takes y, n"],
    [["-r", "a", "-E", "quote=constructor"], "-E quote takes d, s, n"],
    [["-r", "a", "-E", "separator="], "-E separator needs a character"],
    [["-r", "a", "-F", "snoop"], "-F takes pcapng or pcap"],
    [["-r", "a", "-Y", "ip", "tcp"], "given twice"],
    [["-r", "a", "-K"], "unknown option -K"],
    [["-r", "a", "--nonsense=1"], "unknown option --nonsense"],
    [["-i", "eth0"], "capturing from an interface (-i)"],
    [["-r", "a", "-z", "io,phs"], "statistics (-z)"],
    [["-r", "a", "--port", "1"], "go with serve"],
    [["serve", "a", "b"], "one capture"],
    [["serve", "--port", "65536"], "--port takes a whole number from 0 to 65535"],
  ])("refuses %j", (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
    expect(() => parseCommand(args)).not.toThrow("\n");
  });
});
