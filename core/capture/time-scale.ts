/**
 * Turns the 64-bit time stamps of a pcapng interface into seconds and nanoseconds, exactly
 * and without BigInt for the resolutions in use. pcapng §4.2, if_tsresol and if_tsoffset.
 */
export class TimeScale {
  /** Result of the last split(): whole seconds since 1970, rounded down, offset added. */
  seconds = 0;
  /** Result of the last split(): 0 … 999,999,999. */
  nanos = 0;

  private readonly method: "direct" | "limbs" | "big";
  private readonly units: number;
  private readonly bigUnits: bigint;
  private readonly exponent: number;
  private readonly binary: boolean;

  /** `resolution` is the if_tsresol byte, `offset` the seconds of if_tsoffset. */
  constructor(
    resolution: number,
    private readonly offset: number,
  ) {
    this.binary = (resolution & 0x80) !== 0;
    this.exponent = resolution & 0x7f;
    this.bigUnits = (this.binary ? 2n : 10n) ** BigInt(this.exponent);
    this.units = Number(this.bigUnits);
    // Doubles hold 53 bits: a remainder below `units` with 32 more bits, or with 16, must fit.
    this.method = this.units <= 2 ** 21 ? "direct" : this.units <= 2 ** 37 ? "limbs" : "big";
  }

  /** Splits the stamp high · 2^32 + low, both unsigned, into `seconds` and `nanos`. */
  split(high: number, low: number): void {
    const units = this.units;
    if (this.method === "direct") {
      const highSeconds = Math.floor(high / units);
      const rest = (high - highSeconds * units) * 0x100000000 + low;
      const lowSeconds = Math.floor(rest / units);
      this.seconds = highSeconds * 0x100000000 + lowSeconds + this.offset;
      this.nanos = this.fraction(rest - lowSeconds * units);
    } else if (this.method === "limbs") {
      const quotient2 = Math.floor(high / units);
      const rest1 = (high - quotient2 * units) * 0x10000 + (low >>> 16);
      const quotient1 = Math.floor(rest1 / units);
      const rest0 = (rest1 - quotient1 * units) * 0x10000 + (low & 0xffff);
      const quotient0 = Math.floor(rest0 / units);
      this.seconds = quotient2 * 0x100000000 + quotient1 * 0x10000 + quotient0 + this.offset;
      this.nanos = this.fraction(rest0 - quotient0 * units);
    } else {
      const stamp = (BigInt(high) << 32n) | BigInt(low);
      this.seconds = Number(stamp / this.bigUnits) + this.offset;
      this.nanos = Number(((stamp % this.bigUnits) * 1_000_000_000n) / this.bigUnits);
    }
  }

  /** Nanoseconds, rounded down, in `rest` units; rest < units <= 2^37. */
  private fraction(rest: number): number {
    if (!this.binary) {
      if (this.exponent <= 9) return rest * 10 ** (9 - this.exponent);
      return Math.floor(rest / 10 ** (this.exponent - 9));
    }
    if (this.exponent <= 16) return Math.floor((rest * 1e9) / this.units);
    // rest · 10^9 has up to 67 bits: it is held as a number of 2^16 and what is below.
    const upper = Math.floor(rest / 0x10000) * 1e9;
    const lower = (rest % 0x10000) * 1e9;
    return Math.floor((upper + Math.floor(lower / 0x10000)) / 2 ** (this.exponent - 16));
  }
}
