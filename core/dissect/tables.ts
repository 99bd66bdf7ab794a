/** Where protocols meet without importing each other: named tables from a number or a name to a dissector. */
import type { Protocol } from "../fields/field";
import type { Dissection } from "./dissection";

/**
 * Reads one layer out of the window of `d`. Returns false when the bytes are not of its
 * protocol, before adding anything to the tree. `hint` is whatever the caller passes on.
 */
export type DissectFn = (d: Dissection, hint?: unknown) => boolean | void;

/** A protocol with the function that reads it. */
export interface Dissector {
  readonly protocol: Protocol;
  readonly dissect: DissectFn;
  /** True where packets with conversations of their own travel inside, so that the index pass must look in. */
  readonly carriesPackets: boolean;
  /** What `frame.protocols` calls it; the protocol's name when not given. */
  readonly stackName: string;
}

const tables = new Map<string, Map<number | string, Dissector>>();
const heuristics = new Map<string, Dissector[]>();

/** Makes a dissector of a function, for `attach`, `heuristic` and `Dissection.call`. */
export function dissector(
  protocol: Protocol, dissect: DissectFn, options: { carriesPackets?: boolean; stackName?: string } = {},
): Dissector {
  return { protocol, dissect, carriesPackets: options.carriesPackets ?? false, stackName: options.stackName ?? protocol.name };
}

/** Enters a dissector under one or more keys of a table, e.g. `attach(udp, "ip.proto", 17)`. The first to claim a key keeps it. */
export function attach(entry: Dissector, table: string, ...keys: (number | string)[]): void {
  let map = tables.get(table);
  if (!map) tables.set(table, (map = new Map()));
  for (const key of keys) {
    const taken = map.get(key);
    if (taken && taken.protocol !== entry.protocol) throw new Error(`${table} ${key} is claimed by ${taken.protocol.name} and ${entry.protocol.name}`);
    map.set(key, entry);
  }
}

/** Enters a dissector that recognises its bytes itself, tried where no key of the table `name` fits. */
export function heuristic(entry: Dissector, name: string): void {
  const list = heuristics.get(name);
  if (list) list.push(entry); else heuristics.set(name, [entry]);
}

/** The dissector under a key, or undefined. */
export function lookUp(table: string, key: number | string): Dissector | undefined { return tables.get(table)?.get(key); }
/** The self-recognising dissectors of a table, in order of their entering. */
export function heuristicsOf(name: string): readonly Dissector[] { return heuristics.get(name) ?? []; }
/** The keys of a table, for tests and for Decode As. */
export function keysOf(table: string): readonly (number | string)[] { return [...(tables.get(table)?.keys() ?? [])]; }
