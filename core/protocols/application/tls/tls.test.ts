import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import { ACK, PSH, client, server } from "../../transport/tcp/segments.test-support";

const port = 443;
const RANDOM = "00".repeat(32);

/** A client hello with GREASE, SNI, groups, point formats and ALPN, made by hand from RFC 8446 §4.1.2. */
const CLIENT_HELLO = bytesOf(`
  16 0301 0067 01 000063 0303 ${RANDOM} 00
  0006 0a0a c02b 1301   0100
  0034
  0000 0010 000e 00 000b 6578616d706c652e636f6d   # server_name: example.com
  000a 0006 0004 001d 0017
  000b 0002 01 00
  0010 0005 0003 02 6832
  002b 0003 02 0304`);
const SERVER_HELLO = bytesOf(`16 0303 002c 02 000028 0303 ${RANDOM} 00 c02b 00 0000`);

const first = client({ port, seq: 100, ack: 500, flags: PSH | ACK, data: CLIENT_HELLO });

function shown(packets: Uint8Array[], name: RegExp): string[][] {
  const all: string[][] = [];
  dissectAll(packets, (d) => all.push([d.protocolColumn, d.info, ...linesOf(d.tree).map((line) => line.trim()).filter((line) => name.test(line))]));
  return all;
}

describe("TLS", () => {
  it("reads a client hello, its extensions and its fingerprint", () => {
    expect(shown([first], /server_name@|alpn_str@|supported_group@|ja3_full/)[0]).toEqual([
      "TLSv1", "Client Hello",
      'tls.handshake.extensions_server_name@119+11="example.com"',
      "tls.handshake.extensions_supported_group@136+2=29", "tls.handshake.extensions_supported_group@138+2=23",
      'tls.handshake.extensions_alpn_str@153+2="h2"',
      'tls.handshake.ja3_full@108+0="771,49195-4865,0-10-11-16-43,29-23,0"',
    ]);
  });

  it("takes the version from the server's hello, for what came before it too", () => {
    const reply = server({ port, seq: 500, ack: 208, flags: PSH | ACK, data: SERVER_HELLO });
    expect(shown([first, reply], /ja3s_full/)).toEqual([
      ["TLSv1.2", "Client Hello"],
      ["TLSv1.2", "Server Hello", 'tls.handshake.ja3s_full@101+0="771,49195,"'],
    ]);
  });

  it("puts a record together from two segments", () => {
    const half = client({ port, seq: 100, ack: 500, flags: ACK, data: CLIENT_HELLO.subarray(0, 50) });
    const rest = client({ port, seq: 150, ack: 500, flags: PSH | ACK, data: CLIENT_HELLO.subarray(50) });
    expect(shown([half, rest], /^tls\.handshake\.type|reassembled_in/).map((lines) => [lines[0], lines[2]])).toEqual([["TCP", "tcp.reassembled_in@34+0=2"], ["TLSv1", "tls.handshake.type@5+1=1"]]);
  });

  it("takes what follows a change of cipher spec for encrypted", () => {
    const records = bytesOf("14 0303 0001 01 16 0303 0010 01000000000000000000000000000000 15 0303 0002 0100");
    const packet = client({ port, seq: 100, ack: 500, flags: PSH | ACK, data: records });
    expect(shown([packet], /^$/)[0]).toEqual(["TLSv1.2", "Change Cipher Spec, Encrypted Handshake Message, Encrypted Alert"]);
  });

  it("stands every cut and damage", () => {
    harden(first);
    harden(server({ port, seq: 500, ack: 208, flags: ACK, data: SERVER_HELLO }));
  });
});
