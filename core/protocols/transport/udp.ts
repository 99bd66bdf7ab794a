/** User Datagram Protocol (RFC 768). */
import { ConversationKind } from "../../dissect/conversations";
import { attach, dissector } from "../../dissect/tables";
import { protocol, reltime, u16, u32, u8, heading, bytes } from "../../fields/declare";
import { values } from "../../fields/values";

export const udp = protocol("udp", "User Datagram Protocol", {
  "srcport": u16("Source Port"),
  "dstport": u16("Destination Port"),
  "port": u16("Source or Destination Port"),
  "length": u16("Length"),
  "checksum": u16("Checksum", { display: "hex" }),
  "checksum.status": u8("Checksum Status", { values: values({ 0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present" }) }),
  "stream": u32("Stream index"),
  "timestamps": heading("Timestamps", { name: "udp.timestamps" }),
  "time_relative": reltime("Time since first frame", { unit: "seconds" }),
  "time_delta": reltime("Time since previous frame", { unit: "seconds" }),
  "payload": bytes("Payload"),
}, { short: "UDP" });

attach(dissector(udp, (d) => {
  const { f } = udp;
  const at = d.start;
  const source = d.u16(at), destination = d.u16(at + 2);
  d.sourcePort = source; d.destinationPort = destination;
  const stream = d.converse(ConversationKind.udp, source, destination);
  d.setProtocol("UDP");
  d.setInfo(`${source} → ${destination} Len=${Math.max(0, d.u16(at + 4) - 8)}`);
  d.begin(udp, 8, d.drawing ? `User Datagram Protocol, Src Port: ${source}, Dst Port: ${destination}` : undefined);
  d.read(f.srcport); d.read(f.dstport);
  d.hidden(f.port, at, 2, source); d.hidden(f.port, at + 2, 2, destination);
  const length = d.read(f.length);
  d.read(f.checksum);
  d.generated(f["checksum.status"], 2, at + 6);
  d.generated(f.stream, d.state.conversations.streamIndex(stream));
  d.close();
  const payload = Math.min(length - 8, d.reportedRemaining);
  if (payload <= 0) return;
  const [low, high] = source < destination ? [source, destination] : [destination, source];
  if (d.next("udp.port", low, at + 8, payload)) return;
  if (d.next("udp.port", high, at + 8, payload)) return;
  if (d.tryHeuristics("udp", at + 8, payload)) return;
  d.data(at + 8, payload);
}, { carriesPackets: true }), "ip.proto", 17);
