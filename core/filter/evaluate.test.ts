import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tree } from "../dissect/tree";
import { toUtf8 } from "../base/text";
import { compileFilter } from "./compile";
import { compiled, dns, eth, frame, http, ip, ipv6p, kinds, registry, tcp, treeOf, udp } from "./testing";

const four = (text: string): Uint8Array => Uint8Array.from(text.split(".").map(Number));
const packet = Uint8Array.from([0, 0x50, 0xc3, 0x28, ...toUtf8("POST /index.html HTTP/1.1\r\nHost: example\r\n\r\n")]);

/** A request over TCP: ports 49960 and 80, frame 8. */
const request: Tree = treeOf([
  { field: frame.node, length: packet.length },
  { field: frame.f.number, value: 8 }, { field: frame.f.len, value: 500 }, { field: frame.f.time, value: 1_581_113_657_633_853_000n },
  { field: frame.f.time_delta, value: 500_000_000n }, { field: frame.f.protocols, value: "eth:ethertype:ip:tcp:http" },
  { field: eth.node, length: 2 }, { field: eth.f.src, value: Uint8Array.of(0, 0x11, 0x22, 0x33, 0x44, 0x55) }, { field: eth.f.type, value: 0x800 },
  { field: ip.node }, { field: ip.f.src, value: four("192.168.1.23") }, { field: ip.f.dst, value: four("10.0.0.7") },
  { field: ip.f.addr, value: four("192.168.1.23") }, { field: ip.f.addr, value: four("10.0.0.7") }, { field: ip.f.addr, value: four("172.16.0.1"), layer: 2 },
  { field: ip.f.ttl, value: 64 }, { field: ip.f.proto, value: 6 }, { field: ip.f["flags.df"], value: 2 },
  { field: ipv6p.f.addr, value: Uint8Array.of(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1) },
  { field: tcp.node, length: 4 }, { field: tcp.f.srcport, value: 49960 }, { field: tcp.f.dstport, value: 80 },
  { field: tcp.f.port, value: 49960, length: 2 }, { field: tcp.f.port, value: 80, length: 2 }, { field: tcp.f.flags, value: 0x18 },
  { field: tcp.f["flags.syn"], value: 0 }, { field: tcp.f["flags.ack"], value: 1 }, { field: tcp.f["analysis.flags"] }, { field: tcp.f.seq_raw, value: 4_000_000_000 },
  { field: tcp.f.payload, value: packet.subarray(4) }, { field: tcp.f.window_size_scalefactor, value: -2 },
  { field: http.node }, { field: http.f.host, value: "example.com" }, { field: http.f["request.method"], value: "POST" },
  { field: http.f.content_length, value: 18_446_744_073_709_551_615n }, { field: http.f.request, value: 1 }, { field: http.f.user_agent, value: "naïve\n" },
  { field: kinds.f.guid, value: Uint8Array.from({ length: 16 }, (_, i) => i) }, { field: kinds.f.oid, value: Uint8Array.of(0x2a, 0x86, 0x48) },
  { field: kinds.f.eui64, value: Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0, 0x11) }, { field: kinds.f.i8, value: -5 }, { field: kinds.f.double, value: 1.5 },
  { field: kinds.f.i64, value: -9_007_199_254_740_993n },
], packet);
request.layerEnd.set(19, packet.length);

