/** Hands a body on to whoever reads its media type (RFC 9110 §8.3, RFC 2046). */
import type { Dissection } from "./dissection";

/** The type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`. */
export function mediaTypeOf(contentType: string): string {
  return /^[^;\s,]*/.exec(contentType)?.[0].toLowerCase() ?? "";
}

/**
 * Gives [start, start + length) to the reader of `contentType`, whose hint is the whole of `contentType`;
 * to plain data when the type says only that there are bytes, and when nobody reads the type to the first
 * of the self-recognising dissectors of the table `heuristics` that takes it, at last to `media`.
 */
export function showMedia(d: Dissection, contentType: string, start: number, length: number, heuristics?: string): void {
  const type = mediaTypeOf(contentType);
  if (d.next("media_type", type, start, length, contentType)) return;
  if (type.startsWith("multipart/") && d.next("media_type", "multipart/*", start, length, contentType)) return;
  if (type === "application/octet-stream") { d.data(start, length); return; }
  if (heuristics !== undefined && d.tryHeuristics(heuristics, start, length, contentType)) return;
  d.next("fallback", "media", start, length, contentType);
}
