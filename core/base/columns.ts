/** Growing columns of numbers: blocks of 65,536 rows, so that growing copies nothing and wastes little. */

const BITS = 16;
const ROWS = 1 << BITS;
const LOW = ROWS - 1;

type Block = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** One growing column. Rows read before they were written are 0. */
export class Column<T extends Block> {
  readonly #blocks: T[] = [];
  #length = 0;
  constructor(readonly allocate: (rows: number) => T) {}

  get length(): number { return this.#length; }
  /** Bytes held. */
  get byteLength(): number { return this.#blocks.reduce((sum, block) => sum + block.byteLength, 0); }

  push(value: number): void { this.set(this.#length, value); }

  set(row: number, value: number): void {
    const at = row >>> BITS;
    let block = this.#blocks[at];
    if (block === undefined) {
      for (let i = this.#blocks.length; i <= at; i++) this.#blocks.push(this.allocate(ROWS));
      block = this.#blocks[at] as T;
    }
    block[row & LOW] = value;
    if (row >= this.#length) this.#length = row + 1;
  }

  get(row: number): number {
    const block = this.#blocks[row >>> BITS];
    return block === undefined ? 0 : (block[row & LOW] as number);
  }
}

export const u8Column = (): Column<Uint8Array> => new Column((rows) => new Uint8Array(rows));
export const u16Column = (): Column<Uint16Array> => new Column((rows) => new Uint16Array(rows));
export const i32Column = (): Column<Int32Array> => new Column((rows) => new Int32Array(rows));
export const u32Column = (): Column<Uint32Array> => new Column((rows) => new Uint32Array(rows));
export const f64Column = (): Column<Float64Array> => new Column((rows) => new Float64Array(rows));
