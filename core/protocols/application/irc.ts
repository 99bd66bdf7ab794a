/** Internet Relay Chat (RFC 1459, RFC 2812). */
import type { Dissection } from "../../dissect/dissection";
import { lineAt, skipSpaces, wordEnd } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string, u32 } from "../../fields/declare";

export const irc = protocol("irc", "Internet Relay Chat", {
  "request": string("Request"),
  "request.prefix": string("Prefix"),
  "request.command": string("Command"),
  "request.command_parameter": string("Parameter"),
  "request.trailer": string("Trailer"),
  "response": string("Response"),
  "response.prefix": string("Prefix"),
  "response.command": string("Command"),
  "response.num_command": u32("Command"),
  "response.command_parameter": string("Parameter"),
  "response.trailer": string("Trailer"),
}, { short: "IRC" });

const { f } = irc;
const PORTS = [6667];
const COLON = 58;

function message(d: Dissection, at: number, end: number, isRequest: boolean): string {
  d.open(isRequest ? f.request : f.response, at, end - at, d.drawing || d.wants(isRequest ? f.request : f.response) ? d.text(at, end - at) : "");
  if (d.bytes[at] === COLON) {
    const stop = wordEnd(d, at, end);
    d.item(isRequest ? f["request.prefix"] : f["response.prefix"], at + 1, stop - at - 1);
    at = skipSpaces(d, stop, end);
  }
  const stop = wordEnd(d, at, end);
  const command = d.text(at, stop - at);
  if (!isRequest && /^\d{3}$/.test(command)) d.put(f["response.num_command"], at, 3, Number(command));
  else if (stop > at) d.item(isRequest ? f["request.command"] : f["response.command"], at, stop - at);
  at = skipSpaces(d, stop, end);
  if (at < end) {
    if (d.bytes[at] !== COLON) {
      d.openText(at, end - at, "Command parameters");
      while (at < end && d.bytes[at] !== COLON) {
        const next = wordEnd(d, at, end);
        d.item(isRequest ? f["request.command_parameter"] : f["response.command_parameter"], at, next - at);
        at = skipSpaces(d, next, end);
      }
      d.close();
    }
    if (at + 1 < end) d.item(isRequest ? f["request.trailer"] : f["response.trailer"], at + 1, end - at - 1);
  }
  d.close();
  return command;
}

attach(dissector(irc, (d) => {
  const isRequest = PORTS.includes(d.destinationPort);
  const commands: string[] = [];
  d.setProtocol("IRC");
  d.begin(irc);
  for (let at = d.start; at < d.end;) {
    const line = lineAt(d, at);
    if (line.textEnd > at) commands.push(message(d, at, line.textEnd, isRequest));
    at = line.next;
  }
  d.setInfo(`${isRequest ? "Request" : "Response"}${commands.map((c) => ` (${c})`).join("")}`);
}), "tcp.port", ...PORTS);
