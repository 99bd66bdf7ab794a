/** The Multipath TCP option (RFC 6824 for version 0, RFC 8684 for version 1). */
import type { Dissection } from "../../../dissect/dissection";
import { mptcp, mptcpSubtypes, tcp } from "./fields";
import { SYN, ACK } from "./segment";
import type { TcpSegment } from "./segment";

const { f } = mptcp;

/** Reads the option in [at, at + length). */
export function readMptcp(d: Dissection, at: number, length: number, segment: TcpSegment): void {
  const subtype = d.u8(at + 2) >> 4;
  d.open(mptcp.node, at, length, undefined, d.drawing ? `Multipath Transmission Control Protocol: ${mptcpSubtypes.name(subtype) ?? `Unknown (${subtype})`}` : undefined);
  d.item(tcp.f.option_kind, at);
  d.item(tcp.f.option_len, at + 1);
  d.item(f.subtype, at + 2);
  const end = at + length;
  switch (subtype) {
    case 0: capable(d, at, length); break;
    case 1: join(d, at, length, segment); break;
    case 2: dataSequenceSignal(d, at); break;
    case 3: addAddress(d, at, end); break;
    case 4:
      d.put(f["rm_addr.count"], at + 2, 1, Math.max(0, length - 3));
      d.markGenerated(d.last);
      for (let pos = at + 3; pos < end; pos++) d.item(f.addrid, pos);
      break;
    case 5:
      d.pos = at + 2;
      d.flags(f.flags, [f.backup]);
      if (length === 4) d.item(f.addrid, at + 3);
      break;
    case 6:
      d.item(f.reserved, at + 2);
      d.item(f.rawdataseqno, at + 4);
      break;
    case 7:
      d.item(f.reserved, at + 2);
      d.item(f.recvkey, at + 4);
      break;
    case 8:
      d.open(f.flags, at + 2, 1, d.u8(at + 2));
      for (const bit of [f.flag_U, f.flag_V, f.flag_W, f.flag_T]) d.item(bit, at + 2);
      d.close();
      d.item(f.rst_reason, at + 3);
      break;
  }
  d.close();
}

function capable(d: Dissection, at: number, length: number): void {
  const version = d.item(f.version, at + 2) & 0x0f;
  d.pos = at + 3;
  d.flags(f.flags, version === 1
    ? [f.checksumreq, f.extensibility, f.nomoresubflows, f.sha256, f["reserved.v1"]]
    : [f.checksumreq, f.extensibility, f.sha1, f["reserved.v0"]]);
  if (length >= 12) d.item(f.sendkey, at + 4);
  if (length >= 20) d.item(f.recvkey, at + 12);
  if (length >= 22) d.item(f.datalvllen, at + 20);
  if (length >= 24) d.item(f.checksum, at + 22);
}

/** The option's shape follows the step of the handshake: SYN 12 bytes, SYN-ACK 16, ACK 24. */
function join(d: Dissection, at: number, length: number, segment: TcpSegment): void {
  const step = segment.flags & (SYN | ACK);
  if (length === 24) {
    d.item(f.reserved, at + 2);
    d.put(f.sendhmac, at + 4, 20);
    return;
  }
  if (length !== 12 && length !== 16) return;
  d.pos = at + 2;
  d.flags(f.flags, [f.backup]);
  d.item(f.addrid, at + 3);
  if (length === 16 && step === (SYN | ACK)) {
    d.item(f.sendtrunchmac, at + 4);
    d.item(f.sendrand, at + 12);
  } else {
    d.item(f.recvtok, at + 4);
    d.item(f.sendrand, at + 8);
  }
}

function dataSequenceSignal(d: Dissection, at: number): void {
  d.pos = at + 3;
  const flags = d.flags(f.flags, [f.datafin, f.dseqn8, f.dseqnpresent, f.dataack8, f.dataackpresent]);
  let pos = at + 4;
  const number = (field: typeof f.rawdataack, wide: boolean, suffix: string): void => {
    const size = wide ? 8 : 4;
    const value = wide ? d.u64(pos) : BigInt(d.u32(pos));
    d.put(field, pos, size, value, d.drawing ? `${field.label}: ${value}${suffix}` : undefined);
    pos += size;
  };
  if (flags & 0x01) number(f.rawdataack, (flags & 0x02) !== 0, flags & 0x02 ? " (64bits)" : " (32bits)");
  if (!(flags & 0x04)) return;
  number(f.rawdataseqno, (flags & 0x08) !== 0, flags & 0x08 ? "  (64bits version)" : "  (32bits version)");
  d.item(f.subflowseqno, pos);
  d.item(f.datalvllen, pos + 4);
  const end = at + d.u8(at + 1);
  if (pos + 8 <= end) d.item(f.checksum, pos + 6);
}

/** Version 0 tells the family by a number, version 1 by the length; the low bit is then the echo flag. */
function addAddress(d: Dissection, at: number, end: number): void {
  const version = d.u8(at + 2) & 0x0f;
  if (version === 4 || version === 6) d.item(f.ipver, at + 2); else d.item(f.echo, at + 2);
  d.item(f.addrid, at + 3);
  let pos = at + 4;
  const left = end - pos;
  if (left === 0) return;
  if (version === 6 || version !== 4 && left >= 16) { d.item(f.ipv6, pos); pos += 16; } else { d.item(f.ipv4, pos); pos += 4; }
  if (end - pos === 2 || end - pos === 10) { d.item(f.port, pos); pos += 2; }
  if (end - pos === 8) d.item(f.addaddrtrunchmac, pos);
}
