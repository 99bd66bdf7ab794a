/** Session Initiation Protocol (RFC 3261): the start line and the headers, each whole; bodies go to whoever knows their type. */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector, heuristic } from "../../dissect/tables";
import { protocol, string, u32 } from "../../fields/declare";
import type { Field } from "../../fields/field";

export const sip = protocol("sip", "Session Initiation Protocol", {
  "Request-Line": string("Request-Line"),
  "Method": string("Method"),
  "r-uri": string("Request-URI"),
  "Status-Line": string("Status-Line"),
  "Status-Code": u32("Status-Code"),
  "msg_hdr": string("Message Header"),
  "Content-Length": u32("Content-Length"),
  "CSeq.seq": u32("Sequence Number"),
  "CSeq.method": string("Method"),
  "Accept": string("Accept"),
  "Accept-Contact": string("Accept-Contact"),
  "Accept-Encoding": string("Accept-Encoding"),
  "Accept-Language": string("Accept-Language"),
  "Accept-Resource-Priority": string("Accept-Resource-Priority"),
  "Additional-Identity": string("Additional-Identity"),
  "Alert-Info": string("Alert-Info"),
  "Allow": string("Allow"),
  "Allow-Events": string("Allow-Events"),
  "Answer-Mode": string("Answer-Mode"),
  "Attestation-Info": string("Attestation-Info"),
  "Authentication-Info": string("Authentication-Info"),
  "Authorization": string("Authorization"),
  "Call-ID": string("Call-ID"),
  "Call-Info": string("Call-Info"),
  "Cellular-Network-Info": string("Cellular-Network-Info"),
  "Contact": string("Contact"),
  "Content-Disposition": string("Content-Disposition"),
  "Content-Encoding": string("Content-Encoding"),
  "Content-Language": string("Content-Language"),
  "Content-Type": string("Content-Type"),
  "CSeq": string("CSeq"),
  "Date": string("Date"),
  "Error-Info": string("Error-Info"),
  "Event": string("Event"),
  "Feature-Caps": string("Feature-Caps"),
  "Flow-Timer": string("Flow-Timer"),
  "From": string("From"),
  "Geolocation": string("Geolocation"),
  "Geolocation-Error": string("Geolocation-Error"),
  "Geolocation-Routing": string("Geolocation-Routing"),
  "History-Info": string("History-Info"),
  "Identity": string("Identity"),
  "Identity-info": string("Identity-info"),
  "Info-Package": string("Info-Package"),
  "In-Reply-To": string("In-Reply-To"),
  "Join": string("Join"),
  "MIME-Version": string("MIME-Version"),
  "Min-Expires": string("Min-Expires"),
  "Min-SE": string("Min-SE"),
  "Organization": string("Organization"),
  "Origination-Id": string("Origination-Id"),
  "P-Access-Network-Info": string("P-Access-Network-Info"),
  "P-Answer-State": string("P-Answer-State"),
  "P-Asserted-Identity": string("P-Asserted-Identity"),
  "P-Asserted-Service": string("P-Asserted-Service"),
  "P-Charge-Info": string("P-Charge-Info"),
  "P-Associated-URI": string("P-Associated-URI"),
  "P-Called-Party-ID": string("P-Called-Party-ID"),
  "P-Charging-Function-Addresses": string("P-Charging-Function-Addresses"),
  "P-Charging-Vector": string("P-Charging-Vector"),
  "P-DCS-Trace-Party-ID": string("P-DCS-Trace-Party-ID"),
  "P-DCS-OSPS": string("P-DCS-OSPS"),
  "P-DCS-Billing-Info": string("P-DCS-Billing-Info"),
  "P-DCS-LAES": string("P-DCS-LAES"),
  "P-DCS-Redirect": string("P-DCS-Redirect"),
  "P-Early-Media": string("P-Early-Media"),
  "P-Media-Authorization": string("P-Media-Authorization"),
  "P-Preferred-Identity": string("P-Preferred-Identity"),
  "P-Preferred-Service": string("P-Preferred-Service"),
  "P-Profile-Key": string("P-Profile-Key"),
  "P-Refused-URI-List": string("P-Refused-URI-List"),
  "P-Served-User": string("P-Served-User"),
  "P-User-Database": string("P-User-Database"),
  "P-Visited-Network-ID": string("P-Visited-Network-ID"),
  "Path": string("Path"),
  "Permission-Missing": string("Permission-Missing"),
  "Priority": string("Priority"),
  "Priority-Share": string("Priority-Share"),
  "Priv-Answer-mode": string("Priv-Answer-mode"),
  "Privacy": string("Privacy"),
  "Proxy-Authenticate": string("Proxy-Authenticate"),
  "Proxy-Authorization": string("Proxy-Authorization"),
  "Proxy-Require": string("Proxy-Require"),
  "RAck": string("RAck"),
  "Reason": string("Reason"),
  "Reason-Phrase": string("Reason-Phrase"),
  "Record-Route": string("Record-Route"),
  "Recv-Info": string("Recv-Info"),
  "Refer-Sub": string("Refer-Sub"),
  "Refer-To": string("Refer-To"),
  "Referred-by": string("Referred By"),
  "Reject-Contact": string("Reject-Contact"),
  "Relayed-Charge": string("Relayed-Charge"),
  "Replaces": string("Replaces"),
  "Reply-To": string("Reply-To"),
  "Request-Disposition": string("Request-Disposition"),
  "Require": string("Require"),
  "Resource-Priority": string("Resource-Priority"),
  "Resource-Share": string("Resource-Share"),
  "Response-Source": string("Response-Source"),
  "Restoration-Info": string("Restoration-Info"),
  "Route": string("Route"),
  "Security-Client": string("Security-Client"),
  "Security-Server": string("Security-Server"),
  "Security-Verify": string("Security-Verify"),
  "Server": string("Server"),
  "Service-Interact-Info": string("Service-Interact-Info"),
  "Service-Route": string("Service-Route"),
  "Session-Expires": string("Session-Expires"),
  "Session-ID": string("Session-ID"),
  "ETag": string("ETag"),
  "Subject": string("Subject"),
  "Subscription-State": string("Subscription-State"),
  "Supported": string("Supported"),
  "Target-Dialog": string("Target-Dialog"),
  "Timestamp": string("Timestamp"),
  "To": string("To"),
  "Trigger-Consent": string("Trigger-Consent"),
  "Unsupported": string("Unsupported"),
  "User-Agent": string("User-Agent"),
  "Via": string("Via"),
  "Warning": string("Warning"),
  "WWW-Authenticate": string("WWW-Authenticate"),
  "Diversion": string("Diversion"),
}, { short: "SIP" });
const { f } = sip;

