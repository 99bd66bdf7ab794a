/** Capture files and pipes, read through a descriptor. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CachedSource } from "../core/base/byte-source";
import type { ByteSource } from "../core/base/byte-source";

/** Bytes read at once when reading from the beginning to the end. */
const CHUNK = 4 << 20;

/** A capture to be read once from the beginning, and then, where it is a file, by ranges. */
export interface OpenedCapture {
  /** Undefined for a pipe, which cannot be read again. */
  readonly source: ByteSource | undefined;
  chunks(): Generator<Uint8Array>;
  close(): void;
}

/** A regular file; its size is what it was when it was opened. */
class DescriptorSource implements ByteSource {
  constructor(readonly descriptor: number, readonly size: number) {}

  read(offset: number, length: number): Uint8Array {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const got = readSync(this.descriptor, bytes, filled, wanted - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  }
}

/**
 * Opens a file or a pipe, `-` for standard input. Throws what the system says: ENOENT,
 * EACCES, and EISDIR for a folder.
 */
export function openCapture(path: string): OpenedCapture {
  const descriptor = path === "-" ? 0 : openSync(path, "r");
  const close = (): void => { if (descriptor !== 0) closeSync(descriptor); };
  const stat = fstatSync(descriptor);
  if (stat.isDirectory()) {
    close();
    throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
  }
  const file = stat.isFile() && descriptor !== 0 ? new DescriptorSource(descriptor, stat.size) : undefined;
  return { source: file && new CachedSource(file), chunks: () => (file ? rangesOf(file) : piecesOf(descriptor)), close };
}

function* rangesOf(file: ByteSource): Generator<Uint8Array> {
  for (let at = 0; at < file.size;) {
    const chunk = file.read(at, CHUNK);
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}

function* piecesOf(descriptor: number): Generator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(CHUNK);
    const got = readWaiting(descriptor, piece);
    if (got === 0) return;
    yield piece.subarray(0, got);
  }
}

/** Reads at least a byte of a pipe; 0 at its end. A pipe that whoever made it set to non-blocking is asked again. */
function readWaiting(descriptor: number, into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      pause(5);
    }
  }
}

/** The system's code of an error, such as ENOENT; undefined for others. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Stops this thread for some milliseconds. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
