/** The name that was probably meant. */

/** Edits (insert, delete, replace, swap) from `a` to `b`, or more than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] as number) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] as number;
}

/** The name nearest to `wanted`, undefined when none is near. */
export function nearest(wanted: string, names: Iterable<string>): string | undefined {
  const lower = wanted.toLowerCase();
  let best: string | undefined, least = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const name of names) {
    if (name.toLowerCase() === lower) return name;
    const edits = distance(lower, name, least - 1);
    if (edits < least) { least = edits; best = name; }
  }
  return best;
}
