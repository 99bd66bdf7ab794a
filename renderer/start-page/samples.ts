import type { MessageKey } from "../i18n/i18n";

/** The captures that come with Wirelens; their making is told in resources/samples. */
export const samples: readonly { readonly name: string; readonly text: MessageKey; readonly packets: number }[] = [
  { name: "web-login.pcapng", text: "sample.web-login", packets: 81 },
  { name: "image-download.pcapng", text: "sample.image-download", packets: 107 },
];
