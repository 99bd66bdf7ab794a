import type { Row, RowColour } from "../../core/engine/api";

type Step = readonly [from: string, to: string, protocol: string, length: number, info: string, colour: RowColour, conversation: boolean];

const client = "192.168.1.23";
const server = "203.205.219.57";
const host = "extshort.weixin.qq.com";

/** A story that repeats for ever; every colouring rule comes up in it. */
const story: readonly Step[] = [
  [client, "192.168.1.1", "DNS", 82, `Standard query 0x3f1a A ${host}`, "udp", false],
  ["192.168.1.1", client, "DNS", 146, `Standard query response 0x3f1a A ${host} A 203.205.219.57 A 203.205.219.58`, "udp", false],
  [client, server, "TCP", 66, "50312 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=256 SACK_PERM", "tcp-syn-fin", true],
  [server, client, "TCP", 66, "80 → 50312 [SYN, ACK] Seq=0 Ack=1 Win=65535 Len=0 MSS=1460 SACK_PERM WS=512", "tcp-syn-fin", true],
  [client, server, "TCP", 54, "50312 → 80 [ACK] Seq=1 Ack=1 Win=131328 Len=0", "tcp", true],
  [client, server, "HTTP", 585, "POST /cgi-bin/micromsg-bin/getloginqrcode HTTP/1.1 ", "http", true],
  ["a4:5e:60:c1:22:0f", "Broadcast", "ARP", 42, "Who has 192.168.1.1? Tell 192.168.1.23", "arp", false],
  [server, client, "TCP", 1514, "[TCP Previous segment not captured] 80 → 50312 [ACK] Seq=2921 Ack=532 Win=66048 Len=1460", "bad-tcp", true],
  [server, client, "HTTP", 903, "HTTP/1.1 200 OK  (application/json)", "http", true],
  [client, "8.8.8.8", "ICMP", 98, "Echo (ping) request  id=0x0001, seq=1/256, ttl=64", "icmp", false],
  [client, server, "TLSv1.2", 571, `Client Hello (SNI=${host})`, "tcp", true],
  [server, client, "TLSv1.2", 1514, "Server Hello, Certificate, Server Key Exchange, Server Hello Done", "tcp", true],
  ["192.168.1.1", client, "ICMP", 70, "Destination unreachable (Port unreachable)", "icmp-error", false],
  [client, "239.255.255.250", "SSDP", 217, "M-SEARCH * HTTP/1.1 ", "udp", false],
  [client, server, "TCP", 54, "50312 → 80 [FIN, ACK] Seq=532 Ack=3770 Win=131328 Len=0", "tcp-syn-fin", true],
  [server, client, "TCP", 54, "80 → 50312 [RST] Seq=3770 Win=0 Len=0", "reset", true],
  ["10.0.0.1", "224.0.0.5", "OSPF", 78, "LS Update", "routing", false],
  ["10.0.0.1", "224.0.0.102", "HSRPv2", 94, "Hello (state Active)", "routing-change", false],
  [client, "192.168.1.40", "SMB2", 220, "Negotiate Protocol Request", "smb", true],
  [client, "192.168.1.40", "DCERPC", 220, "Bind: call_id: 2, Fragment: Single, 3 context items", "dcerpc", true],
  [client, "8.8.4.4", "UDP", 60, "40000 → 33434 Len=18", "low-ttl", false],
  [server, client, "TCP", 60, "80 → 50313 [ACK] Seq=1 Ack=1 Win=501 [incorrect checksum] Len=0", "bad-checksum", false],
  ["0.0.0.0", "255.255.255.255", "DHCP", 342, "DHCP Discover - Transaction ID 0x3903f326", "broadcast", false],
  ["fe80::a65e:60ff:fec1:220f", "ff02::fb", "MDNS", 107, "Standard query 0x0000 PTR _companion-link._tcp.local, \"QM\" question", "udp", false],
];
export const storyLength = story.length;
const startSeconds = Date.UTC(2026, 9, 16, 7, 42, 10) / 1000;

/** Packet `number` of the story; `long` makes its texts overlong. */
export function fakeRow(number: number, long: boolean, extra: readonly string[]): Row {
  const at = number - 1;
  const [source, destination, protocol, length, info, colour, inConversation] = story[at % story.length] ?? story[0] as Step;
  const micros = at * 137 + ((at * 7919) % 101);
  return {
    number, source: long ? `workstation-${number}.department.of.long.names.example.com` : source, destination, protocol, length,
    seconds: startSeconds + Math.floor(micros / 1e6), nanos: (micros % 1e6) * 1000,
    info: long ? `${info} ${"and so it goes on ".repeat(14)}` : info, colour,
    conversation: inConversation ? Math.floor(at / story.length) : -1,
    extra: extra.map((name) => (name === "tcp.srcport" ? "80" : "")),
  };
}

/** First and last packet of a turn of the story that belong to its conversation. */
export function fakeConversation(id: number, packets: number): { readonly first: number; readonly last: number; readonly packets: number } {
  const places = story.flatMap((step, at) => (step[6] ? [id * story.length + at + 1] : [])).filter((number) => number <= packets);
  return { first: places[0] ?? 1, last: places.at(-1) ?? 1, packets: places.length };
}
