/// <reference types="node" />
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { i32Column } from "../base/columns";
import { dissectedFilter, standsAlone } from "./filter-run";
import { Session } from "./session";

const folder = new URL("../../resources/samples/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".pcapng"));

function opened(name: string): Session {
  const session = new Session();
  session.feed(new Uint8Array(readFileSync(new URL(name, folder))));
  session.finish();
  return session;
}

function rowsOf(session: Session, text: string): number[] {
  const matches = i32Column();
  const run = dissectedFilter(text, session, matches);
  while (!run.step(1000)) { /* goes on */ }
  return Array.from({ length: matches.length }, (_, i) => matches.get(i));
}

describe("a filter run", () => {
  it.each(samples)("over %s needs no tracking for fields that stand alone", (name) => {
    const fresh = opened(name), tracked = opened(name);
    tracked.trackAll();
    const names = fresh.registry.names.filter(standsAlone);
    expect(names).toContain("tcp.port");
    const wanted = fresh.wanting(names.flatMap((field) => fresh.registry.named(field)));
    for (let row = 0; row < fresh.packetCount; row++) {
      const values = (session: Session): string[] => {
        const { tree } = session.dissectUntracked(row, wanted);
        return Array.from({ length: tree.count }, (_, i) => `${tree.field[i]?.name} ${tree.start[i]} ${String(tree.value(i))}`);
      };
      expect(values(fresh), `packet ${row + 1}`).toEqual(values(tracked));
    }
  });

  it("tracks conversations first where a field needs them", () => {
    // tshark -Y 'tcp.seq == 0' selects the SYNs and SYN/ACKs, which are relative to themselves
    expect(rowsOf(opened("web-login.pcapng"), "tcp.seq == 0").map((row) => row + 1)).toEqual([5, 6, 17, 18, 46, 47]);
  });

  it("selects what tshark selects by port", () => {
    expect(rowsOf(opened("web-login.pcapng"), "tcp.port == 443 && tcp.flags.syn == 1").map((row) => row + 1)).toEqual([17, 18]);
  });

  it("refuses a filter that is wrong with the reason", () => {
    expect(() => dissectedFilter("tcp.port == hello", opened("web-login.pcapng"), i32Column())).toThrow(/hello/);
  });

  it("stops when it is cancelled", () => {
    const run = dissectedFilter("frame", opened("web-login.pcapng"), i32Column());
    run.cancel();
    expect(run.step(1000)).toBe(true);
    expect(run.examined).toBe(0);
  });
});
