import { describe, expect, it } from "vitest";
import { builders, join, pattern, readCapture } from "./reading.test-support";

describe.each([true, false])("pcap, little-endian %s", (littleEndian) => {
  const { pcapHeader, pcapPacket, u32 } = builders(littleEndian);
  const first = pattern(60);
  const second = pattern(7, 9);
  const file = join(pcapHeader(), pcapPacket(first, { seconds: 5, fraction: 123456 }), pcapPacket(second, { seconds: 0xffffffff, original: 1500 }));

  it("gives packets, times and offsets", () => {
    const { packets, interfaces, notices, reader } = readCapture(file);
    expect(reader.format).toEqual({ kind: "pcap", compression: "none", littleEndian, nanoseconds: false });
    expect(interfaces).toHaveLength(1);
    expect(interfaces[0]).toMatchObject({ linkType: 1, snapLength: 65535, described: false, timeResolution: 6, fcsLength: undefined });
    expect(packets).toHaveLength(2);
    expect(packets[0]).toMatchObject({ seconds: 5, nanos: 123456000, hasTime: true, offset: 40, capturedLength: 60, originalLength: 60, linkType: 1, kind: "packet" });
    expect(packets[0]?.bytes).toEqual([...first]);
    expect(packets[1]).toMatchObject({ seconds: 0xffffffff, nanos: 0, offset: 116, capturedLength: 7, originalLength: 1500 });
    expect(packets[1]?.bytes).toEqual([...second]);
    expect(notices).toEqual([]);
  });

  it("reads nanoseconds", () => {
    const { packets, reader } = readCapture(join(pcapHeader(1, { magic: 0xa1b23c4d }), pcapPacket(first, { seconds: 5, fraction: 999_999_999 })));
    expect(reader.format?.nanoseconds).toBe(true);
    expect(packets[0]).toMatchObject({ seconds: 5, nanos: 999_999_999 });
  });

  it("gives the same for chunks of every size", () => {
    const whole = readCapture(file);
    for (let chunk = 1; chunk < file.length; chunk++) {
      const { packets, notices } = readCapture(file, chunk);
      expect(packets).toEqual(whole.packets);
      expect(notices).toEqual([]);
    }
  });

  it("gives the whole packets of a file cut anywhere and says where it was cut", () => {
    for (let length = 0; length < file.length; length++) {
      const { packets, notices, reader } = readCapture(file.subarray(0, length), 13);
      expect(packets).toHaveLength(length < 100 ? 0 : 1);
      if (length === 24 || length === 100) expect(notices).toEqual([]);
      else if (length === 0) expect(notices).toMatchObject([{ code: "empty-file" }]);
      else if (length < 4) expect(notices).toMatchObject([{ code: "not-a-capture" }]);
      else {
        const offset = length < 24 ? 0 : length < 100 ? 24 : 100;
        expect(notices).toMatchObject([{ severity: "error", code: "cut-short", offset }]);
        expect(reader.stopped).toBe(true);
      }
    }
  });

  it("reads the length of the frame check sequence above the link type", () => {
    const { interfaces } = readCapture(join(pcapHeader(0x24000001)));
    expect(interfaces[0]).toMatchObject({ linkType: 1, fcsLength: 4 });
  });

  it("tells of a link type that is not known and of reserved bits, and reads on", () => {
    const { packets, notices } = readCapture(join(pcapHeader(0x0001270f), pcapPacket(first)));
    expect(packets[0]).toMatchObject({ linkType: 9999 });
    expect(notices).toMatchObject([{ code: "bad-record", offset: 20 }, { code: "unknown-link-type", offset: 20 }]);
  });

  it("stops at a length that cannot be, keeping what came before", () => {
    for (const captured of [262145, 0x7fffffff, 0xffffffff]) {
      const { packets, notices } = readCapture(join(pcapHeader(), pcapPacket(first), pcapPacket(first, { captured }), pcapPacket(first)), 50);
      expect(packets).toHaveLength(1);
      expect(notices).toMatchObject([{ severity: "error", code: "too-long", offset: 100 }]);
      expect(notices[0]?.message).toContain(String(captured));
    }
  });

  it("believes larger packets of USB captures", () => {
    const large = new Uint8Array(262145);
    expect(readCapture(join(pcapHeader(249, { snapLength: 0 }), pcapPacket(large))).packets[0]?.capturedLength).toBe(262145);
  });

  it("swaps the lengths of old versions", () => {
    const oldest = readCapture(join(pcapHeader(1, { minor: 2 }), pcapPacket(second, { captured: 100, original: 7 })));
    expect(oldest.packets[0]).toMatchObject({ capturedLength: 7, originalLength: 100 });
    const either = readCapture(join(pcapHeader(1, { minor: 3 }), pcapPacket(second, { captured: 100, original: 7 }), pcapPacket(second, { original: 50 })));
    expect(either.packets).toMatchObject([{ capturedLength: 7, originalLength: 100 }, { capturedLength: 7, originalLength: 50 }]);
  });

  it("refuses version 1 and reads versions after 2.4 with a note", () => {
    expect(readCapture(pcapHeader(1, { major: 1, minor: 0 })).notices).toMatchObject([{ severity: "error", code: "unsupported-version" }]);
    const later = readCapture(join(pcapHeader(1, { minor: 5 }), pcapPacket(first)));
    expect(later.notices).toMatchObject([{ severity: "note", code: "unsupported-version" }]);
    expect(later.packets).toHaveLength(1);
  });

  it("tells of doubtful packets and gives them", () => {
    const { packets, notices } = readCapture(join(pcapHeader(1, { snapLength: 50 }), pcapPacket(first, { original: 40, seconds: 5, fraction: 1_500_000 })));
    expect(packets[0]).toMatchObject({ capturedLength: 60, originalLength: 40, seconds: 6, nanos: 500_000_000 });
    expect(notices.map((notice) => notice.code).sort()).toEqual(["bad-time", "captured-beyond-original", "captured-beyond-snap-length"]);
  });

  it("counts notices that come again and again", () => {
    const { packets, notices } = readCapture(join(pcapHeader(), ...Array.from({ length: 25 }, () => pcapPacket(second, { original: 3 }))));
    expect(packets).toHaveLength(25);
    expect(notices.filter((notice) => notice.code === "captured-beyond-original")).toHaveLength(10);
    expect(notices.at(-1)).toMatchObject({ severity: "note", code: "repeated" });
    expect(notices.at(-1)?.message).toContain("15 more");
  });

  it("refuses variants by name", () => {
    for (const [magic, name] of [[0xa1b2cd34, "Kuznetsov"], [0xa12b3c4d, "Navtel"], [0x1c0001ac, "IXIA"]] as const) {
      const { notices, packets } = readCapture(join(u32(magic), new Uint8Array(40)));
      expect(packets).toEqual([]);
      expect(notices).toMatchObject([{ severity: "error", code: "unsupported-format" }]);
      expect(notices[0]?.message).toContain(name);
    }
  });
});
