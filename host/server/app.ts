/** Everything the window is served, as one fetch handler: on a loopback port, and behind Electron's app:// alike. */
import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Captures } from "./captures";
import { fileResponse, filesBelow } from "./files";
import { guard } from "./guard";
import type { GuardOptions } from "./guard";

export interface HostOptions extends GuardOptions {
  /** The built window. */
  readonly rendererFolder: string;
  readonly samplesFolder: string;
  readonly captures: Captures;
}

/** Answers a request; never throws. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

const SELF = "'self'", NONE = "'none'";

/** Makes the handler. The window's files are those that there are now. */
export function hostHandler(options: HostOptions): FetchHandler {
  const renderer = filesBelow(options.rendererFolder), samples = filesBelow(options.samplesFolder);
  const app = new Hono({ getPath: (request) => new URL(request.url).pathname });
  app.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [NONE], scriptSrc: [SELF], workerSrc: [SELF], connectSrc: [SELF], fontSrc: [SELF],
      imgSrc: [SELF, "blob:"], styleSrc: [SELF],
      baseUri: [NONE], formAction: [NONE], frameAncestors: [NONE], objectSrc: [NONE],
    },
    crossOriginEmbedderPolicy: "require-corp",
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: false, microphone: false, geolocation: false, usb: false, serial: false, hid: false, payment: false },
  }));
  app.use(guard(options));
  app.get("/", (c) => page(renderer.get("index.html"), options.captures, c.req.method === "HEAD"));
  app.get("/samples/:name", async (c) => {
    const path = samples.get(c.req.param("name"));
    return path === undefined ? c.notFound() : fileResponse(path, c.req.raw, { "Cache-Control": "no-cache" });
  });
  app.get("/capture/:id", async (c) => {
    const path = options.captures.pathOf(c.req.param("id"));
    return path === undefined ? c.notFound() : fileResponse(path, c.req.raw, { "Cache-Control": "no-store", "Content-Disposition": "attachment" });
  });
  app.get("*", async (c) => {
    const path = renderer.get(c.req.path.slice(1));
    // the bundler puts a hash of the content into the names below assets/
    const cache = c.req.path.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache";
    return path === undefined || c.req.path === "/index.html" ? c.notFound() : fileResponse(path, c.req.raw, { "Cache-Control": cache });
  });
  app.notFound((c) => c.text("There is nothing at this address.\n", 404));
  app.onError((_error, c) => c.text("The host failed to answer this.\n", 500));
  return (request) => app.fetch(request);
}

/** The window's page, which is told the captures that it may open. */
async function page(path: string | undefined, captures: Captures, head: boolean): Promise<Response> {
  if (path === undefined) return new Response("The window has not been built: npm run build does it.\n", { status: 503 });
  const files = escapeAttribute(JSON.stringify(captures.list()));
  const text = (await readFile(path, "utf8")).replace("</head>", () => `<meta name="wirelens-files" content="${files}"></head>`);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Content-Length": String(Buffer.byteLength(text)) };
  return new Response(head ? null : text, { headers });
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
