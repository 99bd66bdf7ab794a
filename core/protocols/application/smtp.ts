/** Simple Mail Transfer Protocol (RFC 5321); the message itself is left as data of the transfer. */
import { conversationState, frameFact } from "../../dissect/capture-state";
import type { Dissection } from "../../dissect/dissection";
import { SOME_MORE } from "../../dissect/stream-request";
import { lineAt, skipSpaces, wordEnd } from "../../dissect/lines";
import { attach, dissector } from "../../dissect/tables";
import { bool, framenum, protocol, string, u32 } from "../../fields/declare";
import { values } from "../../fields/values";

const codes = values({
  211: "System status, or system help reply", 214: "Help message", 220: "<domain> Service ready", 221: "<domain> Service closing transmission channel",
  235: "Authentication successful", 250: "Requested mail action okay, completed", 251: "User not local; will forward to <forward-path>",
  252: "Cannot VRFY user, but will accept message and attempt delivery", 334: "AUTH input", 354: "Start mail input; end with <CRLF>.<CRLF>",
  421: "<domain> Service not available, closing transmission channel", 432: "A password transition is needed", 450: "Requested mail action not taken: mailbox unavailable",
  451: "Requested action aborted: local error in processing", 452: "Requested action not taken: insufficient system storage", 454: "Temporary authenticaion failed",
  455: "Server unable to accommodate parameters", 500: "Syntax error, command unrecognized", 501: "Syntax error in parameters or arguments",
  502: "Command not implemented", 503: "Bad sequence of commands", 504: "Command parameter not implemented", 530: "Authentication required",
  535: "Authentication credentials invalid", 550: "Requested action not taken: mailbox unavailable", 551: "User not local; please try <forward-path>",
  552: "Requested mail action aborted: exceeded storage allocation", 553: "Requested action not taken: mailbox name not allowed",
  554: "Transaction failed", 555: "MAIL FROM/RCPT TO parameters not recognized or not implemented",
});

export const smtp = protocol("smtp", "Simple Mail Transfer Protocol", {
  "req": bool("Request", { words: ["True", "False"] }),
  "rsp": bool("Response", { words: ["True", "False"] }),
  "command_line": string("Command Line"),
  "req.command": string("Command"),
  "req.parameter": string("Request parameter"),
  "response": string("Response"),
  "response.code": u32("Response code", { values: codes }),
  "rsp.parameter": string("Response parameter"),
  "auth.username": string("Username"),
  "auth.password": string("Password"),
  "data.reassembled.in": framenum("Reassembled DATA in frame"),
}, { short: "SMTP" });

/** Whether the client is sending a message, which only the order of the conversation tells. */
interface Transfer { message: Message | undefined; asked: Secret | undefined }
/** What AUTH LOGIN asks for in turn. */
type Secret = "username" | "password";
/** A message being sent; 0 until its end was seen. */
interface Message { endedIn: number }
const transfer = conversationState<Transfer>("smtp.transfer", () => ({ message: undefined, asked: undefined }));
const secretKey = frameFact<Secret>("smtp.secret");
/** `Username:` and `Password:` in base64. */
const PROMPTS: Readonly<Record<string, Secret>> = { VXNlcm5hbWU6: "username", UGFzc3dvcmQ6: "password" };
const inMessage = frameFact<Message>("smtp.message");

const PORTS = [25, 587];
const DOT = 46, LF = 10;
const TLS_FIRST = 0x14, TLS_LAST = 0x17, TLS_MAJOR = 3;

function track(d: Dissection, isRequest: boolean): void {
  const state = d.conversationState(transfer);
  if (!isRequest && d.remaining >= 3) {
    const line = lineAt(d, d.start), text = d.text(d.start, line.textEnd - d.start);
    state.asked = text.startsWith("334 ") ? PROMPTS[text.slice(4)] : undefined;
  } else if (isRequest && state.asked) {
    d.setFact(secretKey, state.asked);
    state.asked = undefined;
  }
  if (!isRequest) { if (d.remaining >= 3 && d.text(d.start, 3) === "354") state.message = { endedIn: 0 }; return; }
  const { message } = state;
  if (!message) return;
  d.setFact(inMessage, message);
  // a lone dot ends the message (RFC 5321 §4.1.1.4)
  for (let at = d.start; at < d.end;) {
    const line = lineAt(d, at);
    if (line.textEnd === at + 1 && d.bytes[at] === DOT) {
      message.endedIn = d.frame.number;
      state.message = undefined;
    }
    at = line.next;
  }
}

