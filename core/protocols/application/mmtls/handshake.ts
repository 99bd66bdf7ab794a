/** The hellos of MMTLS, the only handshake messages in clear. */
import { MALFORMED } from "../../../dissect/dissection";
import type { Dissection } from "../../../dissect/dissection";
import { extensionTypes, handshakeTypes, mmtls } from "./fields";

const { f } = mmtls;
const CLIENT_HELLO = 1;
const RANDOM = 32;
const Extension = { preSharedKey: 0x0f, clientKeyShare: 0x10, serverKeyShare: 0x11, serverNumbers: 0x13 } as const;

/** Where `length` bytes from `pos` on end; stops the layer when that is beyond `limit`. */
function endOf(d: Dissection, length: number, limit: number): number {
  const end = d.pos + length;
  if (end > limit) throw MALFORMED;
  return end;
}

/** Shows the hello in [start, end). */
export function showHello(d: Dissection, start: number, end: number): void {
  const type = d.u8(start + 4);
  const name = handshakeTypes.name(type) ?? `Unknown (${type})`;
  d.open(f.handshake, start, Math.min(end, d.end) - start, undefined, d.drawing ? `Handshake Message: ${name}` : undefined);
  d.pos = start;
  d.read(f["handshake.length"]);
  d.read(f["handshake.type"]);
  d.read(f["handshake.version"]);
  const isClient = type === CLIENT_HELLO;
  const suites = isClient ? d.read(f["handshake.ciphersuites.count"]) : 1;
  endOf(d, 2 * suites, end);
  for (let i = 0; i < suites; i++) d.read(f["handshake.ciphersuite"]);
  endOf(d, RANDOM, end);
  d.read(f["handshake.random"], RANDOM);
  if (isClient) {
    d.put(f["handshake.time"], d.pos, 4, BigInt(d.u32(d.pos)) * 1_000_000_000n);
    d.pos += 4;
  }
  const stop = endOf(d, d.read(f["handshake.extensions.length"]), end);
  const count = stop > d.pos ? d.read(f["handshake.extensions.count"]) : 0;
  for (let i = 0; i < count; i++) showExtension(d, stop);
  d.close();
}

function showExtension(d: Dissection, limit: number): void {
  const start = d.pos;
  const length = d.u32(start);
  if (length < 2 || start + 4 + length > limit) throw MALFORMED;
  const end = start + 4 + length;
  const type = d.u16(start + 4);
  d.open(f["handshake.extension"], start, 4 + length, undefined, d.drawing ? `Extension: ${extensionTypes.name(type) ?? `Unknown (${type})`}` : undefined);
  d.read(f["handshake.extension.len"]);
  d.read(f["handshake.extension.type"]);
  switch (type) {
    case Extension.preSharedKey: showTickets(d, end); break;
    case Extension.clientKeyShare: showKeyShares(d, end); break;
    case Extension.serverKeyShare: showKey(d, end); break;
    case Extension.serverNumbers:
      while (end - d.pos >= 4) d.read(f["handshake.extension.number"]);
      break;
  }
  if (d.pos < end) d.read(type === Extension.clientKeyShare ? f["key_share.tail"] : f["handshake.extension.data"], end - d.pos);
  d.close();
}

function showTickets(d: Dissection, limit: number): void {
  const count = d.read(f["psk.count"]);
  for (let i = 0; i < count; i++) {
    const start = d.pos;
    const end = start + 4 + d.u32(start);
    if (end > limit) throw MALFORMED;
    d.open(f["psk.ticket"], start, end - start);
    d.read(f["psk.ticket.len"]);
    d.read(f["psk.ticket.type"]);
    d.read(f["psk.ticket.lifetime"]);
    showSized(d, d.read(f["psk.ticket.age_add.len"]), f["psk.ticket.age_add"], end);
    d.read(f["psk.ticket.unknown"]);
    showSized(d, d.read(f["psk.ticket.nonce.len"]), f["psk.ticket.nonce"], end);
    showSized(d, d.read(f["psk.ticket.data.len"]), f["psk.ticket.data"], end);
    d.close();
    d.pos = end;
  }
}

function showKeyShares(d: Dissection, limit: number): void {
  const count = d.read(f["key_share.count"]);
  for (let i = 0; i < count; i++) {
    const start = d.pos;
    const end = start + 4 + d.u32(start);
    if (end > limit) throw MALFORMED;
    d.open(f.key_share, start, end - start);
    d.read(f["key_share.len"]);
    showKey(d, end);
    d.close();
    d.pos = end;
  }
}

function showKey(d: Dissection, limit: number): void {
  d.read(f["key_share.id"]);
  showSized(d, d.read(f["key_share.point.len"]), f["key_share.point"], limit);
}

/** Bytes whose length was read just before them. */
function showSized(d: Dissection, length: number, field: typeof f["key_share.point"], limit: number): void {
  endOf(d, length, limit);
  if (length > 0) d.read(field, length);
}
