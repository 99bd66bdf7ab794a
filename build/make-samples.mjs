// Makes resources/samples: records two stories played by real programs over the kernel's own TCP/IP,
// in network namespaces that carry the story's addresses, and moves the clock to the story's date.
// usage: node build/make-samples.mjs    (root, Linux)
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeCertificates } from "./samples/certificates.mjs";
import { makeNetwork, removeNetwork, runHelper, start } from "./samples/network.mjs";
import { readPcap, writePcapng } from "./samples/pcap.mjs";
import { landscape } from "./samples/picture.mjs";
import { hosts, stories } from "./samples/story.mjs";

const out = fileURLToPath(new URL("../resources/samples/", import.meta.url));
const helper = (file) => fileURLToPath(new URL(`samples/${file}`, import.meta.url));
const tools = { ip: "iproute2", sysctl: "procps", ethtool: "ethtool", tcpdump: "tcpdump", python3: "python3", openssl: "openssl", cjpeg: "libjpeg-turbo-progs" };

function whyNot() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it makes network namespaces, so it needs root on Linux";
  const missing = Object.keys(tools).filter((tool) => {
    try { execFileSync("sh", ["-c", `command -v ${tool}`], { stdio: "ignore" }); return false; } catch { return true; }
  });
  return missing.length > 0 ? `install ${missing.map((tool) => tools[tool]).join(", ")} first (missing: ${missing.join(", ")})` : undefined;
}

/** TCP payload and sequence number of an Ethernet II / IPv4 frame; undefined for anything else. */
function tcpOf(frame) {
  if (frame.readUInt16BE(12) !== 0x0800 || frame[23] !== 6) return undefined;
  const tcp = 14 + (frame[14] & 15) * 4;
  const payload = frame.subarray(tcp + (frame[tcp + 12] >> 4) * 4, 14 + frame.readUInt16BE(16));
  const flow = frame.subarray(26, 34).toString("hex") + frame.subarray(tcp, tcp + 4).toString("hex");
  const begins = (frame[tcp + 13] & 2) !== 0;
  return { flow, begins, seq: frame.readUInt32BE(tcp + 4), payload };
}

function comment(frames, comments) {
  const next = new Map();
  const left = new Set(comments);
  for (const frame of frames) {
    const tcp = tcpOf(frame.bytes);
    if (!tcp) continue;
    const gap = tcp.payload.length > 0 && next.has(tcp.flow) && ((tcp.seq - next.get(tcp.flow)) | 0) > 0;
    next.set(tcp.flow, (tcp.seq + tcp.payload.length + (tcp.begins ? 1 : 0)) >>> 0);
    for (const remark of left) {
      const here = remark.afterGap ? gap : tcp.payload.toString("latin1").startsWith(remark.starts);
      if (!here) continue;
      frame.comment = remark.text;
      left.delete(remark);
      break;
    }
  }
  if (left.size > 0) throw new Error(`no packet for the comment "${[...left][0].text}"`);
}

/** Keeps IPv4 and the first ARP request with its answer: later ARP is the kernels looking after their tables. */
function withoutNoise(frames) {
  let arps = 0;
  return frames.filter(({ bytes }) => bytes.readUInt16BE(12) === 0x0800 || (bytes.readUInt16BE(12) === 0x0806 && ++arps <= 2));
}

async function record(name, folder) {
  const story = stories[name];
  const spaces = makeNetwork(story);
  const offset = Date.parse(story.start) - Date.now();
  const env = { STORY_OFFSET_MS: String(offset) };
  const plan = { delays: Object.fromEntries(hosts.flatMap((host) => host.addresses.map((ip) => [ip, host.delay]))), loss: story.loss ?? null };
  const recorded = join(folder, `${name}.pcap`);

  const running = [];
  try {
    running.push(await start(spaces.wire, ["python3", helper("wire.py"), "near", "far", JSON.stringify(plan)]));
    running.push(await start(spaces.router, [process.execPath, helper("resolver.mjs")]));
    running.push(await start(spaces.servers, [process.execPath, helper("servers.mjs"), folder], { env }));
    running.push(await start(spaces.client, [
      "tcpdump", "-Z", "root", "-i", story.interface.name, "-s", "0", "-U", "--immediate-mode", "--time-stamp-precision=nano", "-w", recorded,
    ], { ready: /listening on/ }));
    await runHelper(spaces.client, "client.mjs", [name, folder], env);
    await after(400);
  } finally {
    for (const program of running.reverse()) await program.stop("SIGINT");
    removeNetwork();
  }

  const shift = BigInt(offset) * 1_000_000n;
  const frames = withoutNoise(readPcap(readFileSync(recorded))).map(({ time, bytes }) => ({ time: time + shift, bytes }));
  comment(frames, story.comments);
  const made = "Wirelens samples";
  const file = writePcapng({ hardware: made, os: made, application: made, comment: `Wirelens sample ${name}`, interface: story.interface, frames });
  writeFileSync(join(out, `${name}.pcapng`), file);
  console.log(`${name}.pcapng: ${frames.length} packets, ${file.length} bytes`);
}

const reason = whyNot();
if (reason) {
  console.error(`make-samples: ${reason}`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "wirelens-samples-"));
try {
  writeFileSync(join(folder, "served.jpg"), landscape({ name: "dusk", width: 640, height: 427, quality: 86 }));
  writeFileSync(join(folder, "served-avatar.jpg"), landscape({ name: "moon", width: 480, height: 480, quality: 94 }));
  makeCertificates(folder, "login.wx.qq.com");
  for (const name of Object.keys(stories)) await record(name, folder);
  for (const file of ["served.jpg", "served-avatar.jpg", "web-login.keylog"]) copyFileSync(join(folder, file), join(out, file));
} catch (error) {
  console.error(`make-samples: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
