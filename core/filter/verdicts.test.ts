/**
 * What is a filter and what is not, as tshark 4.0.17 has it: each line below was given to
 * `tshark -Y` once and was accepted, or refused, there.
 */
import { describe, expect, it } from "vitest";
import { compileFilter } from "./compile";
import { registry } from "./testing";

const ACCEPTED: readonly string[] = [
  "not tcp", "tcp or udp and dns", "tcp && udp", "tcp || udp", "tcp.port != 80", "tcp.port all_eq 80", "tcp.port all_ne 80", "tcp.port < 80", "tcp.port lt 80",
  "all tcp.port > 1024", "any tcp.port != 80", "any tcp.port in {80}", "all tcp.port in {80, 1024..65535}", "tcp.port == 0B1010000", "tcp.port == 0X50",
  "tcp.port == 'P'", "tcp.port == '\\x50'", "tcp.port == '\\120'", "tcp.port > -1", "tcp.port == dns.response_in", "tcp.flags.syn == 1", "tcp.flags.syn == True",
  "tcp.flags.syn == Set", "tcp.flags.syn == \"set\"", "tcp.flags.syn != 0", "tcp.flags & 2", "ip.src & 255.0.0.0 == 10.0.0.0", "ip.src > 10.0.0.0",
  "ip.src > 10.0.0.0/8", "ip.src < 10.0.0.0/8", "ip.src in {10.0.0.0/8}", "ip.src in {10.0.0.0/8, 192.168.0.1..192.168.0.9}", "ip.src[0] == 0x0a",
  "ip.src[0:2] == 10.0", "ip.src[0:2] & ff:00 == 0a:00", "ip", "-ip.ttl < 0", "ip.ttl -1 == 63", "ip.ttl * 2 == 128", "ip.ttl / 0 == 32", "ip.ttl + 1",
  "ip.ttl + 1 & 3", "{ip.ttl}", "{ip.ttl} == 64", "tcp.port in {80.. 90}", "not tcp.port in {80}", "ip.proto == UDP", "eth.type == \"IPv4\"", "!tcp.analysis.flags",
  "http.request.method == \"GET\"", "http.request.method == \"post\"", "http.request.method == http.host", "http.request.method > \"A\"",
  "http.request.method in {\"GET\", \"POST\"}", "http.request.method in {\"A\" .. \"Z\"}", "http.request.method contains 4f:53",
  "http.request.method matches \"^po\"", "http.request.method matches \"(?-i)^po\"", "http.request.method matches \"a{2\"", "http.request.method matches \"(?<!x)P\"",
  "http.request.method matches \"\\\\APOST\\\\z\"", "http.request.method matches \"\"", "http.request.method[0] == 0x50", "http.request.method[0:2] == \"PO\"",
  "http.request.method[-2:2] == \"ST\"", "http.request.method[10]", "http.request.method[0:4] == \"POST\"", "http.request.method[0:5] == \"POST\"",
  "http.request.method[0]", "http.request.method[0:]", "http.request.method[-4:] == \"POST\"", "http.request.method[0-9]", "http.request.method[0x1] == \"O\"",
  "http.request.method[01] == \"O\"", "http.request.method[ 0 : 2 ] == \"PO\"", "http.request.method[0 - 1] == \"PO\"", "http.request.method[0 -1] == \"PO\"",
  "http.request.method[0:2] matches \"po\"", "http.request.method[0:2] contains \"O\"", "http.request.method[0:2] == tcp.payload[0:2]", "http.request.method[:2] & 1",
  "tcp[0:2] == 0050", "tcp[0:2] == 00-50", "tcp[0] == 0x50", "tcp[0] == 1.2.3.4", "tcp[0] & 0x01", "tcp[0] & 01", "tcp[0:2] & 00:01", "tcp[13] & 02",
  "tcp contains \"POST\"", "tcp contains 50:4f", "tcp contains 50-4f", "tcp contains \"\"", "tcp contains 5", "tcp contains 504", "tcp contains 'P'",
  "tcp contains 1.2.3.4", "tcp matches \"\\x50\\x4f\"", "tcp matches \"\\\\xff\"", "tcp matches \"\\xff\"", "tcp ~ \"post\"", "tcp matches \"p.st\"",
  "frame contains \"weixin\"", "frame matches \"weixin\"", "frame == 00", "tcp in {00}", "tcp == 1", "tcp.payload", "tcp.payload == 50:4f", "tcp.payload == 1",
  "tcp.payload == 1234", "tcp.payload[0:4] == 50:4f:53:54", "tcp.payload[0:4] == 504f5354", "tcp.payload[0:4] == 504f.5354", "tcp.payload[0:4] == 50:4F:53:54",
  "tcp.payload[0:4] == :50:4f", "tcp.payload[0:4] contains 4f", "tcp.payload > 50", "tcp.payload > \"P\"", "tcp.payload contains \"OS\"", "tcp.payload in {\"POST\"}",
  "tcp.payload[0] & 01", "tcp.payload[0:4] == ip.src", "eth.src == 00:11:22:33:44:55", "eth.src == 001122334455", "eth.src[0:3] == 00:11:22",
  "eth.src[0:3] == \"abc\"", "eth.src[0] & 1", "eth.src[0] & 01", "eth.src & 01:00:00:00:00:00", "eth.src contains 00:11", "eth.addr[0:3] == eth.src[0:3]",
  "string(eth.src) matches \"00\"", "ipv6.addr == fe80::/10", "ipv6.addr == ::", "ipv6.addr == ::ffff:1.2.3.4", "ipv6.addr & ::1",
  "lower(http.request.method) == post", "len(tcp.payload) > 1", "len(tcp) > 1", "len(eth.src) == 6", "len(tcp.flags.syn) == 1", "len(dns.qry.name) > 1",
  "-len(http.host) < 0", "count(tcp.payload) == 1", "string(tcp.flags) matches \"2\"", "string(dns.response_in) == \"4\"", "string(ip.src)[0] == \"1\"",
  "string(ip.proto) == \"6\"", "max(tcp.port) == 80", "max(tcp.srcport, 100) == 100", "max(ip.src, ip.dst) == 10.0.0.1", "max(tcp.payload) == 50",
  "max(eth.src, eth.dst) == 00:11:22:33:44:55", "max(udp.srcport, tcp.srcport) > 1", "max(tcp.port) + 1 > 2", "max(tcp.port + 1) > 2", "abs(ip.ttl) == 64",
  "abs(-ip.ttl) == 64", "abs(tcp.flags.syn) == 1", "len (http.host) > 5", "len( http.host ) > 5", "any len(http.host) > 5", "all len(http.host) > 5",
  "tcp.port in {max(tcp.port)}", "ip.src in {ip.src}", "ip.src in {ip.dst}", "http.host[0:2] == lower(http.host)[0:2]", "tcp.port in {tcp.flags.syn}",
  "frame.time > \"2020-01-01\"", "frame.time > \"2020-01-01 00:00:00\"", "frame.time > \"2020-01-01T00:00:00+01:00\"",
  "frame.time > \"Feb  7, 2020 22:14:17.633853000 UTC\"", "frame.time in {\"2020-01-01\" .. \"2030-01-01\"}", "frame.time_delta in {0 .. 10.5}",
  "frame.time_delta in {0.1 .. 0.5}", "frame.time_delta - frame.time_delta == 0", "ip.addr#2", "ip.addr#0", "ip.addr#[1]", "ip.addr#[1,2]", "ip.addr#[1-2,4]",
  "tcp#1 contains \"POST\"", "http.host#1", "eth.addr#1 == eth.addr#1", ".tcp", "frame.protocols contains \"tcp\"", "http.host == \"a\\\\b\"",
  "http.host == \"\\a\\b\\f\\n\\r\\t\\v\"", "http.host == r\"a\\\"b\"", "ip.ttl == -0", "ip.ttl == - 1", "ip.ttl == 65 -1", "ip.ttl - 64", "ip.ttl - 65 == -1",
  "ip.ttl - 65 < 0", "ip.ttl * 4 > 255", "ip.ttl < -1", "tcp.port - 60000 < 0", "-http.content_length < 0", "ip.ttl & 0x40", "ip.ttl & -1", "ip.ttl & ip.ttl",
  "frame.number == ip.ttl + 1", "ip.src & ip.dst", "ip.src & 255.0.0.0 == ip.dst & 255.0.0.0", "ip&&tcp", "!ip.src == 1.2.3.4", "not ip.src == 1.2.3.4",
  "ip.src==1.2.3.4", "(ip)and(tcp)", "ip.src in {1.2.3.4 .. 5.6.7.8}", "tcp.port in {-1}", "http.host in {a.b, c.d}", "http.host == www.example.com",
  "http.host == 5e", "frame.number > -1", "frame.number < -1", "frame.number != -1", "frame.number !== -1", "-frame.number > 4294967290", "-frame.number < -5",
  "-frame.number < 0", "-frame.number + 5 == 4", "-frame.number % 2 == -1", "{-frame.number} & 1", "frame.number * -1 < 0", "frame.number == 2 - 3",
  "frame.number > 2 - 3", "frame.number - 5 < frame.number", "frame.number < frame.number - 5", "http.content_length > -1", "http.content_length - 99999999 == -1",
  "-http.content_length == -100", "http.content_length * 18446744073709551615 > 0", "http.content_length + 9223372036854775807 > 0", "frame.number * 1000000000 > 0",
  "frame.number + 2147483647 > 0", "frame.number & {5 & 4}", "frame.number + 2 * 3 == 7", "frame.number - {2 - 1} == 0", "frame.number * 2 + 1 == 3",
  "frame.number % 3 * 2 == 2", "frame.number + - frame.number == 0", "+frame.number == 1", "{frame.number}", "{frame.number} + 1 == 2", "!frame.number & 1",
  "any tcp.port + 1 == 81", "all len(http.host) > 1", "all tcp[0] == 00", "tcp.port == tcp.port + 0", "tcp.port !== tcp.port",
  "all tcp.port == 80 or tcp.port == 443", "tcp.port in {tcp.srcport, 5}", "dns.a != 1.0.0.0/1", "dns.a < 128.0.0.0/1", "tcp.port >= 80 and tcp.port <= 80",
  "tcp[0:2] contains 00:50", "tcp[100]", "tcp[20]", "frame[-1] == 00", "eth contains \"POST\"", "eth[14:] contains \"POST\"", "len(ip) == 20", "len(eth) == 14",
  "len(eth) > 14", "udp contains \"weixin\"", "dns contains \"weixin\"", "tcp.port > ip.ttl == 64", "http.host[0:2] == 77", "http.host == \"\"",
  "tcp.payload contains \"\"", "http.host matches \"\\x65xt\"", "http.host matches r\"\\bqq\"", "http.host matches \"a|b\"", "http.host matches \"(?#c)wei\"",
  "tcp matches \"(?s)POST.*Host\"", "tcp matches \"\\\\r\\\\n\\\\Z\"", "http.host matches \"\\\\Aext\"", "http.host matches \"[[:alpha:]]+\"",
  "http.host matches \"a{,3}\"", "http.host matches \"(a+)+$\"", "frame.time == \"Feb  7, 2020 22:14:17.633853000\"", "frame.time_relative == 0",
  "frame.time_delta > +1", "frame.time_delta > - 1", "frame.time_delta in {-1 .. 0.5}", "frame.time_delta + 0.5 > 1", "frame.time > \"2020-01-01T00:00:00+01\"",
  "frame.time > \"2020-01-01T00:00:00.1234567891\"", "http.request", "http.request == True", "http.content_length == 10", "dns.response_in > 0", "dns.time > 0",
  "tcp.payload[0:2] == 504", "tcp.payload contains 504f5", "tcp[0:3] == 0050.9", "frame contains 0x05", "http.host > \"e\\xff\"", "frame.time_delta > 0.5.1",
  "tcp.flags.syn == 'a'", "ip.src==10.0.0.1&&tcp", "ip.src#[:]", "ip.src#[-2--1]", "max(frame.number) + 1 == 2", "max(tcp.flags.syn, 1) == 1",
  "max(ip.src, 1.2.3.4) > 1.2.3.3", "max(len(http.host), 5) > 5", "abs(tcp.srcport - tcp.dstport) > 1000", "ip.len - ip.hdr_len - tcp.hdr_len == 0",
  "ip.ttl == -ip.ttl", "ip.addr === ip.src", "tcp.window_size_scalefactor < 0", "http.request.method in {\"HEAD\", \"GET\", \"POST\"}", "tcp.flags & 0x02",
  "frame[100-199] contains \"weixin\"", "ip.ttl<10", "eth.dst == ff:ff:ff:ff:ff:ff", "len(tcp.flags.syn) == 4", "len(ip.flags.df) == 1", "len(frame.time) == 0",
  "len(dns.qry.name) == 22", "len(dns.qry.name) > 22", "len(http.content_length) == 8", "len(http.content_length) == 3", "len(tcp.analysis) == 0",
  "len(http.request) > 0", "tcp.payload > 00:00:00:00:00",
];

