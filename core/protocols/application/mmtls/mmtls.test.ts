/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import "../../all";
import { WANT_ALL } from "../../../dissect/dissection";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import type { TestPacket } from "../../../dissect/testing";
import { Session } from "../../../engine/session";
import { ACK, PSH, client, server, text } from "../../transport/tcp/segments.test-support";

/** First 64 bytes of real records. */
const ECDHE_CLIENT_HELLO = bytesOf("16f104016e0000016a0104f102c02b00a88c457714ed11a628652771bdfb3090f220350fdb6c66309ff341c492234dac92656e783b0000013a020000008b000f");
const ECDHE_SERVER_HELLO = bytesOf("16f1040089000000850204f1c02b5aa0057c41bc2b8d4b5d4eda63bb5cc750227ec4176de0099fdae857a8117ec70000005c0200000049001100000005004104");
const ZERO_RTT_CLIENT_HELLO = bytesOf("19f10400a10000009d0104f10100a84f6776fbb4668f2a36bb557494c40ccdc8bbf44441b024d88ec48629cc35e21b656e783c0000006f010000006a000f0100");
const PSK_CLIENT_HELLO = bytesOf("16f10400a10000009d0104f10100a82fa2b1fa8a269aef23f46924e336f4fe53f9335a614eb744d7dc2f2e356ef167656e78410000006f010000006a000f0100");
const PSK_SERVER_HELLO = bytesOf("16f104002e0000002a0204f100a8fbb12cbdb9ddb1412736c2ab91be0e82c78ab76e40cb406092549c9bfbfe63f60000000100 16f10400374b9eb16e8994c2e3");
const CLEAR_ALERT = bytesOf("15f104000700000003007302");

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
/** A record whose contents say nothing, as if encrypted. */
const encrypted = (type: number, length: number): Uint8Array => join(Uint8Array.of(type, 0xf1, 4, length >> 8, length & 0xff), new Uint8Array(length).map((_, i) => 7 * i + 3));

/** The long link's hello with its one access ticket made whole: nonce of 12 bytes, ticket of 72. */
const WHOLE_PSK_HELLO = join(PSK_CLIENT_HELLO, bytesOf("000063 01 00000e10 0000 00000010 000c 0102030405060708090a0b0c 0048"), new Uint8Array(72).fill(0x5a));
const WHOLE_ZERO_RTT_HELLO = join(ZERO_RTT_CLIENT_HELLO, WHOLE_PSK_HELLO.subarray(64));
const SERVER_FLIGHT = join(PSK_SERVER_HELLO.subarray(0, 51), encrypted(0x16, 55));

const fromClient = (data: Uint8Array, seq = 100, port = 8080): Uint8Array => client({ port, seq, ack: 500, flags: PSH | ACK, data });
const fromServer = (data: Uint8Array, seq = 500, port = 8080): Uint8Array => server({ port, seq, ack: 100, flags: PSH | ACK, data });
const post = (body: Uint8Array): Uint8Array => join(text(`POST /mmtls/5a3e90c7 HTTP/1.1\r\nUpgrade: mmtls\r\nContent-Type: application/octet-stream\r\nContent-Length: ${body.length}\r\n\r\n`), body);

function shown(packets: (Uint8Array | TestPacket)[], name: RegExp = /^$/): string[][] {
  const all: string[][] = [];
  dissectAll(packets, (d) => all.push([d.protocolColumn, d.info, ...linesOf(d.tree).map((line) => line.trim()).filter((line) => name.test(line))]));
  return all;
}

/** Shows the first bytes of a record of which the capture kept no more. */
function cut(record: Uint8Array): string[] {
  const whole = new Uint8Array(5 + ((record[3] ?? 0) << 8 | (record[4] ?? 0)));
  whole.set(record.subarray(0, whole.length));
  const packet = fromClient(whole);
  let lines: string[] = [];
  dissectAll([{ bytes: packet.subarray(0, 54 + record.length), length: packet.length }], (d) => { lines = linesOf(d.tree, "mmtls").map((line) => line.trim()); });
  return lines;
}

