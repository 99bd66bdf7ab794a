/** Text made safe for the formats it is printed in. */

const MARKUP = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]/;
const MARKUPS = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/** Text for an XML attribute. Control characters, which XML 1.0 §2.2 cannot hold, become `\x1f`. */
export function xmlAttribute(text: string): string {
  if (!MARKUP.test(text)) return text;
  return text.replace(MARKUPS, (character) => {
    const entity = ENTITIES[character];
    if (entity !== undefined) return entity;
    const code = character.charCodeAt(0);
    return code < 0x80 ? `\\x${code.toString(16)}` : "\ufffd";
  });
}

const LINE_BREAKING = /[\b\t\n\f\r]/g;
const NAMED: Readonly<Record<string, string>> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

/** Text for a cell of a table: what would end the cell or the line is escaped, all else is left. */
export function cell(text: string): string {
  return text.replace(LINE_BREAKING, (character) => NAMED[character] ?? character);
}