const REFUSED: readonly string[] = [
  "1", "NOT tcp", "tcp.port EQ 80", "any tcp.port", "80 == tcp.port", "80 == 80", "any 80 == tcp.port", "tcp.port == 'ab'", "tcp.port == \"80\"", "tcp.port == hello",
  "tcp.port == 80.0", "tcp.port == 70000000000", "tcp.port == 080", "tcp.port == 0x", "tcp.port == 12:34", "tcp.flags.syn == \"True\"", "tcp.flags.syn == hello",
  "tcp.flags.syn + 1 == 2", "tcp.flags.syn contains 1", "tcp.flags | 2", "ip.src & 1.2.3", "ip.src == 10.0.0.0/255.0.0.0", "ip.src == \"10.0.0.1\"",
  "ip.src == \"10.0.0.0/8\"", "ip.src == 0x0a000001", "ip.src == 167772161", "ip.src == www", "ip.src == localhost", "ip.src == 256.1.1.1", "ip.src == ipv6.src",
  "ip.src == eth.src", "ip.src contains 0a", "ip.src matches \"10\"", "2 * {ip.ttl + 1} == 130", "64 == ip.ttl", "1 + ip.ttl == 65", "((ip.ttl)) == 64",
  "(ip.ttl) == 64", "ip.ttl == (64)", "ip.ttl == 64 == 64", "ip.ttl > 10 < 70", "ip.ttl < 70 and", "ip ip", "ip tcp", "()", ")", "ip.ttl ==", "== 64", "ip.ttl =! 64",
  "ip.ttl <> 64", "tcp.port in {80, 443,}", "tcp.port in {80,,443}", "tcp.port in { }", "tcp.port in {80.90}", "tcp.port in {80-90}", "tcp.port in 80",
  "tcp.port in {80", "tcp.port in {80, hello}", "tcp.port in {\"http\"}", "tcp.port in {http}", "tcp.port in {80} == 1", "tcp.port IN {80}", "80 in {tcp.port}",
  "frame.number in {..3}", "frame.number == 1.", "frame.number == 1..2", "dns.qry.type == \"A (1)\"", "dns.qry.type contains \"A\"", "dns.qry.type == nosuch",
  "ip.proto == tcp", "eth.type == ip", "http.request.method == tcp", "http.request.method matches ^po", "http.request.method matches 'p'",
  "http.request.method matches \"[\"", "http.request.method ~ http.host", "\"POST\" matches \"po\"", "http.request.method + 1", "http.request.method[1:0] == \"\"",
  "http.request.method[]", "http.request.method[-3-3] == \"OST\"", "http.request.method[1.2] == \"O\"", "http.request.method[0:2] in {\"PO\"}",
  "tcp.port[0:2] == 0050", "ip.ttl[0] == 40", "tcp[0:2] == 0:50", "tcp[0] == P", "tcp[0] + 1", "tcp contains 0x504f", "tcp contains tcp.payload",
  "tcp contains http.host", "tcp contains tcp.port", "tcp contains {50}", "tcp == hello", "tcp == hello-world", "tcp & 1", "tcp & 01", "tcp.payload[0:4] == POST",
  "tcp.payload[0:4] == 50:4f:", "tcp.payload == http.host", "eth.src == 0:1:2:3:4:5", "eth.src == \"00:11:22:33:44:55\"", "eth.src == 0x001122334455",
  "ip.addr == 10.0.0.1/ 24", "ip.addr/24 == 10.0.0.0", "ipv6.addr == fe80::/129", "ipv6.addr == 1.2.3.4", "ipv6.addr == fe80", "ipv6.addr == fe80:",
  "ipv6.addr == hello", "ipv6.addr == \"::1\"", "ipv6.addr contains fe", "lower(\"ABC\") == \"abc\"", "lower(tcp.payload) == \"a\"",
  "lower(http.request.method) in {\"post\"}", "Lower(http.host) == \"a\"", "bogus(http.host) == \"a\"", "len(http.host) == hello", "len(http.host) in {1..100}",
  "len(\"abc\") == 3", "len(len(http.host)) == 1", "len(http.host[0:2]) == 2", "count(http.host[0]) == 1", "count()", "string(tcp.flags.syn) == \"True\"",
  "string(tcp.payload) == \"50\"", "string(http.host) == \"a\"", "string(tcp) == \"a\"", "string(tcp.analysis.flags) == \"a\"", "string(tcp.port, ip.src) == \"a\"",
  "string(80) == \"80\"", "string(string(tcp.port)) == \"80\"", "max(100, tcp.srcport) == 100", "max()", "max(udp.srcport, tcp.srcport)", "abs(-64) == 64",
  "len(http.host == \"a\") > 5", "len(http.host and tcp) > 5", "tcp.port in {max(tcp.port) .. 100000}", "tcp.port in {{1 + 79}}", "tcp.flags.syn == tcp.flags",
  "frame.time > \"2020-01-01T00\"", "frame.time > \"2020\"", "frame.time > 2020-01-01T00:00:00", "frame.time > 2020-01-01T00:00:00Z", "frame.time > 1577836800",
  "frame.time > \"1577836800\"", "frame.time > \"Feb  7, 2020\"", "frame.time > \"Feb  7, 2020 22:14\"", "frame.time > \"hello\"", "frame.time == frame.time_epoch",
  "frame.time - frame.time", "frame.time contains \"2020\"", "frame.time matches \"2020\"", "frame.time_delta > 1e-3", "frame.time_delta > \"0.5\"",
  "frame.time_delta > hello", "frame.time_delta > 5.", "frame.time_delta > 0x10", "frame.time_delta & 1", "frame.time_delta / 2 > 0", "ip.addr#-1", "ip.addr # 1",
  "ip.addr# 1", "ip[0]#1 == 45", "ip.addr#1.2", "tcp.port == ${nosuch.x}", "${private_ip}", "$private_ip", "http.host == \"a\" \"b\"", "tcp..port", "1.2.3.4", "'a'",
  "http.host == \"a\\x\"", "http.host == \"a\\777\"", "http.host == \"a\\u00\"", "http.host == \"a\\U00e9\"", "http.host == \"\\e\"", "http.host == r\"a",
  "http.host == r'a'", "http.host == ''", "http.host == '\\x'", "http.host == '\\q'", "http.host == 'a", "http.host == '\\u0041'", "ip.ttl == 0b2", "ip.ttl == --1",
  "ip.ttl == -(1)", "ip.ttl == 1-", "ip.ttl == 65-1", "ip.ttl * 100 == 6400", "ip.ttl == 264", "tcp.port * 65536 * 65536 > 1",
  "http.content_length == 18446744073709551616", "ip.ttl & 0x140", "ip.ttl + \"a\"", "ip.ttl + ip.src", "ip & & tcp", "http.host matches",
  "http.host contains \"a\" \"b\"", "http.host contains (\"a\")", "http.host == /index.html", "http.request.uri == /index.html", "http.host == a*b", "http.host == é",
  "- {frame.number} < 0", "frame.number - 2 in {1}", "5 & frame.number", "frame.number == -{-1}", "{frame.number == 1}", "tcp.port + tcp.port > 130000", "tcp[20:0]",
  "frame[12:2] == eth.type", "frame[-5:-1]", "10.0.0.0 < ip.src < 200.0.0.0", "http.host matches \"\\.weixin\"", "http.host matches \"\\w\"",
  "http.host matches \"w\" \"x\"", "frame.time_delta == 0.0000000001", "frame.time_delta > 1:2", "frame.time_delta > 5s", "frame.time_delta > True",
  "frame.time > 2020-01-01 + 1", "frame.time > 'a'", "frame.time == 0", "frame.time > \"2020-01-01T00:00:00 UTC\"", "frame.time > \"2020-13-01\"",
  "frame.time > \"2020-01-01 24:00:00\"", "frame.time > \"2020-01-01 23:60:00\"", "frame.time > \"2020-01-01x\"", "frame.time > \"Jan 32, 2020 00:00:00\"",
  "tcp.flags == \"SYN\"", "tcp.flags == 0x1000000", "ip.flags.df == Yes", "tcp[0] == 0.", "eth.src == 0:11", "frame contains 0x5", "max(ip.ttl, \"a\") == 5",
  "max(http.host, \"zzz\") == \"zzz\"", "max(len(http.host), tcp.srcport) > 5", "abs(1)", "upper(http.host, 1)", "len(\"a\")", "len(1)", "string(\"a\")",
  "tcp.flags[0]", "- 5", "-5 == ip.ttl", "tcp.port == 80 or", "\"tcp\"",
];

