import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client } from "../transport/tcp/segments.test-support";

const packet = client({ port: 1883, seq: 100, ack: 500, flags: PSH | ACK, data: bytesOf(`
  32090003666f6f000a6869
`) });

describe("MQTT", () => {
  it("shows its fields", () => {
    dissectAll([packet], (d) => {
      const lines = linesOf(d.tree).map((line) => line.trim());
      for (const line of [
        "mqtt@54+11",
        "mqtt.hdrflags@54+1=50",
        "mqtt.msgtype@54+1=3",
        "mqtt.dupflag@54+1=0",
        "mqtt.qos@54+1=1",
        "mqtt.retain@54+1=0",
        "mqtt.len@55+1=9",
        "mqtt.topic_len@56+2=3",
        'mqtt.topic@58+3="foo"',
        "mqtt.msgid@61+2=10",
      ]) expect(lines).toContain(line);
    });
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:tcp:mqtt", "MQTT", "Publish Message (id=10) [foo]"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
