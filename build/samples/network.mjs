import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gateway, hosts, usualBuffer } from "./story.mjs";

const spaces = ["wirelens-client", "wirelens-gateway", "wirelens-wire", "wirelens-servers"];
const [client, router, wire, servers] = spaces;
const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
const inside = (space, ...words) => run("ip", "netns", "exec", space, ...words);

function link(near, nearName, far, farName) {
  run("ip", "link", "add", nearName, "netns", near, "type", "veth", "peer", "name", farName, "netns", far);
  for (const [space, name] of [[near, nearName], [far, farName]]) {
    // The kernel must cut segments and compute checksums itself, or the frames are not those of a real wire.
    inside(space, "ethtool", "-K", name, "tx", "off", "rx", "off", "tso", "off", "gso", "off", "gro", "off", "sg", "off");
  }
}

/** Removes whatever `makeNetwork` made; safe to call at any time. */
export function removeNetwork() {
  const there = run("ip", "netns", "list").toString();
  for (const space of spaces) if (there.split(/\s+/).includes(space)) run("ip", "netns", "del", space);
}

/**
 * client (Wi-Fi) – gateway – wire (delay, loss) – servers (every public address of the story).
 * @param {{ client: { mac: string, ip: string, timestamps: boolean, buffer: string }, interface: { name: string } }} story
 * @returns the names of the four namespaces
 */
export function makeNetwork(story) {
  removeNetwork();
  const wifi = story.interface.name;
  for (const space of spaces) {
    run("ip", "netns", "add", space);
    inside(space, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1", "net.ipv4.conf.all.rp_filter=0");
    inside(space, "ip", "link", "set", "lo", "up");
  }
  link(client, wifi, router, "lan");
  link(router, "wan", wire, "near");
  link(wire, "far", servers, "net");

  inside(client, "ip", "link", "set", wifi, "address", story.client.mac, "up");
  inside(router, "ip", "link", "set", "lan", "address", gateway.mac, "up");
  inside(router, "ip", "link", "set", "wan", "up");
  for (const name of ["near", "far"]) inside(wire, "ip", "link", "set", name, "up");
  inside(servers, "ip", "link", "set", "net", "up");

  inside(router, "ip", "address", "add", `${gateway.ip}/24`, "dev", "lan");
  inside(router, "ip", "address", "add", "100.64.0.1/30", "dev", "wan");
  inside(servers, "ip", "address", "add", "100.64.0.2/30", "dev", "net");
  for (const address of hosts.flatMap((host) => host.addresses)) inside(servers, "ip", "address", "add", `${address}/32`, "dev", "lo");
  inside(client, "ip", "address", "add", `${story.client.ip}/24`, "dev", wifi);
  inside(client, "ip", "route", "add", "default", "via", gateway.ip);
  inside(router, "ip", "route", "add", "default", "via", "100.64.0.2");
  inside(servers, "ip", "route", "add", "default", "via", "100.64.0.1");

  inside(router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
  // Buffers of usual size, whatever this machine's memory: they decide window and window scale.
  inside(client, "sysctl", "-qw", `net.ipv4.tcp_rmem=4096 ${story.client.buffer}`);
  inside(servers, "sysctl", "-qw", `net.ipv4.tcp_rmem=4096 ${usualBuffer}`);
  // Public servers are a dozen hops away.
  inside(servers, "sysctl", "-qw", "net.ipv4.ip_default_ttl=53");
  inside(client, "sysctl", "-qw", `net.ipv4.tcp_timestamps=${story.client.timestamps ? 1 : 0}`);
  return { client, router, wire, servers };
}

/**
 * Starts a program in a namespace and waits for the line "ready" on its output (or error output).
 * @param {string} space
 * @param {string[]} words the command
 * @param {{ env?: Record<string, string>, ready?: RegExp }} [how]
 * @returns {Promise<{ stop: (signal?: NodeJS.Signals) => Promise<void> }>}
 */
export async function start(space, words, { env = {}, ready = /ready/ } = {}) {
  const child = spawn("ip", ["netns", "exec", space, ...words], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  await new Promise((resolve, reject) => {
    const hear = (chunk) => { said += chunk; if (ready.test(said)) resolve(); };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${words.join(" ")}: ${said.trim()}`)));
  });
  return { stop: async (signal = "SIGTERM") => { child.kill(signal); await ended; } };
}

/** Runs a helper of this folder in a namespace to its end; throws with its error output when it fails. */
export function runHelper(space, file, args, env) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn("ip", ["netns", "exec", space, process.execPath, path, ...args], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${file} ${args.join(" ")} ended with status ${code}`))));
  });
}
