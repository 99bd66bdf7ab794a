/** `npm run goldens`: renews the golden files and shows what changed, to be reviewed. */
import { run, runTool, setUp } from "./set-up.mjs";

setUp();
const status = await runTool("vitest/vitest.mjs", ["run", "goldens", "--update"]);
await run("git", ["--no-pager", "diff", "--stat", "--", "*/goldens/*"]);
process.exitCode = status;
