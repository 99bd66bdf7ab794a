/** IPv4 and IPv6 addresses as they are typed (RFC 4291 §2.2), with prefix lengths. */

/** The four bytes of `192.0.2.1`, undefined when it is none. */
export function parseIpv4(text: string): Uint8Array | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  return parts.every((part) => part <= 255) ? Uint8Array.from(parts) : undefined;
}

/** The sixteen bytes of an IPv6 address, undefined when it is none. */
export function parseIpv6(text: string): Uint8Array | undefined {
  if (!/^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$/.test(text)) return undefined;
  let head = text;
  let four: Uint8Array | undefined;
  if (text.includes(".")) {
    const at = text.lastIndexOf(":") + 1;
    four = parseIpv4(text.slice(at));
    if (!four) return undefined;
    // the dotted part stands for two groups
    head = `${text.slice(0, at)}0:0`;
  }
  const halves = head.split("::");
  if (halves.length > 2) return undefined;
  const groupsOf = (half: string): number[] | undefined => {
    if (half === "") return [];
    const groups = half.split(":");
    return groups.every((g) => /^[0-9A-Fa-f]{1,4}$/.test(g)) ? groups.map((g) => parseInt(g, 16)) : undefined;
  };
  const front = groupsOf(halves[0] ?? "");
  const back = halves.length === 2 ? groupsOf(halves[1] ?? "") : [];
  if (!front || !back) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...front, ...new Array<number>(missing).fill(0), ...back];
  const bytes = Uint8Array.from(groups.flatMap((g) => [g >> 8, g & 0xff]));
  if (four) bytes.set(four, 12);
  return bytes;
}

/** A mask of `bits` ones in `width` bytes. */
export function prefixMask(bits: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, i) => (0xff00 >> Math.max(0, Math.min(8, bits - 8 * i))) & 0xff);
}
