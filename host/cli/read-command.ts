/** `wirelens -r FILE`: reads a capture and prints it, or writes what was selected. */
import { basename } from "node:path";
import { exportPackets } from "../../core/engine/export-packets";
import { Session } from "../../core/engine/session";
import { PrintJob } from "../../core/print/print-job";
import type { PrintProblem } from "../../core/print/print-job";
import { codeOf, openCapture } from "../file-source";
import type { OpenedCapture } from "../file-source";
import { VERSION } from "../version";
import { Failure } from "./failure";
import type { ReadCommand } from "./options";
import { Output } from "./output";

/**
 * Runs the command and returns its exit status: 0, or 2 when the capture was cut short or damaged, of which
 * `complain` is told in a line each. Throws a Failure where nothing can be done.
 */
export function read(command: ReadCommand, complain: (line: string) => void): 0 | 2 {
  const job = new PrintJob({
    ...command, creator: `wirelens/${VERSION}`, time: clockText(new Date()), fileName: basename(command.file),
  });
  if (job.problem) throw new Failure(...explained(job.problem, command.filter));
  const capture = open(command.file);
  try {
    const session = load(capture, command);
    refuseUnreadable(session, command.file);
    output(session, job, command);
    return tell(session.notices, command.file, complain) ? 2 : 0;
  } finally {
    capture.close();
  }
}

function open(path: string): OpenedCapture {
  try {
    return openCapture(path);
  } catch (error) {
    throw new Failure(whyNot(error, path), 1);
  }
}

function whyNot(error: unknown, path: string): string {
  switch (codeOf(error)) {
    case "ENOENT": return `the file "${path}" does not exist`;
    case "EISDIR": return `"${path}" is a folder, not a file`;
    case "EACCES": case "EPERM": return `the file "${path}" may not be opened: permission denied`;
    default: return `the file "${path}" cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function load(capture: OpenedCapture, command: ReadCommand): Session {
  const session = new Session({
    ...(command.limit === undefined ? {} : { limit: command.limit }),
    ...(capture.source ? { source: capture.source } : {}),
  });
  for (const chunk of capture.chunks()) {
    session.feed(chunk);
    if (session.full) break;
  }
  session.finish();
  return session;
}

/** An error notice before the first packet means that this is no capture, or none that can be read. */
function refuseUnreadable(session: Session, file: string): void {
  const error = session.notices.find((notice) => notice.severity === "error" || notice.code === "empty-file");
  if (error && session.packetCount === 0) throw new Failure(`"${file}": ${error.message}`, 1);
}

function output(session: Session, job: PrintJob, command: ReadCommand): void {
  const chosen: number[] = [];
  if (!command.quiet) {
    const out = new Output("-");
    // the packets take standard output for themselves where they are written there
    const write = command.out === "-" ? (): void => undefined : out.write;
    job.print(session, write, (row) => chosen.push(row));
    out.flush();
  } else if (command.out !== undefined) {
    chosen.push(...job.rows(session));
  }
  if (command.out === undefined) return;
  try {
    const out = new Output(command.out);
    exportPackets(session, chosen, out.writeBytes, command.outFormat);
    out.close();
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof RangeError)) throw error;
    throw new Failure(`"${command.out}" cannot be written: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}

/** Tells what was wrong with the file; true when packets are missing for it. */
function tell(notices: Session["notices"], file: string, complain: (line: string) => void): boolean {
  let lost = false;
  for (const notice of notices) {
    if (notice.severity === "note") continue;
    const cut = notice.code === "cut-short";
    lost ||= cut || notice.severity === "error";
    const message = cut && !notice.message.includes("cut short") ? `the file is cut short. ${notice.message}` : notice.message;
    complain(`"${file}": ${message}${message.includes(`offset ${notice.offset}`) ? "" : ` (at offset ${notice.offset})`}`);
  }
  return lost;
}

function explained(problem: PrintProblem, filter: string): [string, 2, string[]] {
  if (problem.kind === "unknown-names") {
    return [`no field, protocol or column is named ${problem.names.map((name) => `"${name}"`).join(", ")}`, 2, []];
  }
  const { message, start, end } = problem.problem;
  const flat = filter.replace(/[\t\r\n]/g, " ");
  return [message, 2, [`    ${flat}`, `    ${" ".repeat(start)}^${"~".repeat(Math.max(0, end - start - 1))}`]];
}

/** A moment as C's `asctime` writes it, which is what PDML has. */
function clockText(now: Date): string {
  const [weekday, month, day, year, time] = now.toString().split(" ");
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time === undefined ? "" : `${time} `}${year}`;
}
