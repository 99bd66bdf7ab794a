/**
 * Hostile captures: files cut at every length, packets cut short, seeded mutations. Nothing may
 * crash, take over a second, or show a defect of ours.
 *
 *   fuzz [--cuts N] [--mutations N] [--seed N] [--keep DIR] FILE|DIR ...
 *
 * Prints what failed, saves each failing capture under --keep, ends with `N passed, N failed`.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { WANT_ALL } from "../core/dissect/dissection";
import { Session } from "../core/engine/session";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cuts: { type: "string", default: "4096" },
    mutations: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    keep: { type: "string", default: "" },
  },
});
const MAX_PACKETS = 60;
const TOO_LONG = 1000;

const files = positionals.flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map((name) => join(path, String(name))) : [path]))
  .filter((path) => statSync(path).isFile()).sort();
let passed = 0, failed = 0;

/** Reads a capture whole, dissecting packets from row `from` on; returns what went wrong. */
function problem(bytes: Uint8Array, from: number): { what: string | undefined; packets: number } {
  const began = performance.now();
  const session = new Session({ limit: MAX_PACKETS });
  try {
    session.feed(bytes);
    session.finish();
    for (let row = from; row < session.packetCount; row++) {
      session.dissect(row, WANT_ALL);
    }
    if (session.state.defects.length > 0) return { what: session.state.defects[0], packets: session.packetCount };
  } catch (error) {
    return { what: error instanceof Error ? (error.stack ?? error.message) : String(error), packets: session.packetCount };
  }
  const took = performance.now() - began;
  return { what: took > TOO_LONG ? `took ${Math.round(took)} ms` : undefined, packets: session.packetCount };
}

function judge(name: string, bytes: Uint8Array, what: string | undefined): void {
  if (what === undefined) { passed++; return; }
  failed++;
  if (failed <= 40) console.log(`${name}: ${what}`);
  if (values.keep) { mkdirSync(values.keep, { recursive: true }); writeFileSync(join(values.keep, name.replace(/[^\w.-]+/g, "_")), bytes); }
}

let seed = Number(values.seed) || 1;
const random = (below: number): number => { seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return (seed >>> 0) % below; };

const cuts = Number(values.cuts);
for (const file of files) {
  const bytes = new Uint8Array(readFileSync(file));
  let known = 0;
  for (let length = 0; length <= Math.min(cuts, bytes.length); length++) {
    // whole packets before the cut were dissected at the cut that first held them
    const cut = bytes.slice(0, length);
    const { what, packets } = problem(cut, known);
    known = Math.max(known, packets);
    judge(`${file}-cut-${length}`, cut, what);
  }
}

const mutations = Number(values.mutations);
for (let k = 0; k < mutations && files.length > 0; k++) {
  const file = files[random(files.length)] ?? "";
  const bytes = new Uint8Array(readFileSync(file)).slice(0, 65536);
  if (bytes.length < 40) continue;
  for (let times = 1 + random(8); times > 0; times--) {
    // most mutations leave the file's own header alone, so that packets are reached
    const at = random(10) === 0 ? random(bytes.length) : 24 + random(bytes.length - 24);
    switch (random(4)) {
      case 0: bytes[at] = 0xff; break;
      case 1: bytes[at] = 0; break;
      case 2: bytes[at] = random(256); break;
      default: bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    }
  }
  judge(`${file}-mutation-${k}`, bytes, problem(bytes, 0).what);
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
