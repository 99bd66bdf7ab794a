/** A whole capture printed in one of the formats: what the command line does. */
import { WANT_ALL } from "../dissect/dissection";
import type { Wanted } from "../dissect/dissection";
import type { FilterProblem } from "../engine/api";
import type { Session } from "../engine/session";
import { compileFilter } from "../filter/compile";
import { loadProtocols } from "../protocols/all";
import { fieldsHead, printFields } from "./fields";
import type { FieldsFormat } from "./fields";
import { JsonPrinter } from "./json";
import { timeColumn } from "./packet";
import type { PrintedPacket, Write } from "./packet";
import { PDML_FOOT, pdmlHead, printPdml } from "./pdml";
import { Selection } from "./selection";
import { printBytes, printDetails, printSummary } from "./text";

export const PRINT_FORMATS = ["text", "fields", "json", "pdml"] as const;
export type PrintFormat = (typeof PRINT_FORMATS)[number];

export interface PrintOptions {
  readonly format: PrintFormat;
  /** Display filter; "" for every packet. */
  readonly filter: string;
  /** Names of fields, protocols and columns (`-e`); empty for everything. */
  readonly names: readonly string[];
  readonly fieldsFormat: FieldsFormat;
  /** What the text format prints of a packet. */
  readonly summary: boolean;
  readonly details: boolean;
  readonly bytes: boolean;
  /** For the head of PDML: who printed it, when, and the capture's name. */
  readonly creator: string;
  readonly time: string;
  readonly fileName: string;
}

/** What is wrong with the options, before a capture is opened. */
export type PrintProblem =
  | { readonly kind: "filter"; readonly problem: FilterProblem }
  | { readonly kind: "unknown-names"; readonly names: readonly string[] };

/** How one format prints. */
interface Printer {
  head(): void;
  packet(packet: PrintedPacket): void;
  end(): void;
}

type Matcher = (session: Session, row: number) => boolean;

export class PrintJob {
  /** Set when the job cannot run. */
  readonly problem: PrintProblem | undefined;
  readonly #options: PrintOptions;
  readonly #selection: Selection | undefined;
  readonly #matches: Matcher;

  constructor(options: PrintOptions) {
    this.#options = options;
    const registry = loadProtocols();
    const unknown: string[] = [];
    if (options.format === "fields" || options.names.length > 0) this.#selection = new Selection(registry, options.names, unknown);
    this.#matches = () => true;
    if (unknown.length > 0) this.problem = { kind: "unknown-names", names: unknown };
    if (options.filter.trim() === "") return;
    const compiled = compileFilter(options.filter, registry);
    if (!compiled.ok) {
      this.problem = { kind: "filter", problem: compiled.problem };
      return;
    }
    const { filter } = compiled;
    let wanted: Wanted | undefined;
    this.#matches = (session, row) => {
      wanted ??= filter.needsAll ? WANT_ALL : session.wanting(filter.fields);
      return filter.matches(session.dissectUntracked(row, wanted).tree);
    };
  }

  /** The rows that the filter selects, in order. */
  *rows(session: Session): Generator<number> {
    session.trackAll();
    for (let row = 0; row < session.packetCount; row++) if (this.#matches(session, row)) yield row;
  }

  /** Prints every packet that the filter selects; `each` is told of their rows. */
  print(session: Session, write: Write, each: (row: number) => void = () => undefined): void {
    const printer = this.#printer(write);
    const wanted = this.#wanted(session);
    printer.head();
    for (const row of this.rows(session)) {
      printer.packet(printedPacket(session, row, wanted));
      each(row);
    }
    printer.end();
  }

  /** What must be kept of a packet for its printing. */
  #wanted(session: Session): Wanted {
    const { format, details, bytes } = this.#options;
    const selection = this.#selection;
    // a protocol's value is its line of the tree, which is made only when all is
    const named = selection?.fields.some((field) => field.type === "protocol") ?? false;
    if (selection && !named) return session.wanting(selection.fields, selection.wantsColumns);
    return format !== "text" || details || bytes ? WANT_ALL : session.wanting([], true);
  }

  #printer(write: Write): Printer {
    const { format, summary, details, bytes, fieldsFormat, creator, time, fileName } = this.#options;
    const selection = this.#selection;
    switch (format) {
      case "pdml":
        return {
          head: () => write(pdmlHead(creator, time, fileName)),
          packet: (packet) => printPdml(packet, write, selection),
          end: () => write(PDML_FOOT),
        };
      case "json": {
        const printer = new JsonPrinter(write, selection);
        return { head: () => undefined, packet: (packet) => printer.packet(packet), end: () => printer.end() };
      }
      case "fields": {
        const chosen = selection ?? new Selection(loadProtocols(), [], []);
        return {
          head: () => write(fieldsHead(chosen, fieldsFormat)),
          packet: (packet) => printFields(packet, write, chosen, fieldsFormat),
          end: () => undefined,
        };
      }
      case "text":
        return {
          head: () => undefined,
          packet: (packet) => {
            if (summary) printSummary(packet, write);
            if (details) printDetails(packet, write, bytes);
            if (bytes) printBytes(packet, write);
          },
          end: () => undefined,
        };
    }
  }
}

/** Dissects a packet for printing; valid until the session dissects another. */
function printedPacket(session: Session, row: number, wanted: Wanted): PrintedPacket {
  const d = session.dissectUntracked(row, wanted);
  if (!wanted.columns) return { frame: d.frame, tree: d.tree, columns: { time: "", source: "", destination: "", protocol: "", info: "" } };
  const resolution = session.builder.interfaces[session.index.interfaceId(row)]?.timeResolution ?? 6;
  return {
    frame: d.frame,
    tree: d.tree,
    columns: {
      time: d.frame.hasTime ? timeColumn(d.time - session.state.timeOf(1), resolution) : "",
      source: session.sourceText(d),
      destination: session.destinationText(d),
      protocol: d.protocolColumn,
      info: d.info,
    },
  };
}
