import { createECDH } from "node:crypto";
import { seeded } from "./random.mjs";

// The two parties' first contact and a resumed contact. Clear parts are well-formed messages with
// true curve points; encrypted records are seeded bytes of the lengths such records have.
const random = seeded("mmtls");
const version = 0xf104;
const alert = 0x15, handshake = 0x16, data = 0x17, resumption = 0x19;

const u8 = (v) => Buffer.from([v]);
const u16 = (v) => { const b = Buffer.alloc(2); b.writeUInt16BE(v); return b; };
const u16le = (v) => { const b = Buffer.alloc(2); b.writeUInt16LE(v); return b; };
const u32 = (v) => { const b = Buffer.alloc(4); b.writeUInt32BE(v); return b; };
const prefixed = (size, ...parts) => { const body = Buffer.concat(parts); return Buffer.concat([size(body.length), body]); };

const record = (type, payload) => Buffer.concat([u8(type), u16(version), prefixed(u16, payload)]);
const sealed = (type, length) => record(type, random.bytes(length));
const message = (type, ...body) => prefixed(u32, u8(type), ...body);
const extensions = (...list) => prefixed(u32, u8(list.length), ...list.map((e) => prefixed(u32, e)));

function point() {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(random.bytes(32));
  return pair.getPublicKey();
}

const ticket = (type, length) => Buffer.concat([
  u8(type), u32(type === 1 ? 3600 : 2592000), prefixed(u16), u32(16), prefixed(u16, random.bytes(12)), prefixed(u16, random.bytes(length)),
]);
const preShared = (...tickets) => Buffer.concat([u16(0x0f), u8(tickets.length), ...tickets.map((t) => prefixed(u32, t))]);
const keyShare = (ids) => Buffer.concat([
  u16(0x10), u8(ids.length), ...ids.map((id) => prefixed(u32, u32(id), prefixed(u16, point()))),
  u32(0), u8(2), u32(1), u32(2),
]);
const clientHello = (suites, time, ...list) => message(1,
  u16le(version), u8(suites.length), ...suites.map(u16), random.bytes(32), u32(time), extensions(...list));
const serverHello = (suite, ...list) => message(2, u16le(version), u16(suite), random.bytes(32), extensions(...list));

/**
 * The bodies of the two short-link exchanges, in order: a first contact (keys are agreed on), then a
 * resumed one that carries data at once.
 * @param {number} time the client's clock, seconds since 1970
 * @returns {{ first: { request: Buffer, response: Buffer }, resumed: { request: Buffer, response: Buffer } }}
 */
export function mmtlsExchanges(time) {
  return {
    first: {
      request: record(handshake, clientHello([0xc02b, 0x00a8], time, preShared(ticket(2, 105)), keyShare([5, 6]))),
      response: Buffer.concat([
        record(handshake, serverHello(0xc02b, Buffer.concat([u16(0x11), u32(5), prefixed(u16, point())]), Buffer.concat([u16(0x13), u32(1), u32(1)]))),
        sealed(handshake, 94), sealed(handshake, 293), sealed(handshake, 55),
      ]),
    },
    resumed: {
      request: Buffer.concat([
        record(resumption, clientHello([0x00a8], time + 1, preShared(ticket(1, 72)))),
        sealed(resumption, 36), sealed(data, 481), sealed(alert, 23),
      ]),
      response: Buffer.concat([
        record(handshake, serverHello(0x00a8)),
        sealed(handshake, 55), sealed(data, 3174), sealed(alert, 23),
      ]),
    },
  };
}
