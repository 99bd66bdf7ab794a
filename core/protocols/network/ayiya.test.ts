import { describe, expect, it } from "vitest";
import { bytesOf, harden, treeLines } from "../../dissect/testing";
import "../all";

/** An IPv6 packet without payload, forwarded through AYIYA (draft-massar-v6ops-ayiya-02 §4). */
const forwarded = bytesOf(`
  020000000002 020000000001 0800
  45 00 0070 0001 0000 40 11 0000 c0000201 c0000202     # IPv4, 192.0.2.1 to 192.0.2.2
  13d0 13d0 005c 0000                                    # UDP 5072
  41 52 11 29 4af64bfd                                   # identity of 16 bytes, SHA1 of 20, forward IPv6
  20010db8000000000000000000000001
  000102030405060708090a0b0c0d0e0f10111213
  60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002
`);

describe("AYIYA", () => {
  it("shows its header as tshark does", () => {
    expect(treeLines(forwarded, "ayiya")).toEqual([
      "ayiya@42+44",
      " ayiya.idlen@42+1=4",
      " ayiya.idtype@42+1=1",
      " ayiya.siglen@43+1=5",
      " ayiya.hashmethod@43+1=2",
      " ayiya.authmethod@44+1=1",
      " ayiya.opcode@44+1=1",
      " ayiya.nextheader@45+1=41",
      " ayiya.epoch@46+4=Nov  8, 2009 04:41:33.000000000 UTC",
      " ayiya.identity@50+16=20010db8000000000000000000000001",
      " ayiya.signature@66+20=000102030405060708090a0b0c0d0e0f10111213",
    ]);
  });

  it("hands on the IPv6 packet inside", () => {
    expect(treeLines(forwarded, "ipv6").slice(0, 2)).toEqual(["ipv6@86+40", " ipv6.version@86+1=6"]);
  });

  it("stands cuts and bit flips", () => { harden(forwarded); });
});
