/** Cutting a byte stream into messages whose headers say how long they are. */
import { protocol } from "../fields/declare";
import type { Dissection } from "./dissection";
import { SOME_MORE } from "./stream-request";
import { dissector } from "./tables";
import type { Dissector } from "./tables";

/** Says of a message at `at` how many bytes it takes, header included, 0 when it takes all there is, or -1 when the bytes are no message. */
export type MessageLength = (d: Dissection, at: number) => number;

/**
 * Makes a reader of a stream out of the reader of one message. A length needs `header` bytes of the message;
 * incomplete messages wait for the rest. It declines bytes whose beginning is no message.
 */
export function framed(entry: Dissector, header: number, lengthOf: MessageLength): Dissector {
  const own = protocol(`${entry.protocol.name}.stream`, `${entry.protocol.title} (stream)`, {}, { short: entry.protocol.short, pseudo: true });
  return dissector(own, (d) => {
    // the first message brings the name, further ones in the same bytes do not repeat it
    d.stack.pop();
    const read = (at: number, length: number): boolean => {
      const place = d.stack.length;
      const accepted = d.call(entry, at, length);
      if (at > d.start && d.stack[place] === entry.stackName) d.stack.splice(place, 1);
      return accepted;
    };
    while (d.pos < d.end) {
      const at = d.pos, room = d.reported - at, captured = d.end - at;
      const waits = d.stream !== undefined && !d.stream.ended;
      if (captured < header) {
        if (waits && room < header) { d.stream?.ask(at, at === d.start ? header - room : SOME_MORE); return; }
        read(at, room);
        return;
      }
      const length = lengthOf(d, at);
      if (length < 0) {
        if (at > d.start) return;
        d.stack.push(own.name);
        return false;
      }
      if (length > room && waits) { d.stream?.ask(at, length - room); return; }
      const taken = length > 0 ? Math.min(length, room) : room;
      if (!read(at, taken) && at === d.start) { d.stack.push(own.name); return false; }
      d.pos = at + taken;
    }
  }, { stackName: entry.stackName });
}
