/** Files as responses: whole or by range. */
import { createReadStream, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { getMimeType } from "hono/utils/mime";

/**
 * The files below a folder by their URL path, `assets/main.js`. Whatever is not in this table is not
 * served, so that no path of a request ever reaches the file system. Empty where the folder is missing.
 */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (path: string, prefix: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(path, entry.name), `${prefix}${entry.name}/`);
      else if (entry.isFile()) files.set(prefix + entry.name, join(path, entry.name));
    }
  };
  try {
    walk(folder, "");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return files;
}

/** Bytes [start, end) that a Range header asks of `size`; undefined for all of them. */
export type ByteRange = { readonly start: number; readonly end: number } | "unsatisfiable" | undefined;

/**
 * Reads a Range header (RFC 9110 §14.2). What is malformed, in another unit or of several ranges is ignored,
 * as §14.2 allows, and the whole file is sent.
 */
export function parseRange(header: string | null, size: number): ByteRange {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!found) return undefined;
  const [, first = "", last = ""] = found;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(first), end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Bytes read at once while a file is sent. */
const READ_SIZE = 1 << 20;

/** Answers GET and HEAD with a file; 404 when it is gone or is none. `headers` go with it. */
export async function fileResponse(path: string, request: Request, headers: Readonly<Record<string, string>>): Promise<Response> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return new Response("There is no such file any more.\n", { status: 404 });
  const stat = await file.stat();
  await file.close();
  if (!stat.isFile()) return new Response("This is not a file.\n", { status: 404 });
  const common = { ...headers, "Accept-Ranges": "bytes", "Content-Type": getMimeType(path) ?? "application/octet-stream" };
  // a validator is never sent, so that no If-Range can hold (RFC 9110 §13.1.5)
  const range = request.headers.has("if-range") ? undefined : parseRange(request.headers.get("range"), stat.size);
  if (range === "unsatisfiable") return new Response(null, { status: 416, headers: { ...common, "Content-Range": `bytes */${stat.size}` } });
  const { start, end } = range ?? { start: 0, end: stat.size };
  const sent = { ...common, "Content-Length": String(end - start), ...(range ? { "Content-Range": `bytes ${start}-${end - 1}/${stat.size}` } : {}) };
  const body = request.method === "HEAD" || end === start ? null : bodyOf(path, start, end);
  return new Response(body, { status: range ? 206 : 200, headers: sent });
}

function bodyOf(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start, end: end - 1, highWaterMark: READ_SIZE })) as ReadableStream<Uint8Array>;
}
