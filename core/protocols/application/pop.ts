/** Post Office Protocol, version 3 (RFC 1939). */
import { lineAt, skipSpaces, wordEnd } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string } from "../../fields/declare";

export const pop = protocol("pop", "Post Office Protocol", {
  "request": string("Request"),
  "request.command": string("Request command"),
  "request.parameter": string("Request parameter"),
  "response": string("Response"),
  "response.indicator": string("Response indicator"),
  "response.description": string("Response description"),
  "response.data": string("Data"),
}, { short: "POP" });

const PORT = 110;

attach(dissector(pop, (d) => {
  const { f } = pop;
  const isRequest = d.destinationPort === PORT;
  const line = lineAt(d, d.start);
  d.setProtocol("POP");
  if (d.columns) d.setInfo(`${isRequest ? "C" : "S"}: ${d.text(line.start, line.textEnd - line.start)}`);
  d.begin(pop);
  const end = wordEnd(d, line.start, line.textEnd);
  const rest = skipSpaces(d, end, line.textEnd);
  const [whole, word, text] = isRequest ? [f.request, f["request.command"], f["request.parameter"]] : [f.response, f["response.indicator"], f["response.description"]];
  d.open(whole, line.start, line.next - line.start, "", d.drawing ? d.text(line.start, line.next - line.start) : undefined);
  if (end > line.start) d.item(word, line.start, end - line.start);
  if (rest < line.textEnd) d.item(text, rest, line.textEnd - rest);
  d.close();
  for (let at = line.next; at < d.end;) {
    const more = lineAt(d, at);
    d.put(f["response.data"], at, more.next - at, "", d.drawing ? d.text(at, more.next - at) : undefined);
    at = more.next;
  }
}), "tcp.port", PORT);
