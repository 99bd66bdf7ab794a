/// <reference types="node" />
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadProtocols } from "./all";

const here = new URL("./", import.meta.url);

describe("the protocols", () => {
  it("are all loaded: every file that attaches a dissector is reached from all.ts", () => {
    const list = readFileSync(new URL("all.ts", here), "utf8");
    const missing = readdirSync(here, { recursive: true }).map(String)
      .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|^all\.ts$|testing/.test(path))
      .filter((path) => /^\s*attach\(|^\s*heuristic\(/m.test(readFileSync(new URL(path, here), "utf8")))
      // a file of a folder may be reached through the folder's main file
      .filter((path) => !list.includes(`"./${path.replace(/\.ts$/, "")}"`))
      .filter((path) => {
        const folder = path.split("/").slice(0, -1).join("/"), name = (path.split("/").pop() ?? "").replace(/\.ts$/, "");
        return !readdirSync(new URL(`${folder}/`, here)).some((other) => other.endsWith(".ts") && !other.endsWith(".test.ts")
          && readFileSync(new URL(`${folder}/${other}`, here), "utf8").includes(`"./${name}"`));
      });
    expect(missing).toEqual([]);
  });

  it("stand in docs/protocols.md with their numbers of fields (npm run protocols)", () => {
    const page = readFileSync(new URL("../../docs/protocols.md", here), "utf8");
    for (const protocol of loadProtocols().protocols) {
      if (protocol.pseudo || protocol.name.startsWith("_")) continue;
      expect(page).toContain(`| \`${protocol.name}\` | ${protocol.title} | ${protocol.fields.length} |`);
    }
  });
});
