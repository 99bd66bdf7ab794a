import { describe, expect, it } from "vitest";
import "../../all";
import { dissectAll, harden, linesOf, treeLines } from "../../../dissect/testing";
import { ACK, FIN, PSH, SYN, client, server, text } from "./segments.test-support";

const MSS_SACK_TS_WS = "020405b4 0402 080a 00000001 00000000 01 030307";

function found(packets: Uint8Array[], name: RegExp): string[][] {
  const all: string[][] = [];
  dissectAll(packets, (d) => all.push(linesOf(d.tree).map((line) => line.trim()).filter((line) => name.test(line))));
  return all;
}

function infos(packets: Uint8Array[]): string[] {
  const all: string[] = [];
  dissectAll(packets, (d) => all.push(d.info));
  return all;
}

const handshake = [
  client({ seq: 99, flags: SYN, options: MSS_SACK_TS_WS }),
  server({ seq: 499, ack: 100, flags: SYN | ACK, options: MSS_SACK_TS_WS }),
  client({ seq: 100, ack: 500, flags: ACK }),
];

describe("TCP header", () => {
  it("reads a SYN with its options", () => {
    expect(treeLines(client({ seq: 99, flags: SYN, options: MSS_SACK_TS_WS }), "tcp").filter((line) => /options|option_/.test(line))).toEqual([
      " tcp.options@54+20=020405b40402080a000000010000000001030307",
      "  tcp.options.mss@54+4=020405b4",
      "   tcp.option_kind@54+1=2", "   tcp.option_len@55+1=4", "   tcp.options.mss_val@56+2=1460",
      "  tcp.options.sack_perm@58+2=0402",
      "   tcp.option_kind@58+1=4", "   tcp.option_len@59+1=2",
      "  tcp.options.timestamp@60+10=080a0000000100000000",
      "   tcp.option_kind@60+1=8", "   tcp.option_len@61+1=10", "   tcp.options.timestamp.tsval@62+4=1", "   tcp.options.timestamp.tsecr@66+4=0",
      "  tcp.options.nop@70+1=01", "   tcp.option_kind@70+1=1",
      "  tcp.options.wscale@71+3=030307",
      "   tcp.option_kind@71+1=3", "   tcp.option_len@72+1=3", "   tcp.options.wscale.shift@73+1=7", "   tcp.options.wscale.multiplier@73+1=128",
    ]);
  });

  it("stands a side that acknowledged from elsewhere before its SYN", () => {
    // an old connection answers a SYN with a challenge ACK first (RFC 5961 §4)
    const packets = [client({ seq: 99, flags: SYN }), server({ seq: 700, ack: 100, flags: ACK }), server({ seq: 499, ack: 100, flags: SYN | ACK })];
    expect(found(packets, /_ws.defect|analysis.rto/)).toEqual([[], [], []]);
  });

  it("counts from the SYNs and scales the window after them", () => {
    expect(infos([...handshake, client({ seq: 100, ack: 500, flags: PSH | ACK, data: text("hello") })])).toEqual([
      "1000 → 9999 [SYN] Seq=0 Win=1000 Len=0 MSS=1460 SACK_PERM TSval=1 TSecr=0 WS=128",
      "9999 → 1000 [SYN, ACK] Seq=0 Ack=1 Win=1000 Len=0 MSS=1460 SACK_PERM TSval=1 TSecr=0 WS=128",
      "1000 → 9999 [ACK] Seq=1 Ack=1 Win=128000 Len=0",
      "1000 → 9999 [PSH, ACK] Seq=1 Ack=1 Win=128000 Len=5",
    ]);
  });

  it("says that an option's length is wrong and goes on where it can", () => {
    const lines = treeLines(client({ seq: 5, ack: 7, flags: ACK, options: "0204" + "05" + "0101" + "1e" }), "tcp");
    expect(lines.filter((line) => line.includes("len.invalid"))).toHaveLength(1);
    expect(treeLines(client({ seq: 5, ack: 7, flags: ACK, options: "08 01 01 01" })).filter((line) => line.includes("len.invalid"))).toHaveLength(1);
  });

  it("stands every cut and damage", () => {
    harden(client({ seq: 99, flags: SYN, options: MSS_SACK_TS_WS }));
    harden(client({ seq: 5, ack: 7, flags: ACK, options: "1e0c 10010102030405060708 050a0000000100000002 fe04f989", data: text("GET / HTTP/1.1\r\n\r\n") }));
  });
});

describe("TCP conversations", () => {
  it("begin anew when a SYN with another number uses the ports again", () => {
    expect(found([...handshake, client({ seq: 7000, flags: SYN })], /^tcp\.stream/)).toEqual([
      ["tcp.stream@34+0=0"], ["tcp.stream@34+0=0"], ["tcp.stream@34+0=0"], ["tcp.stream@34+0=1"],
    ]);
  });

  it("tell what of them was captured, over the whole capture", () => {
    const closing = client({ seq: 100, ack: 500, flags: FIN | ACK });
    expect(found([...handshake, closing], /^tcp\.completeness/).flat()).toEqual(Array.from({ length: 4 }, () => "tcp.completeness@34+0=23"));
  });
});

// expectations as tshark -2 has them for the same packets one second apart
describe("TCP analysis", () => {
  const data = client({ seq: 100, ack: 500, flags: PSH | ACK, data: text("0123456789") });

  it("finds a retransmission and what it was delayed by", () => {
    const lines = found([...handshake, data, data], /^tcp\.analysis\.(retransmission|rto)/);
    expect(lines[3]).toEqual([]);
    expect(lines[4]).toEqual(["tcp.analysis.retransmission@0+0", "tcp.analysis.rto@34+0=1.000000000", "tcp.analysis.rto_frame@34+0=4"]);
  });

  it("knows what acknowledges what, and doubles", () => {
    const answer = server({ seq: 500, ack: 110, flags: ACK });
    const lines = found([...handshake, data, answer, answer], /^tcp\.analysis\.(acks_frame|duplicate_ack_)/);
    expect(lines[4]).toEqual(["tcp.analysis.acks_frame@34+0=4"]);
    expect(lines[5]).toEqual(["tcp.analysis.duplicate_ack_num@34+0=1", "tcp.analysis.duplicate_ack_frame@34+0=5"]);
  });

  it("misses what was not captured", () => {
    const later = client({ seq: 200, ack: 500, flags: PSH | ACK, data: text("x") });
    expect(infos([...handshake, later, server({ seq: 500, ack: 201, flags: ACK })]).slice(3)).toEqual([
      "[TCP Previous segment not captured] 1000 → 9999 [PSH, ACK] Seq=101 Ack=1 Win=128000 Len=1",
      "[TCP ACKed unseen segment] 9999 → 1000 [ACK] Seq=1 Ack=102 Win=128000 Len=0",
    ]);
  });
});