const YES: readonly string[] = [
  "tcp", "!udp", "tcp.analysis.flags", "tcp && http", "udp || tcp", "udp ^^ tcp", "!(tcp ^^ http)",
  "tcp.port == 80", "tcp.port eq 0x50", "tcp.port == 'P'", "tcp.port == 0b1010000", "tcp.port == 0120", "tcp.port === tcp.port || tcp.port !== 80", "tcp.port != 81",
  "any tcp.port > 1024", "all tcp.port >= 80", "!(all tcp.port > 80)", "all tcp.port != 443", "tcp.port in {80}", "tcp.port in {1..79, 49000 .. 50000}", "tcp.port in {tcp.srcport}",
  "tcp.port not in {81}", "all tcp.port in {80..49960}", "udp.port not in {1}",
  "ip.src == 192.168.0.0/16", "ip.src != 10.0.0.0/8", "ip.addr in {10.0.0.0/8}", "ip.src > 192.168.1.22", "ip.src in {192.168.1.1..192.168.1.99}", "ip.src[0] == c0", "ip.src[0:2] == c0:a8",
  "ip.addr#2 == 172.16.0.1", "!(ip.addr#1 == 172.16.0.1)", "ip.addr#[1-2] == 172.16.0.1", "ip.addr#[-1] == 172.16.0.1", "!ip.src#2", "count(ip.addr) == 3", "count(ip.addr#1) == 2",
  "ipv6.addr == fe80::1", "ipv6.addr == fe80::/10", "eth.src == 00-11-22-33-44-55", "eth.src[0:3] == 00:11:22", "eth.src contains 22:33", "eth.src[-1] == 55",
  "ip.proto == TCP", 'ip.proto == "tcp"', "ip.proto in {TCP, UDP}", "eth.type == IPv4", 'vals(ip.proto) == "TCP"',
  "ip.flags.df == 1", "ip.flags.df == Set", "ip.flags.df == true", "ip.flags.df", "tcp.flags.syn == 0", "tcp.flags.syn == False", "tcp.flags & 8", "!(tcp.flags & 2)", "tcp.flags & 0x18 == 24",
  "ip.ttl + 1 == 65", "ip.ttl - 65 == -1", "ip.ttl - 65 < 0", "ip.ttl * 2 == 128", "ip.ttl / 10 == 6", "ip.ttl % 10 == 4", "{ip.ttl + 1} * 2 == 130", "ip.ttl & 3 + 61", "-ip.ttl == -64",
  "!(tcp.seq_raw * 4 > 0)", "!(ip.ttl / 0)", "!(ip.ttl > -1)", "ip.ttl != -1", "all ip.ttl > -1", "tcp.port + tcp.port == 160", "ip.ttl == 60 + 4",
  "http.content_length == 18446744073709551615", "http.content_length > 18446744073709551614", "!(http.content_length + 1 > 0)", "kinds.i64 == -9007199254740993", "kinds.i64 != -9007199254740992",
  "kinds.i8 < 0", "kinds.i8 == -5", "abs(kinds.i8) == 5", "tcp.window_size_scalefactor > -3", "kinds.double > 1.25", "kinds.double * 2 == 3",
  'http.host == "example.com"', 'http.host contains "ample"', 'http.host matches "^EXAMPLE"', '!(http.host matches "(?-i)^EXAMPLE")', 'http.host ~ "\\\\.com$"', 'http.host[0:3] == "exa"',
  'http.host[-3:] == "com"', 'http.host[0,-1] == "em"', 'http.host > "example"', 'upper(http.host) == "EXAMPLE.COM"', 'lower(http.request.method) == "post"', "len(http.host) == 11",
  'http.user_agent == "na\\xc3\\xafve\\n"', 'http.user_agent[2] == "ï"', 'http.user_agent matches "^na..ve$"', "len(http.user_agent) == 7", '!(http.host contains "")', 'http.host[1:2] == 78:61',
  'tcp contains "POST"', "tcp contains 50:4f:53:54", 'tcp matches "post .index"', 'tcp matches "\\\\xc3\\\\x28"', 'tcp matches "[\\\\x80-\\\\xff]\\\\("', "tcp[0:2] == 00:50", "tcp[0] == 0x00", "!tcp[4]", "!tcp[0:5]", "tcp[0,90] == 00",
  'tcp[1] == "P"', 'frame contains "Host"', "tcp.payload > ff:ff", 'tcp.payload[0:4] == "POST"', "tcp.payload contains \"\"", "len(tcp) == 4", "len(tcp.port) == 2",
  'frame.time == "Feb  7, 2020 22:14:17.633853 UTC"', 'frame.time > "2020-02-07T22:14:17.633852999Z"', 'frame.time < "2020-02-07 23:14:18+01:00"', 'frame.time > "2020-02-07 22:14"',
  "frame.time_delta == 0.5", "frame.time_delta > 0.499999999", "frame.time_delta + 1 == 1.5", "-frame.time_delta < 0", "frame.time_delta in {0 .. 0.5}",
  "kinds.guid == 00010203-0405-0607-0809-0a0b0c0d0e0f", "kinds.oid == 1.2.840", "kinds.eui64 == aa:bb:cc:dd:ee:ff:00:11", 'string(kinds.oid) == "1.2.840"', 'string(ip.src) matches "^192"',
  'string(eth.src) == "00:11:22:33:44:55"', 'string(tcp.srcport) contains "99"', 'hex(tcp.dstport) == "0x50"', 'dec(tcp.dstport) == "80"', "float(tcp.dstport) == 80.0",
  "max(tcp.port) == 49960", "min(tcp.srcport, tcp.dstport) == 80", "max(udp.srcport, tcp.srcport) > 1", "max(udp.srcport, 100) == 100", "tcp.dstport < tcp.port < 50000",
  "ip_rfc1918(ip.src)", "!ip_multicast(ip.dst)", 'ip_special_name(ip.dst) == "Private-Use"', "ip_linklocal(ipv6.addr)", "tcp.srcport == {tcp.dstport + 49880}", "@tcp.port[1] == 50", 'lower(string(eth.src)) contains ":11:"',
];

