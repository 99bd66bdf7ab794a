import type { Row } from "../../core/engine/api";
import { type ByteFormat, formatBytes } from "../packet-bytes/byte-formats";
import { usePreferences } from "../state/preferences";
import { session } from "../state/session";
import { copyText } from "../ui/clipboard";
import { shownLabel } from "./tree-model";

/** Copies one text of the selected field. */
export function copyField(what: "summary" | "value" | "name" | "filter"): void {
  const { details, node } = session();
  if (details === undefined || node === undefined) return;
  const texts = {
    summary: shownLabel(details, node),
    value: details.value[node] || shownLabel(details, node),
    name: details.name[node] ?? "",
    filter: details.filter[node] ?? "",
  };
  copyText(texts[what]);
}

/** Bytes that were selected by hand, else those of the selected field, else the shown source whole. */
export function bytesToCopy(): Uint8Array | undefined {
  const { details, node, byteSelection, byteSource } = session();
  if (details === undefined) return undefined;
  if (byteSelection !== undefined) {
    const { source, start, length } = byteSelection;
    return details.sources[source]?.bytes.subarray(start, start + length);
  }
  const length = node === undefined ? 0 : (details.length[node] ?? 0);
  if (node === undefined || length === 0) return details.sources[byteSource]?.bytes;
  const start = details.start[node] ?? 0;
  return details.sources[details.source[node] ?? 0]?.bytes.subarray(start, start + length);
}

export function copyBytes(format: ByteFormat): void {
  const bytes = bytesToCopy();
  if (bytes !== undefined) copyText(formatBytes(bytes, format));
}

/** A row of the list as one line, its columns apart by tabs. */
export function rowText(row: Row, time: string): string {
  const cells: Record<string, string | number> = { number: row.number, time, source: row.source, destination: row.destination, protocol: row.protocol, length: row.length, info: row.info };
  const { columnOrder, columnVisibility, fieldColumns } = usePreferences.getState();
  return columnOrder
    .filter((id) => columnVisibility[id] !== false)
    .map((id) => cells[id] ?? row.extra[fieldColumns.indexOf(id.replace(/^field:/, ""))] ?? "")
    .join("\t");
}
