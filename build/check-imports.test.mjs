import { describe, expect, it } from "vitest";
import { brokenImports, wrong } from "./check-imports.mjs";

describe("the import rule", () => {
  it.each([
    ["core/dissect/tree.ts", "core/fields/field"],
    ["core/protocols/network/arp.ts", "core/dissect/tables"],
    ["core/protocols/application/dns/index.ts", "core/protocols/application/dns/names"],
    ["core/protocols/all.ts", "core/protocols/network/arp"],
    ["core/engine/session.ts", "core/index/packet-index"],
    ["core/capture/gzip-input.ts", "fflate"],
    ["core/filter/hash.ts", "@noble/hashes/sha2.js"],
    ["host/cli/options.ts", "core/print/fields"],
    ["host/cli/options.ts", "node:util"],
    ["host/version.ts", "package.json"],
    ["electron/main.ts", "host/server/app"],
    ["renderer/state/capture.ts", "core/engine/api"],
  ])("lets %s import %s", (path, target) => { expect(wrong(path, target)).toBeUndefined(); });

  it.each([
    ["core/fields/field.ts", "core/dissect/tree"],
    ["core/capture/reader.ts", "core/fields/field"],
    ["core/engine/session.ts", "core/print/text"],
    ["core/filter/compile.ts", "core/index/packet-index"],
    ["core/protocols/network/arp.ts", "core/protocols/network/missing"],
    ["core/base/text.ts", "node:util"],
    ["core/base/text.ts", "react"],
    ["core/base/text.ts", "host/version"],
    ["core/newroom/a.ts", "core/base/text"],
    ["host/cli/options.ts", "core/capture/reader"],
    ["host/cli/options.ts", "renderer/main"],
    ["host/cli/options.ts", "electron"],
    ["renderer/main.tsx", "host/version"],
    ["renderer/main.tsx", "node:fs"],
    ["renderer/main.tsx", "electron"],
    ["electron/main.ts", "core/engine/session"],
    ["electron/main.ts", "renderer/main"],
  ])("stops %s from importing %s", (path, target) => { expect(wrong(path, target)).toBeTypeOf("string"); });

  it("holds everywhere", () => { expect(brokenImports()).toEqual([]); });
});
