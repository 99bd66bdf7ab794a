/** The one pass over a capture that makes it browsable: a row a packet, addresses, conversations. */
import { createReader } from "../capture/reader";
import type { CaptureReader } from "../capture/reader";
import type { CaptureNotice, InterfaceInfo, PacketRecord, PacketSink, SectionInfo } from "../capture/capture-format";
import { linkTypeInfo } from "../capture/link-types";
import type { CaptureState, FrameMeta } from "../dissect/capture-state";
import { NO_CONVERSATION } from "../dissect/conversations";
import { Dissection, WANT_NONE } from "../dissect/dissection";
import type { Dissector } from "../dissect/tables";
import { FastWalk } from "./fast-walk";
import { PacketIndex, RowFlag } from "./packet-index";

/** Feeds a reader's packets into an index. */
export class IndexBuilder implements PacketSink {
  readonly index = new PacketIndex();
  readonly interfaces: InterfaceInfo[] = [];
  readonly sections: SectionInfo[] = [];
  readonly notices: CaptureNotice[] = [];
  /** Comments and flags of the few packets that have them, by row. */
  readonly comments = new Map<number, readonly string[]>();
  readonly packetFlags = new Map<number, number>();
  readonly #reader: CaptureReader;
  readonly #dissection: Dissection;
  readonly #walk: FastWalk | undefined;
  /** Conversations that share packets are tracked together: parent links of a union-find. */
  readonly #groups = new Map<number, number>();
  readonly #roots = new Map<number, number[]>();
  #done = false;
  /** Of the packet before, for it rarely changes. */
  #linkType = -2;
  #pseudoLength = 0;

  /** Stops after `limit` packets. With `fast` false every packet goes through the dissectors, which gives the same index. */
  constructor(readonly state: CaptureState, readonly root: Dissector, readonly limit = Infinity, fast = true) {
    this.#reader = createReader(this);
    this.#dissection = new Dissection(state);
    this.#walk = fast ? new FastWalk(state) : undefined;
    const { index } = this;
    state.timeOf = (number) => BigInt(index.seconds(number - 1)) * 1_000_000_000n + BigInt(index.nanos(number - 1));
    state.previousInConversation = (id, number) => index.previousIn(id, number - 1) + 1;
  }

  get reader(): CaptureReader { return this.#reader; }
  /** True when nothing more is taken: the limit is reached or the reader stopped. */
  get full(): boolean { return this.#done || this.#reader.stopped; }

  push(chunk: Uint8Array): void { if (!this.full) this.#reader.push(chunk); }
  end(): void { if (!this.#done) this.#reader.end(); }

  section(info: SectionInfo): void { this.sections.push(info); }
  interface(info: InterfaceInfo): void { this.interfaces[info.id] = info; }
  notice(notice: CaptureNotice): void { this.notices.push(notice); }

  packet(record: PacketRecord): void {
    const { index } = this;
    const row = index.count;
    if (row >= this.limit) { this.#done = true; return; }
    // some link types put a header of the capturing system first, which is not part of the frame
    if (record.linkType !== this.#linkType) {
      this.#linkType = record.linkType;
      this.#pseudoLength = linkTypeInfo(record.linkType).pseudoHeaderLength;
    }
    const pseudo = Math.min(this.#pseudoLength, record.capturedLength);
    const start = record.start + pseudo, capturedLength = record.capturedLength - pseudo;
    index.append(
      record.offset + pseudo, record.seconds, record.nanos, capturedLength, Math.max(0, record.originalLength - pseudo), record.interfaceId,
      record.hasTime ? 0 : RowFlag.noTime,
    );
    if (record.comments) this.comments.set(row, record.comments);
    if (record.flags !== undefined) this.packetFlags.set(row, record.flags);
    if (this.#walk?.walk(record.buffer, start, capturedLength, record.linkType, row)) {
      const { source, destination, conversation } = this.#walk;
      index.setEnds(row, source, destination, conversation, this.state.conversations.addPacket(conversation, row));
      return;
    }
    const d = this.#dissection;
    d.run(this.root, this.meta(row, record.linkType), record.buffer.subarray(start, start + capturedLength), "index", WANT_NONE);
    this.#enter(row, d.source, d.destination, d.conversationsOfPacket);
  }

  /** What the file says of a packet. */
  meta(row: number, linkType = this.interfaces[this.index.interfaceId(row)]?.linkType ?? -1): FrameMeta {
    const { index } = this;
    const described = this.interfaces[index.interfaceId(row)];
    return {
      number: row + 1,
      seconds: index.seconds(row),
      nanos: index.nanos(row),
      hasTime: (index.flags(row) & RowFlag.noTime) === 0,
      length: index.length(row),
      capturedLength: index.capturedLength(row),
      linkType,
      interfaceId: described?.described ? described.idInSection : -1,
      interfaceName: described?.name,
      interfaceDescription: described?.description,
      fcsLength: described?.fcsLength,
      comments: this.comments.get(row),
      flags: this.packetFlags.get(row),
    };
  }

  /** The conversations that must be tracked together with `id`. */
  groupOf(id: number): number {
    let root = id;
    for (let up = this.#groups.get(root); up !== undefined; up = this.#groups.get(root)) root = up;
    return root;
  }

  /** Members of the group whose root is given. */
  members(root: number): readonly number[] { return this.#roots.get(root) ?? [root]; }

  #enter(row: number, source: number, destination: number, conversations: number[]): void {
    const { index, state } = this;
    const inner = conversations.length > 0 ? (conversations[conversations.length - 1] as number) : NO_CONVERSATION;
    if (conversations.length <= 1) {
      index.setEnds(row, source, destination, inner, inner < 0 ? -1 : state.conversations.addPacket(inner, row));
      return;
    }
    const previous: number[] = [];
    conversations.forEach((id, i) => {
      const earlier = conversations.indexOf(id);
      previous.push(earlier < i ? (previous[earlier] as number) : state.conversations.addPacket(id, row));
    });
    index.setEnds(row, source, destination, inner, previous[previous.length - 1] as number);
    index.setMembership(row, { conversations: conversations.slice(), previous });
    for (const id of conversations) this.#unite(inner, id);
  }

  #unite(a: number, b: number): void {
    const rootA = this.groupOf(a), rootB = this.groupOf(b);
    if (rootA === rootB) return;
    this.#groups.set(rootB, rootA);
    const members = this.#roots.get(rootA) ?? [rootA];
    members.push(...(this.#roots.get(rootB) ?? [rootB]));
    this.#roots.delete(rootB);
    this.#roots.set(rootA, members);
  }
}
