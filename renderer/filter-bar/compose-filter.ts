/** Putting a field's filter together with the one that is there. */

export const filterForms = ["selected", "not-selected", "and-selected", "or-selected", "and-not-selected", "or-not-selected"] as const;
export type FilterForm = (typeof filterForms)[number];

/** The filter that Apply or Prepare as Filter makes of the present text and a field's filter. */
export function composeFilter(current: string, form: FilterForm, selected: string): string {
  const negated = form === "not-selected" || form === "and-not-selected" || form === "or-not-selected";
  const term = negated ? `!(${selected})` : selected;
  if (form === "selected" || form === "not-selected" || current.trim() === "") return term;
  const operator = form === "and-selected" || form === "and-not-selected" ? "&&" : "||";
  return `${guarded(current.trim(), operator)} ${operator} ${guarded(term, operator)}`;
}

/** `text` in parentheses where joining it with `operator` would otherwise change what it means. */
function guarded(text: string, operator: "&&" | "||"): string {
  for (const found of outerOperators(text)) if (found !== operator) return `(${text})`;
  return text;
}

const words: Readonly<Record<string, string>> = { and: "&&", or: "||", xor: "^^" };

/** Logical operators that stand outside of every bracket and quotation, as symbols. */
export function outerOperators(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") {
      // In a raw string r"…" a backslash is itself.
      const raw = character === '"' && /[rR]/.test(text.charAt(i - 1)) && !/[\w.]/.test(text.charAt(i - 2));
      for (i++; i < text.length && text.charAt(i) !== character; i++) if (text.charAt(i) === "\\" && !raw) i++;
    } else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && "&|^".includes(character) && text.charAt(i + 1) === character) {
      found.add(character + character);
      i++;
    } else if (/[a-z]/i.test(character)) {
      const word = /^[\w.-]+/.exec(text.slice(i))?.[0] ?? character;
      const operator = words[word.toLowerCase()];
      if (depth === 0 && operator !== undefined) found.add(operator);
      // The quote of r"…" must be seen by the next turn.
      i += word.length - 1;
    }
  }
  return found;
}
