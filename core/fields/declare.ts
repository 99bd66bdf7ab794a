/**
 * The one declaration that everything else reads: labels, byte ranges, the filter's
 * type check, completion, `-T` output and the field reference come from it.
 */
import { TYPE_WIDTH } from "./field";
import type { Display, Field, FieldType, FieldValue, NoticeGroup, Protocol, Severity, ValueTable } from "./field";

/** What a declaration may say besides label and type. */
export interface FieldOptions {
  /** Full filter name where it is not `<protocol>.<key>`. */
  name?: string;
  /** Bits of the item that the field takes, e.g. `0xf0` of a u8. */
  mask?: number;
  display?: Display;
  values?: ValueTable;
  /** Words for true and false, `["Set", "Not set"]` when not given. */
  words?: readonly [string, string];
  /** Unit after the value in labels, e.g. `bytes`. */
  unit?: string;
  littleEndian?: boolean;
  /** What the field means, in a sentence or two of our own. */
  help?: string;
}

/** A field before it belongs to a protocol. */
export interface FieldSpec<V extends FieldValue = FieldValue> extends FieldOptions {
  label: string;
  type: FieldType;
  notice?: { readonly severity: Severity; readonly group: NoticeGroup };
  readonly _value?: V;
}

type Builder<V extends FieldValue> = (label: string, options?: FieldOptions) => FieldSpec<V>;

function builder<V extends FieldValue>(type: FieldType): Builder<V> {
  return (label, options = {}) => ({ label, type, ...options });
}

/** A node without a value: a heading for a subtree. */
export const heading = builder<undefined>("none");
export const bool = builder<number>("bool");
export const char = builder<number>("char");
export const u8 = builder<number>("u8");
export const u16 = builder<number>("u16");
export const u24 = builder<number>("u24");
export const u32 = builder<number>("u32");
export const u40 = builder<number>("u40");
export const u48 = builder<number>("u48");
export const u56 = builder<bigint>("u56");
export const u64 = builder<bigint>("u64");
export const i8 = builder<number>("i8");
export const i16 = builder<number>("i16");
export const i24 = builder<number>("i24");
export const i32 = builder<number>("i32");
export const i64 = builder<bigint>("i64");
export const float = builder<number>("float");
export const double = builder<number>("double");
export const ipv4 = builder<Uint8Array>("ipv4");
export const ipv6 = builder<Uint8Array>("ipv6");
export const ether = builder<Uint8Array>("ether");
export const eui64 = builder<Uint8Array>("eui64");
export const guid = builder<Uint8Array>("guid");
export const oid = builder<Uint8Array>("oid");
export const bytes = builder<Uint8Array>("bytes");
export const string = builder<string>("string");
/** A string that ends at its first zero byte. */
export const stringz = builder<string>("stringz");
/** Nanoseconds since 1970 as bigint. */
export const abstime = builder<bigint>("abstime");
/** Nanoseconds as bigint. */
export const reltime = builder<bigint>("reltime");
/** The number of another packet, shown as a link. */
export const framenum = builder<number>("framenum");

/** A notice (expert information): a field of its own that can be filtered on. `label` is its usual text. */
export function notice(severity: Severity, group: NoticeGroup, label: string, options: FieldOptions = {}): FieldSpec<undefined> {
  return { label, type: "none", notice: { severity, group }, ...options };
}

type Spec = Readonly<Record<string, FieldSpec<FieldValue>>>;
type FieldsOf<S extends Spec> = { readonly [K in keyof S]: Field<S[K] extends FieldSpec<infer V> ? V : FieldValue> };

/** A declared protocol with its fields under their keys. */
export type Declared<S extends Spec> = Protocol & { readonly f: FieldsOf<S> };

const declared: Protocol[] = [];
let nextField = 0;

function lowestBit(mask: number): number {
  let shift = 0;
  for (let m = mask; m > 0 && m % 2 === 0; m /= 2) shift++;
  return shift;
}

function make(protocol: Protocol, name: string, spec: FieldSpec): Field {
  return {
    id: nextField++,
    name,
    label: spec.label,
    type: spec.type,
    width: TYPE_WIDTH[spec.type],
    mask: spec.mask ?? 0,
    shift: spec.mask ? lowestBit(spec.mask) : 0,
    display: spec.display ?? "dec",
    values: spec.values,
    words: spec.words,
    unit: spec.unit,
    littleEndian: spec.littleEndian ?? false,
    notice: spec.notice,
    help: spec.help,
    protocol,
  };
}

/**
 * Declares a protocol. Keys of `spec` become filter names below the protocol's:
 * `protocol("udp", …, { srcport: u16("Source Port") })` declares `udp.srcport`.
 * Fields are then reached as `udp.f.srcport`, `ip.f["flags.df"]`.
 */
export function protocol<S extends Spec>(
  name: string, title: string, spec: S, options: { short?: string; pseudo?: boolean; help?: string } = {},
): Declared<S> {
  const fields: Field[] = [];
  const f: Record<string, Field> = {};
  const result = {
    id: declared.length, name, title, short: options.short ?? name.toUpperCase(), pseudo: options.pseudo ?? false, fields, f,
  } as unknown as Declared<S> & { node: Field<undefined> };
  result.node = make(result, name, { label: title, type: "protocol", ...(options.help ? { help: options.help } : {}) }) as Field<undefined>;
  for (const [key, entry] of Object.entries(spec)) {
    const field = make(result, entry.name ?? `${name}.${key}`, entry);
    fields.push(field);
    f[key] = field;
  }
  declared.push(result);
  return result;
}

/** All protocols declared so far, in order; for the registry. */
export function declaredProtocols(): readonly Protocol[] { return declared; }
/** Number of fields declared so far, protocols' own nodes included. */
export function declaredFieldCount(): number { return nextField; }
