/** Every address seen, kept once and known by a small number. */
import { latin1 } from "../base/text";
import { etherText, ipv4Text, ipv6Text } from "../fields/format";

export const AddressKind = { none: 0, ether: 1, ipv4: 2, ipv6: 3, text: 4 } as const;
export type AddressKindCode = (typeof AddressKind)[keyof typeof AddressKind];

/** Address numbers count from 1; 0 stands for no address. */
export class AddressTable {
  #arena = new Uint8Array(1 << 14);
  #used = 0;
  #kind = new Uint8Array(1024);
  #length = new Uint8Array(1024);
  #offset = new Uint32Array(1024);
  #slots = new Int32Array(2048);
  #count = 1;

  get count(): number { return this.#count - 1; }
  get byteLength(): number { return this.#arena.length + this.#kind.length * 6 + this.#slots.length * 4; }

  /** The number of the address at [at, at + length), entered when it is new. */
  intern(kind: AddressKindCode, bytes: Uint8Array, at: number, length: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(kind, bytes, at, length) & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === 0) break;
      if (this.#kind[id] === kind && this.#length[id] === length && this.#same(this.#offset[id] as number, bytes, at, length)) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.#count++;
    if (id >= this.#kind.length) this.#growColumns();
    while (this.#used + length > this.#arena.length) { const next = new Uint8Array(this.#arena.length * 2); next.set(this.#arena); this.#arena = next; }
    for (let i = 0; i < length; i++) this.#arena[this.#used + i] = bytes[at + i] as number;
    this.#kind[id] = kind; this.#length[id] = length; this.#offset[id] = this.#used;
    this.#used += length;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  kind(id: number): number { return this.#kind[id] as number; }
  bytes(id: number): Uint8Array { const o = this.#offset[id] as number; return this.#arena.subarray(o, o + (this.#length[id] as number)); }

  /** The address as the packet list shows it. */
  text(id: number): string {
    if (id === 0) return "";
    const bytes = this.bytes(id);
    switch (this.#kind[id]) {
      case AddressKind.ether: return etherText(bytes);
      case AddressKind.ipv4: return ipv4Text(bytes);
      case AddressKind.ipv6: return ipv6Text(bytes);
      default: return latin1(bytes);
    }
  }

  #same(offset: number, bytes: Uint8Array, at: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.#arena[offset + i] !== bytes[at + i]) return false;
    return true;
  }

  #growColumns(): void {
    const size = this.#kind.length * 2;
    const kind = new Uint8Array(size), length = new Uint8Array(size), offset = new Uint32Array(size);
    kind.set(this.#kind); length.set(this.#length); offset.set(this.#offset);
    this.#kind = kind; this.#length = length; this.#offset = offset;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2), mask = slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      let slot = hash(this.#kind[id] as number, this.#arena, this.#offset[id] as number, this.#length[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function hash(kind: number, bytes: Uint8Array, at: number, length: number): number {
  let h = kind + 0x9e3779b9;
  for (let i = 0; i < length; i++) h = Math.imul(h ^ (bytes[at + i] as number), 0x01000193);
  h ^= h >>> 15;
  return (Math.imul(h, 0x2c1b3c6d) ^ (h >>> 12)) >>> 0;
}
