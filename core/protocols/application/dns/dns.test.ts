import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf, treeLines } from "../../../dissect/testing";

/** An Ethernet frame with UDP from 192.0.2.1 to 192.0.2.53, or back with `answer`. */
function datagram(payload: string, source = 40000, destination = 53, answer = false): Uint8Array {
  const body = bytesOf(payload), word = (n: number): string => n.toString(16).padStart(4, "0");
  const ends = answer ? "c0000235 c0000201" : "c0000201 c0000235";
  const head = bytesOf(`020000000001 020000000002 0800 4500 ${word(28 + body.length)} 0001 0000 4011 0000 ${ends} ${word(source)} ${word(destination)} ${word(8 + body.length)} 0000`);
  return Uint8Array.from([...head, ...body]);
}

/** The same over TCP, in a segment that begins its stream. */
function segment(payload: string, sequence = 1): Uint8Array {
  const body = bytesOf(payload), hex = (n: number, digits: number): string => n.toString(16).padStart(digits, "0");
  const head = bytesOf(`020000000001 020000000002 0800 4500 ${hex(40 + body.length, 4)} 0001 0000 4006 0000 c0000201 c0000235 9c40 0035 ${hex(sequence, 8)} 00000001 5018 2000 0000 0000`);
  return Uint8Array.from([...head, ...body]);
}

const QUERY = "1234 0100 0001 0000 0000 0000 0161076578616d706c6503636f6d00 0001 0001";
const RESPONSE = "1234 8180 0001 0001 0000 0000 0161076578616d706c6503636f6d00 0001 0001 c00c 0001 0001 00000e10 0004 c0000201";
const EDNS = "0009 0120 0001 0000 0000 0001 0161016200 0001 0001 00 0029 04d0 00008000 000b 0008 0007 0001 18 00 c00002";
const DNSKEY = "0001 8180 0000 0001 0000 0000 0361626302646500 0030 0001 00000009 000f 0101 03 08 4b45594441544131323334";
const MDNS = "0000 8400 0000 0001 0000 0000 055f68747470045f746370056c6f63616c00 000c 8001 00001194 0006 03612062 c00c";
const SVCB = "0001 8180 0000 0001 0000 0000 0178017900 0041 0001 0000003c 0015 0001 00 0001 0006 026832 026833 0004 0004 c0000201";
const LOOP = "0001 0100 0001 0000 0000 0000 c00c 0001 0001";

function infos(packets: readonly Uint8Array[]): string[] {
  const list: string[] = [];
  dissectAll(packets, (d) => list.push(`${d.protocolColumn}: ${d.info}`));
  return list;
}

/** What links the messages of several packets: lines of the fields named. */
function links(packets: readonly Uint8Array[]): string[] {
  const list: string[] = [];
  dissectAll(packets, (d, row) => {
    for (const line of linesOf(d.tree, "dns")) {
      const found = /^ dns\.(response_in|response_to|time|retransmission|retransmit_\w+_in|unsolicited)@42\+0=(.*)$/.exec(line);
      if (found) list.push(`${row + 1} ${found[1]} ${found[2]}`);
    }
  });
  return list;
}

