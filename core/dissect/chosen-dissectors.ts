/**
 * Dissectors that ports do not tell: a conversation keeps the one that recognised it, and a packet can
 * announce a conversation to come whose ports nobody knows in full (TFTP's transfers, RFC 1350 §4).
 */
import { conversationState } from "./capture-state";
import { NO_CONVERSATION } from "./conversations";
import type { Dissection } from "./dissection";
import type { Dissector } from "./tables";

const chosen = conversationState<{ entry: Dissector | undefined }>("dissector", () => ({ entry: undefined }));

interface Announcement { readonly entry: Dissector; readonly after: number }
const announced = conversationState("announced dissectors", () => new Map<string, Announcement>());

/** Gives the whole current conversation to `entry`, packets before this one included. Only tracking decides. */
export function chooseDissector(d: Dissection, entry: Dissector): void {
  if (d.tracking && d.conversation !== NO_CONVERSATION) d.conversationState(chosen).entry ??= entry;
}

/** Who has the current conversation, or undefined. */
export function chosenDissector(d: Dissection): Dissector | undefined {
  return d.indexing || d.conversation === NO_CONVERSATION ? undefined : d.conversationState(chosen).entry;
}

/**
 * Announces that packets after this one between `address` and `port` and any port of `peer` are for
 * `entry`. To be called in the index pass, so by dissectors that run in it.
 */
export function announceDissector(d: Dissection, entry: Dissector, address: number, port: number, peer: number): void {
  if (!d.indexing) return;
  const map = d.state.state(NO_CONVERSATION, announced), key = `${address}/${port}/${peer}`;
  if (!map.has(key)) map.set(key, { entry, after: d.frame.number });
}

/** Who was announced for the current addresses and ports, or undefined. */
export function announcedDissector(d: Dissection): Dissector | undefined {
  const map = d.state.state(NO_CONVERSATION, announced);
  if (map.size === 0) return undefined;
  const found = map.get(`${d.destination}/${d.destinationPort}/${d.source}`) ?? map.get(`${d.source}/${d.sourcePort}/${d.destination}`);
  return found && found.after < d.frame.number ? found.entry : undefined;
}
