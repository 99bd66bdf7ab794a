/** Checksums over byte ranges. */

/**
 * Sums [start, end) as 16-bit words in network order, an odd last byte padded with zero, onto
 * `sum`. The result is not folded: give it to further calls and then to `internetChecksum`.
 * Every range but the last must have an even length.
 */
export function sumWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  const even = end - ((end - start) & 1);
  let total = sum;
  for (let i = start; i < even; i += 2) total += ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
  if (even < end) total += (bytes[even] as number) << 8;
  return total;
}

/** The Internet checksum (RFC 1071) of what `sumWords` summed: the ones' complement of the folded sum. */
export function internetChecksum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}

/** What a checksum field should have held, from the `internetChecksum` over everything with the field as it is. */
export function expectedChecksum(computed: number, field: number): number {
  // the sum over all is ~computed; taking the field's part out and complementing gives the right field
  let sum = (~computed & 0xffff) + (~field & 0xffff);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
