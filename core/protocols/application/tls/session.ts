/** What is known of a TLS connection. */
import { conversationState } from "../../../dissect/capture-state";
import { cipherSuites } from "../../../fields/tables/tls-ciphers";

/** Gathered while tracking. */
export class Session {
  /** Version agreed on, or that of the records while no server hello was seen; 0 before any record. */
  version = 0;
  agreed = false;
  alpn = "";
  keyExchange: "rsa" | "dhe" | "ecdhe" | "other" = "other";
  anonymous = false;
  /** For each side the packet, and TLS layer in it, whose change of cipher spec began encryption; 0 when none did. */
  readonly encryptedFrom: [{ frame: number; layer: number }, { frame: number; layer: number }] = [{ frame: 0, layer: 0 }, { frame: 0, layer: 0 }];

  /** Notes what a server hello settled. */
  hello(version: number, suite: number, alpn: string): void {
    this.version = draft(version);
    this.agreed = true;
    if (alpn !== "") this.alpn = alpn;
    const name = cipherSuites.name(suite) ?? "";
    this.anonymous = name.includes("_anon_");
    this.keyExchange = name.startsWith("TLS_ECDH") ? "ecdhe" : /^(TLS|SSL)_DHE?_/.test(name) ? "dhe" : /^(TLS|SSL)_RSA_/.test(name) ? "rsa" : "other";
  }

  record(version: number): void {
    if (!this.agreed && this.version === 0) this.version = version;
  }
}

/** Drafts of TLS 1.3 count as it. */
function draft(version: number): number {
  return version >> 8 === 0x7f || version >> 8 === 0xfb ? 0x0304 : version;
}

export const sessionKey = conversationState("tls.session", () => new Session());

export function versionColumn(version: number): string {
  switch (version) {
    case 0x0002: return "SSLv2";
    case 0x0300: return "SSLv3";
    case 0x0301: return "TLSv1";
    case 0x0302: return "TLSv1.1";
    case 0x0303: return "TLSv1.2";
    case 0x0304: return "TLSv1.3";
    case 0x0101: return "GMTLS";
    default: return "TLS";
  }
}
