/** Room beside a cell's text, in px: its padding and the divider. */
const padding = 18;

/** Width in px that shows each of the texts whole. `cell` is an element whose face they are drawn in. */
export function fittingWidth(texts: readonly string[], cell: Element): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  const style = getComputedStyle(cell);
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  let widest = 0;
  for (const text of texts) widest = Math.max(widest, context.measureText(text).width);
  return Math.ceil(widest) + padding;
}
