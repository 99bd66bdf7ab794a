/** Packets for the tests of TCP and what it carries: Ethernet, IPv4, TCP from 10.0.0.1:1000 to 10.0.0.2:9999 and back. */
import { toUtf8 } from "../../../base/text";
import { bytesOf } from "../../../dissect/testing";

export { ACK, FIN, PSH, RST, SYN } from "./segment";

export interface SegmentForTest {
  readonly seq: number;
  readonly ack?: number;
  readonly flags: number;
  readonly data?: Uint8Array;
  /** Hexadecimal. */
  readonly options?: string;
  /** The server's port. */
  readonly port?: number;
}

const word = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, "0");

function packet(fromClient: boolean, s: SegmentForTest): Uint8Array {
  const options = bytesOf(s.options ?? "");
  const padding = (4 - (options.length % 4)) % 4;
  const header = 20 + options.length + padding;
  const data = s.data ?? new Uint8Array(0);
  const [near, far] = fromClient ? ["0a000001", "0a000002"] : ["0a000002", "0a000001"];
  const port = s.port ?? 9999;
  const [from, to] = fromClient ? [1000, port] : [port, 1000];
  const head = bytesOf(`
    020000000002 020000000001 0800
    45 00 ${word(20 + header + data.length, 4)} 0001 0000 40 06 0000 ${near} ${far}
    ${word(from, 4)} ${word(to, 4)} ${word(s.seq, 8)} ${word(s.ack ?? 0, 8)} ${word(((header / 4) << 12) | s.flags, 4)} 03e8 0000 0000`);
  const whole = new Uint8Array(head.length + options.length + padding + data.length);
  whole.set(head);
  whole.set(options, head.length);
  whole.set(data, head.length + options.length + padding);
  return whole;
}

export function client(s: SegmentForTest): Uint8Array { return packet(true, s); }
export function server(s: SegmentForTest): Uint8Array { return packet(false, s); }
export function text(characters: string): Uint8Array { return toUtf8(characters); }
