import { describe, expect, it } from "vitest";
import "../all";
import { dissectAll, harden, linesOf } from "../../dissect/testing";
import { ACK, PSH, client, server, text } from "../transport/tcp/segments.test-support";

const port = 25, flags = PSH | ACK;
const GO = "354 go\r\n", LINES = "Subject: a\r\n\r\nhello\r\n";
const packets = [
  client({ port, seq: 100, ack: 500, flags, data: text("DATA\r\n") }),
  server({ port, seq: 500, ack: 106, flags, data: text(GO) }),
  client({ port, seq: 106, ack: 500 + GO.length, flags, data: text(LINES) }),
  client({ port, seq: 106 + LINES.length, ack: 500 + GO.length, flags, data: text(".\r\n") }),
  server({ port, seq: 500 + GO.length, ack: 109 + LINES.length, flags, data: text("250 ok\r\n") }),
];

describe("SMTP", () => {
  it("tells commands, the message and replies apart", () => {
    const shown: string[] = [];
    dissectAll(packets, (d) => shown.push(`${d.stack.slice(4).join(":")} ${d.info}`));
    expect(shown).toEqual(["smtp C: DATA", "smtp S: 354 go", "smtp:data-text-lines C: DATA fragment, 21 bytes", "smtp C: DATA fragment, 3 bytes", "smtp S: 250 ok"]);
  });

  it("says where the message ends", () => {
    dissectAll(packets, (d, row) => {
      const lines = linesOf(d.tree, "smtp").map((line) => line.trim());
      if (row === 2) expect(lines).toContain("smtp.data.reassembled.in@54+0=4");
      if (row === 4) expect(lines).toContain("smtp.response.code@54+3=250");
    });
  });

  it("stands cuts and bit flips", () => { packets.slice(0, 2).forEach((packet) => harden(packet, { flips: 100 })); });
});
