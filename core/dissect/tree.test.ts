import { describe, expect, it } from "vitest";
import { heading, protocol, u8 } from "../fields/declare";
import { NO_NODE, Tree } from "./tree";

const test = protocol("tree-test", "Tree test", { number: u8("Number"), heading: heading("Heading") });

describe("a tree", () => {
  it("keeps nothing of the packet before when it is cleared", () => {
    const tree = new Tree();
    tree.sources.push({ name: "Frame", bytes: Uint8Array.of(1, 2, 3) });
    const first = tree.add(test.f.number, NO_NODE, 0, 0, 1, 7, 0, 1);
    tree.label[first] = "own";
    tree.suffix[first] = "more";
    tree.layerEnd.set(first, 3);
    tree.clear();
    expect([tree.count, tree.sources.length, tree.layerEnd.size]).toEqual([0, 0, 0]);
    const second = tree.add(test.f.heading, NO_NODE, 0, 0, 0, undefined, 0, 1);
    expect(second).toBe(0);
    expect([tree.value(second), tree.label[second], tree.suffix[second]]).toEqual([undefined, undefined, undefined]);
  });

  it("grows beyond its first arrays without losing a node", () => {
    const tree = new Tree();
    for (let i = 0; i < 5000; i++) tree.add(test.f.number, i - 1, 0, i, 1, i, 0, 1);
    expect([0, 255, 256, 4999].map((i) => [tree.parent[i], tree.start[i], tree.value(i)])).toEqual([[-1, 0, 0], [254, 255, 255], [255, 256, 256], [4998, 4999, 4999]]);
  });
});
