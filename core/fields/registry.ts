/** Everything declared, checked once and looked up by name or number. */
import { declaredFieldCount, declaredProtocols } from "./declare";
import type { Field, Protocol } from "./field";

/** The sealed registry. */
export interface Registry {
  readonly protocols: readonly Protocol[];
  /** By `Field.id`. */
  readonly fields: readonly Field[];
  /** All fields of a filter name; empty when there is none. */
  named(name: string): readonly Field[];
  protocolNamed(name: string): Protocol | undefined;
  /** Every filter name, sorted. */
  readonly names: readonly string[];
}

const NAME = /^[a-z0-9_-]+(\.[a-zA-Z0-9_-]+)*$/;
/** Types that compare alike, so that fields of one name may mix them. */
const KIND: Readonly<Record<string, string>> = {
  bool: "number", char: "number", u8: "number", u16: "number", u24: "number", u32: "number", u40: "number", u48: "number",
  u56: "number", u64: "number", i8: "number", i16: "number", i24: "number", i32: "number", i64: "number", framenum: "number",
  string: "string", stringz: "string", float: "float", double: "float",
};

/**
 * Checks and indexes all declarations. Throws on a bad name, a protocol declared twice,
 * or fields of one name whose types cannot be compared.
 */
export function sealRegistry(): Registry {
  const protocols = declaredProtocols();
  const fields: Field[] = new Array<Field>(declaredFieldCount());
  const byName = new Map<string, Field[]>();
  const byProtocol = new Map<string, Protocol>();
  for (const protocol of protocols) {
    if (byProtocol.has(protocol.name)) throw new Error(`protocol ${protocol.name} is declared twice`);
    byProtocol.set(protocol.name, protocol);
    for (const field of [protocol.node, ...protocol.fields]) {
      if (!NAME.test(field.name)) throw new Error(`bad field name "${field.name}"`);
      fields[field.id] = field;
      const same = byName.get(field.name);
      if (!same) { byName.set(field.name, [field]); continue; }
      const first = same[0];
      if (first && (KIND[first.type] ?? first.type) !== (KIND[field.type] ?? field.type)) {
        throw new Error(`field ${field.name} is declared as ${first.type} and as ${field.type}`);
      }
      same.push(field);
    }
  }
  const names = [...byName.keys()].sort();
  const none: readonly Field[] = [];
  return {
    protocols, fields, names,
    named: (name) => byName.get(name) ?? none,
    protocolNamed: (name) => byProtocol.get(name),
  };
}
