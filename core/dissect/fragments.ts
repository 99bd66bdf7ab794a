/**
 * Datagrams put together from fragments that lie anywhere in the capture (RFC 791 §3.2, RFC 8200 §4.5,
 * RFC 815). The index pass adds fragments in order; afterwards the table only answers.
 */
import type { Field } from "../fields/field";
import type { Dissection } from "./dissection";

/** Bytes that one table keeps; beyond it the oldest datagram's are dropped. */
const MAX_BYTES = 16 * 1024 * 1024;
/** A datagram of 8-byte fragments up to the highest offset has fewer; more are not worth keeping. */
const MAX_FRAGMENTS = 16_384;
/** What a fragment costs besides its bytes. */
const OVERHEAD = 128;

export interface Fragment {
  /** Number of the packet that carries it. */
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  /** It covers bytes that a fragment before it has, … */
  overlap: boolean;
  /** … with other contents. */
  conflict: boolean;
  /** It ends elsewhere than the last fragment seen before it. */
  multipleTails: boolean;
  /** It goes beyond the end of the datagram. */
  tooLong: boolean;
}

export interface Datagram {
  /** In order of offset, those of one offset in order of arrival. */
  readonly fragments: readonly Fragment[];
  /** Number of the packet that completed it, and which layer of its protocol did; 0 while it is incomplete. */
  readonly completedIn: number;
  readonly completedLayer: number;
  /** The whole, undefined while incomplete and when it was dropped for want of room. */
  readonly bytes: Uint8Array | undefined;
}

class Gathering implements Datagram {
  readonly fragments: Fragment[] = [];
  completedIn = 0;
  completedLayer = 0;
  bytes: Uint8Array | undefined;
  /** Contents of each fragment while the datagram is incomplete. */
  contents: Uint8Array[] = [];
  /** Length of the datagram, once its last fragment was seen. */
  total = -1;
  /** End of what follows the datagram's start without a gap. */
  contiguous = 0;
  size = 0;

  constructor(readonly key: string) {}

  add(frame: number, offset: number, more: boolean, content: Uint8Array): void {
    const end = offset + content.length;
    let multipleTails = false;
    if (!more) {
      if (this.total < 0) this.total = end; else multipleTails = this.total !== end;
    }
    let at = this.fragments.length;
    while (at > 0 && (this.fragments[at - 1] as Fragment).offset > offset) at--;
    this.fragments.splice(at, 0, { frame, offset, length: content.length, overlap: false, conflict: false, multipleTails, tooLong: false });
    this.contents.splice(at, 0, content);
    this.size += content.length + OVERHEAD;
    if (offset > this.contiguous) return;
    for (let i = at; i < this.fragments.length; i++) {
      const fragment = this.fragments[i] as Fragment;
      if (fragment.offset > this.contiguous) break;
      this.contiguous = Math.max(this.contiguous, fragment.offset + fragment.length);
    }
  }

  get ready(): boolean { return this.total >= 0 && this.contiguous >= this.total; }

  /** Whoever comes first in order of offset wins where fragments overlap. */
  complete(frame: number, layer: number): Uint8Array {
    const bytes = new Uint8Array(this.total);
    let filled = 0;
    this.fragments.forEach((fragment, i) => {
      const content = this.contents[i] as Uint8Array;
      const end = Math.min(fragment.offset + content.length, this.total);
      fragment.tooLong = fragment.offset + content.length > this.total;
      if (fragment.offset < filled) {
        fragment.overlap = true;
        for (let at = fragment.offset; at < Math.min(end, filled); at++) {
          if (bytes[at] !== content[at - fragment.offset]) { fragment.conflict = true; break; }
        }
      }
      if (end > filled) {
        bytes.set(content.subarray(filled - fragment.offset, end - fragment.offset), filled);
        filled = end;
      }
    });
    this.contents = [];
    this.bytes = bytes;
    this.completedIn = frame;
    this.completedLayer = layer;
    this.size = bytes.length + this.fragments.length * OVERHEAD;
    return bytes;
  }
}

/** All datagrams of one protocol that came in fragments. */
export class FragmentTable {
  readonly #open = new Map<string, Gathering>();
  /** In order of their beginning, for dropping the oldest. */
  readonly #kept: Gathering[] = [];
  #size = 0;

  /** Adds a fragment to the datagram that `key` names; the content is copied. */
  add(key: string, frame: number, layer: number, offset: number, more: boolean, content: Uint8Array): Datagram {
    let datagram = this.#open.get(key);
    if (!datagram) {
      datagram = new Gathering(key);
      this.#open.set(key, datagram);
      this.#kept.push(datagram);
    }
    const before = datagram.size;
    datagram.add(frame, offset, more, content.slice());
    if (datagram.ready) {
      datagram.complete(frame, layer);
      this.#open.delete(key);
    } else if (datagram.fragments.length >= MAX_FRAGMENTS) {
      this.#open.delete(key);
      datagram.contents = [];
      datagram.size = 0;
    }
    this.#size += datagram.size - before;
    while (this.#size > MAX_BYTES) {
      const oldest = this.#kept.shift();
      if (!oldest) break;
      if (this.#open.get(oldest.key) === oldest) this.#open.delete(oldest.key);
      oldest.contents = [];
      oldest.bytes = undefined;
      this.#size -= oldest.size;
      oldest.size = 0;
    }
    return datagram;
  }
}

/** The fields that show how a datagram was put together. */
export interface FragmentFields {
  readonly title: string;
  readonly fragments: Field;
  readonly fragment: Field<number>;
  readonly error: Field<number>;
  readonly overlap: Field<number>;
  readonly conflict: Field<number>;
  readonly multipleTails: Field<number>;
  readonly tooLong: Field<number>;
  readonly count: Field<number>;
  readonly length: Field<number>;
  readonly data: Field<Uint8Array>;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

/** Opens the node that covers the whole datagram; to be filled by `drawFragments` inside its data source. */
export function fragmentsNode(d: Dissection, datagram: Datagram, bytes: Uint8Array, start: number, f: FragmentFields): number {
  const { fragments } = datagram;
  const label = d.drawing
    ? `${plural(fragments.length, `${f.title} Fragment`)} (${plural(bytes.length, "byte")}): ${fragments.map((x) => `#${x.frame}(${x.length})`).join(", ")}`
    : undefined;
  const node = d.generated(f.fragments, f.fragments.type === "none" ? undefined : bytes, start, bytes.length, label);
  return node;
}

/** Adds a node for each fragment below `node`; positions are those in the datagram, whose source must be the current one. */
export function drawFragments(d: Dissection, node: number, datagram: Datagram, bytes: Uint8Array, f: FragmentFields): void {
  d.push(node);
  for (const x of datagram.fragments) {
    const label = d.drawing ? `Frame: ${x.frame}, payload: ${x.offset}-${x.offset + x.length - 1} (${plural(x.length, "byte")})` : undefined;
    d.push(d.generated(x.conflict || x.multipleTails || x.tooLong ? f.error : f.fragment, x.frame, x.offset, x.length, label));
    if (x.overlap) d.generated(f.overlap, 1, x.offset);
    if (x.conflict) d.generated(f.conflict, 1, x.offset);
    if (x.multipleTails) d.generated(f.multipleTails, 1, x.offset);
    if (x.tooLong) d.generated(f.tooLong, 1, x.offset);
    d.close();
  }
  d.generated(f.count, datagram.fragments.length, 0);
  d.generated(f.length, bytes.length, 0);
  d.generated(f.data, bytes, 0, bytes.length);
  d.close();
}