describe("dns", () => {
  it("shows a query and its answer", () => {
    expect(infos([datagram(QUERY), datagram(RESPONSE, 53, 40000, true)])).toEqual([
      "DNS: Standard query 0x1234 A a.example.com", "DNS: Standard query response 0x1234 A a.example.com A 192.0.2.1",
    ]);
  });
  it("has fields where tshark has them", () => {
    const lines = treeLines(datagram(RESPONSE, 53, 40000, true), "dns").map((l) => l.trim());
    expect(lines).toEqual(expect.arrayContaining([
      "dns@42+47", "dns.id@42+2=4660", "dns.flags@44+2=33152", "dns.flags.rcode@44+2=0", "dns.count.answers@48+2=1",
      'dns.qry.name@54+15="a.example.com"', "dns.qry.name.len@54+15=13", "dns.count.labels@54+15=3", "dns.qry.type@69+2=1",
      'dns.resp.name@73+2="a.example.com"', "dns.resp.ttl@79+4=3600", "dns.resp.len@83+2=4", "dns.a@85+4=192.0.2.1", "dns.unsolicited@42+0=1",
    ]));
  });
  it("reads options of EDNS, also addresses of which only the prefix is there", () => {
    const lines = treeLines(datagram(EDNS), "dns").map((l) => l.trim());
    expect(lines).toEqual(expect.arrayContaining([
      "dns.rr.udp_payload_size@66+2=1232", "dns.resp.z.do@70+2=1", "dns.opt@74+11", "dns.opt.code@74+2=8", "dns.opt.data@78+7=00011800c00002",
      "dns.opt.client.netmask@80+1=24", "dns.opt.client.addr4@82+3=192.0.2.0",
    ]));
  });
  it("works out the tag of a key", () => {
    // 37194 is the tag of the same key without the key signing bit, which counts 1
    expect(treeLines(datagram(DNSKEY, 53, 40000), "dns").map((l) => l.trim())).toContain("dns.dnskey.key_id@96+0=37195");
  });
  it("reads service bindings", () => {
    const lines = treeLines(datagram(SVCB, 53, 40000), "dns").map((l) => l.trim());
    expect(lines).toEqual(expect.arrayContaining([
      'dns.svcb.targetname@71+1="<Root>"', "dns.svcb.svcparam@72+10", 'dns.svcb.svcparam.alpn@77+2="h2"', 'dns.svcb.svcparam.alpn@80+2="h3"', "dns.svcb.svcparam.ipv4hint.ip@86+4=192.0.2.1",
    ]));
  });
  it("knows the bits of mDNS and their words in the list", () => {
    expect(infos([datagram(MDNS, 5353, 5353)])).toEqual(["MDNS: Standard query response 0x0000 PTR, cache flush a b._http._tcp.local"]);
    expect(treeLines(datagram(MDNS, 5353, 5353), "dns").map((l) => l.trim())).toEqual(expect.arrayContaining(["dns.resp.class@74+2=1", "dns.resp.cache_flush@74+2=1"]));
  });
  it("does not follow a name for ever", () => {
    expect(infos([datagram(LOOP)])).toEqual(["DNS: Standard query 0x0001 A <Name contains a pointer that loops>"]);
  });
  it("recognises messages on other ports, but only likely ones", () => {
    expect(infos([datagram(QUERY, 40001, 8053), datagram(QUERY.replace("0100", "0900"), 40002, 8053)])).toEqual([
      "DNS: Standard query 0x1234 A a.example.com", "UDP: 40002 → 8053 Len=31",
    ]);
  });
  it("reads all messages of a TCP segment", () => {
    const lines: string[] = [];
    dissectAll([segment(`001f ${QUERY} 001f ${QUERY.replace("1234", "1235")}`)], (d) => {
      lines.push(d.info, d.stack.join(":"), ...linesOf(d.tree, "dns").filter((l) => /dns(\.length|\.id)?@/.test(l)));
    });
    expect(lines).toEqual([
      "Standard query 0x1235 A a.example.com", "eth:ethertype:ip:tcp:dns",
      "dns@54+33", " dns.length@54+2=31", " dns.id@56+2=4660", "dns@87+33", " dns.length@87+2=31", " dns.id@89+2=4661",
    ]);
  });
});

describe("queries and answers", () => {
  const ask = datagram(QUERY), answer = datagram(RESPONSE, 53, 40000, true);
  it("are matched by transaction ID", () => {
    expect(links([ask, answer])).toEqual(["1 response_in 2", "2 response_to 1", "2 time 1.000000000"]);
  });
  it("may be said again", () => {
    expect(links([ask, ask, answer, answer])).toEqual([
      "1 response_in 3", "2 retransmit_request_in 1", "2 retransmission 1", "3 response_to 1", "3 time 2.000000000", "4 retransmit_response_in 3", "4 retransmission 1",
    ]);
  });
  it("begin anew once answered, or after five seconds", () => {
    const other = datagram(QUERY, 40009);
    expect(links([ask, answer, ask])).toEqual(["1 response_in 2", "2 response_to 1", "2 time 1.000000000"]);
    expect(links([ask, other, other, other, other, ask, answer])).toContain("6 response_in 7");
  });
});

describe("damaged messages", () => {
  it.each([["query", QUERY], ["response", RESPONSE], ["EDNS", EDNS], ["DNSKEY", DNSKEY], ["SVCB", SVCB], ["loop", LOOP]])("%s", (_, text) => harden(datagram(text)));
  it("mDNS", () => harden(datagram(MDNS, 5353, 5353)));
  it("TCP", () => harden(segment(`001f ${QUERY}`)));
});