/** Reads command lines; returns their texts for Info. */
function commands(d: Dissection): string[] {
  const { f } = smtp;
  const lines: string[] = [];
  for (let at = d.start; at < d.end;) {
    const line = lineAt(d, at);
    lines.push(d.columns ? d.text(at, line.textEnd - at) : "");
    d.open(f.command_line, at, line.next - at, d.wants(f.command_line) ? d.text(at, line.next - at) : "");
    const end = wordEnd(d, at, line.textEnd);
    d.item(f["req.command"], at, end - at);
    const parameter = skipSpaces(d, end, line.textEnd);
    if (parameter < line.textEnd) d.item(f["req.parameter"], parameter, line.textEnd - parameter);
    d.close();
    at = line.next;
  }
  return lines;
}

/** Reads a reply of one line or more (RFC 5321 §4.2.1), whose code the first line gives. */
function replies(d: Dissection): string[] {
  const { f } = smtp;
  const lines: string[] = [];
  for (let at = d.start; at < d.end;) {
    const line = lineAt(d, at);
    const coded = line.textEnd - at >= 3 && /^\d{3}$/.test(d.text(at, 3));
    const first = at === d.start;
    if (first) d.open(f.response, at, line.next - at, d.wants(f.response) ? d.text(at, line.next - at) : "");
    if (coded && first) d.put(f["response.code"], at, 3, Number(d.text(at, 3)));
    const text = coded ? Math.min(at + 4, line.textEnd) : at;
    if (text < line.textEnd) d.item(f["rsp.parameter"], text, line.textEnd - text);
    lines.push(d.columns ? d.text(first ? at : text, line.textEnd - (first ? at : text)) : "");
    at = line.next;
  }
  d.close();
  return lines;
}

/** Whether the segment is of a message, whose lines need no ends. */
function sendsMessage(d: Dissection): boolean {
  return d.tracking ? d.conversationState(transfer).message !== undefined && PORTS.includes(d.destinationPort) : d.fact(inMessage) !== undefined;
}

attach(dissector(smtp, (d) => {
  const { f } = smtp;
  // after STARTTLS (RFC 3207) come records of TLS, which recognises them itself
  if (d.remaining >= 3 && d.u8(d.start) >= TLS_FIRST && d.u8(d.start) <= TLS_LAST && d.u8(d.start + 1) === TLS_MAJOR) return false;
  // lines that are not ended yet are read when they are, with those before them
  if (d.stream && !d.stream.ended && d.end > d.start && d.bytes[d.end - 1] !== LF && !sendsMessage(d)) {
    d.stream.ask(d.start, SOME_MORE);
    return;
  }
  const isRequest = PORTS.includes(d.destinationPort) && !PORTS.includes(d.sourcePort);
  if (d.tracking) { track(d, isRequest); return; }
  d.setProtocol("SMTP");
  d.begin(smtp);
  const message = isRequest ? d.fact(inMessage) : undefined;
  if (message) {
    const last = message.endedIn === d.frame.number;
    if (!last && message.endedIn > 0) d.generated(f["data.reassembled.in"], message.endedIn, d.start);
    if (!last) d.next("media_type", "text/*", d.start, d.reportedRemaining);
    d.setProtocol("SMTP");
    d.setInfo(`C: DATA fragment, ${d.reportedRemaining} bytes`);
    return;
  }
  if (isRequest) d.hidden(f.req, d.start, 0, 1); else d.hidden(f.rsp, d.start, 0, 1);
  const secret = isRequest ? d.fact(secretKey) : undefined;
  if (secret) {
    const line = lineAt(d, d.start);
    const text = d.item(secret === "username" ? f["auth.username"] : f["auth.password"], d.start, line.textEnd - d.start);
    d.setInfo(`C: ${secret === "username" ? "User" : "Pass"}: ${text}`);
    return;
  }
  const lines = isRequest ? commands(d) : replies(d);
  if (d.columns) d.setInfo(`${isRequest ? "C" : "S"}: ${lines.join(" | ")}`);
}), "tcp.port", ...PORTS);
