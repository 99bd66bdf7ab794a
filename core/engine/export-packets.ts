/** Writes chosen packets of a session as a capture of their own. */
import { linkTypeInfo } from "../capture/link-types";
import { PcapWriter } from "../capture/pcap-writer";
import { PcapngWriter } from "../capture/pcapng-writer";
import type { PacketToWrite } from "../capture/packet-to-write";
import type { Session } from "./session";

export type ExportFormat = "pcapng" | "pcap";

/** A writer of either format, as far as exporting needs it. */
interface Exporter {
  packet(packet: PacketToWrite, interfaceId: number): void;
  finish(): void;
}

/**
 * Writes the packets of `rows` with their interfaces, times and comments to `emit`. What was never a packet
 * (custom and journal blocks that the list numbers among them) is left out. Throws an Error with a sentence
 * for the user when the format cannot hold them.
 */
export function exportPackets(session: Session, rows: Iterable<number>, emit: (bytes: Uint8Array) => void, format: ExportFormat): void {
  const exporter = format === "pcap" ? pcapExporter(session, emit) : pcapngExporter(session, emit);
  for (const row of rows) {
    const meta = session.builder.meta(row);
    if (meta.linkType < 0) continue;
    // the index leaves out what some link types put in front of the packet
    const pseudo = linkTypeInfo(meta.linkType).pseudoHeaderLength;
    const buffer = session.source.read(session.index.offset(row) - pseudo, meta.capturedLength + pseudo);
    exporter.packet(
      {
        buffer, start: 0, capturedLength: buffer.length, originalLength: meta.length + pseudo, seconds: meta.seconds, nanos: meta.nanos,
        ...(meta.comments ? { comments: [...meta.comments] } : {}),
        ...(meta.flags === undefined ? {} : { flags: meta.flags }),
      },
      session.index.interfaceId(row),
    );
  }
  exporter.finish();
}

function pcapngExporter(session: Session, emit: (bytes: Uint8Array) => void): Exporter {
  const { interfaces, sections } = session.builder;
  const first = sections[0];
  const writer = new PcapngWriter(emit, { ...first, littleEndian: true, comments: sections.flatMap((section) => section.comments) });
  const numbers = interfaces.map((info) => writer.addInterface(info));
  return {
    packet: (packet, interfaceId) => writer.packet(packet, numbers[interfaceId] ?? 0),
    finish: () => writer.finish(),
  };
}

function pcapExporter(session: Session, emit: (bytes: Uint8Array) => void): Exporter {
  const { interfaces } = session.builder;
  const linkTypes = new Set(interfaces.map((info) => info.linkType));
  if (linkTypes.size > 1) throw new Error("A pcap file cannot hold packets of several link types; pcapng can.");
  const nanoseconds = interfaces.some((info) => (info.timeResolution & 0x7f) > 6);
  const fcsLength = interfaces[0]?.fcsLength;
  const writer = new PcapWriter(emit, { linkType: interfaces[0]?.linkType ?? 1, nanoseconds, ...(fcsLength === undefined ? {} : { fcsLength }) });
  return { packet: (packet) => writer.packet(packet), finish: () => writer.finish() };
}
