/** Text of no particular kind, shown line by line. */
import { attach, dissector } from "../../dissect/tables";
import { protocol } from "../../fields/declare";

const lines = protocol("data-text-lines", "Line-based text data", {}, { short: "Line-based text data" });

const LF = 10, CR = 13;
/** More lines than this are not shown one by one. */
const MAX_LINES = 100_000;

/** What begins as an XML declaration does and is long enough for a document is read as one, whatever it is called. */
const XML = "<?xml", MIN_XML = 39;

attach(dissector(lines, (d, hint) => {
  if (d.end - d.start >= MIN_XML && d.text(d.start, XML.length, "latin-1") === XML && d.next("media_type", "application/xml", d.start, d.reported - d.start, hint)) return;
  const type = typeof hint === "string" ? (/^[^;\s,]*/.exec(hint)?.[0].toLowerCase() ?? "") : "";
  d.appendInfo(` (${type})`);
  const node = d.begin(lines, d.end - d.start);
  let count = 0;
  for (let at = d.start; at < d.end && count < MAX_LINES; count++) {
    let end = at;
    while (end < d.end && d.bytes[end] !== LF && d.bytes[end] !== CR) end++;
    if (end < d.end) end += d.bytes[end] === CR && d.bytes[end + 1] === LF && end + 1 < d.end ? 2 : 1;
    if (d.drawing) d.textNode(at, end - at, d.text(at, end - at).replace(/\r/g, "\\r").replace(/\n/g, "\\n"));
    at = end;
  }
  if (d.drawing) d.setLabel(node, `Line-based text data: ${type} (${count} line${count === 1 ? "" : "s"})`);
}), "media_type", "text/*", "text/plain", "text/html", "text/css", "text/javascript",
  "application/x-javascript", "application/x-ns-proxy-autoconfig");
