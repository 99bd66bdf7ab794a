/** Going on by an Ethernet type, as every link layer that carries one does. */
import type { Dissection } from "../../dissect/dissection";
import { etherTypes } from "../../fields/tables/ether-types";

/**
 * Gives [start, start + length) to the protocol of an Ethernet type, or to plain data. Returns
 * where that protocol says its packet ends: what follows is padding or trailer.
 */
export function callByEtherType(d: Dissection, type: number, start: number, length: number): number {
  const depth = d.stack.length;
  d.stack.push("ethertype");
  if (d.next("ethertype", type, start, length)) return d.calledEnd;
  if (d.columns) {
    d.setProtocol(`0x${type.toString(16).padStart(4, "0")}`);
    const name = etherTypes.name(type);
    if (name !== undefined) d.setInfo(name);
  }
  d.stack.length = depth + 1;
  d.data(start, length);
  return start + length;
}
