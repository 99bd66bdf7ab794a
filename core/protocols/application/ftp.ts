/** File Transfer Protocol, the control connection (RFC 959, RFC 2428). */
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { lineAt, skipSpaces, wordEnd } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { bool, ipv4, protocol, string, u16, u32 } from "../../fields/declare";
import type { Field } from "../../fields/field";
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
  "current-working-directory": string("Current working directory"),
  "active.cip": ipv4("Active IP address"),
  "active.port": u16("Active port"),
  "passive.ip": ipv4("Passive IP address"),
  "passive.port": u16("Passive port"),
}, { short: "FTP" });

const PORT = 21, PASSIVE = "227";

/** What the client asked last that a reply can confirm, and where it is. */
interface Control { directory: string; wanted: string | undefined; asked: string }
const controlKey = conversationState<Control>("ftp.control", () => ({ directory: "", wanted: undefined, asked: "" }));
const directoryKey = frameFact<string>("ftp.directory");

function entered(directory: string, path: string): string {
  return path.startsWith("/") ? path : `${directory}${directory.endsWith("/") ? "" : "/"}${path}`;
}

/** Follows CWD and PWD (RFC 959 §4.1.1, §4.1.3) by the first line of each segment. */
function track(d: Dissection, isRequest: boolean): void {
  const state = d.conversationState(controlKey);
  const line = lineAt(d, d.start);
  const text = d.text(d.start, line.textEnd - d.start);
  if (isRequest) {
    const space = text.indexOf(" ");
    state.asked = (space < 0 ? text : text.slice(0, space)).toUpperCase();
    state.wanted = state.asked === "CWD" && space > 0 ? text.slice(space + 1) : undefined;
  } else if (text.startsWith("250 ") && state.wanted !== undefined) {
    state.directory = entered(state.directory, state.wanted);
    state.wanted = undefined;
  } else if (text.startsWith("257") && state.asked === "PWD") {
    const quoted = /"([^"]*)"/.exec(text)?.[1];
    if (quoted !== undefined) state.directory = quoted;
  }
  d.setFact(directoryKey, state.directory);
}

/** Address and port as six decimal numbers (RFC 959 §4.1.2). */
function endpoint(d: Dissection, at: number, end: number, address: Field<Uint8Array>, port: Field<number>): void {
  const text = d.text(at, end - at, "latin-1");
  const found = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(text);
  if (!found) return;
  const numbers = found.slice(1).map(Number);
  if (numbers.some((n) => n > 255)) return;
  const ports = `${found[5]},${found[6]}`.length, whole = found[0].length;
  d.put(address, at + found.index, whole - ports - 1, Uint8Array.from(numbers.slice(0, 4)));
  d.put(port, at + found.index + whole - ports, ports, (numbers[4] ?? 0) * 256 + (numbers[5] ?? 0));
}

attach(dissector(ftp, (d) => {
  const { f } = ftp;
  const isRequest = d.destinationPort === PORT;
  const first = lineAt(d, d.start);
  if (d.tracking) { track(d, isRequest); return; }
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
      if (/^PORT$/i.test(d.text(at, end - at, "latin-1"))) endpoint(d, arg, line.textEnd, f["active.cip"], f["active.port"]);
    } else if (at === d.start) {
      let arg = at;
      const code = line.textEnd - at >= 3 ? d.text(at, 3) : "";
      if (/^\d{3}$/.test(code)) {
        d.put(f["response.code"], at, 3, Number(code));
        arg = at + Math.min(4, line.textEnd - at);
      }
      if (arg < line.textEnd) d.item(f["response.arg"], arg, line.textEnd - arg);
      if (code === PASSIVE) endpoint(d, arg, line.textEnd, f["passive.ip"], f["passive.port"]);
    }
    d.close();
    at = line.next;
  }
  const directory = d.fact(directoryKey);
  if (directory !== undefined) d.generated(f["current-working-directory"], directory, d.start);
}), "tcp.port", PORT);

/** The data connection, which is known by its port where the server opens it. */
const ftpData = protocol("ftp-data", "FTP Data", {}, { short: "FTP-DATA" });
const DATA_PORT = 20;

attach(dissector(ftpData, (d) => {
  const length = d.reported - d.start;
  d.begin(ftpData);
  if (isText(d)) d.next("media_type", "text/*", d.start, length);
  d.setProtocol("FTP-DATA");
  if (d.columns) d.setInfo(`FTP Data: ${length} byte${length === 1 ? "" : "s"}`);
}), "tcp.port", DATA_PORT);

/** Whether all bytes are text: then it is shown by lines. */
function isText(d: Dissection): boolean {
  for (let at = d.start; at < d.end; at++) {
    const b = d.bytes[at] as number;
    if ((b < 0x20 || b > 0x7e) && b !== 9 && b !== 10 && b !== 13) return false;
  }
  return d.end > d.start;
}
