/** The import rule: rooms import downwards only, protocols never each other, core nothing of its surroundings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./set-up.mjs";

/** The rooms of core from the ground up; a room may import those of the floors below its own. */
const FLOORS = [["base"], ["capture", "fields"], ["dissect"], ["streams"], ["protocols"], ["filter", "index"], ["engine"], ["print"]];
const FLOOR = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));

/** What the rooms outside core may import besides themselves and packages. */
const OUTSIDE = {
  host: ["core/engine", "core/print", "core/fields", "core/base"],
  renderer: ["core/engine", "core/fields", "core/base"],
  electron: ["host"],
};

/** Packages that run anywhere, which core may use. */
const CORE_PACKAGES = ["fflate", "re2js", "@noble/hashes"];

function* sources(folder) {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !isTest(entry.name)) yield path;
  }
}

function isTest(name) {
  return /\.test\.tsx?$|(^|[.-])(testing|test-support)\.ts$/.test(name);
}

/** What a file imports: relative paths as paths from the package's root, without their ending. */
function importsOf(path) {
  const text = readFileSync(join(ROOT, path), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const found = text.matchAll(/^\s*(?:import|export)\s(?:[^"';]*?\sfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm);
  return [...found].map((match) => {
    const name = match[1] ?? match[2];
    return name.startsWith(".") ? posix.join(dirname(path), name).replace(/\?.*$/, "") : name;
  });
}

/** A protocol is a file of its own, or a folder below its category: `core/protocols/application/dns`. */
function protocolOf(path) {
  return path.split("/").slice(0, 4).join("/").replace(/\.tsx?$/, "");
}

/** What is wrong with one import, or undefined. */
export function wrong(path, target) {
  const [room, part] = path.split("/");
  const isPackage = !/^(core|host|renderer|electron|e2e|build|resources|package\.json)(\/|$)/.test(target);
  if (room === "core") {
    if (isPackage) return CORE_PACKAGES.some((each) => target === each || target.startsWith(`${each}/`)) ? undefined : "core uses neither Node, the DOM nor this package";
    const [targetRoom, targetPart] = target.split("/");
    if (targetRoom !== "core") return "core imports nothing of its surroundings";
    if (part === targetPart) {
      const apart = part === "protocols" && path !== "core/protocols/all.ts" && protocolOf(path) !== protocolOf(target);
      return apart && !isShared(target) ? "protocols never import each other; they meet in named tables" : undefined;
    }
    const from = FLOOR.get(part), to = FLOOR.get(targetPart);
    if (from === undefined || to === undefined) return "this room is not in the list of rooms";
    return to < from ? undefined : `${part} may not import ${targetPart}`;
  }
  if (isPackage) {
    if (room === "renderer" && /^(node:|electron$)/.test(target)) return "the window uses neither Node nor Electron";
    if (room === "host" && target === "electron") return "the host does not know Electron";
    return undefined;
  }
  if (target === "package.json" || target.split("/")[0] === room) return undefined;
  return OUTSIDE[room]?.some((each) => target === each || target.startsWith(`${each}/`)) ? undefined : `${room} may not import this`;
}

/** What enters no dissector into a table is no protocol but what several protocols need. */
function isShared(target) {
  const file = join(ROOT, `${target}.ts`);
  return existsSync(file) && !/^\s*(attach|heuristic)\(/m.test(readFileSync(file, "utf8"));
}

/** Every import that breaks the rule, a line each. */
export function brokenImports() {
  const lines = [];
  for (const room of ["core", "host", "electron", "renderer"]) {
    for (const path of sources(room)) {
      for (const target of importsOf(path)) {
        const why = wrong(path, target);
        if (why) lines.push(`${path} imports ${target}: ${why}`);
      }
    }
  }
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = brokenImports();
  for (const line of lines) console.error(line);
  process.exitCode = lines.length > 0 ? 1 : 0;
}
