import type { NoticeCode, NoticeSeverity, PacketSink } from "./capture-format";

/** Notices of one code that are told one by one; the rest are only counted. */
const toldPerCode = 10;

/** Passes notices to the sink, and keeps a file that is wrong in every packet from flooding it. */
export class NoticeLog {
  private readonly counts = new Map<NoticeCode, number>();

  constructor(private readonly sink: PacketSink) {}

  /** Tells of trouble at a file offset; `describe` is called only when the notice is told. */
  add(severity: NoticeSeverity, code: NoticeCode, offset: number, describe: () => string): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (severity !== "error" && count > toldPerCode) return;
    this.sink.notice({ severity, code, message: describe(), offset });
  }

  /** Says how many notices were only counted; `offset` is the end of the file. */
  end(offset: number): void {
    for (const [code, count] of this.counts) {
      const untold = count - toldPerCode;
      if (untold <= 0) continue;
      this.sink.notice({
        severity: "note",
        code: "repeated",
        message: `${untold} more ${untold === 1 ? "notice" : "notices"} of the kind "${code}" ${untold === 1 ? "is" : "are"} not listed.`,
        offset,
      });
    }
    this.counts.clear();
  }
}
