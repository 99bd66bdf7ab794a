/** Who may ask: only the window that was given the token, on this machine, from this host's own pages. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";

export interface GuardOptions {
  /** The only origin that pages and requests may have, e.g. `http://127.0.0.1:4711` or `app://wirelens`. */
  readonly origin: string;
  /** Secret in the address of the first page; undefined where no other program can reach the host. */
  readonly token: string | undefined;
}

/** Refuses foreign hosts, origins and sites, and whoever has no token. A page asked for with the token is given it as a cookie. */
export function guard({ origin, token }: GuardOptions): MiddlewareHandler {
  const own = new URL(origin);
  // cookies are shared by all ports of a host, so the port is part of the name
  const cookie = `wirelens-${own.port === "" ? "app" : own.port}`;
  const refused = (text: string, status: 400 | 401 | 403 | 405): Response => new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
  return async (c, next) => {
    const { method, headers } = c.req.raw;
    const url = new URL(c.req.url);
    if (method !== "GET" && method !== "HEAD") return refused("Only GET and HEAD are answered.", 405);
    // against DNS rebinding: a name that was made to point at this machine is not this host
    if (url.host !== own.host || (headers.has("host") && headers.get("host") !== own.host)) return refused("This is another host.", 403);
    const from = headers.get("origin");
    if (from !== null && from !== origin) return refused("Other sites may not ask.", 403);
    const site = headers.get("sec-fetch-site");
    if (site !== null && site !== "same-origin" && site !== "none") return refused("Other sites may not ask.", 403);
    if (token === undefined) return next();
    const given = url.searchParams.get("token");
    if (given !== null) {
      if (!same(given, token)) return refused("This is not the token that was printed.", 401);
      if (url.pathname === "/") {
        setCookie(c, cookie, token, { httpOnly: true, sameSite: "Strict", path: "/" });
        url.searchParams.delete("token");
        return c.redirect(`/${url.search}`, 303);
      }
      return next();
    }
    const kept = getCookie(c, cookie);
    if (kept === undefined || !same(kept, token)) return refused("Open the address with the token, as it was printed.", 401);
    return next();
  };
}

/** Compares without telling by its time how much is alike. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