const START = /^(?:SIP\/2\.0 (\d{3}) |([A-Z]{3,12}) (\S+) SIP\/2\.0$)/;
/** Longest start line that is looked for. */
const LONGEST_LINE = 1024;
/** One-letter names of headers (RFC 3261 §7.3.3 and IANA). */
const COMPACT: Readonly<Record<string, string>> = {
  c: "content-type", e: "content-encoding", f: "from", i: "call-id", k: "supported", l: "content-length", m: "contact", o: "event", r: "refer-to",
  s: "subject", t: "to", u: "allow-events", v: "via",
};

const headers = new Map<string, Field<string>>();
for (const [key, field] of Object.entries(f)) {
  if (/^[A-Z]/.test(key) && field.type === "string" && !/^(?:Request-Line|Status-Line|Method)$/.test(key)) headers.set(key.toLowerCase(), field as Field<string>);
}

/** End of the line that begins at `at`, its CR LF not counted, or -1. */
function lineEnd(d: Dissection, at: number, limit = d.end): number {
  for (let i = at; i + 1 < limit; i++) if (d.bytes[i] === 13 && d.bytes[i + 1] === 10) return i;
  return -1;
}

const dissectSip = dissector(sip, (d) => {
  const at = d.start, end = lineEnd(d, at, Math.min(d.end, at + LONGEST_LINE));
  if (end < 0) return false;
  const line = d.text(at, end - at), match = START.exec(line);
  if (!match) return false;
  const [, status, method = "", uri = ""] = match;
  d.setProtocol("SIP");
  d.setInfo(status !== undefined ? `Status: ${line.slice(8)} | ` : `Request: ${method} ${uri} | `);
  d.begin(sip, d.end - at, d.drawing ? `Session Initiation Protocol (${status ?? method})` : undefined);
  if (status !== undefined) {
    d.open(f["Status-Line"], at, end - at, line);
    d.put(f["Status-Code"], at + 8, 3, Number(status));
  } else {
    d.open(f["Request-Line"], at, end - at, line);
    d.put(f.Method, at, method.length, method);
    d.put(f["r-uri"], at + method.length + 1, uri.length, uri);
  }
  d.close();
  readHeaders(d, end + 2);
  return true;
});
attach(dissectSip, "udp.port", 5060);
heuristic(dissectSip, "udp");

function readHeaders(d: Dissection, start: number): void {
  let end = start;
  for (let pos = start; ;) {
    const stop = lineEnd(d, pos);
    end = stop < 0 ? d.end : stop + 2;
    if (stop < 0 || stop === pos) break;
    pos = end;
  }
  if (end <= start) return;
  d.open(f.msg_hdr, start, end - start, d.text(start, end - start));
  for (let pos = start; pos < end;) {
    let stop = lineEnd(d, pos);
    if (stop < 0) break;
    // a line that begins with white space goes on from the one before (RFC 3261 §7.3.1)
    while (stop + 2 < end && (d.bytes[stop + 2] === 32 || d.bytes[stop + 2] === 9)) {
      const next = lineEnd(d, stop + 2);
      if (next < 0) break;
      stop = next;
    }
    const text = d.text(pos, stop - pos), colon = text.indexOf(":");
    const name = colon < 0 ? "" : text.slice(0, colon).trim().toLowerCase();
    const field = headers.get(COMPACT[name] ?? name);
    if (field) d.put(field, pos, stop + 2 - pos, text.slice(colon + 1).trim(), d.drawing ? text : undefined);
    else if ((COMPACT[name] ?? name) === "content-length" && /^\s*\d+\s*$/.test(text.slice(colon + 1))) d.put(f["Content-Length"], pos, stop + 2 - pos, Number(text.slice(colon + 1)));
    if (field === f.CSeq) sequence(d, pos, text);
    pos = stop + 2;
  }
  d.close();
}

/** RFC 3261 §20.16; below the header's node. */
function sequence(d: Dissection, at: number, text: string): void {
  const match = /^[^:]*:\s*(\d+)\s+(\S+)/.exec(text);
  const [whole = "", number = "", method = ""] = match ?? [];
  if (!match) return;
  const methodAt = at + whole.length - method.length, numberAt = at + text.indexOf(number, text.indexOf(":"));
  d.push(d.last);
  d.put(f["CSeq.seq"], numberAt, number.length, Number(number));
  d.put(f["CSeq.method"], methodAt, method.length, method);
  d.close();
}
