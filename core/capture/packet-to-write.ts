import type { PacketRecord } from "./capture-format";

/** What a writer needs of a packet; a PacketRecord has it all. */
export type PacketToWrite = Pick<PacketRecord, "originalLength" | "seconds" | "nanos" | "buffer" | "start" | "capturedLength"> &
  Partial<Pick<PacketRecord, "comments" | "flags" | "hashes" | "dropCount" | "packetId" | "queue" | "verdicts">>;
