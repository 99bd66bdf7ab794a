import { describe, expect, it } from "vitest";
import "../protocols/all";
import { ACK, PSH, client, text } from "../protocols/transport/tcp/segments.test-support";
import { bytesOf, dissectAll, linesOf } from "./testing";

const port = 179, flags = PSH | ACK;
const KEEP_ALIVE = bytesOf("ffffffffffffffffffffffffffffffff 0013 04");

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function shown(packets: Uint8Array[]): [string, number][] {
  const all: [string, number][] = [];
  dissectAll(packets, (d) => all.push([d.stack.join(":"), linesOf(d.tree, "bgp").filter((line) => line.includes("bgp.type@")).length]));
  return all;
}

describe("messages cut out of a stream", () => {
  it("reads two of one segment and names their protocol once", () => {
    expect(shown([client({ port, seq: 1, flags, data: joined(KEEP_ALIVE, KEEP_ALIVE) })])).toEqual([["eth:ethertype:ip:tcp:bgp", 2]]);
  });

  it("waits for the rest of a message, be its header cut or its body", () => {
    for (const at of [3, 18]) {
      const packets = [client({ port, seq: 1, flags, data: KEEP_ALIVE.subarray(0, at) }), client({ port, seq: 1 + at, flags, data: KEEP_ALIVE.subarray(at) })];
      expect(shown(packets)).toEqual([["eth:ethertype:ip:tcp", 0], ["eth:ethertype:ip:tcp:bgp", 1]]);
    }
  });

  it("declines what is no message", () => {
    expect(shown([client({ port, seq: 1, flags, data: text("something quite different") })])).toEqual([["eth:ethertype:ip:tcp:data", 0]]);
  });
});