const NO: readonly string[] = [
  "udp", "tcp.port == 81", "tcp.port === 80", "tcp.port != 80", "udp.port != 80", "udp.port > 0", "!udp.port == 1 && udp", "all tcp.port > 1024", "count(udp.port) == 0", "dns.qry.type == A",
  "ip.addr#3", "ip.addr#[2:] == 10.0.0.7", "http.host[0:12]", "http.host[20] == 00", "all udp.port == 1", 'tcp[0:4] contains "POST"', "tcp.port in {90..81}", "frame.number == -1", "frame.number !== -1",
  'http.host == "EXAMPLE.COM"', 'http.host contains "AMPLE"', "ip.src == 10.0.0.0/8", 'frame.time > "2021-01-01"', "tcp.port == ${tcp.port}",
];

describe("what a filter selects", () => {
  it.each(YES)("%s", (text) => expect(compiled(text).matches(request)).toBe(true));
  it.each(NO)("not %s", (text) => expect(compiled(text).matches(request)).toBe(false));
});

describe("a compiled filter", () => {
  it("names every field it looks at, all of the same name", () => {
    expect(compiled("tcp.port == 80 && len(http.host) > 1 || tcp.port > ip.ttl").fields.map((f) => f.name)).toEqual(["tcp.port", "http.host", "ip.ttl"]);
  });
  it("forgets one packet before the next", () => {
    const filter = compiled("tcp.port == 80");
    expect([request, treeOf([]), treeOf([{ field: udp.f.port, value: 80 }]), request].map((tree) => filter.matches(tree))).toEqual([true, false, false, true]);
  });
  it("reads references from the selected packet", () => {
    const selected = treeOf([{ field: dns.f.a, value: four("10.0.0.7") }, { field: dns.f.a, value: four("10.0.0.8"), layer: 2 }]);
    expect(compiled("ip.dst == ${dns.a}", { selected }).matches(request)).toBe(true);
    expect(compiled("ip.dst == ${dns.a#2}", { selected }).matches(request)).toBe(false);
    expect(compiled("ip.dst in {${dns.a}}", { selected }).matches(request)).toBe(true);
  });
  it("puts macros in their places, and problems of theirs at the call", () => {
    const macros = { web: "tcp.port in {80, 443}", from: "ip.src == $1 && ip.dst == $2", wrong: "tcp.port ==", loop: "$loop" };
    expect(compiled("${web} && $from(192.168.1.23, 10.0.0.7)", { macros }).matches(request)).toBe(true);
    expect(compiled('${from;192.168.1.23;10.0.0.7} && !(http.host == "$web")', { macros }).matches(request)).toBe(true);
    for (const text of ["tcp && ${wrong}", "tcp && $from(1)", "tcp && $loop", "tcp && $none"]) {
      expect(compileFilter(text, registry, { macros })).toMatchObject({ ok: false, problem: { start: 7, end: text.length } });
    }
  });
  it.each([
    ["http.host == example", 'put text in double quotes: "example"', 13, 20], ["tcp.port > -1", "tcp.port is never negative", 11, 13],
  ])("doubts %s", (text, message, start, end) => expect(compiled(text).warnings).toEqual([{ message, start, end }]));
});

