/**
 * A seeded source of bytes, so that what the samples carry (not when) is the same at every run.
 * The generator is the 32-bit "mulberry" counter generator; nothing here is secret.
 * @param {string} seed any text
 * @returns {{ unit: () => number, bytes: (n: number) => Buffer }} `unit` gives [0, 1)
 */
export function seeded(seed) {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ char.codePointAt(0), 0x01000193) >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    unit: () => word() / 2 ** 32,
    bytes: (n) => Buffer.from(Array.from({ length: n }, () => word() >>> 24)),
  };
}
