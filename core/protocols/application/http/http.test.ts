import { describe, expect, it } from "vitest";
import "../../all";
import { dissectAll, harden, linesOf } from "../../../dissect/testing";
import { ACK, PSH, SYN, client, server, text } from "../../transport/tcp/segments.test-support";

const port = 80;
const ask = client({ port, seq: 100, ack: 500, flags: PSH | ACK, data: text("GET /a?x=1&y=2 HTTP/1.1\r\nHost: example.com\r\n\r\n") });
const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";

function shown(packets: Uint8Array[], name: RegExp): string[][] {
  const all: string[][] = [];
  dissectAll(packets, (d) => all.push(linesOf(d.tree).map((line) => line.trim()).filter((line) => name.test(line))));
  return all;
}

describe("HTTP/1", () => {
  it("reads a request", () => {
    expect(shown([ask], /^http\.(request\.(method|uri|version|full)|host)/)[0]).toEqual([
      'http.request.method@54+3="GET"', 'http.request.uri@58+10="/a?x=1&y=2"', 'http.request.uri.path@58+2="/a"', 'http.request.uri.query@61+7="x=1&y=2"',
      'http.request.uri.query.parameter@61+3="x=1"', 'http.request.uri.query.parameter@65+3="y=2"', 'http.request.version@69+8="HTTP/1.1"',
      'http.host@79+19="example.com"', 'http.request.full_uri@54+0="http://example.com/a?x=1&y=2"',
    ]);
  });

  it("puts a response together from its segments and finds its request", () => {
    const first = server({ port, seq: 500, ack: 146, flags: ACK, data: text(HEAD + "01234") });
    const second = server({ port, seq: 500 + HEAD.length + 5, ack: 146, flags: PSH | ACK, data: text("56789") });
    const [request, one, two] = shown([ask, first, second], /^(http\.(response_in|request_in|time|file_data|response\.code)|tcp\.(reassembled_in|segment))\b(?!_|\.desc)/);
    expect(request).toEqual(["http.response_in@54+0=3"]);
    expect(one).toEqual(["tcp.reassembled_in@34+0=3"]);
    expect(two).toEqual([
      `tcp.segment@0+${HEAD.length + 5}=2`, `tcp.segment@${HEAD.length + 5}+5=3`, "tcp.segment.count@0+0=2",
      "http.response.code@9+3=200", "http.time@0+0=2.000000000", "http.request_in@0+0=1", `http.file_data@${HEAD.length}+10="0123456789"`,
    ]);
  });

  it("takes chunks apart and joins their data", () => {
    const body = server({ port, seq: 500, ack: 146, flags: PSH | ACK, data: text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") });
    expect(shown([ask, body], /^http\.(chunk_size|chunk_data|file_data)/)[1]).toEqual([
      "http.chunk_size@101+3=3", "http.chunk_data@104+3=616263", "http.chunk_size@109+3=2", "http.chunk_data@112+2=6465", "http.chunk_size@116+3=0",
      'http.file_data@54+5="abcde"',
    ]);
  });

  it("reads two requests of one segment as two", () => {
    const both = client({ port, seq: 100, ack: 500, flags: PSH | ACK, data: text("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n") });
    expect(shown([both], /^http\.(request\.uri|request_number)@/)[0]).toEqual([
      'http.request.uri@58+2="/1"', "http.request_number@54+0=1", 'http.request.uri@86+2="/2"', "http.request_number@82+0=2",
    ]);
  });

  it("stands every cut and damage", () => {
    harden(client({ port, seq: 99, flags: SYN, data: text("POST /x HTTP/1.1\r\nHost: a\r\nCookie: a=b; c\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n") }));
    harden(server({ port, seq: 1, ack: 1, flags: ACK, data: text(`${HEAD}0123456789HTTP/1.1 304 Not Modified\r\n\r\n`) }));
  });
});
