/** What the page's address and the host's page say about captures to open. */
import type { CaptureSource } from "../../core/engine/api";
import { t } from "../i18n/i18n";
import { openCapture } from "./capture";
import { setSession } from "./session";

/** A capture that the host can open again. */
export interface HostFile {
  readonly id: string;
  readonly name: string;
  /** Where it lies, for the eye. */
  readonly detail?: string;
}

/** A URL of the host; the access token of the page's own address goes along. */
function hostUrl(path: string): URL {
  const url = new URL(path, document.baseURI);
  const token = new URLSearchParams(location.search).get("token");
  if (token !== null && url.origin === location.origin) url.searchParams.set("token", token);
  return url;
}

export function sampleSource(name: string): CaptureSource {
  return { kind: "url", name, url: hostUrl(`samples/${encodeURIComponent(name)}`).href };
}

export function hostFileSource(file: HostFile): CaptureSource {
  return { kind: "url", name: file.name, url: hostUrl(`capture/${encodeURIComponent(file.id)}`).href };
}

/**
 * Files that the host knows: `<meta name="wirelens-files" content='[{"id","name","detail"}]'>`
 * in the page it serves. None when it says nothing.
 */
export function hostFiles(): readonly HostFile[] {
  const content = document.querySelector<HTMLMetaElement>('meta[name="wirelens-files"]')?.content ?? "";
  if (content === "") return [];
  const list: unknown = JSON.parse(content);
  return Array.isArray(list) ? list.filter(isHostFile) : [];
}

function isHostFile(value: unknown): value is HostFile {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" && "name" in value && typeof value.name === "string";
}

/** Opens what `?open=` names: `sample:NAME`, `file:ID`, or a path of this host. */
export function openFromAddress(): void {
  const wanted = new URLSearchParams(location.search).get("open");
  if (wanted === null || wanted === "") return;
  if (wanted.startsWith("sample:")) return void openCapture(sampleSource(wanted.slice("sample:".length)));
  if (wanted.startsWith("file:")) {
    const id = wanted.slice("file:".length);
    return void openCapture(hostFileSource(hostFiles().find((file) => file.id === id) ?? { id, name: id }));
  }
  const url = hostUrl(wanted);
  if (url.origin !== location.origin) {
    setSession({ banner: { kind: "error", title: t("error.address"), text: t("error.address-hint", { address: url.origin }) } });
    return;
  }
  void openCapture({ kind: "url", name: decodeURIComponent(url.pathname.split("/").at(-1) ?? "") || wanted, url: url.href });
}
