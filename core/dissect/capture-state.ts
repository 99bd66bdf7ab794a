/** What dissecting one packet needs to know of the rest of its capture. */
import { AddressTable } from "./addresses";
import { ConversationTable } from "./conversations";

/** What the capture file says of a packet. */
export interface FrameMeta {
  /** From 1. */
  readonly number: number;
  readonly seconds: number;
  readonly nanos: number;
  readonly hasTime: boolean;
  readonly length: number;
  readonly capturedLength: number;
  readonly linkType: number;
  /** Number of the interface, or -1 where the file describes none. */
  readonly interfaceId: number;
  readonly interfaceName: string | undefined;
  readonly interfaceDescription: string | undefined;
  /** Bytes of frame check sequence; undefined where unknown. */
  readonly fcsLength: number | undefined;
  readonly comments: readonly string[] | undefined;
  readonly flags: number | undefined;
}

/** Names a piece of state that a protocol keeps for each conversation. */
export interface StateKey<T> { readonly name: string; readonly make: () => T; }
/** Names a fact that a protocol keeps for a packet (for each of its layers in it). */
export interface FactKey<T> { readonly name: string; readonly _value?: T; }

export function conversationState<T>(name: string, make: () => T): StateKey<T> { return { name, make }; }
export function frameFact<T>(name: string): FactKey<T> { return { name }; }

interface Fact { key: FactKey<unknown>; layer: number; value: unknown; }

/**
 * State is gathered by the index pass and by tracking a conversation's packets in order;
 * after that it only answers, so that showing packet N is a function of its bytes and facts.
 */
export class CaptureState {
  readonly addresses = new AddressTable();
  readonly conversations = new ConversationTable();
  readonly #states = new Map<number, Map<StateKey<unknown>, unknown>>();
  readonly #facts = new Map<number, Fact[]>();
  /** Faults of ours met in any pass, at most 100; a sound build has none. */
  readonly defects: string[] = [];
  /** Nanoseconds since 1970 of packet `number`; the session supplies it. */
  timeOf: (number: number) => bigint = () => 0n;
  /** The captured bytes of packet `number`, for messages put together from several; the session supplies it. Not in the index pass. */
  bytesOf: (number: number) => Uint8Array = () => new Uint8Array(0);
  /** Number of the packet before `number` in conversation `id`, or 0. */
  previousInConversation: (id: number, number: number) => number = () => 0;

  noteDefect(text: string): void { if (this.defects.length < 100) this.defects.push(text); }

  /** State of a conversation, made when first asked for. Use NO_CONVERSATION for what belongs to the whole capture. */
  state<T>(conversation: number, key: StateKey<T>): T {
    let states = this.#states.get(conversation);
    if (!states) this.#states.set(conversation, (states = new Map()));
    let value = states.get(key) as T | undefined;
    if (value === undefined) states.set(key, (value = key.make()));
    return value;
  }

  fact<T>(number: number, key: FactKey<T>, layer: number): T | undefined {
    return this.#facts.get(number)?.find((f) => f.key === key && f.layer === layer)?.value as T | undefined;
  }

  setFact<T>(number: number, key: FactKey<T>, layer: number, value: T): void {
    const facts = this.#facts.get(number);
    if (!facts) { this.#facts.set(number, [{ key, layer, value }]); return; }
    const fact = facts.find((f) => f.key === key && f.layer === layer);
    if (fact) fact.value = value; else facts.push({ key, layer, value });
  }
}
