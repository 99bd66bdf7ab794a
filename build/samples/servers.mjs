// The servers of both stories: plain HTTP on port 80, HTTP over TLS 1.2 on port 443.
// usage: servers.mjs FOLDER    with the pictures and the certificate chain; the key log is written there
import { appendFileSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { mmtlsExchanges } from "./mmtls.mjs";
import { stories, storyNow } from "./story.mjs";

const folder = process.argv[2];
const picture = readFileSync(join(folder, "served.jpg"));
const avatar = readFileSync(join(folder, "served-avatar.jpg"));
const exchanges = mmtlsExchanges(Math.floor(Date.parse(stories["image-download"].start) / 1000));

const json = (value) => ["application/json; charset=utf-8", JSON.stringify(value)];
const image = (bytes, modified) => ["image/jpeg", bytes, {
  Server: "ImgHttp3.0.0", "Cache-Control": "max-age=2592000", "Last-Modified": modified, "X-Info": "real data", "X-BCheck": "0_1",
}];
const records = (bytes) => ["application/octet-stream", bytes, { Server: "mmtls" }];
const script = (text) => ["text/javascript", text, { "Cache-Control": "no-cache, must-revalidate" }];

/** path (without query) -> ms to think, then what to say. The body of the request is there when it is called. */
const pages = {
  "/cgi-bin/micromsg-bin/getloginqrcode": [46, () => json({
    base_response: { ret: 0, err_msg: "" }, uuid: "4eKPvZ1RxA==", check_time: 1500, expired_time: 240, qrcode_url: "http://weixin.qq.com/x/4eKPvZ1RxA==",
  })],
  "/cgi-bin/micromsg-bin/uploadmsgimg": [62, (body) => json({
    base_response: { ret: 0, err_msg: "" }, msg_id: "7013389216415", start_pos: 0, total_len: body.length, create_time: Math.floor(storyNow() / 1000),
  })],
  "/jslogin": [21, () => script('window.QRLogin.code = 200; window.QRLogin.uuid = "4eKPvZ1RxA==";')],
  "/cgi-bin/mmwebwx-bin/login": [640, (_, query) => script(query.get("tip") === "1"
    ? "window.code=201;"
    : 'window.code=200;\nwindow.redirect_uri="https://wx.qq.com/cgi-bin/mmwebwx-bin/webwxnewloginpage?ticket=A0nqv3W2b7&uuid=4eKPvZ1RxA==&scan=1792116849";')],
  "/mmhead/ver_1/Lk2dZq8mTt5sYwVbR0aXcA/0": [12, () => image(avatar, "Tue, 18 Aug 2026 09:05:12 GMT")],
  "/mmsns/PiajxSqBRaEJr0hGz4nWvTQ/0": [14, () => image(picture, "Fri, 16 Oct 2026 02:29:58 GMT")],
  "/mmtls/5a3e90c7": [33, (body) => records((body[0] === 0x16 ? exchanges.first : exchanges.resumed).response)],
};

async function serve(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url, "http://story");
  const [thinking, page] = pages[url.pathname];
  await after(thinking);
  const [type, body, more = {}] = page(Buffer.concat(chunks), url.searchParams);
  response.sendDate = false;
  response.writeHead(200, {
    Server: "nginx", Date: new Date(storyNow()).toUTCString(), "Content-Type": type, "Content-Length": Buffer.byteLength(body), ...more,
    Connection: request.headers.connection === "keep-alive" ? "keep-alive" : "close",
  });
  response.end(body);
}

createServer(serve).listen(80, "0.0.0.0", () => {
  const secure = createSecureServer({
    key: readFileSync(join(folder, "leaf.key")), cert: readFileSync(join(folder, "chain.pem")),
    minVersion: "TLSv1.2", maxVersion: "TLSv1.2", ciphers: "ECDHE-RSA-AES128-GCM-SHA256", honorCipherOrder: true, ALPNProtocols: ["http/1.1"],
  }, serve);
  secure.on("keylog", (line) => appendFileSync(join(folder, "web-login.keylog"), line));
  secure.listen(443, "0.0.0.0", () => console.log("ready"));
});
