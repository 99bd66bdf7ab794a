/** Writes docs/protocols.md from what is declared. `npm run protocols` */
import { readFileSync, writeFileSync } from "node:fs";
import { loadProtocols } from "../core/protocols/all";

const PAGE = "docs/protocols.md";
const BEGIN = "<!-- list -->";

const shown = loadProtocols().protocols.filter((protocol) => !protocol.pseudo && !protocol.name.startsWith("_"));
const rows = shown
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map((protocol) => `| \`${protocol.name}\` | ${protocol.title} | ${protocol.fields.length} |`);
const head = readFileSync(PAGE, "utf8").split(BEGIN)[0] ?? "";
writeFileSync(PAGE, `${head}${BEGIN}\n\n${shown.length} protocols.\n\n| filter name | protocol | fields |\n|---|---|---:|\n${rows.join("\n")}\n`);
