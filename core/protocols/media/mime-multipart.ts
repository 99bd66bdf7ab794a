/** Bodies made of parts with headers of their own (RFC 2046 §5.1, RFC 7578). */
import type { Dissection } from "../../dissect/dissection";
import { mediaTypeOf, showMedia } from "../../dissect/media-type";
import { attach, dissector } from "../../dissect/tables";
import { bytes, notice, protocol, string } from "../../fields/declare";

const multipart = protocol("mime_multipart", "MIME Multipart Media Encapsulation", {
  "type": string("Type"),
  "part": string("Encapsulated multipart part"),
  "header.content-description": string("Content-Description"),
  "header.content-disposition": string("Content-Disposition", { help: "How a part is meant, with the form field's or the file's name (RFC 2183)." }),
  "header.content-encoding": string("Content-Encoding"),
  "header.content-id": string("Content-Id"),
  "header.content-language": string("Content-Language"),
  "header.content-length": string("Content-Length"),
  "header.content-transfer-encoding": string("Content-Transfer-Encoding"),
  "header.content-type": string("Content-Type"),
  "first_boundary": string("First boundary"),
  "preamble": bytes("Preamble", { help: "What stands before the first part; to be ignored." }),
  "last_boundary": string("Last boundary"),
  "boundary": string("Boundary"),
  "trailer": bytes("Trailer", { help: "What stands after the last part; to be ignored." }),
  "no_required_parameter": notice("error", "protocol", "The multipart dissector could not find a required parameter."),
}, { short: "MIME multipart", help: "Several documents in one body, each with its own type." });

const { f } = multipart;
const LF = 10, CR = 13;

const HEADERS: Readonly<Record<string, (typeof f)["header.content-type"]>> = {
  "content-description": f["header.content-description"], "content-disposition": f["header.content-disposition"], "content-encoding": f["header.content-encoding"],
  "content-id": f["header.content-id"], "content-language": f["header.content-language"], "content-length": f["header.content-length"],
  "content-transfer-encoding": f["header.content-transfer-encoding"], "content-type": f["header.content-type"],
};

/** A line that divides parts, with the line end before it: [start, end), its dashes at `dashes`. */
interface Boundary { readonly start: number; readonly dashes: number; readonly end: number; readonly isLast: boolean }

attach(dissector(multipart, (d, hint) => {
  const contentType = typeof hint === "string" ? hint : "";
  const type = mediaTypeOf(contentType);
  const found = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType);
  const name = found?.[1] ?? found?.[2] ?? "";
  if (name === "") {
    d.notice(f.no_required_parameter, d.textNode(d.start, d.end - d.start, f.no_required_parameter.label));
    d.data(d.start, d.reported - d.start);
    return;
  }
  d.begin(multipart, d.end - d.start, d.drawing ? `MIME Multipart Media Encapsulation, Type: ${type}, Boundary: "${name}"` : undefined);
  d.generated(f.type, type);
  // one character a byte, so that places in it are places in the bytes
  const all = d.text(d.start, d.end - d.start, "latin-1");
  const first = nextBoundary(d, all, name, d.start);
  if (!first) { below(d, () => d.data(d.start, d.reported - d.start)); return; }
  if (first.dashes > d.start) d.put(f.preamble, d.start, first.dashes - d.start, d.slice(d.start, first.dashes - d.start));
  d.put(f.first_boundary, first.dashes, first.end - first.dashes, d.text(first.dashes, first.end - first.dashes));
  let at = first.end, isLast = first.isLast;
  while (!isLast) {
    const boundary = nextBoundary(d, all, name, at);
    if (!boundary) { d.put(f.part, at, 0, ""); return; }
    showPart(d, at, Math.max(at, boundary.start));
    const start = Math.max(at, boundary.start);
    d.put(boundary.isLast ? f.last_boundary : f.boundary, start, boundary.end - start, d.text(start, boundary.end - start));
    at = boundary.end;
    isLast = boundary.isLast;
  }
  if (at < d.end) d.put(f.trailer, at, d.end - at, d.slice(at, d.end - at));
}), "media_type", "multipart/*");

/** The next boundary line at or after `from` (RFC 2046 §5.1.1). `all` is the layer's text. */
function nextBoundary(d: Dissection, all: string, name: string, from: number): Boundary | undefined {
  const mark = `--${name}`;
  for (let at = all.indexOf(mark, from - d.start); at >= 0; at = all.indexOf(mark, at + 1)) {
    const dashes = d.start + at;
    if (dashes > d.start && d.bytes[dashes - 1] !== LF) continue;
    let end = dashes + mark.length;
    const isLast = all.startsWith("--", end - d.start);
    if (isLast) end += 2;
    while (end < d.end && (d.bytes[end] === 32 || d.bytes[end] === 9)) end++;
    if (end < d.end && d.bytes[end] === CR) end++;
    if (end < d.end && d.bytes[end] === LF) end++;
    else if (!isLast) continue;
    const start = dashes - (dashes === d.start ? 0 : dashes - 2 >= d.start && d.bytes[dashes - 2] === CR ? 2 : 1);
    return { start, dashes, end, isLast };
  }
  return undefined;
}

function showPart(d: Dissection, start: number, end: number): void {
  const part = d.open(f.part, start, end - start, "");
  let contentType = "", at = start;
  while (at < end) {
    const lineEnd = headerEnd(d, at, end);
    const line = d.text(at, lineEnd - at);
    const match = /^([!-9;-~]+)[ \t]*:/.exec(line);
    if (!match) break;
    // the empty line that ends the headers is shown with the last of them
    const blank = emptyLine(d, lineEnd, end);
    const name = match[1]?.toLowerCase() ?? "";
    const value = line.slice(match[0].length).trim().replace(/\r?\n[ \t]+/g, " ").replace(/;\s+/g, ";");
    const field = HEADERS[name];
    const shown = d.drawing ? written(d.text(at, lineEnd + blank - at)) : "";
    if (field) d.put(field, at, lineEnd + blank - at, value, shown); else d.textNode(at, lineEnd + blank - at, shown);
    if (name === "content-type") contentType = line.slice(match[0].length).trim().replace(/\r?\n[ \t]+/g, " ");
    at = lineEnd + blank;
    if (blank > 0) break;
  }
  if (d.drawing && contentType !== "") d.setLabel(part, `Encapsulated multipart part: (${mediaTypeOf(contentType)})`);
  if (mediaTypeOf(contentType) !== "") below(d, () => showMedia(d, contentType, at, end - at));
  else if (at < end) below(d, () => d.data(at, end - at));
  d.close();
}

/** One past the header line at `at` with the lines it goes on in (RFC 5322 §2.2.3). */
function headerEnd(d: Dissection, at: number, end: number): number {
  for (;;) {
    const found = d.bytes.indexOf(LF, at);
    if (found < 0 || found >= end) return end;
    at = found + 1;
    if (at >= end || (d.bytes[at] !== 32 && d.bytes[at] !== 9)) return at;
  }
}

/** Length of the empty line at `at`, 0 when there is none. */
function emptyLine(d: Dissection, at: number, end: number): number {
  if (at < end && d.bytes[at] === LF) return 1;
  return at + 1 < end && d.bytes[at] === CR && d.bytes[at + 1] === LF ? 2 : 0;
}

/** Line ends as text, for labels. */
function written(text: string): string { return text.replace(/\r/g, "\\r").replace(/\n/g, "\\n"); }

/** Runs `inside` with the layers it calls below the current node. */
function below(d: Dissection, inside: () => void): void {
  const outer = d.root;
  d.root = d.parent;
  try { inside(); } finally { d.root = outer; }
}
