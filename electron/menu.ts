/** The native menu. */
import type { MenuItemConstructorOptions } from "electron";

/** The menu's entries; `open` shows the open dialog. */
export function menuTemplate(platform: NodeJS.Platform, open: () => void): MenuItemConstructorOptions[] {
  const mac = platform === "darwin";
  return [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    {
      label: "&File",
      submenu: [
        { label: "&Open…", accelerator: "CmdOrCtrl+O", click: open },
        { type: "separator" },
        { role: mac ? "close" : "quit" },
      ],
    },
    { role: "editMenu" },
    { label: "&View", submenu: [{ role: "resetZoom" }, { role: "zoomIn" }, { role: "zoomOut" }, { type: "separator" }, { role: "togglefullscreen" }] },
    { role: "windowMenu" },
    { role: "help", submenu: [{ role: "about" }] },
  ];
}
