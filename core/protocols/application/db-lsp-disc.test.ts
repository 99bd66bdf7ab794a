import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000021000100004011f6c7c0000201c0000202 # IPv4
  445c445c000d0000 # UDP
  68656c6c6f
`);

describe("db-lsp-disc", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "db-lsp-disc")).toEqual([
      "db-lsp-disc@42+5",
      " db-lsp.text@42+5=\"hello\"",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:db-lsp-disc", "DB-LSP-DISC", "Dropbox LAN sync Discovery Protocol"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