describe("what is said of a wrong filter", () => {
  it.each([
    ["ip.proto == hello", "ip.proto is a number: hello is neither a number nor one of its names", 12, 17],
    ["tcp.port == hello", "tcp.port is a number: hello is none", 12, 17],
    ["tcp.prot == 80", "tcp.prot is neither a field nor a protocol; did you mean tcp.port?", 0, 8],
    ["tcp.port == 65536", "65536 is too large: tcp.port holds numbers up to 65535", 12, 17],
    ["ip.src == 1.2.3", "ip.src is an IPv4 address, such as 192.0.2.1 or 192.0.2.0/24: 1.2.3 is none", 10, 15],
    ["lwoer(http.host) == 1", "there is no function lwoer(); did you mean lower()?", 0, 5],
    ['http.host matches "a("', "this pattern cannot be used: missing closing ) (a()", 18, 22],
    ["tcp.port = 80", '"=" has no meaning here', 9, 10],
    ["80 == tcp.port", "a test begins with a field, not with a value such as 80", 0, 2],
  ])("%s", (text, message, start, end) => {
    expect(compileFilter(text, registry)).toEqual({ ok: false, problem: { message, start, end } });
  });
  it("is data, never an exception, whatever is typed", () => {
    const part = fc.constantFrom("tcp", "ip.src", "http.host", "frame.time", "tcp.flags.syn", "==", "!", "(", ")", "{", "}", "[0:2]", "in", "all", "80", '"a\\xff"', "'a'", "&&", "or", "-", "..", ",", "#1", "@", "${tcp}", "len(", "max(", "matches", "contains", "aa:bb", "1.2.3.4/9", "+", "&");
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 40 }), fc.array(part, { maxLength: 14 }).map((parts) => parts.join(" "))), (text) => {
      const result = compileFilter(text, registry);
      if (result.ok) result.filter.matches(request);
      else expect(result.problem.end).toBeLessThanOrEqual(text.length);
    }), { numRuns: 5000 });
  });
  it("comes for very long filters too", () => {
    const many = (n: number): string => Array.from({ length: n }, (_, i) => `tcp.port == ${i}`).join(" || ");
    expect(compiled(many(4000)).matches(request)).toBe(true);
    expect(compileFilter(many(5000), registry).ok).toBe(false);
    expect(compileFilter(`ip.ttl${" + 1".repeat(9000)} > 1`, registry).ok).toBe(false);
  });
});

describe("logic", () => {
  const clause = fc.constantFrom(...YES, ...NO);
  const matches = (text: string): boolean => compiled(text).matches(request);
  it("a filter or its contrary holds, never both", () => {
    fc.assert(fc.property(clause, (f) => { expect([matches(`(${f}) || !(${f})`), matches(`(${f}) && !(${f})`)]).toEqual([true, false]); }), { numRuns: 500 });
  });
  it("obeys De Morgan, and xor is one but not both", () => {
    fc.assert(fc.property(clause, clause, (f, g) => {
      expect(matches(`!((${f}) && (${g}))`)).toBe(matches(`!(${f}) || !(${g})`));
      expect(matches(`!((${f}) || (${g}))`)).toBe(matches(`!(${f}) && !(${g})`));
      expect(matches(`(${f}) ^^ (${g})`)).toBe(matches(`((${f}) || (${g})) && !((${f}) && (${g}))`));
    }), { numRuns: 500 });
  });
});
