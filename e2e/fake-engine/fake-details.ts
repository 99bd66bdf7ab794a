import { type Details, NodeFlag } from "../../core/engine/api";

type Node = readonly [depth: number, name: string, label: string, start: number, length: number, options?: { readonly flags?: number; readonly severity?: number; readonly link?: number; readonly source?: number }];

const frame = new Uint8Array(66).map((_, i) =>
  "ac9e17dc3b04a45e60c1220f08004500003400004000340628c4cbcddb39c0a80117 0050c488 7d1ea0b1 3f5c2a91 8012ffff 3c2a0000 020405b4 01010402 01030309".replaceAll(" ", "").match(/../g)?.map((hex) => Number.parseInt(hex, 16))[i] ?? 0);
const body = new TextEncoder().encode(`{"ret":0,"uuid":"4f2c9a","url":"http://login.example/l/4f2c9a","expires":300}\n`.repeat(60));
const { generated, link, notice } = NodeFlag;

/** A SYN/ACK with every kind of node. */
function nodes(number: number): readonly Node[] {
  return [
    [0, "frame", `Frame ${number}: 66 bytes on wire (528 bits), 66 bytes captured (528 bits) on interface en0, id 0`, 0, 66],
    [1, "frame.time", "Arrival Time: Oct 16, 2026 15:42:10.031552000 CST", 0, 0],
    [1, "frame.number", `Frame Number: ${number}`, 0, 0],
    [1, "frame.len", "Frame Length: 66 bytes (528 bits)", 0, 0],
    [1, "frame.protocols", "Protocols in frame: eth:ethertype:ip:tcp", 0, 0, { flags: generated }],
    [0, "eth", "Ethernet II, Src: a4:5e:60:c1:22:0f, Dst: ac:9e:17:dc:3b:04", 0, 14],
    [1, "eth.dst", "Destination: ac:9e:17:dc:3b:04", 0, 6],
    [1, "eth.src", "Source: a4:5e:60:c1:22:0f", 6, 6],
    [1, "eth.type", "Type: IPv4 (0x0800)", 12, 2],
    [0, "ip", "Internet Protocol Version 4, Src: 203.205.219.57, Dst: 192.168.1.23", 14, 20],
    [1, "ip.version", "0100 .... = Version: 4", 14, 1],
    [1, "ip.hdr_len", ".... 0101 = Header Length: 20 bytes (5)", 14, 1],
    [1, "ip.len", "Total Length: 52", 16, 2],
    [1, "ip.id", "Identification: 0x0000 (0)", 18, 2],
    [1, "ip.ttl", "Time to Live: 52", 22, 1],
    [1, "ip.proto", "Protocol: TCP (6)", 23, 1],
    [1, "ip.checksum", "Header Checksum: 0x28c4 [validation disabled]", 24, 2],
    [1, "ip.src", "Source Address: 203.205.219.57", 26, 4],
    [1, "ip.dst", "Destination Address: 192.168.1.23", 30, 4],
    [0, "tcp", "Transmission Control Protocol, Src Port: 80, Dst Port: 50312, Seq: 0, Ack: 1, Len: 0", 34, 32, { severity: 2 }],
    [1, "tcp.srcport", "Source Port: 80", 34, 2],
    [1, "tcp.dstport", "Destination Port: 50312", 36, 2],
    [1, "tcp.stream", "Stream index: 0", 34, 0, { flags: generated }],
    [1, "tcp.len", "TCP Segment Len: 0", 46, 0, { flags: generated }],
    [1, "tcp.seq", "Sequence Number: 0    (relative sequence number)", 38, 4],
    [1, "tcp.ack", "Acknowledgment Number: 1    (relative ack number)", 42, 4],
    [1, "tcp.flags", "Flags: 0x012 (SYN, ACK)", 46, 2, { severity: 2 }],
    [2, "tcp.flags.ack", ".... ...1 .... = Acknowledgment: Set", 46, 2],
    [2, "tcp.flags.syn", ".... .... ..1. = Syn: Set", 46, 2, { severity: 2 }],
    [3, "", "Expert Info (Chat/Sequence): Connection establish acknowledge (SYN+ACK): server port 80", 46, 2, { flags: notice | generated, severity: 2 }],
    [2, "tcp.flags.fin", ".... .... ...0 = Fin: Not set", 46, 2],
    [1, "tcp.window_size_value", "Window: 65535", 48, 2],
    [1, "tcp.checksum", "Checksum: 0x3c2a [unverified]", 50, 2],
    [1, "tcp.options", "Options: (12 bytes), Maximum segment size, No-Operation (NOP), SACK permitted, Window scale", 54, 12],
    [2, "tcp.options.mss", "TCP Option - Maximum segment size: 1460 bytes", 54, 4],
    [2, "tcp.options.nop", "TCP Option - No-Operation (NOP)", 58, 1],
    [2, "tcp.options.nop", "TCP Option - No-Operation (NOP)", 59, 1],
    [2, "tcp.options.sack_perm", "TCP Option - SACK permitted", 60, 2],
    [2, "tcp.options.wscale", "TCP Option - Window scale: 9 (multiply by 512)", 63, 3],
    [1, "tcp.analysis", "SEQ/ACK analysis", 34, 0, { flags: generated }],
    [2, "tcp.analysis.acks_frame", `This is an ACK to the segment in frame: ${Math.max(1, number - 1)}`, 34, 0, { flags: generated | link, link: Math.max(1, number - 1) }],
    [2, "tcp.analysis.ack_rtt", "The RTT to ACK the segment was: 0.031552000 seconds", 34, 0, { flags: generated }],
    [0, "data", "Data (4620 bytes)", 0, body.length, { source: 1 }],
    [1, "data.data", "Data: 7b22726574223a302c2275756964223a2234663263…", 0, body.length, { source: 1 }],
  ];
}

export function fakeDetails(number: number): Details {
  const list = nodes(number);
  const above: number[] = [];
  const parent = Int32Array.from(list, ([depth], i) => {
    above[depth] = i;
    return depth === 0 ? -1 : (above[depth - 1] ?? -1);
  });
  const value = list.map(([, , label]) => label.slice(label.indexOf(": ") + 2).replace(/ \(.*/, "").trim());
  return {
    number, parent, value,
    label: list.map(([, , label]) => label),
    name: list.map(([, name]) => name),
    filter: list.map(([depth, name], i) => (name === "" ? "" : depth === 0 ? name : `${name} == ${value[i]}`)),
    start: Int32Array.from(list, ([, , , start]) => start),
    length: Int32Array.from(list, ([, , , , length]) => length),
    source: Uint8Array.from(list, (node) => node[5]?.source ?? 0),
    flags: Uint8Array.from(list, (node) => node[5]?.flags ?? 0),
    severity: Uint8Array.from(list, (node) => node[5]?.severity ?? 0),
    link: Int32Array.from(list, (node) => node[5]?.link ?? 0),
    sources: [{ name: "Frame", bytes: frame }, { name: "De-chunked entity body", bytes: body }],
  };
}
