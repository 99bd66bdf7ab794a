/** Text of a packet made safe to show. */

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/u;
const UNPRINTABLES = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/gu;
const LETTER_ESCAPES: Readonly<Record<number, string>> = { 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r" };

/**
 * Text for a line of a tree or a column: what cannot be printed is escaped as in C, so that no byte of
 * a packet can steer a terminal or turn the direction of writing.
 */
export function printable(text: string): string {
  if (!UNPRINTABLE.test(text)) return text;
  return text.replace(UNPRINTABLES, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const letter = LETTER_ESCAPES[code];
    if (letter !== undefined) return letter;
    if (code < 0x80) return `\\${code.toString(8).padStart(3, "0")}`;
    const digits = code.toString(16).toUpperCase();
    return code > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}
