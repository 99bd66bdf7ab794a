/** Links whose packets carry no addresses: the list shows so until a network layer names some. */
import { AddressKind } from "../../dissect/addresses";
import type { Dissection } from "../../dissect/dissection";

const TEXT = Uint8Array.of(0x4e, 0x2f, 0x41);

/** Shows "N/A" as addresses and protocol of the packet. */
export function withoutAddresses(d: Dissection): void {
  d.source = d.destination = d.state.addresses.intern(AddressKind.text, TEXT, 0, TEXT.length);
  d.setProtocol("N/A");
}
