/** Values reserved by GREASE (RFC 8701). */
import type { ValueTable } from "../field";

/** Adds the values that mean nothing and keep servers honest (RFC 8701 §2): 0x0a0a, 0x1a1a … 0xfafa. */
export function withGrease(table: ValueTable): ValueTable {
  return {
    name: (value) => (isGrease(value) ? "Reserved (GREASE)" : table.name(value)),
    entries: () => table.entries(),
  };
}

export function isGrease(value: number): boolean { return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff); }
