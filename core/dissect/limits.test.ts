import { describe, expect, it } from "vitest";
import { protocol, u8 } from "../fields/declare";
import "../protocols/all";
import { CaptureState } from "./capture-state";
import { Dissection, WANT_ALL } from "./dissection";
import { dissector } from "./tables";
import type { Dissector } from "./tables";

const greedy = protocol("limits-test", "Greedy", { byte: u8("Byte") });

function run(root: Dissector): Dissection {
  const d = new Dissection(new CaptureState());
  const frame = {
    number: 1, seconds: 0, nanos: 0, hasTime: true, length: 4, capturedLength: 4, linkType: 1, interfaceId: -1,
    interfaceName: undefined, interfaceDescription: undefined, fcsLength: undefined, comments: undefined, flags: undefined,
  };
  d.run(root, frame, Uint8Array.of(1, 2, 3, 4), "show", WANT_ALL);
  return d;
}

const names = (d: Dissection): Set<string | undefined> => new Set(Array.from({ length: d.tree.count }, (_, i) => d.tree.field[i]?.name));

describe("the limits of a packet", () => {
  it("cut a layer that adds nodes without end, and say so in the tree that is full", () => {
    const d = run(dissector(greedy, (each) => { each.begin(greedy); for (;;) each.item(greedy.f.byte, each.start); }));
    expect(names(d).has("_ws.limit")).toBe(true);
    expect(d.tree.count).toBeLessThan(400_100);
  });

  it("cut a layer that calls itself without end", () => {
    const again: Dissector = dissector(greedy, (each) => { each.begin(greedy); each.call(again, each.start, 4); });
    const d = run(again);
    expect(names(d).has("_ws.limit")).toBe(true);
    expect(d.stack.length).toBeLessThanOrEqual(64);
  });

  it("cut a subtree that goes deeper without end", () => {
    const d = run(dissector(greedy, (each) => { for (;;) each.open(greedy.f.byte, each.start, 1, 0); }));
    expect(names(d).has("_ws.limit")).toBe(true);
  });
});
