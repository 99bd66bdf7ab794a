// The person's side of a story.  usage: client.mjs STORY FOLDER    FOLDER holds the picture to upload
import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { mmtlsExchanges } from "./mmtls.mjs";
import { seeded } from "./random.mjs";
import { gateway, hostNamed, stories } from "./story.mjs";

const [story, folder] = process.argv.slice(2);
const resolver = new Resolver();
resolver.setServers([gateway.ip]);
const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

/** Asks for a name; the answer's first address is the one to use. */
async function lookUp(name) {
  await resolver.resolve4(name);
  return { name, address: hostNamed(name).addresses[0] };
}

/** Sends one request and reads its answer to the end. Source ports are fixed so that runs are alike. */
function ask(host, { port, method = "GET", path, headers = {}, body, agent, secure }) {
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)({
      host: host.address, localPort: port, method, path, agent,
      headers: { Host: host.name, ...headers, ...(body ? { "Content-Length": body.length } : {}) },
    }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      if (response.statusCode !== 200) reject(new Error(`${path}: status ${response.statusCode}`));
      resolve(Buffer.concat(chunks));
    });
    request.once("error", reject);
    request.end(body);
  });
}
/** Ends an agent's idle connections in order: close notify and FIN both ways. */
const hangUp = (agent) => Promise.all(Object.values(agent.freeSockets).flat().map((socket) => new Promise((resolve) => {
  socket.once("close", resolve);
  // An agent's idle connections do not keep the program alive; this one must see its end.
  socket.ref();
  socket.end();
})));
const once = () => new PlainAgent({ keepAlive: false });

function multipart(boundary, parts) {
  return Buffer.concat([...parts.flatMap(({ name, filename, type, value }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ""}\r\n${type ? `Content-Type: ${type}\r\n` : ""}\r\n`),
    Buffer.from(value), Buffer.from("\r\n"),
  ]), Buffer.from(`--${boundary}--\r\n`)]);
}

async function webLogin() {
  const short = await lookUp("extshort.weixin.qq.com");
  const app = { Accept: "*/*", "Cache-Control": "no-cache", "User-Agent": "MicroMessenger Client", Connection: "close" };
  await ask(short, {
    port: 50312, method: "POST", path: "/cgi-bin/micromsg-bin/getloginqrcode", agent: once(),
    headers: { ...app, "Content-Type": "application/octet-stream" }, body: Buffer.concat([Buffer.from("bf8e3f1704", "hex"), seeded("getloginqrcode").bytes(177)]),
  });
  await after(180);

  const login = await lookUp("login.wx.qq.com");
  // The certificate is the samples' own, so there is nothing to check it against.
  const agent = new SecureAgent({
    keepAlive: true, maxSockets: 1, rejectUnauthorized: false, servername: login.name, maxVersion: "TLSv1.2", ALPNProtocols: ["h2", "http/1.1"],
  });
  const page = (path) => ask(login, {
    port: 50318, path, agent, secure: true,
    headers: { Connection: "keep-alive", "User-Agent": browser, Accept: "*/*", Referer: "https://wx.qq.com/", "Accept-Language": "en-GB,en;q=0.9" },
  });
  await page("/jslogin?appid=wx782c26e4c19acffb&fun=new&lang=en_&_=1792116847912");
  await after(120);
  await page("/cgi-bin/mmwebwx-bin/login?loginicon=true&uuid=4eKPvZ1RxA%3D%3D&tip=1&r=-1792116848");
  await after(40);
  await page("/cgi-bin/mmwebwx-bin/login?loginicon=true&uuid=4eKPvZ1RxA%3D%3D&tip=0&r=-1792116849");
  await after(60);
  await hangUp(agent);
  await after(420);

  const boundary = "----WebKitFormBoundaryq7Lw2TzVb0cXeN4K";
  const body = multipart(boundary, [
    { name: "ClientImgId", value: "wx_48120937_1792116850" },
    { name: "ToUserName", value: "filehelper" },
    { name: "Data", filename: "lake-at-dusk.jpg", type: "image/jpeg", value: readFileSync(join(folder, "served.jpg")) },
  ]);
  await ask(short, {
    port: 50324, method: "POST", path: "/cgi-bin/micromsg-bin/uploadmsgimg", agent: once(),
    headers: { ...app, "Content-Type": `multipart/form-data; boundary=${boundary}` }, body,
  });
}

async function imageDownload() {
  const device = { Accept: "*/*", "Accept-Encoding": "identity", "User-Agent": "MicroMessenger Client", Connection: "close" };
  const heads = await lookUp("wx.qlogo.cn");
  await ask(heads, { port: 41806, path: "/mmhead/ver_1/Lk2dZq8mTt5sYwVbR0aXcA/0", agent: once(), headers: device });
  await after(150);

  const short = await lookUp("szshort.weixin.qq.com");
  const exchanges = mmtlsExchanges(Math.floor(Date.parse(stories[story].start) / 1000));
  for (const [port, { request }] of [[41810, exchanges.first], [41812, exchanges.resumed]]) {
    await ask(short, {
      port, method: "POST", path: "/mmtls/5a3e90c7", agent: once(), body: request,
      headers: { Accept: "*/*", "Cache-Control": "no-cache", Connection: "close", "Content-Type": "application/octet-stream", Upgrade: "mmtls", "User-Agent": "MicroMessenger Client" },
    });
    await after(90);
  }
  await after(260);

  const pictures = await lookUp("mmsns.qpic.cn");
  await ask(pictures, {
    port: 41820, path: "/mmsns/PiajxSqBRaEJr0hGz4nWvTQ/0?tp=wxpc&token=WSEN6qDsKwV8A02w3onOGQ&idx=1", agent: once(), headers: { ...device, Referer: "http://weixin.qq.com/" },
  });
}

await (story === "web-login" ? webLogin() : imageDownload());
