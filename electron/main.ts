/** The desktop shell: one window over the host's fetch handler, and the system's dialogs. */
import { fileURLToPath } from "node:url";
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from "electron";
import { RENDERER_FOLDER, SAMPLES_FOLDER } from "../host/paths";
import { hostHandler } from "../host/server/app";
import { Captures } from "../host/server/captures";
import type { OfferedCapture } from "../host/server/captures";
import { CHOOSE_CAPTURE } from "./channels";
import { isOwnCall, lockPages, lockSession, ORIGIN } from "./lock-down";
import { menuTemplate } from "./menu";

const captures = new Captures();

protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);
app.enableSandbox();
lockPages(app);

/** The address of the window's page, with a capture opened when given. */
function pageAddress(capture?: OfferedCapture): string {
  const query = capture ? `?open=${encodeURIComponent(`file:${capture.id}`)}` : "";
  return `${ORIGIN}/${query}`;
}

async function openWindow(capture?: OfferedCapture): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1440, height: 900, minWidth: 640, minHeight: 400, show: false,
    webPreferences: {
      preload: fileURLToPath(new URL("preload.cjs", import.meta.url)),
      sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, devTools: !app.isPackaged,
    },
  });
  window.once("ready-to-show", () => window.show());
  await window.loadURL(pageAddress(capture));
  return window;
}

async function chooseCapture(): Promise<OfferedCapture | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ["openFile"],
    filters: [{ name: "Captures", extensions: ["pcap", "pcapng", "cap", "gz"] }, { name: "All files", extensions: ["*"] }],
  });
  const path = canceled ? undefined : filePaths[0];
  return path === undefined ? undefined : captures.offer(path);
}

async function openFromMenu(): Promise<void> {
  const capture = await chooseCapture();
  if (!capture) return;
  const window = BrowserWindow.getAllWindows()[0];
  if (window) await window.loadURL(pageAddress(capture));
  else await openWindow(capture);
}

ipcMain.handle(CHOOSE_CAPTURE, (event, ...sent) => {
  if (!isOwnCall(event) || sent.length > 0) throw new Error("This call is refused.");
  return chooseCapture();
});

app.on("window-all-closed", () => { if (process.platform !== "darwin") app.quit(); });
app.on("activate", () => { if (BrowserWindow.getAllWindows().length === 0) void openWindow(); });

async function start(): Promise<void> {
  lockSession(session.defaultSession);
  const handler = hostHandler({ origin: ORIGIN, token: undefined, rendererFolder: RENDERER_FOLDER, samplesFolder: SAMPLES_FOLDER, captures });
  protocol.handle("app", (request) => handler(request));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, () => void openFromMenu())));
  // the program's own path comes first, and when it is not packaged that of this file second
  const file = process.argv.slice(app.isPackaged ? 1 : 2).find((argument) => !argument.startsWith("-"));
  await openWindow(file === undefined ? undefined : captures.offer(file));
}

// not awaited here: Electron gets ready only after this module has been evaluated
void app.whenReady().then(start);
