/** MQTT 3.1.1 and 5 (OASIS): the fixed header, and identifiers and topics of the commonest packets. */
import { framed } from "../../dissect/stream-framing";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, protocol, string, u16, u64, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const types = values({
  0: "Reserved", 1: "Connect Command", 2: "Connect Ack", 3: "Publish Message", 4: "Publish Ack", 5: "Publish Received", 6: "Publish Release", 7: "Publish Complete",
  8: "Subscribe Request", 9: "Subscribe Ack", 10: "Unsubscribe Request", 11: "Unsubscribe Ack", 12: "Ping Request", 13: "Ping Response", 14: "Disconnect Req",
  15: "Authentication Exchange",
});
const qualities = values({ 0: "At most once delivery (Fire and Forget)", 1: "At least once delivery (Acknowledged deliver)", 2: "Exactly once delivery (Assured Delivery)", 3: "Reserved" });

export const mqtt = protocol("mqtt", "MQ Telemetry Transport Protocol", {
  "hdrflags": u8("Header Flags", { display: "hex" }),
  "msgtype": u8("Message Type", { mask: 0xf0, values: types }),
  "hdr_reserved": u8("Reserved", { mask: 0x0f }),
  "dupflag": bool("DUP Flag", { mask: 0x08 }),
  "qos": u8("QoS Level", { mask: 0x06, values: qualities }),
  "retain": bool("Retain", { mask: 0x01 }),
  "len": u64("Msg Len", { help: "Bytes that follow the fixed header (MQTT 3.1.1 §2.2.3)." }),
  "msgid": u16("Message Identifier"),
  "topic_len": u16("Topic Length"),
  "topic": string("Topic"),
}, { short: "MQTT" });

const { f } = mqtt;
const PORT = 1883, PUBLISH = 3, UNSUBSCRIBE_ACK = 11;
const MAX_LENGTH_BYTES = 4;

/** A length of one to four bytes, seven bits each: [value, bytes], or undefined where it is cut. */
function remaining(d: Dissection, at: number): readonly [number, number] | undefined {
  let value = 0;
  for (let i = 0; i < MAX_LENGTH_BYTES; i++) {
    if (at + i >= d.end) return undefined;
    const b = d.u8(at + i);
    value += (b & 0x7f) * 128 ** i;
    if (b < 0x80) return [value, i + 1];
  }
  return [value, MAX_LENGTH_BYTES];
}

const message = dissector(mqtt, (d) => {
  const first = d.u8(d.start), type = first >> 4, quality = (first >> 1) & 3;
  const length = remaining(d, d.start + 1);
  const name = types.name(type) ?? "";
  if (d.protocolColumn === mqtt.short) d.appendInfo(`, ${name}`); else d.setInfo(name);
  d.setProtocol(mqtt.short);
  d.begin(mqtt);
  d.flags(f.hdrflags, type === PUBLISH ? [f.msgtype, f.dupflag, f.qos, f.retain] : [f.msgtype, f.hdr_reserved]);
  if (!length) { d.need(d.pos, d.end - d.pos + 1); return; }
  d.put(f.len, d.pos, length[1], BigInt(length[0]));
  d.pos += length[1];
  if (type === PUBLISH) {
    const size = d.read(f.topic_len);
    const topic = d.read(f.topic, size);
    if (quality > 0) d.appendInfo(` (id=${d.read(f.msgid)})`);
    d.appendInfo(` [${topic}]`);
  } else if (type > PUBLISH && type <= UNSUBSCRIBE_ACK && d.remaining >= 2) {
    d.appendInfo(` (id=${d.read(f.msgid)})`);
  }
});

attach(framed(message, 2, (d, at) => {
  const length = remaining(d, at + 1);
  return length ? 1 + length[1] + length[0] : d.reported - at + 1;
}), "tcp.port", PORT);