/** What Wireshark 4.4 knows and tshark 4.0 did not, and names that our tables shorten. */
const NEWER: readonly string[] = [
  "tcp xor udp", "tcp ^^ udp", "tcp.flags.syn == true", "tcp.flags.syn == false", 'lower(upper(http.request.method)) == "post"', "len(string(ip.src)) > 7",
  'dec(tcp.port) == "80"', 'hex(tcp.port) == "0x50"', 'vals(ip.proto) == "TCP"', "float(tcp.port) > 1.5", "double(frame.time_delta) > 1.5", "ip_rfc1918(ip.src)",
  'ip_special_name(ip.src) == "Private-Use"', "ip_special_mask(ip.addr) & 8", "ip_multicast(ip.dst) && !ip_linklocal(ip.src)", "ip_ula(ipv6.src)",
  "@ip.src == 0a:00:00:01", "@tcp.port[1] == 50", 'dns.qry.type == A', 'dns.qry.type in {"A", "AAAA"}',
];

describe("verdicts", () => {
  it.each(ACCEPTED)("accepts %s", (text) => {
    const result = compileFilter(text, registry);
    expect(result.ok ? "" : result.problem.message).toBe("");
  });
  it.each(REFUSED)("refuses %s", (text) => {
    const result = compileFilter(text, registry);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    const { start, end, message } = result.problem;
    expect(message).not.toBe("");
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  });
  it.each(NEWER)("accepts %s", (text) => {
    const result = compileFilter(text, registry);
    expect(result.ok ? "" : result.problem.message).toBe("");
  });
});

