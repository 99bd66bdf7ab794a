import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { emptyPacketRecord, type PacketRecord } from "./capture-format";
import { PcapWriter } from "./pcap-writer";
import { PcapngWriter } from "./pcapng-writer";
import { builders, join, pattern, readCapture } from "./reading.test-support";

/** Text without a zero character, which ends text in pcapng as tshark shows it. */
const comment = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !value.includes("\0"));

const packet: fc.Arbitrary<PacketRecord> = fc
  .record({
    bytes: fc.uint8Array({ maxLength: 80 }),
    more: fc.nat(2000),
    seconds: fc.integer({ min: 0, max: 0xffffffff }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
    comments: fc.option(fc.array(comment, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    flags: fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: undefined }),
    hashes: fc.option(fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 2 }), { nil: undefined }),
    dropCount: fc.option(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), { nil: undefined }),
    packetId: fc.option(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), { nil: undefined }),
    queue: fc.option(fc.integer({ min: 0, max: 0xffffffff }), { nil: undefined }),
  })
  .map(({ bytes, more, ...rest }) => ({ ...emptyPacketRecord(), ...rest, buffer: bytes, start: 0, capturedLength: bytes.length, originalLength: bytes.length + more }));

function collect(write: (emit: (bytes: Uint8Array) => void) => void): Uint8Array {
  const parts: Uint8Array[] = [];
  write((bytes) => parts.push(bytes));
  return join(...parts);
}

describe("write, then read", () => {
  it("gives the same packets in pcap", () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 8 }), fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 200 }), (packets, nanoseconds, littleEndian, chunk) => {
        const file = collect((emit) => {
          const writer = new PcapWriter(emit, { linkType: 113, nanoseconds, littleEndian });
          for (const each of packets) writer.packet(each);
          writer.finish();
        });
        const reading = readCapture(file, chunk);
        expect(reading.notices).toEqual([]);
        expect(reading.packets).toHaveLength(packets.length);
        packets.forEach((each, index) => {
          expect(reading.packets[index]).toMatchObject({
            seconds: each.seconds,
            nanos: nanoseconds ? each.nanos : each.nanos - (each.nanos % 1000),
            originalLength: each.originalLength,
            linkType: 113,
            bytes: [...each.buffer],
          });
        });
      }),
    );
  });

  it("gives the same packets and options in pcapng, plain and compressed", () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 6 }), fc.boolean(), fc.constantFrom(6, 9), fc.boolean(), fc.integer({ min: 1, max: 200 }), (packets, littleEndian, timeResolution, compressed, chunk) => {
        const file = collect((emit) => {
          const writer = new PcapngWriter(emit, { littleEndian, application: "test" });
          writer.addInterface({ linkType: 1, timeResolution: 6 });
          const id = writer.addInterface({ linkType: 101, timeResolution, name: "eth1" });
          for (const each of packets) writer.packet(each, id);
          writer.finish();
        });
        const reading = readCapture(compressed ? gzipSync(file) : file, chunk);
        expect(reading.notices).toEqual([]);
        expect(reading.sections[0]).toMatchObject({ application: "test", littleEndian });
        expect(reading.interfaces[1]).toMatchObject({ linkType: 101, name: "eth1", timeResolution });
        expect(reading.packets).toHaveLength(packets.length);
        packets.forEach((each, index) => {
          const { comments, flags, hashes, dropCount, packetId, queue } = each;
          const got = reading.packets[index];
          expect(got).toMatchObject({
            seconds: each.seconds,
            nanos: timeResolution === 9 ? each.nanos : each.nanos - (each.nanos % 1000),
            originalLength: each.originalLength,
            interfaceId: 1,
            bytes: [...each.buffer],
          });
          expect({ comments: got?.comments, flags: got?.flags, hashes: got?.hashes, dropCount: got?.dropCount, packetId: got?.packetId, queue: got?.queue }).toEqual({
            comments, flags, hashes, dropCount, packetId, queue,
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same interfaces, names, secrets, statistics and raw blocks", () => {
    for (const littleEndian of [true, false]) {
      const described = {
        linkType: 1, snapLength: 96, fcsLength: 4, timeResolution: 9, timeOffset: -5, name: "eth0", description: "é", filter: "tcp", os: "os", hardware: "card", comments: ["a", "b"],
        speed: 1e9, transmitSpeed: 10, receiveSpeed: 20, macAddress: pattern(6), eui64Address: pattern(8), timeZone: "Asia/Shanghai",
        ipv4: [{ address: pattern(4), mask: pattern(4, 3) }], ipv6: [{ address: pattern(16), prefixLength: 64 }],
      };
      const records = [
        { kind: "ipv4" as const, address: pattern(4), names: ["a.example", "b.example"] },
        { kind: "ipv6" as const, address: pattern(16), names: ["c.example"] },
        { kind: "eui48" as const, address: pattern(6), names: ["card"] },
      ];
      const counts = { time: { seconds: 9, nanos: 1 }, startTime: { seconds: 1, nanos: 2 }, endTime: { seconds: 3, nanos: 4 }, received: 5n, dropped: 6n, accepted: 7n, droppedByOs: 8n, delivered: 9n, comments: ["c"] };
      const unknown = builders(littleEndian).block(0x99, pattern(8));
      const file = collect((emit) => {
        const writer = new PcapngWriter(emit, { littleEndian, comments: ["section"], hardware: "hw", os: "os" });
        writer.addInterface(described, [{ code: 777, value: pattern(3) }]);
        writer.names(records, ["n"]);
        writer.secrets(0x544c534b, pattern(5), ["s"]);
        writer.statistics(0, counts);
        writer.raw(unknown);
        writer.finish();
      });
      const reading = readCapture(file, 31);
      expect(reading.notices).toEqual([]);
      expect(reading.sections[0]).toMatchObject({ comments: ["section"], hardware: "hw", os: "os" });
      expect(reading.interfaces[0]).toMatchObject(described);
      expect(reading.interfaces[0]?.options.some((option) => option.type === 777 && option.length === 3)).toBe(true);
      expect(reading.names[0]).toMatchObject({ records, comments: ["n"] });
      expect(reading.secrets[0]).toMatchObject({ secretsType: 0x544c534b, data: pattern(5), comments: ["s"] });
      expect(reading.statistics[0]).toMatchObject(counts);
      const kept = reading.blocks[0];
      expect(kept).toMatchObject({ type: 0x99, blockLength: 20 });
      expect([...file.subarray(kept?.offset, (kept?.offset ?? 0) + 20)]).toEqual([...unknown]);
    }
  });

  it("refuses what the formats cannot hold", () => {
    const early = { ...emptyPacketRecord(), seconds: -1 };
    const pcap = new PcapWriter(() => {}, { linkType: 1 });
    expect(() => pcap.packet(early)).toThrow(RangeError);
    expect(() => new PcapWriter(() => {}, { linkType: 1, fcsLength: 3 })).toThrow(RangeError);
    const pcapng = new PcapngWriter(() => {});
    expect(() => pcapng.packet(early)).toThrow("not been described");
    pcapng.addInterface({ linkType: 1 });
    expect(() => pcapng.packet(early)).toThrow(RangeError);
    expect(() => pcapng.raw(pattern(13))).toThrow(RangeError);
  });
});
