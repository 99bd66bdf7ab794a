/** The command line's options, by tshark's names. */
import { parseArgs } from "node:util";
import { DEFAULT_FIELDS_FORMAT } from "../../core/print/fields";
import type { FieldsFormat } from "../../core/print/fields";
import { PRINT_FORMATS } from "../../core/print/print-job";
import type { PrintFormat } from "../../core/print/print-job";
import type { ExportFormat } from "../../core/engine/export-packets";

/** What is wrong with the command line, in a sentence. */
export class UsageError extends Error {}

export interface ReadCommand {
  readonly kind: "read";
  readonly file: string;
  readonly limit: number | undefined;
  readonly filter: string;
  readonly format: PrintFormat;
  readonly names: readonly string[];
  readonly fieldsFormat: FieldsFormat;
  readonly details: boolean;
  readonly bytes: boolean;
  readonly summary: boolean;
  readonly quiet: boolean;
  /** Where the selected packets are written to, and how. */
  readonly out: string | undefined;
  readonly outFormat: ExportFormat;
}

export interface ServeCommand {
  readonly kind: "serve";
  readonly file: string | undefined;
  /** 0 for any free one. */
  readonly port: number;
  readonly open: boolean;
}

export type Command = ReadCommand | ServeCommand | { readonly kind: "help" | "version" };

export const HELP = `Wirelens reads network captures (pcap and pcapng, also gzipped).

Usage: wirelens -r FILE [options] [FILTER]
       wirelens serve [FILE] [--port N] [--no-open]

Reading:
  -r FILE    capture to read, - for standard input
  -c N       read no more than N packets
  -Y FILTER  only packets that this display filter selects
  -n, -2     taken for tshark's sake: names are never resolved, the whole capture is always known

Output:
  -T FORMAT  text (default), fields, json or pdml
  -e NAME    with fields, json and pdml: print this field, protocol or column (_ws.col.Info); repeatable
  -E K=V     with fields: header=y, separator=/t, occurrence=f|l|a, aggregator=",", quote=d|s|n, bom=y
  -V         protocol tree of each packet
  -x         bytes of each packet
  -P         summary line, also where -V, -x or -w would leave it out
  -w OUT     write the selected packets to OUT (- for standard output)
  -F FORMAT  format of OUT: pcapng (default) or pcap
  -q         print nothing of the packets

Window:
  serve      serve the window on this machine only and print its address
  --port N   at this port
  --no-open  do not open a browser

  -h, --help     this text
  -v, --version  version
`;

/** Options of tshark that are not there, with what to say. */
const MISSING: Readonly<Record<string, string>> = {
  i: "capturing from an interface (-i) is not part of this version; -r FILE reads a capture",
  f: "capture filters (-f) belong to live capture, which is not part of this version",
  z: "statistics (-z) are not part of this version",
  R: "read filters (-R) are not supported; use -Y",
  d: "decoding as another protocol (-d) is not part of this version",
  o: "preferences (-o) are not supported",
  O: "showing only some protocols' details (-O) is not supported",
};

const OPTIONS = {
  "read-file": { type: "string", short: "r" },
  "count": { type: "string", short: "c" },
  "display-filter": { type: "string", short: "Y" },
  "no-names": { type: "boolean", short: "n" },
  "two-pass": { type: "boolean", short: "2" },
  "format": { type: "string", short: "T" },
  "field": { type: "string", short: "e", multiple: true },
  "fields-option": { type: "string", short: "E", multiple: true },
  "details": { type: "boolean", short: "V" },
  "bytes": { type: "boolean", short: "x" },
  "print": { type: "boolean", short: "P" },
  "write": { type: "string", short: "w" },
  "file-format": { type: "string", short: "F" },
  "quiet": { type: "boolean", short: "q" },
  "help": { type: "boolean", short: "h" },
  "version": { type: "boolean", short: "v" },
  "port": { type: "string" },
  "no-open": { type: "boolean" },
} as const;

