/**
 * `npm run conformance [-- --raise]`: compares the command line with tshark over ../shared/captures and fails
 * where a figure is below its floor in conformance-floors.json. `--raise` lifts the floors to what was reached.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { buildChanged } from "./build.mjs";
import { fail, ROOT, setUp } from "./set-up.mjs";

const SHARED = join(ROOT, "../shared"), CAPTURES = join(SHARED, "captures"), TOOLS = join(SHARED, "tools");
const FLOORS = join(ROOT, "build/conformance-floors.json");
const RESULTS = join(ROOT, "dist/conformance");
const COMMAND = `"${process.execPath}" "${join(ROOT, "dist/host/wirelens.mjs")}"`;
/** Packets of each capture that are compared. */
const PACKETS = 200;
/** Protocols with fewer values than this in all captures have figures that say little. */
const LEAST = 50;
/** Filters are made by chance, but the same every time, over the protocols that the program knows. */
const FILTERS = { seed: 1, most: 1000, protocols: "frame,eth,vlan,arp,ip,ipv6,icmp,icmpv6,igmp,udp,tcp,dns,dhcp,sll,http,tls" };

function need(program) {
  const there = () => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
  if (there()) return;
  if (process.platform !== "linux" || process.getuid?.() !== 0) fail(`${program} is needed to compare with; install it`);
  console.log(`Installing ${program} by apt …`);
  const apt = (...args) => spawnSync("apt-get", ["-qq", "-y", ...args], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  apt("update");
  apt("install", "--no-install-recommends", program);
  if (!there()) fail(`${program} could not be installed`);
}

/** Runs one of the comparers and returns what it printed; `accepted` are the statuses that are no failure of its own. */
function compare(tool, args, accepted) {
  const done = spawnSync("python3", [join(TOOLS, tool), ...args], { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "inherit"] });
  if (!accepted.includes(done.status)) fail(`${tool} failed (status ${done.status})`);
  writeFileSync(join(RESULTS, `${tool}.txt`), done.stdout);
  return done.stdout;
}

/** Share of `part` in `whole`, cut to three digits: what a slow machine's time-outs change lies below. */
function share(part, whole) {
  return whole === 0 ? 1 : Math.floor((part / whole) * 1000) / 1000;
}

/** Recall and precision of every protocol that the program knows. */
function fieldFigures(jobs) {
  const json = join(RESULTS, "fields.json");
  compare("pdmldiff.py", ["--cmd", COMMAND, "-c", String(PACKETS), "--jobs", jobs, "--json", json, CAPTURES], [0]);
  const figures = {};
  for (const [protocol, [theirs, ours, both]] of Object.entries(JSON.parse(readFileSync(json, "utf8")).protocols)) {
    if (ours === 0 || theirs < LEAST) continue;
    figures[`fields ${protocol} recall`] = share(both, theirs);
    figures[`fields ${protocol} precision`] = share(both, ours);
  }
  return figures;
}

/** Rows of the packet list that are alike in every column, by tshark's Protocol column. */
function rowFigures(jobs) {
  const figures = {};
  for (const line of compare("summarydiff.py", ["--cmd", COMMAND, "-c", String(PACKETS), "--jobs", jobs, CAPTURES], [0]).split("\n")) {
    const row = /^(\S+) +(\d+) +(\d+) {2}\d\.\d+$/.exec(line);
    if (row && Number(row[2]) >= LEAST && Number(row[3]) > 0) figures[`rows ${row[1]}`] = share(Number(row[3]), Number(row[2]));
  }
  return figures;
}

function filterFigures(jobs) {
  const list = join(RESULTS, "filters.txt");
  const made = spawnSync("python3", [join(TOOLS, "filtergen.py"), "--captures", CAPTURES, "-p", FILTERS.protocols, "--seed", String(FILTERS.seed), "--max", String(FILTERS.most)], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (made.status !== 0) fail("filtergen.py failed");
  writeFileSync(list, made.stdout);
  const agree = /^(\d+)\/(\d+) filters agree$/m.exec(compare("filterdiff.py", ["--cmd", COMMAND, "--captures", CAPTURES, "--jobs", jobs, list], [0, 1]));
  return { filters: agree ? share(Number(agree[1]), Number(agree[2])) : 0 };
}

setUp();
if (!existsSync(CAPTURES) || !existsSync(TOOLS)) fail("there is nothing to compare on: ../shared/captures and ../shared/tools are needed");
need("tshark");
need("python3");
await buildChanged(["host"]);
mkdirSync(RESULTS, { recursive: true });
const jobs = String(process.env.WIRELENS_JOBS ?? availableParallelism());
const figures = {};
for (const [what, measure] of [["fields", fieldFigures], ["rows", rowFigures], ["filters", filterFigures]]) {
  const begin = Date.now();
  Object.assign(figures, measure(jobs));
  console.log(`${what} compared in ${Math.round((Date.now() - begin) / 1000)} s`);
}

const floors = existsSync(FLOORS) ? JSON.parse(readFileSync(FLOORS, "utf8")) : {};
const below = [];
const names = [...new Set([...Object.keys(floors), ...Object.keys(figures)])].sort();
const width = Math.max(...names.map((name) => name.length));
for (const name of names) {
  const reached = figures[name] ?? 0, floor = floors[name] ?? 0;
  if (reached < floor) below.push(name);
  console.log(`${name.padEnd(width)}  ${reached.toFixed(3)}  floor ${floor.toFixed(3)}${reached < floor ? "  BELOW" : reached > floor ? "  above" : ""}`);
}
if (process.argv.includes("--raise")) {
  const raised = Object.fromEntries(names.map((name) => [name, Math.max(floors[name] ?? 0, figures[name] ?? 0)]));
  writeFileSync(FLOORS, `${JSON.stringify(raised, null, 2)}\n`);
  console.log(`The floors in ${FLOORS} are raised.`);
}
console.log(below.length === 0 ? "Every figure is at its floor or above." : `${below.length} figures are below their floor.`);
process.exitCode = below.length === 0 ? 0 : 1;
