import { utf8 } from "../base/text";
import type { RawRange } from "./capture-format";
import type { NoticeLog } from "./notice-log";

/** Where a block lies while it is read. */
export interface BlockContext {
  readonly buffer: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** File offset of buffer[0]. */
  readonly base: number;
  readonly log: NoticeLog;
}

/** One option: its code and where its value lies in the buffer. */
export interface Option {
  readonly code: number;
  readonly at: number;
  readonly length: number;
}

/** opt_comment, the same in every block (pcapng §3.5). */
export const commentOption = 1;

/**
 * The options in buffer[start, end) up to opt_endofopt. One whose length passes the end is
 * told of and ends the list.
 */
export function readOptions(context: BlockContext, start: number, end: number): Option[] {
  const { view, littleEndian } = context;
  const options: Option[] = [];
  let at = start;
  while (end - at >= 4) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === 0) break;
    if (length > end - at - 4) {
      noteBadOption(context.log, code, length, end - at - 4, context.base + at);
      break;
    }
    options.push({ code, at: at + 4, length });
    at += 4 + paddedLength(length);
  }
  return options;
}

/** Tells of an option that claims more bytes than its block has left. */
export function noteBadOption(log: NoticeLog, code: number, length: number, left: number, offset: number): void {
  log.add("warning", "bad-option", offset, () => `Option ${code} at offset ${offset} claims ${length} bytes, but its block has only ${left} left; the options from there on are left out.`);
}

/** Rounds up to a multiple of 4, to which pcapng pads all that varies in length. */
export function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Text of a UTF-8 value. Some writers end it with a zero byte: what follows one is no text. */
export function readText(buffer: Uint8Array, at: number, length: number): string {
  let end = at;
  while (end < at + length && buffer[end] !== 0) end++;
  return utf8(buffer, at, end);
}

/** The options of a block by code, with readers for the types of values they have. */
export class OptionList {
  private readonly options: readonly Option[];

  constructor(
    private readonly context: BlockContext,
    start: number,
    end: number,
  ) {
    this.options = readOptions(context, start, end);
  }

  /** Every option as a range of the file. */
  ranges(): RawRange[] {
    return this.options.map((option) => ({ type: option.code, offset: this.context.base + option.at, length: option.length }));
  }

  texts(code: number): string[] {
    return this.all(code).map((option) => readText(this.context.buffer, option.at, option.length));
  }

  text(code: number): string | undefined {
    return this.texts(code)[0];
  }

  /** Copies of all values with this code that have the length wanted. */
  values(code: number, length: number): Uint8Array[] {
    return this.sized(code, length).map((option) => this.context.buffer.slice(option.at, option.at + length));
  }

  value(code: number, length: number): Uint8Array | undefined {
    return this.values(code, length)[0];
  }

  byte(code: number): number | undefined {
    const option = this.sized(code, 1)[0];
    return option === undefined ? undefined : this.context.view.getUint8(option.at);
  }

  unsigned64(code: number): bigint | undefined {
    const option = this.sized(code, 8)[0];
    return option === undefined ? undefined : this.context.view.getBigUint64(option.at, this.context.littleEndian);
  }

  signed64(code: number): bigint | undefined {
    const option = this.sized(code, 8)[0];
    return option === undefined ? undefined : this.context.view.getBigInt64(option.at, this.context.littleEndian);
  }

  /** The two halves of a time stamp, high one first (pcapng §4.6, isb_starttime). */
  stamp(code: number): { high: number; low: number } | undefined {
    const option = this.sized(code, 8)[0];
    if (option === undefined) return undefined;
    const { view, littleEndian } = this.context;
    return { high: view.getUint32(option.at, littleEndian), low: view.getUint32(option.at + 4, littleEndian) };
  }

  /** First byte of a value of any length and the text after it, as if_filter has it. */
  taggedText(code: number, tag: number): string | undefined {
    const option = this.all(code)[0];
    if (option === undefined || option.length < 1 || this.context.view.getUint8(option.at) !== tag) return undefined;
    return readText(this.context.buffer, option.at + 1, option.length - 1);
  }

  private all(code: number): Option[] {
    return this.options.filter((option) => option.code === code);
  }

  private sized(code: number, length: number): Option[] {
    const options = this.all(code);
    for (const option of options) {
      if (option.length === length) continue;
      const offset = this.context.base + option.at - 4;
      this.context.log.add("warning", "bad-option", offset, () => `Option ${code} at offset ${offset} has ${option.length} bytes where ${length} are due; it is not used.`);
    }
    return options.filter((option) => option.length === length);
  }
}
