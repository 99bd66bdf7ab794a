/// <reference types="node" />
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Session } from "../engine/session";

const folder = new URL("../../resources/samples/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".pcapng"));

/** What the index says of every packet, in words that do not depend on the order in which addresses were met. */
function ends(file: Uint8Array, fastWalk: boolean): string[] {
  const session = new Session({ fastWalk });
  session.feed(file.slice());
  session.finish();
  const { index, state } = session;
  return Array.from({ length: index.count }, (_, row) => {
    const streams = index.conversationsOf(row).map((id) => `${state.conversations.kind(id)}/${state.conversations.streamIndex(id)} after ${index.previousIn(id, row)}`);
    return `${row} ${state.addresses.text(index.source(row))} > ${state.addresses.text(index.destination(row))} ${streams.join(", ")}`;
  });
}

/** Flips bits within the packets' headers, the same ones every time. */
function mutated(file: Uint8Array, seed: number): Uint8Array {
  const session = new Session();
  session.feed(file.slice());
  session.finish();
  const copy = file.slice();
  let x = seed;
  const random = (): number => { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; return x >>> 0; };
  for (let row = 0; row < session.packetCount; row++) {
    if (random() % 2) continue;
    const at = session.index.offset(row) + 12 + (random() % Math.min(60, session.index.capturedLength(row) - 12));
    copy[at] = (copy[at] as number) ^ (1 << (random() % 8));
  }
  return copy;
}

describe("the fast walk", () => {
  it("has samples to look at", () => { expect(samples.length).toBeGreaterThanOrEqual(2); });

  it.each(samples)("gives the index of %s that the dissectors give", (name) => {
    const file = new Uint8Array(readFileSync(new URL(name, folder)));
    const slow = ends(file, false);
    expect(slow.some((line) => line.includes("0/"))).toBe(true);
    expect(ends(file, true)).toEqual(slow);
  });

  it.each(samples)("agrees with the dissectors on %s with headers spoilt in 200 ways", (name) => {
    const file = new Uint8Array(readFileSync(new URL(name, folder)));
    for (let seed = 1; seed <= 200; seed++) {
      const spoilt = mutated(file, seed * 0x9e3779b1);
      expect(ends(spoilt, true), `seed ${seed}`).toEqual(ends(spoilt, false));
    }
  }, 60_000);
});
