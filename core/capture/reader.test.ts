import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createReader } from "./reader";
import { builders, join, keep, pattern, readCapture } from "./reading.test-support";

const b = builders(true);
const packets = Array.from({ length: 50 }, (_, index) => b.pcapPacket(pattern(60, index), { seconds: index }));
const pcap = join(b.pcapHeader(), ...packets);
const text = (value: string): Uint8Array => Uint8Array.from(value, (character) => character.charCodeAt(0));

describe("createReader", () => {
  it("hands over packets without copying and without a new record", () => {
    const records = new Set<object>();
    const buffers = new Set<Uint8Array>();
    const reader = createReader({
      packet: (record) => {
        records.add(record);
        buffers.add(record.buffer);
      },
      interface: () => {},
      notice: () => {},
    });
    reader.push(pcap);
    expect(reader.packets).toBe(50);
    expect(records.size).toBe(1);
    expect([...buffers]).toEqual([pcap]);
    expect([...buffers][0]).toBe(pcap);
  });

  it("follows a growing file", () => {
    const seen: number[] = [];
    const reader = createReader({ packet: (record) => seen.push(record.seconds), interface: () => {}, notice: () => {} });
    reader.push(pcap.subarray(0, 24 + 76 + 30));
    expect(seen).toEqual([0]);
    reader.push(pcap.subarray(24 + 76 + 30, 24 + 76 * 3));
    expect(seen).toEqual([0, 1, 2]);
  });

  it("refuses other files by name and all else as no capture", () => {
    for (const [head, code, name] of [
      [text("snoop\0\0\0"), "unsupported-format", "snoop"],
      [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), "unsupported-compression", "Zstandard"],
      [Uint8Array.of(4, 0x22, 0x4d, 0x18), "unsupported-compression", "LZ4"],
      [text("hello"), "not-a-capture", "not a capture"],
    ] as const) {
      for (const file of [head, join(head, new Uint8Array(100))]) {
        const { notices, reader } = readCapture(file, 3);
        expect(notices).toMatchObject([{ severity: "error", code, offset: 0 }]);
        expect(notices[0]?.message).toContain(name);
        expect(reader.format).toBeUndefined();
        expect(reader.stopped).toBe(true);
      }
    }
  });

  it("says that an empty file is empty", () => {
    expect(readCapture(new Uint8Array(0)).notices).toMatchObject([{ severity: "warning", code: "empty-file" }]);
  });
});

describe("gzip", () => {
  const zipped = gzipSync(pcap);
  const plain = readCapture(pcap).packets;

  it("gives the same packets, which can be read again", () => {
    for (const chunk of [1, 7, 100, zipped.length]) {
      const { packets: read, reader, notices } = readCapture(zipped, chunk);
      expect(notices).toEqual([]);
      expect(reader.format).toMatchObject({ kind: "pcap", compression: "gzip" });
      expect(read).toEqual(plain);
      for (const packet of read) expect([...(reader.decompressed?.read(packet.offset, packet.capturedLength) ?? [])]).toEqual(packet.bytes);
    }
  });

  it("reads several members as one file", () => {
    const members = join(gzipSync(pcap.subarray(0, 500)), gzipSync(new Uint8Array(0)), gzipSync(pcap.subarray(500)));
    for (const chunk of [1, 50, members.length]) expect(readCapture(members, chunk)).toMatchObject({ packets: plain, notices: [] });
  });

  it("gives what a cut file holds and says that it is cut", () => {
    for (let length = 20; length < zipped.length; length++) {
      const { packets: read, notices } = readCapture(zipped.subarray(0, length));
      expect(read).toEqual(plain.slice(0, read.length));
      expect(notices.length).toBeGreaterThan(0);
      expect(notices.some((notice) => notice.code === "cut-short" || notice.code === "bad-gzip")).toBe(true);
    }
  });

  it("tells of a wrong checksum in any member and of what follows the data", () => {
    const wrong = zipped.slice();
    wrong.fill(0, wrong.length - 8, wrong.length - 4);
    expect(readCapture(wrong)).toMatchObject({ packets: plain, notices: [{ severity: "warning", code: "bad-gzip" }] });
    expect(readCapture(join(wrong, gzipSync(new Uint8Array(0))))).toMatchObject({ packets: plain, notices: [{ severity: "warning", code: "bad-gzip" }] });
    expect(readCapture(join(zipped, text("garbage")))).toMatchObject({ packets: plain, notices: [{ severity: "warning", code: "trailing-data" }] });
  });

  it("refuses a capture compressed twice, and no capture", () => {
    expect(readCapture(gzipSync(zipped)).notices).toMatchObject([{ severity: "error", code: "unsupported-compression" }]);
    expect(readCapture(gzipSync(text("hello world"))).notices).toMatchObject([{ severity: "error", code: "not-a-capture" }]);
  });

  it("stops at the limit", () => {
    const { notices, packets: read } = readCapture(gzipSync(join(pcap, new Uint8Array(1 << 20))), 100, { decompressedLimit: 1000 });
    expect(notices[0]).toMatchObject({ severity: "error", code: "decompressed-too-large" });
    expect(read.length).toBeGreaterThan(0);
  });
});

describe("damaged files", () => {
  const le = builders(true);
  const pcapng = join(
    le.section(le.option(1, text("comment"))),
    le.interface(1, 0, join(le.option(2, text("eth0")), le.option(9, Uint8Array.of(9)))),
    le.enhanced(pattern(20), { stamp: 5n, options: le.option(1, text("hello")) }),
    le.block(4, join(le.option(1, join(pattern(4), text("a\0"))), le.u32(0))),
    le.block(5, join(le.u32(0), le.u32(0), le.u32(1), le.option(4, le.i64(4n)))),
    le.block(9, le.pad(text("__REALTIME_TIMESTAMP=12\n"))),
    le.block(0x0bad, join(le.u32(1), text("abcd"))),
    le.simple(pattern(10)),
    le.block(0x77, pattern(8)),
  );

  it.each([
    { name: "pcap", file: pcap.subarray(0, 400), compressed: false },
    { name: "pcapng", file: pcapng, compressed: false },
    { name: "gzip", file: gzipSync(pcapng), compressed: true },
  ])("are read to the same end whatever the chunks: $name", ({ file, compressed }) => {
    const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.integer({ min: 1, max: 64 }), (flips, chunk) => {
        const damaged = file.slice();
        for (const [at, value] of flips) damaged[at] = value;
        const whole = readCapture(damaged);
        const parts = readCapture(damaged, chunk);
        for (const packet of whole.packets) expect(packet.bytes).toHaveLength(packet.capturedLength);
        if (compressed) {
          // How far a damaged compressed file can be read depends on how much of it is decompressed at a time.
          const both = Math.min(whole.packets.length, parts.packets.length);
          expect(parts.packets.slice(0, both)).toEqual(whole.packets.slice(0, both));
        } else {
          expect(parts.packets).toEqual(whole.packets);
          expect(parts.notices).toEqual(whole.notices);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("keep their packets valid only until the sink returns", () => {
    const kept: ReturnType<typeof keep>[] = [];
    const reader = createReader({ packet: (record) => kept.push(keep(record)), interface: () => {}, notice: () => {} });
    for (const byte of pcap) reader.push(Uint8Array.of(byte));
    expect(kept).toEqual(readCapture(pcap).packets);
  });
});
