import { describe, expect, it } from "vitest";
import { builders, join, pattern, readCapture } from "./reading.test-support";

const text = (value: string): Uint8Array => Uint8Array.from(value, (character) => character.charCodeAt(0));
const stamp = 1_700_000_000_123_456n;

describe.each([true, false])("pcapng, little-endian %s", (littleEndian) => {
  const b = builders(littleEndian);
  const first = pattern(61);
  const end = b.option(0, new Uint8Array(0));
  const head = join(b.section(), b.interface());
  const file = join(head, b.enhanced(first, { stamp, original: 1500, options: join(b.option(1, text("hello")), end) }), b.simple(pattern(5)), b.block(0x1234, pattern(8)), b.enhanced(pattern(3), { stamp }));

  it("gives packets, times and offsets", () => {
    const { packets, interfaces, sections, notices, blocks, reader } = readCapture(file);
    expect(reader.format).toMatchObject({ kind: "pcapng", compression: "none", littleEndian });
    expect(sections).toMatchObject([{ section: 0, littleEndian, majorVersion: 1, minorVersion: 0, length: undefined, offset: 0, blockLength: 28 }]);
    expect(interfaces).toMatchObject([{ id: 0, idInSection: 0, described: true, linkType: 1, snapLength: 0, offset: 28, blockLength: 20 }]);
    expect(packets).toMatchObject([
      { seconds: 1_700_000_000, nanos: 123_456_000, hasTime: true, capturedLength: 61, originalLength: 1500, offset: 76, comments: ["hello"], blockType: 6 },
      { hasTime: false, capturedLength: 5, originalLength: 5, comments: undefined, blockType: 3 },
      { seconds: 1_700_000_000, capturedLength: 3, blockType: 6, comments: undefined },
    ]);
    expect(packets[0]?.bytes).toEqual([...first]);
    expect(blocks).toMatchObject([{ type: 0x1234, blockLength: 20, packetsBefore: 2 }]);
    expect(notices).toEqual([]);
  });

  it("gives the same for chunks of every size", () => {
    const whole = readCapture(file);
    for (let chunk = 1; chunk < file.length; chunk++) {
      const part = readCapture(file, chunk);
      expect(part.packets).toEqual(whole.packets);
      expect(part.blocks).toEqual(whole.blocks);
      expect(part.interfaces).toEqual(whole.interfaces);
    }
  });

  it("gives the whole packets of a file cut anywhere and says so", () => {
    const whole = readCapture(file).packets;
    const ends = [28, 48, 48 + 32 + 64 + 16, 48 + 32 + 64 + 16 + 24, 48 + 32 + 64 + 16 + 24 + 20];
    for (let length = 4; length < file.length; length++) {
      const { packets, notices } = readCapture(file.subarray(0, length), 11);
      expect(packets).toEqual(whole.slice(0, packets.length));
      if (ends.includes(length)) expect(notices).toEqual([]);
      else expect(notices).toMatchObject([{ severity: "error", code: "cut-short", offset: Math.max(0, ...ends.filter((place) => place < length)) }]);
    }
  });

  it("stops at a block whose length lies", () => {
    for (const [told, last] of [[0xfffffffc, 92], [8, 8], [0, 0], [92, 88]] as const) {
      const body = join(b.u32(0), b.u32(0), b.u32(0), b.u32(60), b.u32(60), pattern(60));
      const { packets, notices } = readCapture(join(head, b.enhanced(first), b.block(6, body, told, last), b.enhanced(first)), 40);
      expect(packets).toHaveLength(1);
      expect(notices).toMatchObject([{ severity: "error", code: "bad-length" }]);
      expect(notices[0]?.message).toContain(String(told));
    }
  });

  it("reads a block whose length leaves out its padding", () => {
    const body = join(b.u32(0), b.u32(0), b.u32(0), b.u32(5), b.u32(5), b.pad(pattern(5)));
    const { packets, notices } = readCapture(join(head, b.block(6, body, 37, 37), b.enhanced(first)));
    expect(packets.map((packet) => packet.capturedLength)).toEqual([5, 61]);
    expect(notices).toMatchObject([{ severity: "warning", code: "bad-length" }]);
  });

  it("leaves out a packet that does not fit its block or has no interface, and reads on", () => {
    const bad = readCapture(join(head, b.enhanced(first, { captured: 5000 }), b.enhanced(first, { id: 3 }), b.enhanced(first)));
    expect(bad.packets).toHaveLength(1);
    expect(bad.notices.map((notice) => notice.code)).toEqual(["bad-length", "unknown-interface"]);
  });

  it("numbers sections and interfaces, and lets each section have its byte order", () => {
    const other = builders(!littleEndian);
    const { packets, interfaces, sections } = readCapture(
      join(head, b.interface(101), b.enhanced(first, { id: 1, stamp }), other.section(), other.interface(113), other.enhanced(first, { stamp })),
      17,
    );
    expect(sections.map((section) => section.littleEndian)).toEqual([littleEndian, !littleEndian]);
    expect(interfaces).toMatchObject([{ id: 0, idInSection: 0 }, { id: 1, idInSection: 1 }, { id: 2, idInSection: 0, section: 1 }]);
    expect(packets).toMatchObject([{ interfaceId: 1, linkType: 101, section: 0 }, { interfaceId: 2, linkType: 113, section: 1, seconds: 1_700_000_000 }]);
  });

  it("reads the options of an interface", () => {
    const options = join(
      b.option(2, text("eth0\0")), b.option(3, text("cable")), b.option(4, pattern(8)), b.option(5, pattern(17)), b.option(6, pattern(6)), b.option(8, b.i64(1000n)),
      b.option(9, Uint8Array.of(9)), b.option(11, text("\0tcp")), b.option(12, text("Linux")), b.option(13, Uint8Array.of(4)), b.option(14, b.i64(-100n)),
      b.option(15, text("card")), b.option(1, text("one")), b.option(1, text("two")), b.option(777, text("odd")), end,
    );
    const { interfaces, packets, notices } = readCapture(join(b.section(), b.interface(1, 96, options), b.enhanced(first, { stamp: 5_000_000_007n })));
    expect(notices).toEqual([]);
    expect(interfaces[0]).toMatchObject({
      name: "eth0", description: "cable", speed: 1000, timeResolution: 9, filter: "tcp", os: "Linux", fcsLength: 4, timeOffset: -100, hardware: "card", comments: ["one", "two"], snapLength: 96,
    });
    expect(interfaces[0]?.ipv4).toEqual([{ address: pattern(8).subarray(0, 4), mask: pattern(8).subarray(4) }]);
    expect(interfaces[0]?.ipv6).toEqual([{ address: pattern(17).subarray(0, 16), prefixLength: pattern(17)[16] }]);
    expect(interfaces[0]?.options.find((option) => option.type === 777)).toMatchObject({ length: 3 });
    expect(packets[0]).toMatchObject({ seconds: -95, nanos: 7 });
  });

  it("reads the options of a packet and forgets them for the next", () => {
    const options = join(
      b.option(1, text("one")), b.option(1, text("two")), b.option(2, b.u32(0x82)), b.option(3, pattern(5)), b.option(4, b.i64(7n)),
      b.option(5, b.i64(99n)), b.option(6, b.u32(3)), b.option(7, pattern(9)), end, b.option(1, text("hidden")),
    );
    const { packets } = readCapture(join(head, b.enhanced(first, { options }), b.enhanced(first)));
    expect(packets[0]).toMatchObject({ comments: ["one", "two"], flags: 0x82, hashes: [pattern(5)], dropCount: 7n, packetId: 99n, queue: 3, verdicts: [pattern(9)] });
    expect(packets[1]).toMatchObject({ comments: undefined, flags: undefined, hashes: undefined, dropCount: undefined, optionsLength: 0 });
  });

  it("gives a packet whose option lies, with a warning", () => {
    const { packets, notices } = readCapture(join(head, b.enhanced(first, { options: join(b.u16(1), b.u16(5000), text("abcd")) }), b.enhanced(first)));
    expect(packets).toHaveLength(2);
    expect(notices).toMatchObject([{ severity: "warning", code: "bad-option" }]);
  });

  it("cuts simple packets at the snap length and reads obsolete packets", () => {
    const { packets } = readCapture(join(b.section(), b.interface(1, 50), b.simple(pattern(50), 100), b.obsolete(pattern(6), { drops: 5, stamp }), b.obsolete(pattern(6))));
    expect(packets).toMatchObject([
      { capturedLength: 50, originalLength: 100 },
      { capturedLength: 6, dropCount: 5n, seconds: 1_700_000_000, blockType: 2 },
      { capturedLength: 6, dropCount: undefined },
    ]);
  });

  it("gives custom blocks and journal entries as records, as tshark numbers them", () => {
    const entry = text("__REALTIME_TIMESTAMP=1700000000123456\nA=b\n\n");
    const { packets } = readCapture(join(head, b.block(0x0bad, join(b.u32(32473), text("abcd"))), b.block(0x40000bad, join(b.u32(32473), text("ef\0\0"))), b.block(9, b.pad(entry))));
    expect(packets).toMatchObject([
      { kind: "custom", enterprise: 32473, capturedLength: 4, hasTime: false, interfaceId: -1, linkType: -1, blockType: 0x0bad },
      { kind: "custom", capturedLength: 4, blockType: 0x40000bad },
      { kind: "journal", capturedLength: 43, hasTime: true, seconds: 1_700_000_000, nanos: 123_456_000, enterprise: undefined },
    ]);
  });

  it("reads names, secrets and statistics", () => {
    const name = join(Uint8Array.of(192, 0, 2, 1), text("a.example\0b.example\0"));
    const body = join(b.option(1, name), b.option(99, pattern(3)), end, b.option(1, text("note")), end);
    const { names, secrets, statistics, notices } = readCapture(
      join(
        head,
        b.block(4, body),
        b.block(10, join(b.u32(0x544c534b), b.u32(3), b.pad(text("abc")))),
        b.block(5, join(b.u32(0), b.u32(Number(stamp >> 32n)), b.u32(Number(stamp & 0xffffffffn)), b.option(4, b.i64(10n)), b.option(5, b.i64(2n)), end)),
      ),
    );
    expect(notices).toEqual([]);
    expect(names).toMatchObject([{ records: [{ kind: "ipv4", names: ["a.example", "b.example"] }], comments: ["note"], unknownRecords: [{ type: 99, length: 3 }] }]);
    expect(secrets).toMatchObject([{ secretsType: 0x544c534b, data: text("abc") }]);
    expect(statistics).toMatchObject([{ interfaceId: 0, time: { seconds: 1_700_000_000, nanos: 123_456_000 }, received: 10n, dropped: 2n, delivered: undefined }]);
  });

  it("tells of names and secrets that pass the end of their blocks", () => {
    const { notices, packets } = readCapture(
      join(head, b.block(4, join(b.u16(1), b.u16(500), text("abcd"))), b.block(10, join(b.u32(1), b.u32(300), text("abcd"))), b.enhanced(first)),
    );
    expect(notices.map((notice) => notice.code)).toEqual(["bad-record", "bad-length"]);
    expect(packets).toHaveLength(1);
  });

  it("refuses other versions and byte orders", () => {
    expect(readCapture(b.section(new Uint8Array(0), { major: 2 })).notices).toMatchObject([{ code: "unsupported-version", severity: "error" }]);
    expect(readCapture(join(b.section(new Uint8Array(0), { minor: 2 }), b.interface(), b.enhanced(first))).packets).toHaveLength(1);
    const broken = join(head, b.enhanced(first), b.block(0x0a0d0d0a, join(Uint8Array.of(1, 2, 3, 4), new Uint8Array(12))));
    expect(readCapture(broken)).toMatchObject({ packets: [{}], notices: [{ code: "bad-byte-order", severity: "error" }] });
  });
});
