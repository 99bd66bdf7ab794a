/** A capture's bytes in a browser's worker: streamed for the index, read in ranges for single packets. */
import { CachedSource } from "../../core/base/byte-source";
import type { ByteSource } from "../../core/base/byte-source";
import type { CaptureSource } from "../../core/engine/api";
import type { OpenedBytes } from "../../core/engine/capture-engine";

/** A dropped or picked file, which a worker can read synchronously. */
class FileSource implements ByteSource {
  readonly #reader = new FileReaderSync();
  constructor(readonly file: globalThis.Blob) {}
  get size(): number { return this.file.size; }
  read(offset: number, length: number): Uint8Array { return new Uint8Array(this.#reader.readAsArrayBuffer(this.file.slice(offset, offset + length))); }
}

/** A capture that the host offers, read by ranges. */
class UrlSource implements ByteSource {
  constructor(readonly url: string, readonly size: number) {}
  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size);
    if (end <= offset) return new Uint8Array(0);
    const request = new XMLHttpRequest();
    request.open("GET", this.url, false);
    request.responseType = "arraybuffer";
    request.setRequestHeader("Range", `bytes=${offset}-${end - 1}`);
    request.send();
    if (request.status !== 206 && request.status !== 200) throw new Error(`The host answered ${request.status} for ${this.url}.`);
    const bytes = new Uint8Array(request.response as ArrayBuffer);
    return request.status === 200 ? bytes.subarray(offset, end) : bytes;
  }
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally { void reader.cancel(); }
}

/** Files of this size and less are simply kept in memory as they stream by. */
const KEEP = 64 << 20;

/** Opens what the window names. Rejects with a sentence when it cannot be read. */
export async function openBytes(source: CaptureSource): Promise<OpenedBytes> {
  if (source.kind === "file") {
    const file = source.file as globalThis.Blob;
    return { size: file.size, source: new CachedSource(new FileSource(file)), chunks: () => piecesOf(file.stream()) };
  }
  const response = await fetch(source.url);
  if (!response.ok || !response.body) throw new Error(`${source.name} could not be read: the host answered ${response.status}.`);
  const announced = Number(response.headers.get("content-length") ?? NaN);
  const size = Number.isNaN(announced) ? source.size : announced;
  const { body } = response;
  const ranged = size !== undefined && size > KEEP && response.headers.get("accept-ranges") === "bytes";
  return { size, source: ranged ? new CachedSource(new UrlSource(source.url, size)) : undefined, chunks: () => piecesOf(body) };
}
