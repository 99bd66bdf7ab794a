import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHost } from "../serve-command";
import type { RunningHost } from "../serve-command";

/** Stands in files that no request may ever get. */
const SECRET = "the-content-that-nobody-may-read";
let folder: string, host: RunningHost, port: string, token: string, id: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wirelens-host-"));
  for (const name of ["renderer/assets", "samples", "private"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "renderer/index.html"), "<html><head></head><body>window</body></html>");
  writeFileSync(join(folder, "renderer/assets/main.js"), "window.started = true;");
  writeFileSync(join(folder, "samples/sample.pcap"), "0123456789");
  writeFileSync(join(folder, "opened.pcap"), "abcdefghij");
  writeFileSync(join(folder, "secret.txt"), SECRET);
  writeFileSync(join(folder, "private/secret.txt"), SECRET);
  symlinkSync(join(folder, "secret.txt"), join(folder, "renderer/link.txt"));
  symlinkSync(join(folder, "private"), join(folder, "samples/private"));
  host = await startHost(join(folder, "opened.pcap"), 0, { rendererFolder: join(folder, "renderer"), samplesFolder: join(folder, "samples") });
  const address = new URL(host.address);
  port = address.port;
  token = address.searchParams.get("token") ?? "";
  id = (address.searchParams.get("open") ?? "").slice("file:".length);
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** Sends bytes as they are and returns all that comes back, at most what comes within two seconds. */
function send(text: string, at = "127.0.0.1"): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), at, () => socket.write(text.replaceAll("{id}", id).replaceAll("{token}", token).replaceAll("{port}", port)));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on("data", (data) => { answer += data.toString("latin1"); });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

const COOKIE = "Cookie: wirelens-{port}={token}";

/** A request with the usual Host, closed at once; `null` leaves Host out. */
function request(target: string, headers: readonly string[] = [], method = "GET", hostHeader: string | null = "127.0.0.1:{port}"): string {
  return [`${method} ${target} HTTP/1.1`, ...(hostHeader === null ? [] : [`Host: ${hostHeader}`]), "Connection: close", ...headers, "", ""].join("\r\n");
}

const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const known = (target: string, ...headers: string[]): string => request(target, [COOKIE, ...headers]);

