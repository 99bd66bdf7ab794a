/** The window's few named doors to the desktop; runs sandboxed, before the page. */
import { contextBridge, ipcRenderer } from "electron";
import type { OfferedCapture } from "../host/server/captures";
import { CHOOSE_CAPTURE } from "./channels";

/** What the page finds as `window.wirelensDesktop`; absent in a browser. */
export interface Desktop {
  /** Shows the system's open dialog; undefined when it was cancelled. */
  chooseCapture(): Promise<OfferedCapture | undefined>;
}

const desktop: Desktop = {
  chooseCapture: () => ipcRenderer.invoke(CHOOSE_CAPTURE) as Promise<OfferedCapture | undefined>,
};

contextBridge.exposeInMainWorld("wirelensDesktop", desktop);
