/** Why a command ends early: a line for standard error, lines that explain it, and the exit status. */
export class Failure extends Error {
  /** Status 1: a file cannot be read or written; 2: what was asked for makes no sense. */
  constructor(message: string, readonly status: 1 | 2, readonly more: readonly string[] = []) { super(message); }
}
