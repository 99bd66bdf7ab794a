/** The `wirelens` command. */
import { Failure } from "./cli/failure";
import { HELP, parseCommand, UsageError } from "./cli/options";
import { ReaderGone } from "./cli/output";
import { read } from "./cli/read-command";
import { VERSION } from "./version";

async function main(args: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(args);
    switch (command.kind) {
      case "help": process.stdout.write(HELP); return 0;
      case "version": process.stdout.write(`Wirelens ${VERSION}\n`); return 0;
      case "serve": return await (await import("./serve-command")).serve(command);
      case "read": return read(command, (line) => process.stderr.write(`wirelens: ${line}\n`));
    }
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    if (error instanceof UsageError) return complain(error.message, 2);
    if (error instanceof Failure) return complain(error.message, error.status, error.more);
    throw error;
  }
}

function complain(message: string, status: number, more: readonly string[] = []): number {
  process.stderr.write([`wirelens: ${message}`, ...more].join("\n") + "\n");
  return status;
}

process.exitCode = await main(process.argv.slice(2));
