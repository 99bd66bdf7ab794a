/** The segment being read, as the parts of the TCP dissector hand it on. */
import type { Dissection } from "../../../dissect/dissection";
import { NO_NODE } from "../../../dissect/tree";

export const FIN = 0x001, SYN = 0x002, RST = 0x004, PSH = 0x008, ACK = 0x010, URG = 0x020, ECE = 0x040, CWR = 0x080, AE = 0x100;

/** One is kept and filled anew for each segment of a dissection. */
export class TcpSegment {
  flags = 0;
  seq = 0;
  ack = 0;
  window = 0;
  /** Bytes of payload. */
  length = 0;
  /** Subtracted from the other side's numbers (acknowledgments, SACK edges) for the relative ones. */
  peerBase = 0;
  /** What the options add to Info. */
  infoText = "";
  /** Node of the length of the option being read. */
  optionLength = NO_NODE;
  /** A SYN with a cookie and data (RFC 7413). */
  fastOpen = false;
  accurateEcn = false;

  relativeAck(raw: number): number { return (raw - this.peerBase) >>> 0; }

  info(d: Dissection, name: string, value: number): void {
    if (d.columns) this.infoText += ` ${name}=${value}`;
  }
}

export function plural(n: number, word: string): string { return `${n} ${word}${n === 1 ? "" : "s"}`; }
