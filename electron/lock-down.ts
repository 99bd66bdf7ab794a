/** What no page of this program may ever do, whoever wrote it (Electron's security checklist, and stricter). */
import type { App, IpcMainInvokeEvent, Session } from "electron";

/** The origin of the program's own pages, served by the host's fetch handler. */
export const ORIGIN = "app://wirelens";

/** True for addresses of the program's own pages. */
export function isOwn(address: string): boolean {
  return address === ORIGIN || address.startsWith(`${ORIGIN}/`);
}

/** True when a call comes from the top frame of one of the program's own pages. */
export function isOwnCall(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwn(frame.url);
}

/** Denies permissions, devices and every request that leaves the program. */
export function lockSession(session: Session): void {
  // copying text is all that a page may do without being asked
  const allowed = (permission: string, address: string): boolean => permission === "clipboard-sanitized-write" && isOwn(address);
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(allowed(permission, details.requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { url } = details;
    answer({ cancel: !(isOwn(url) || url.startsWith(`blob:${ORIGIN}`) || url.startsWith("data:") || url.startsWith("devtools:")) });
  });
}

/** Denies navigation, windows and embedded pages to everything that will ever be shown. */
export function lockPages(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => { if (!isOwn(event.url)) event.preventDefault(); });
    contents.on("will-redirect", (event) => { if (!isOwn(event.url)) event.preventDefault(); });
    contents.on("will-frame-navigate", (event) => { if (!event.isMainFrame) event.preventDefault(); });
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}
