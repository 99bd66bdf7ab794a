/** File Transfer Protocol, the control connection (RFC 959, RFC 2428). */
import { lineAt, skipSpaces, wordEnd } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { bool, protocol, string, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const codes = values({
  110: "Restart marker reply", 120: "Service ready in nnn minutes", 125: "Data connection already open; transfer starting", 150: "File status okay; about to open data connection",
  200: "Command okay", 202: "Command not implemented, superfluous at this site", 211: "System status, or system help reply", 212: "Directory status",
  213: "File status", 214: "Help message", 215: "NAME system type", 220: "Service ready for new user", 221: "Service closing control connection",
  225: "Data connection open; no transfer in progress", 226: "Closing data connection", 227: "Entering Passive Mode", 229: "Entering Extended Passive Mode",
  230: "User logged in, proceed", 234: "Security data exchange complete", 250: "Requested file action okay, completed", 257: "PATHNAME created",
  331: "User name okay, need password", 332: "Need account for login", 350: "Requested file action pending further information",
  421: "Service not available, closing control connection", 425: "Can't open data connection", 426: "Connection closed; transfer aborted",
  450: "Requested file action not taken", 451: "Requested action aborted: local error in processing", 452: "Requested action not taken. Insufficient storage space in system",
  500: "Syntax error, command unrecognized", 501: "Syntax error in parameters or arguments", 502: "Command not implemented", 503: "Bad sequence of commands",
  504: "Command not implemented for that parameter", 530: "Not logged in", 532: "Need account for storing files", 550: "Requested action not taken: File unavailable",
  551: "Requested action aborted: page type unknown", 552: "Requested file action aborted: Exceeded storage allocation", 553: "Requested action not taken: File name not allowed",
});

export const ftp = protocol("ftp", "File Transfer Protocol (FTP)", {
  "request": bool("Request", { words: ["True", "False"] }),
  "response": bool("Response", { words: ["True", "False"] }),
  "request.command": string("Request command"),
  "request.arg": string("Request arg"),
  "response.code": u32("Response code", { values: codes }),
  "response.arg": string("Response arg"),
}, { short: "FTP" });

const PORT = 21;

attach(dissector(ftp, (d) => {
  const { f } = ftp;
  const isRequest = d.destinationPort === PORT;
  const first = lineAt(d, d.start);
  d.setProtocol("FTP");
  if (d.columns) d.setInfo(`${isRequest ? "Request" : "Response"}: ${d.text(first.start, first.textEnd - first.start)}`);
  d.begin(ftp);
  d.hidden(f.request, d.start, 0, isRequest ? 1 : 0);
  d.hidden(f.response, d.start, 0, isRequest ? 0 : 1);
  for (let at = d.start; at < d.end;) {
    const line = lineAt(d, at);
    d.openText(at, line.next - at, d.drawing ? d.text(at, line.next - at) : "");
    if (isRequest) {
      const end = wordEnd(d, at, line.textEnd);
      if (end > at) d.item(f["request.command"], at, end - at);
      const arg = skipSpaces(d, end, line.textEnd);
      if (arg < line.textEnd) d.item(f["request.arg"], arg, line.textEnd - arg);
    } else {
      let arg = at;
      const code = line.textEnd - at >= 3 ? d.text(at, 3) : "";
      if (/^\d{3}$/.test(code)) {
        d.put(f["response.code"], at, 3, Number(code));
        arg = at + Math.min(4, line.textEnd - at);
      }
      if (arg < line.textEnd) d.item(f["response.arg"], arg, line.textEnd - arg);
    }
    d.close();
    at = line.next;
  }
}), "tcp.port", PORT);