/** Reads the arguments after the program's name. Throws a UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  if (positionals[0] === "serve" && values["read-file"] === undefined) return serveCommand(positionals.slice(1), values.port, values["no-open"] ?? false);
  if (values.port !== undefined || values["no-open"]) throw new UsageError("--port and --no-open go with serve");
  const file = values["read-file"];
  if (file === undefined) throw new UsageError(args.length === 0 ? "nothing to do: -r FILE reads a capture, -h lists all options" : "no capture given: use -r FILE");
  if (values["display-filter"] !== undefined && positionals.length > 0) {
    throw new UsageError(`the filter is given twice: by -Y and as "${positionals.join(" ")}"`);
  }
  const format = oneOf("-T", values.format ?? "text", PRINT_FORMATS);
  const names = values.field ?? [];
  if (format === "fields" && names.length === 0) throw new UsageError("-T fields needs at least one -e NAME");
  if (format === "text" && names.length > 0) throw new UsageError("-e goes with -T fields, json or pdml");
  if (format !== "text" && values.bytes) throw new UsageError("-x goes with -T text");
  const out = values.write, details = values.details ?? false, bytes = values.bytes ?? false;
  const limit = values.count === undefined ? undefined : wholeNumber("-c", values.count, 1);
  return {
    kind: "read", file, limit,
    filter: values["display-filter"] ?? positionals.join(" "),
    format, names,
    fieldsFormat: (values["fields-option"] ?? []).reduce(withFieldsOption, DEFAULT_FIELDS_FORMAT),
    details, bytes,
    summary: (values.print ?? false) || (!details && !bytes),
    quiet: (values.quiet ?? false) || (out !== undefined && !details && !bytes && !values.print && values.format === undefined),
    out,
    outFormat: oneOf("-F", values["file-format"] ?? "pcapng", ["pcapng", "pcap"]),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(explained(error instanceof Error ? error.message : String(error)));
  }
}

/** What Node says of a bad option, in fewer words. */
function explained(message: string): string {
  const unknown = /^Unknown option '(-{1,2}([^']+))'/.exec(message);
  if (unknown) return MISSING[unknown[2] ?? ""] ?? `unknown option ${unknown[1]}; -h lists all options`;
  const valueless = /^Option '(-{1,2}[\w-]+)[^']*' argument (?:missing|is ambiguous)/.exec(message);
  if (valueless) return `${valueless[1]} needs a value`;
  return message.split("\n")[0] ?? message;
}

function serveCommand(files: readonly string[], port: string | undefined, noOpen: boolean): ServeCommand {
  if (files.length > 1) throw new UsageError("serve takes one capture");
  return { kind: "serve", file: files[0], port: port === undefined ? 0 : wholeNumber("--port", port, 0, 65535), open: !noOpen };
}

function wholeNumber(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) throw new UsageError(`${option} takes a whole number from ${least}${most < 1e6 ? ` to ${most}` : ""}, not "${text}"`);
  return value;
}

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw new UsageError(`${option} takes ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}, not "${text}"`);
  return choice;
}

/** Characters that `-E` names. */
const CHARACTERS: Readonly<Record<string, string>> = { "/t": "\t", "/s": " " };
const OCCURRENCES: Readonly<Record<string, FieldsFormat["occurrence"]>> = { f: "first", l: "last", a: "all" };
const QUOTES: Readonly<Record<string, string>> = { d: '"', s: "'", n: "" };
const SWITCHES: Readonly<Record<string, boolean>> = { y: true, n: false };

function withFieldsOption(format: FieldsFormat, option: string): FieldsFormat {
  const at = option.indexOf("=");
  const key = option.slice(0, at), value = option.slice(at + 1);
  const known = <T>(table: Readonly<Record<string, T>>): T => {
    const found = Object.hasOwn(table, value[0] ?? "") ? table[value[0] ?? ""] : undefined;
    if (found === undefined) throw new UsageError(`-E ${key} takes ${Object.keys(table).join(", ")}, not "${value}"`);
    return found;
  };
  const character = (): string => {
    const [first] = value;
    if (first === undefined) throw new UsageError(`-E ${key} needs a character`);
    return CHARACTERS[value] ?? first;
  };
  switch (key) {
    case "bom": return { ...format, byteOrderMark: known(SWITCHES) };
    case "header": return { ...format, header: known(SWITCHES) };
    case "separator": return { ...format, separator: character() };
    case "aggregator": return { ...format, aggregator: character() };
    case "occurrence": return { ...format, occurrence: known(OCCURRENCES) };
    case "quote": return { ...format, quote: known(QUOTES) };
    default: throw new UsageError(`-E takes bom, header, separator, occurrence, aggregator or quote with "=" and a value, not "${option}"`);
  }
}
