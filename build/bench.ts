/**
 * `npm run bench [-- FILE]`: how fast a capture is indexed and dissected on one core, and what its index takes,
 * beside tshark in the same run where it is installed. Without FILE it makes a capture of 400 MB from the samples.
 */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CachedSource } from "../core/base/byte-source";
import { WANT_ALL, WANT_COLUMNS } from "../core/dissect/dissection";
import { Session } from "../core/engine/session";
import { writeBigCapture } from "../e2e/support/captures";

const CHUNK = 4 << 20;
const MADE = join(tmpdir(), "wirelens-bench.pcap");

function sourceOf(path: string): { readonly size: number; read(offset: number, length: number): Uint8Array; close(): void } {
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  return {
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      readSync(fd, bytes, 0, bytes.length, offset);
      return bytes;
    },
    close: () => closeSync(fd),
  };
}

/** Seconds of processor time that `work` takes, reading included. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function indexed(source: ReturnType<typeof sourceOf>, limit?: number): Session {
  const cached = new CachedSource(source);
  const session = new Session(limit === undefined ? { source: cached } : { source: cached, limit });
  for (let offset = 0; offset < source.size && !session.full; offset += CHUNK) session.feed(source.read(offset, CHUNK));
  session.finish();
  return session;
}

/** Processor seconds of tshark with these options, or undefined where it is not installed. */
function tshark(...args: string[]): number | undefined {
  const done = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time tshark "$@" >/dev/null 2>&1', "bash", ...args], { encoding: "utf8" });
  const [user, system] = done.stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return done.status === 0 && user !== undefined && system !== undefined ? user + system : undefined;
}

function report(what: string, packets: number, seconds: number, reference: number | undefined): void {
  const ratio = reference === undefined ? "" : `, tshark ${reference.toFixed(2)} s: ${(reference / seconds).toFixed(1)} times`;
  console.log(`${what}: ${packets} packets in ${seconds.toFixed(2)} s of processor time, ${(packets / seconds / 1e6).toFixed(2)} million a second${ratio}`);
}

const file = process.argv[2] ?? MADE;
if (process.argv[2] === undefined && !existsSync(MADE)) writeBigCapture(MADE, 400_000_000);
const source = sourceOf(file);
const PART = 100_000;

indexed(source, PART);
let session = new Session();
const indexing = timed(() => { session = indexed(source); });
const packets = session.packetCount;
report("index pass", packets, indexing, tshark("-n", "-r", file, "-Y", "frame.number == 0"));
const held = session.index.byteLength + session.state.conversations.byteLength + session.state.addresses.byteLength;
console.log(`index: ${(held / packets).toFixed(1)} bytes a packet`);

const part = indexed(source, PART);
const list = timed(() => {
  part.trackAll();
  for (let row = 0; row < part.packetCount; row++) part.dissect(row, WANT_COLUMNS);
});
report("packet list", part.packetCount, list, tshark("-2", "-n", "-c", String(PART), "-r", file));
const details = timed(() => { for (let row = 0; row < part.packetCount; row++) part.dissect(row, WANT_ALL); });
report("all fields", part.packetCount, details, tshark("-2", "-n", "-c", String(PART), "-V", "-r", file));
source.close();