/** Every type by what tshark lets it be compared with (`==`), cut, searched and calculated. */
const FIELD_OF: Readonly<Record<string, string>> = {
  u8: "ip.ttl", u16: "tcp.port", u24: "kinds.u24", u32: "frame.number", u40: "kinds.u40", u48: "kinds.u48", u56: "kinds.u56", u64: "http.content_length",
  i8: "kinds.i8", i16: "kinds.i16", i32: "kinds.i32", i64: "kinds.i64", framenum: "dns.response_in", char: "kinds.char", bool: "tcp.flags.syn", ipv4: "ip.src", ipv6: "ipv6.src",
  ether: "eth.src", eui64: "kinds.eui64", guid: "kinds.guid", oid: "kinds.oid", bytes: "tcp.payload", string: "http.host", stringz: "kinds.stringz",
  abstime: "frame.time", reltime: "frame.time_delta", float: "kinds.float", double: "kinds.double", none: "tcp.analysis", protocol: "tcp",
};
const INTEGERS = "u8 u16 u24 u32 u40 u48 u56 u64 i8 i16 i32 i64 framenum char";
const TYPE_FACTS: readonly (readonly [pattern: string, types: string])[] = [
  ["F", Object.keys(FIELD_OF).join(" ")],
  ["F[0]", "ipv4 ipv6 ether oid bytes string stringz protocol"],
  ["F & 1", `${INTEGERS} eui64 bytes`],
  ["F + 1", `${INTEGERS} eui64 reltime float double`],
  ["F * 2", `${INTEGERS} float double`],
  ["F % 2", INTEGERS],
  ["-F", `${INTEGERS} eui64 reltime float double`],
  ["F & F", `${INTEGERS} ipv4 ipv6 ether eui64 oid bytes`],
  ['F matches "a"', "ether bytes string stringz protocol"],
  ['F contains "a"', "bytes string stringz protocol"],
  ["F contains aa:bb", "ether bytes string stringz protocol"],
  ["F contains F", "ether oid bytes string stringz protocol"],
  ["F == F", Object.keys(FIELD_OF).filter((type) => type !== "none").join(" ")],
  ["F in {1}", `${INTEGERS} bool eui64 bytes string stringz reltime float double protocol`],
  ['string(F) == "a"', `${INTEGERS.replace(" char", "")} ipv4 ipv6 ether eui64 guid oid float double`],
  ["len(F) > 1", Object.keys(FIELD_OF).join(" ")],
  ["count(F) > 1", Object.keys(FIELD_OF).join(" ")],
  ["abs(F) == F", `${INTEGERS} bool eui64 reltime float double`],
  ['upper(F) == "A"', "string stringz"],
  ["F == -1", `${INTEGERS} eui64 reltime float double`],
  ['F == "a"', "bytes string stringz protocol"],
  ["F == abc", "bytes string stringz protocol"],
  ["F == True", "bool string stringz"],
  ["F == 1.5", "oid bytes string stringz reltime float double protocol"],
  ["F == 1.2.3.4", "ipv4 oid bytes string stringz reltime protocol"],
  ["F == ::1", "ipv6 string stringz"],
  ["F == 00:11:22:33:44:55", "ether bytes string stringz protocol"],
  ['F == "2020-01-01"', "bytes string stringz abstime protocol"],
  ["F == 01234567-89ab-cdef-0123-456789abcdef", "guid bytes string stringz protocol"],
  ["F == aa:bb:cc:dd:ee:ff:00:11", "ipv6 eui64 bytes string stringz protocol"],
];
const FAMILIES = [`${INTEGERS} eui64`, "bytes ether guid oid", "string stringz", "float double"].map((types) => types.split(" "));

