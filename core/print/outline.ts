/** The order in which a tree is printed: a node's children follow it, although they may have been added later. */
import { NO_NODE } from "../dissect/tree";
import type { Tree } from "../dissect/tree";

/** First child and next sibling of every node; made anew for each packet, its arrays kept. */
export class Outline {
  #first = new Int32Array(0);
  #next = new Int32Array(0);
  #last = new Int32Array(0);
  #top = NO_NODE;

  /** Reads the shape of a tree. */
  read(tree: Tree): void {
    const { count, parent } = tree;
    if (this.#first.length < count) {
      const size = Math.max(256, 2 * count);
      this.#first = new Int32Array(size);
      this.#next = new Int32Array(size);
      this.#last = new Int32Array(size);
    }
    this.#first.fill(NO_NODE, 0, count);
    this.#next.fill(NO_NODE, 0, count);
    this.#top = NO_NODE;
    let lastTop = NO_NODE;
    for (let i = 0; i < count; i++) {
      const above = parent[i] ?? NO_NODE;
      const before = above === NO_NODE ? lastTop : this.firstChild(above) === NO_NODE ? NO_NODE : (this.#last[above] ?? NO_NODE);
      if (before !== NO_NODE) this.#next[before] = i;
      else if (above === NO_NODE) this.#top = i;
      else this.#first[above] = i;
      if (above === NO_NODE) lastTop = i; else this.#last[above] = i;
    }
  }

  /** First top-level node, or NO_NODE. */
  get top(): number { return this.#top; }
  firstChild(i: number): number { return this.#first[i] ?? NO_NODE; }
  nextSibling(i: number): number { return this.#next[i] ?? NO_NODE; }
}
