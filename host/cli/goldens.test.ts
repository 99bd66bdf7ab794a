import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Session } from "../../core/engine/session";
import { DEFAULT_FIELDS_FORMAT } from "../../core/print/fields";
import { PrintJob } from "../../core/print/print-job";
import { openCapture } from "../file-source";

/** What the command line prints of a sample: every summary line, then the first packet of each protocol in full. */
function golden(sample: string): string {
  const capture = openCapture(fileURLToPath(new URL(`../../resources/samples/${sample}`, import.meta.url)));
  const session = new Session();
  for (const chunk of capture.chunks()) session.feed(chunk);
  session.finish();
  capture.close();
  const text: string[] = [];
  const job = (filter: string, details: boolean): PrintJob =>
    new PrintJob({
      format: "text", filter, names: [], fieldsFormat: DEFAULT_FIELDS_FORMAT, summary: !details, details, bytes: false, creator: "", time: "", fileName: sample,
    });
  job("", false).print(session, (line) => text.push(line));
  const firsts = new Map<string, string>();
  for (const line of text) {
    const [, number = "", protocol = ""] = /^ *(\d+) .* → \S+ +(\S+) /.exec(line) ?? [];
    if (!firsts.has(protocol)) firsts.set(protocol, number);
  }
  for (const number of firsts.values()) job(`frame.number == ${number}`, true).print(session, (line) => text.push(line));
  return text.join("");
}

describe("the samples on the command line", () => {
  it.each(["web-login.pcapng", "image-download.pcapng"])("%s", async (sample) => {
    await expect(golden(sample)).toMatchFileSnapshot(`goldens/${sample}.txt`);
  });
});