describe("types", () => {
  it.each(TYPE_FACTS)("%s for the right types only", (pattern, types) => {
    const accepted = Object.entries(FIELD_OF).filter(([, field]) => compileFilter(pattern.replaceAll("F", field), registry).ok).map(([type]) => type);
    expect(accepted.sort()).toEqual(types.split(" ").sort());
  });
  it("compares types of one family, numbers with true or false, and slices with what has bytes", () => {
    for (const [left, a] of Object.entries(FIELD_OF)) {
      for (const [right, b] of Object.entries(FIELD_OF)) {
        const one = left !== "none" && right !== "none" && (left === right || FAMILIES.some((family) => family.includes(left) && family.includes(right)));
        const ok = one || (right === "bool" && FAMILIES[0]?.includes(left) === true);
        expect([left, right, compileFilter(`${a} == ${b}`, registry).ok]).toEqual([left, right, ok]);
      }
      const bytes = ["ipv4", "ipv6", "ether", "guid", "oid", "bytes", "string", "stringz", "protocol"].includes(left);
      expect([left, compileFilter(`${a} == tcp[0:2]`, registry).ok]).toEqual([left, bytes]);
      expect([left, compileFilter(`tcp[0:2] == ${a}`, registry).ok]).toEqual([left, bytes]);
    }
  });
});
