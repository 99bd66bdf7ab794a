import type { Row } from "../../core/engine/api";

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const ether = /^[\da-f]{2}(:[\da-f]{2}){5}$/i;
const ipv6 = /^[\da-f:.]*:[\da-f:.]*$/i;

/** A filter for the packets that read the same in a column, "" where none can be made of the text alone. */
export function cellFilter(row: Row, column: string, text: string): string {
  switch (column) {
    case "number": return `frame.number == ${row.number}`;
    case "length": return `frame.len == ${row.length}`;
    case "source": return addressFilter(row.source, "src");
    case "destination": return addressFilter(row.destination, "dst");
    default: return column.startsWith("field:") && /^(\d+|0x[\da-f]+)$/i.test(text) ? `${column.slice("field:".length)} == ${text}` : "";
  }
}

function addressFilter(address: string, side: "src" | "dst"): string {
  if (ipv4.test(address)) return `ip.${side} == ${address}`;
  if (ether.test(address)) return `eth.${side} == ${address}`;
  return ipv6.test(address) ? `ipv6.${side} == ${address}` : "";
}
