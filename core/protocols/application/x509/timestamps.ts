/** The list of signed certificate timestamps (RFC 6962 §3.3) inside the OCTET STRING of the extension. */
import type { Dissection } from "../../../dissect/dissection";
import { transparency } from "./fields";
import { expectValue, needRoom, Tag } from "./reader";

const { f } = transparency;

function timestamp(d: Dissection): void {
  const start = d.pos, length = d.u16(start);
  d.openText(start, 2 + length, "Signed Certificate Timestamp");
  d.read(f.sct_length);
  d.read(f.sct_version);
  d.read(f.sct_logid, 32);
  d.put(f.sct_timestamp, d.pos, 8, d.u64(d.pos) * 1_000_000n);
  d.pos += 8;
  const extensions = d.read(f.sct_extensions_length);
  if (extensions > 0) d.read(f.sct_extensions, extensions);
  d.read(f.scheme);
  d.push(d.last);
  d.item(f.hash, d.pos - 2);
  d.item(f.signer, d.pos - 1);
  d.close();
  d.read(f.sct_signature, d.read(f.sct_signature_length));
  d.close();
  d.pos = start + 2 + length;
}

/** The value of the extension. */
export function signedTimestamps(d: Dissection, limit: number): void {
  const { end } = expectValue(d, limit, Tag.octetString);
  d.stack.push("tls");
  d.read(f.scts_length);
  while (d.pos < end) {
    needRoom(d);
    timestamp(d);
  }
}