describe("MMTLS", () => {
  it("reads the hello of a first contact up to where the capture cut it", () => {
    expect(cut(ECDHE_CLIENT_HELLO)).toEqual([
      "mmtls@54+64", "mmtls.record@54+64",
      "mmtls.record.type@54+1=22", "mmtls.record.version@55+2=61700", "mmtls.record.length@57+2=366",
      "mmtls.handshake@59+59", "mmtls.handshake.length@59+4=362", "mmtls.handshake.type@63+1=1", "mmtls.handshake.version@64+2=61700",
      "mmtls.handshake.ciphersuites.count@66+1=2", "mmtls.handshake.ciphersuite@67+2=49195", "mmtls.handshake.ciphersuite@69+2=168",
      "mmtls.handshake.random@71+32=8c457714ed11a628652771bdfb3090f220350fdb6c66309ff341c492234dac92",
      "mmtls.handshake.time@103+4=Dec  5, 2023 01:09:15.000000000 UTC",
      "mmtls.handshake.extensions.length@107+4=314", "mmtls.handshake.extensions.count@111+1=2",
      "mmtls.handshake.extension@112+143", "mmtls.handshake.extension.len@112+4=139", "mmtls.handshake.extension.type@116+2=15",
    ]);
  });

  it("reads the server's hello, which has no time and one suite", () => {
    expect(cut(ECDHE_SERVER_HELLO).slice(5)).toEqual([
      "mmtls.handshake@59+59", "mmtls.handshake.length@59+4=133", "mmtls.handshake.type@63+1=2", "mmtls.handshake.version@64+2=61700",
      "mmtls.handshake.ciphersuite@66+2=49195",
      "mmtls.handshake.random@68+32=5aa0057c41bc2b8d4b5d4eda63bb5cc750227ec4176de0099fdae857a8117ec7",
      "mmtls.handshake.extensions.length@100+4=92", "mmtls.handshake.extensions.count@104+1=2",
      "mmtls.handshake.extension@105+77", "mmtls.handshake.extension.len@105+4=73", "mmtls.handshake.extension.type@109+2=17",
      "mmtls.key_share.id@111+4=5", "mmtls.key_share.point.len@115+2=65",
    ]);
  });

  it("reads the hello with early data", () => {
    expect(cut(ZERO_RTT_CLIENT_HELLO).filter((line) => /record\.type|suite|extensions|psk/.test(line))).toEqual([
      "mmtls.record.type@54+1=25", "mmtls.handshake.ciphersuites.count@66+1=1", "mmtls.handshake.ciphersuite@67+2=168",
      "mmtls.handshake.extensions.length@105+4=111", "mmtls.handshake.extensions.count@109+1=1", "mmtls.psk.count@116+1=1",
    ]);
  });

  it("reads a long link: hellos in clear, then nothing but encrypted records", () => {
    const packets = [fromClient(join(WHOLE_PSK_HELLO, encrypted(0x16, 55))), fromServer(SERVER_FLIGHT), fromClient(encrypted(0x17, 32), 100 + 166 + 60), fromServer(WHOLE_PSK_HELLO, 500 + 111)];
    expect(shown(packets, /^mmtls\.(psk|likely|encrypted@)/).map((lines) => lines.map((line) => line.replace(/(encrypted@\d+\+\d+)=.*/, "$1")))).toEqual([
      ["MMTLS", "Client Hello, Encrypted Handshake Message",
        "mmtls.psk.count@116+1=1", "mmtls.psk.ticket@117+103", "mmtls.psk.ticket.len@117+4=99", "mmtls.psk.ticket.type@121+1=1", "mmtls.psk.ticket.lifetime@122+4=3600",
        "mmtls.psk.ticket.age_add.len@126+2=0", "mmtls.psk.ticket.unknown@128+4=16", "mmtls.psk.ticket.nonce.len@132+2=12",
        "mmtls.psk.ticket.nonce@134+12=0102030405060708090a0b0c", "mmtls.psk.ticket.data.len@146+2=72", `mmtls.psk.ticket.data@148+72=${"5a".repeat(72)}`,
        "mmtls.encrypted@225+55", 'mmtls.likely@225+0="Finished"'],
      ["MMTLS", "Server Hello, Encrypted Handshake Message", "mmtls.encrypted@110+55", 'mmtls.likely@110+0="Finished"'],
      ["MMTLS", "Data", "mmtls.encrypted@59+32", 'mmtls.likely@59+0="Heartbeat"'],
      // only a direction's first record can be in clear
      ["MMTLS", "Encrypted Handshake Message", "mmtls.encrypted@59+161"],
    ]);
  });

  it("wins over the owners of its ports and over none else", () => {
    for (const port of [80, 443, 8080]) expect(shown([fromClient(WHOLE_PSK_HELLO, 100, port)])).toEqual([["MMTLS", "Client Hello"]]);
    const changed = (at: number, value: number): string => {
      const record = WHOLE_PSK_HELLO.slice();
      record[at] = value;
      return shown([fromClient(join(record, encrypted(0x17, 40).subarray(0, 20)), 100, 9999)])[0]?.[0] ?? "";
    };
    // type, version, lengths that disagree, message type, version in the message
    expect([[0, 0x14], [1, 0xf0], [2, 5], [8, 0x9e], [9, 3], [10, 3], [11, 0]].map(([at = 0, value = 0]) => changed(at, value))).toEqual(Array.from({ length: 7 }, () => "TCP"));
    expect(changed(20, 0)).toBe("MMTLS");
  });

  it("reads an alert in clear, alone or instead of a server's hello", () => {
    const lines = ["MMTLS", "Alert (Level: Fatal, Code: 115)", "mmtls.alert@59+7", "mmtls.alert.length@59+4=3", "mmtls.alert.code@63+2=115", "mmtls.alert.level@65+1=2"];
    expect(shown([fromServer(CLEAR_ALERT)], /^mmtls\.alert/)).toEqual([lines]);
    expect(shown([fromClient(WHOLE_PSK_HELLO), fromServer(CLEAR_ALERT)], /^mmtls\.alert/)[1]).toEqual(lines);
  });

  it("recognises the middle of a stream by two chained headers or an exact fit, on its ports", () => {
    const two = join(encrypted(0x17, 40), encrypted(0x17, 300).subarray(0, 5));
    expect(shown([fromServer(encrypted(0x17, 40))])).toEqual([["MMTLS", "Data"]]);
    expect(shown([fromServer(two)])).toEqual([["MMTLS", "Data"]]);
    expect(shown([fromServer(encrypted(0x17, 40), 500, 9999)])[0]?.[0]).toBe("TCP");
    expect(shown([fromServer(two.subarray(0, 48))])[0]?.[0]).not.toBe("MMTLS");
    expect(shown([fromServer(join(encrypted(0x17, 40), bytesOf("17f1030020")))])[0]?.[0]).not.toBe("MMTLS");
    expect(shown([fromServer(join(text("abc"), encrypted(0x17, 40)))])[0]?.[0]).not.toBe("MMTLS");
  });

  it("puts records together from segments cut anywhere", () => {
    const stream = join(WHOLE_PSK_HELLO, encrypted(0x17, 700));
    for (const at of [5, 8, 11, 12, 40, 165, 166, 168, 171, 400, stream.length - 1]) {
      const packets = [fromClient(stream.subarray(0, at)), fromClient(stream.subarray(at), 100 + at)];
      const rows = shown(packets, /^mmtls\.(handshake\.type|record\.length)@/);
      const found = rows.flatMap((lines) => lines.slice(2).map((line) => line.replace(/@.*=/, "=")));
      expect([at, ...found]).toEqual([at, "mmtls.record.length=161", "mmtls.handshake.type=1", "mmtls.record.length=700"]);
      expect(rows[1]?.slice(0, 2)).toEqual(["MMTLS", at < 166 ? "Client Hello, Data" : "Data"]);
    }
  });

  it("reads the bodies of HTTP messages, each from its first record", () => {
    const body = join(WHOLE_ZERO_RTT_HELLO, encrypted(0x19, 36), encrypted(0x17, 481), encrypted(0x15, 23));
    const [row] = shown([fromClient(post(body), 100, 80)], /^mmtls\.likely|frame\.protocols/);
    expect(row).toEqual(["MMTLS", "Client Hello (0-RTT), Encrypted Extensions, Early Data, Alert",
      'frame.protocols@0+0="eth:ethertype:ip:tcp:http:mmtls"', `mmtls.likely@${at(body, 166 + 5)}+0="Encrypted Extensions"`, `mmtls.likely@${at(body, 166 + 41 + 486 + 5)}+0="End alert"`]);
    // a body that merely is octets, and one with a record's header in its middle
    for (const other of [text("just some octets"), join(text("ab"), WHOLE_PSK_HELLO), encrypted(0x17, 40)]) expect(shown([fromClient(post(other), 100, 80)])[0]?.[0]).toBe("HTTP");
  });

  it("marks hellos whose lengths lie as malformed", () => {
    const lie = WHOLE_PSK_HELLO.slice();
    // the extensions', beyond the record
    lie[53] = 0xff;
    const [row] = shown([fromClient(lie)], /^_ws\.malformed@|^mmtls\.handshake\.extension/);
    expect(row).toEqual(["MMTLS", "Client Hello[Malformed Packet]", "mmtls.handshake.extensions.length@105+4=65391", expect.stringMatching(/^_ws\.malformed@/)]);
  });

  it("reads both exchanges of the sample", () => {
    const session = new Session();
    session.feed(new Uint8Array(readFileSync(new URL("../../../../resources/samples/image-download.pcapng", import.meta.url))));
    session.finish();
    const rows: string[][] = [];
    for (let row = 0; row < session.packetCount; row++) {
      const d = session.dissect(row, WANT_ALL);
      if (!d.stack.includes("mmtls")) continue;
      const lines = linesOf(d.tree).map((line) => line.trim()).filter((line) => /^mmtls\.(record\.length|likely|key_share\.id|psk\.ticket\.type|handshake\.ciphersuite)@/.test(line));
      rows.push([d.protocolColumn, d.info, ...lines.map((line) => line.replace(/^mmtls\.(.*)@.*=/, "$1="))]);
    }
    expect(rows).toEqual([
      ["MMTLS", "Client Hello", "record.length=366", "handshake.ciphersuite=49195", "handshake.ciphersuite=168", "psk.ticket.type=2", "key_share.id=5", "key_share.id=6"],
      ["MMTLS", "Server Hello, Encrypted Handshake Message, Encrypted Handshake Message, Encrypted Handshake Message",
        "record.length=137", "handshake.ciphersuite=49195", "key_share.id=5",
        "record.length=94", 'likely="Certificate Verify"', "record.length=293", 'likely="New Session Ticket"', "record.length=55", 'likely="Finished"'],
      ["MMTLS", "Client Hello (0-RTT), Encrypted Extensions, Early Data, Alert",
        "record.length=161", "handshake.ciphersuite=168", "psk.ticket.type=1", "record.length=36", 'likely="Encrypted Extensions"', "record.length=481", "record.length=23", 'likely="End alert"'],
      ["MMTLS", "Server Hello, Encrypted Handshake Message, Data, Alert",
        "record.length=46", "handshake.ciphersuite=168", "record.length=55", 'likely="Finished"', "record.length=3174", "record.length=23", 'likely="End alert"'],
    ]);
  });

  it("stands every cut and damage", () => {
    harden(fromClient(WHOLE_PSK_HELLO));
    harden(fromClient(ECDHE_CLIENT_HELLO));
    harden(fromServer(SERVER_FLIGHT));
    harden(fromServer(CLEAR_ALERT));
    harden(fromClient(post(WHOLE_ZERO_RTT_HELLO), 100, 80), { flips: 200 });
  });
});

/** Where byte `offset` of a posted body lies in the packet. */
function at(body: Uint8Array, offset: number): number { return 54 + post(body).length - body.length + offset; }