/** What is sent, and the status that must come back. */
const HOSTILE: readonly (readonly [name: string, text: string, status: number])[] = [
  ["no token", request("/"), 401],
  ["no token for a sample", request("/samples/sample.pcap"), 401],
  ["no token for a capture", request("/capture/{id}"), 401],
  ["no token for a script", request("/assets/main.js"), 401],
  ["an empty token", request("/?token="), 401],
  ["a wrong token", request("/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 401],
  ["the token with more before it", request("/?token=x{token}"), 401],
  ["the token with more behind it", request("/?token={token}x"), 401],
  ["a wrong token although the cookie is right", known("/?token=wrong"), 401],
  ["a wrong cookie", request("/", ["Cookie: wirelens-{port}=wrong"]), 401],
  ["the cookie of another port", request("/", ["Cookie: wirelens-1={token}"]), 401],
  ["the token as authorization", request("/", ["Authorization: Bearer {token}"]), 401],
  ["the token as referrer", request("/", ["Referer: http://127.0.0.1:{port}/?token={token}"]), 401],
  ["the token in the fragment's place", request("/?x=%23token={token}"), 401],
  ["another host", request("/?token={token}", [], "GET", "evil.example"), 403],
  ["another host at this port", request("/?token={token}", [], "GET", "evil.example:{port}"), 403],
  ["a host that begins like this one", request("/?token={token}", [], "GET", "127.0.0.1.evil.example:{port}"), 403],
  ["this address without its port", request("/?token={token}", [], "GET", "127.0.0.1"), 403],
  ["this address at another port", request("/?token={token}", [], "GET", "127.0.0.1:1"), 403],
  ["localhost, which is another name", request("/?token={token}", [], "GET", "localhost:{port}"), 403],
  ["a name and password before the host", request("/?token={token}", [], "GET", "user:secret@127.0.0.1:{port}"), 400],
  ["no host at all", request("/?token={token}", [], "GET", null), 400],
  ["two hosts", request("/?token={token}", ["Host: evil.example"]), 403],
  ["an absolute address of another host", request("http://evil.example/?token={token}", [COOKIE]), 403],
  ["another origin", known("/samples/sample.pcap", "Origin: http://evil.example"), 403],
  ["the origin of a file", known("/samples/sample.pcap", "Origin: null"), 403],
  ["this origin at another port", known("/samples/sample.pcap", "Origin: http://127.0.0.1:1"), 403],
  ["this origin over https", known("/samples/sample.pcap", "Origin: https://127.0.0.1:{port}"), 403],
  ["an image on another site", known("/samples/sample.pcap", "Sec-Fetch-Site: cross-site"), 403],
  ["a page on another port of this machine", known("/capture/{id}", "Sec-Fetch-Site: same-site"), 403],
  ["a link on another site, with the token", request("/?token={token}", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"]), 403],
  ["POST", request("/", [COOKIE, "Content-Length: 0"], "POST"), 405],
  ["PUT", request("/samples/sample.pcap", [COOKIE, "Content-Length: 0"], "PUT"), 405],
  ["DELETE", request("/capture/{id}", [COOKIE], "DELETE"), 405],
  ["OPTIONS before a request of another site", request("/capture/{id}", ["Origin: http://evil.example", "Access-Control-Request-Method: GET"], "OPTIONS"), 405],
  ["TRACE", request("/", [COOKIE], "TRACE"), 405],
  ["CONNECT", request("evil.example:443", [COOKIE], "CONNECT"), 0],
  ["a way up", known("/../secret.txt"), 404],
  ["a way up from the samples", known("/samples/../../secret.txt"), 404],
  ["an escaped way up", known("/%2e%2e/secret.txt"), 404],
  ["an escaped way up with escaped slashes", known("/samples/..%2f..%2fsecret.txt"), 404],
  ["a doubly escaped way up", known("/samples/%252e%252e%252fsecret.txt"), 404],
  ["a way up with backslashes", known("/samples/..\\..\\secret.txt"), 400],
  ["a way up with escaped backslashes", known("/samples/..%5c..%5csecret.txt"), 404],
  ["a way up from the assets", known("/assets/../../secret.txt"), 404],
  ["a whole path as a sample", known("/samples/%2fetc%2fpasswd"), 404],
  ["a path with two slashes", known("//etc/passwd"), 404],
  ["a file address", known("/samples/file:%2f%2f%2fetc%2fpasswd"), 404],
  ["a zero byte in the name", known("/samples/sample.pcap%00.txt"), 404],
  ["an overlong escape", known("/samples/%c0%ae%c0%ae%c0%afsecret.txt"), 404],
  ["a broken escape", known("/samples/%zz"), 404],
  ["a link out of the renderer", known("/link.txt"), 404],
  ["a linked folder among the samples", known("/samples/private/secret.txt"), 404],
  ["a folder", known("/assets"), 404],
  ["an object's own property", known("/samples/__proto__"), 404],
  ["a capture's path instead of its name", known("/capture/%2fetc%2fpasswd"), 404],
  ["a capture that was not opened", known("/capture/00000000-0000-4000-8000-000000000000"), 404],
  ["a range beyond the end", known("/capture/{id}", "Range: bytes=10-"), 416],
  ["the last zero bytes", known("/capture/{id}", "Range: bytes=-0"), 416],
  ["headers without end", `GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Long: ${"a".repeat(100_000)}\r\n\r\n`, 431],
  ["an address without end", request(`/${"a".repeat(100_000)}`, [COOKIE]), 431],
  ["another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 400],
  ["two lengths of a body", request("/", [COOKIE, "Content-Length: 5", "Transfer-Encoding: chunked"], "POST"), 400],
  ["a folded header", `GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-A: b\r\n c\r\nConnection: close\r\n\r\n`, 400],
];

describe("hostile requests", () => {
  it("are more than fifty", () => { expect(HOSTILE.length).toBeGreaterThanOrEqual(50); });

  it.each(HOSTILE)("%s", async (_name, text, expected) => {
    const answer = await send(text);
    expect(status(answer)).toBe(expected);
    expect(answer).not.toContain(SECRET);
    expect(answer).not.toContain("root:");
    expect(answer.toLowerCase()).not.toContain("access-control-allow");
    expect(answer.toLowerCase()).not.toContain("set-cookie");
  });

  it("cannot come from another machine", async () => {
    const outside = Object.values(networkInterfaces()).flat().find((each) => each !== undefined && !each.internal && each.family === "IPv4");
    const answers = await Promise.all([outside?.address ?? "127.0.0.2", "127.0.0.2"].map((at) => send(request("/?token={token}"), at)));
    expect(answers).toEqual(["", ""]);
  });

  it("leave the host at work", async () => {
    expect(status(await send(request("/?token={token}")))).toBe(303);
  });
});

describe("the window's own requests", () => {
  const get = (target: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${target}`, { method, redirect: "manual", headers: { cookie: `wirelens-${port}=${token}`, ...headers } });

  it("exchange the token for a cookie that scripts cannot read", async () => {
    const answer = await fetch(host.address, { redirect: "manual" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/?open=file%3A${id}`);
    expect(answer.headers.get("set-cookie")).toBe(`wirelens-${port}=${token}; Path=/; HttpOnly; SameSite=Strict`);
  });

  it("get the page with the opened captures and every security header", async () => {
    const answer = await get("/");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`<meta name="wirelens-files" content="[{&#34;id&#34;:&#34;${id}&#34;,&#34;name&#34;:&#34;opened.pcap&#34;`);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer", "cache-control": "no-store",
    });
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
  });

  it("keep the security headers on refusals", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("get scripts with their type", async () => {
    const answer = await get("/assets/main.js");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
  });

  it("get captures whole, by range and by head", async () => {
    const whole = await get(`/capture/${id}`);
    expect([whole.status, whole.headers.get("content-length"), whole.headers.get("accept-ranges"), await whole.text()]).toEqual([200, "10", "bytes", "abcdefghij"]);
    const head = await get(`/capture/${id}`, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
    for (const [range, expected, text] of [["bytes=2-4", "bytes 2-4/10", "cde"], ["bytes=7-", "bytes 7-9/10", "hij"], ["bytes=-2", "bytes 8-9/10", "ij"], ["bytes=5-99", "bytes 5-9/10", "fghij"]] as const) {
      const part = await get(`/capture/${id}`, { range });
      expect([part.status, part.headers.get("content-range"), part.headers.get("content-length"), await part.text()]).toEqual([206, expected, String(text.length), text]);
    }
    for (const range of ["bytes=4-2", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-"]) {
      expect((await get(`/capture/${id}`, { range })).status).toBe(200);
    }
  });

  it("get samples with the token in the address too", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/samples/sample.pcap?token=${token}`);
    expect(await answer.text()).toBe("0123456789");
  });
});
