/** Dropbox LAN sync discovery: announcements in JSON on UDP port 17500 (not documented by its maker; the bytes speak for themselves). */
import { attach, dissector } from "../../dissect/tables";
import { protocol, string } from "../../fields/declare";

export const dbLspDisc = protocol("db-lsp-disc", "Dropbox LAN sync Discovery Protocol", {
  "text": string("Text", { name: "db-lsp.text" }),
}, { short: "DB-LSP-DISC" });

const OPENING_BRACE = 0x7b;

attach(dissector(dbLspDisc, (d) => {
  const length = d.reported - d.start;
  d.setProtocol("DB-LSP-DISC");
  d.setInfo("Dropbox LAN sync Discovery Protocol");
  d.begin(dbLspDisc, length);
  if (d.u8(d.start) === OPENING_BRACE) { d.next("media_type", "application/json", d.start, length); return; }
  d.need(d.start, length);
  const end = d.bytes.indexOf(0, d.start);
  d.put(dbLspDisc.f.text, d.start, length, d.text(d.start, end < 0 || end > d.start + length ? length : end - d.start, "ascii"));
}), "udp.port", 17500);
