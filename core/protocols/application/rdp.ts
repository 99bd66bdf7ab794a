/** Remote Desktop Protocol's connection negotiation ([MS-RDPBCGR] §2.2.1.1, §2.2.1.2). */
import { lineAt } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string } from "../../fields/declare";

export const rdp = protocol("rdp", "Remote Desktop Protocol", {
  "rt_cookie": string("Routing Token/Cookie"),
}, { short: "RDP" });

const { f } = rdp;
const REQUEST = 1, RESPONSE = 2, FAILURE = 3;

attach(dissector(rdp, (d) => {
  d.setProtocol("RDP");
  d.setInfo("");
  d.begin(rdp);
  const parts: string[] = [];
  if (d.u8(d.start) === 0x43) {
    const line = lineAt(d, d.start);
    parts.push(d.item(f.rt_cookie, d.start, line.textEnd - d.start));
    d.pos = line.next;
  }
  if (d.remaining >= 8) {
    const type = d.u8(d.pos);
    if (type === REQUEST) parts.push("Negotiate Request");
    else if (type === RESPONSE) parts.push("Negotiate Response");
    else if (type === FAILURE) parts.push("Negotiate Failure");
  }
  d.setInfo(parts.join(", "));
}), "cotp.connect", "rdp");
