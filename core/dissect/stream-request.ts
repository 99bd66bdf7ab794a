/** How a protocol carried in a byte stream asks for bytes that have not come yet. */

/** It is not known how many more bytes a message needs: ask again when some have come. */
export const SOME_MORE = 0;
/** The message ends where the stream ends. */
export const UNTIL_END = -1;

/**
 * What carries the stream puts one in `Dissection.stream`. A layer that finds its message cut asks
 * and returns; it must ask before it changes any state or adds nodes for what is incomplete.
 * It is called again with the whole message when that has come.
 */
export class StreamRequest {
  /** Offset in the layer's data source where the incomplete message begins, -1 when nothing was asked. */
  from = -1;
  /** Further bytes wanted beyond those there are, or SOME_MORE or UNTIL_END. */
  count = 0;
  /** True when no more will come: the stream ended here. */
  ended = false;

  ask(from: number, count: number): void {
    this.from = from;
    this.count = count;
  }

  clear(): void { this.from = -1; this.count = 0; this.ended = false; }
}
