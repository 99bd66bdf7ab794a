/** JSON bodies as a tree of objects, arrays and values (RFC 8259). */
import type { Dissection } from "../../dissect/dissection";
import { mediaTypeOf } from "../../dissect/media-type";
import { attach, dissector } from "../../dissect/tables";
import { heading, protocol, string } from "../../fields/declare";
import { parseJson, skipSpace, unescapeJson } from "./json-parser";
import type { JsonValue } from "./json-parser";

const json = protocol("json", "JavaScript Object Notation", {
  "array": heading("Array"),
  "object": heading("Object"),
  "member": string("Member", { help: "A name with its value in an object." }),
  "key": string("Key", { help: "The name of a member." }),
  "path": string("Path", { help: "The names that lead to a member, with [] for each array on the way." }),
  "path_with_value": string("Path with value"),
  "member_with_value": string("Member with value"),
  "value.string": string("String value"),
  "value.number": string("Number value"),
  "value.true": heading("True value"),
  "value.false": heading("False value"),
  "value.null": heading("Null value"),
  "value.nan": heading("NaN value"),
}, { help: "Structured data as text: objects, arrays, strings, numbers." });

const { f } = json;

/** Paths longer than this grow no further: names a document makes of itself must not fill the memory. */
const MAX_PATH = 4096;

const LEAVES = { "string": f["value.string"], "number": f["value.number"], "true": f["value.true"], "false": f["value.false"], "null": f["value.null"], "nan": f["value.nan"] } as const;

attach(dissector(json, (d, hint) => {
  const contentType = typeof hint === "string" ? hint : "";
  const type = mediaTypeOf(contentType);
  d.setProtocol(d.protocolColumn === "" ? "JSON" : `${d.protocolColumn}/JSON`);
  d.appendInfo(`${d.info === "" ? "" : ", "}JavaScript Object Notation${type === "" ? "" : ` (${type})`}`);
  const node = d.begin(json, 0, d.drawing && type !== "" ? `JavaScript Object Notation: ${type}` : undefined);
  let at = d.start;
  for (;;) {
    const from = skipSpace(d.bytes, at, d.end);
    const root = parseJson(d.bytes, from, d.end);
    if (!root) { if (at > d.start) at = from; break; }
    showContainer(d, root, "");
    at = root.end;
  }
  d.setLength(node, at - d.start);
  if (at >= d.end) return;
  // what is no JSON is text at least; its kind stands in Info already
  const info = d.info;
  d.next("media_type", "text/plain", at, d.reported - at, contentType);
  d.restoreInfo(info);
}), "media_type", "application/json", "application/senml+json", "application/sensml+json", "application/json-rpc", "application/jsonrequest",
  "application/dds-web+json", "application/vnd.oma.lwm2m+json", "application/problem+json", "application/merge-patch+json", "application/json-patch+json", "application/x-ndjson");

/** A value in an array or as the value of a member; `name` is what it is called there, `path` leads to it. */
function showValue(d: Dissection, value: JsonValue, name: string, path: string): void {
  if (value.kind === "object" || value.kind === "array") { showContainer(d, value, path); return; }
  const { kind, start, end } = value;
  const length = end - start;
  const text = kind === "string" ? unescapeJson(d.text(start + 1, length - 2)) : kind === "nan" ? "NaN" : d.text(start, length);
  d.put(f.path_with_value, start, length, `${path}:${text}`);
  d.markGenerated(d.last);
  d.put(f.member_with_value, start, length, `${name}:${text}`);
  d.markGenerated(d.last);
  d.put(LEAVES[kind], start, length, kind === "string" || kind === "number" ? text : undefined);
}

function showContainer(d: Dissection, value: JsonValue, path: string): void {
  d.open(value.kind === "object" ? f.object : f.array, value.start, value.end - value.start);
  for (const child of value.children) {
    if (value.kind === "array") { showValue(d, child, "[]", longer(path, "[]")); continue; }
    const { nameStart, nameEnd } = child;
    const name = unescapeJson(d.text(nameStart + 1, nameEnd - nameStart - 2));
    const childPath = longer(path, name);
    d.open(f.member, nameStart, child.end - nameStart, name);
    showValue(d, child, name, childPath);
    d.put(f.key, nameStart, nameEnd - nameStart, name);
    d.put(f.path, nameStart, child.end - nameStart, childPath);
    d.markGenerated(d.last);
    d.close();
  }
  d.close();
}

function longer(path: string, name: string): string { return path.length > MAX_PATH ? path : `${path}/${name}`; }
