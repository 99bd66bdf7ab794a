/** Syslog over UDP (RFC 3164, RFC 5426). */
import { printable } from "../../base/printable";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const facilityNames = values({
  0: "KERN - kernel messages", 1: "USER - random user-level messages", 2: "MAIL - mail system", 3: "DAEMON - system daemons",
  4: "AUTH - security/authorization messages", 5: "SYSLOG - messages generated internally by syslogd", 6: "LPR - line printer subsystem",
  7: "NEWS - network news subsystem", 8: "UUCP - UUCP subsystem", 9: "CRON - clock daemon (BSD, Linux)",
  10: "AUTHPRIV - security/authorization messages (private)", 11: "FTP - ftp daemon", 12: "NTP - ntp subsystem", 13: "LOGAUDIT - log audit",
  14: "LOGALERT - log alert", 15: "CRON - clock daemon (Solaris)", 16: "LOCAL0 - reserved for local use", 17: "LOCAL1 - reserved for local use",
  18: "LOCAL2 - reserved for local use", 19: "LOCAL3 - reserved for local use", 20: "LOCAL4 - reserved for local use",
  21: "LOCAL5 - reserved for local use", 22: "LOCAL6 - reserved for local use", 23: "LOCAL7 - reserved for local use",
});
const levelNames = values({
  0: "EMERG - system is unusable", 1: "ALERT - action must be taken immediately", 2: "CRIT - critical conditions", 3: "ERR - error conditions",
  4: "WARNING - warning conditions", 5: "NOTICE - normal but significant condition", 6: "INFO - informational", 7: "DEBUG - debug-level messages",
});

export const syslog = protocol("syslog", "Syslog message", {
  "facility": u8("Facility", { mask: 0x3f8, values: facilityNames }),
  "level": u8("Level", { mask: 0x7, values: levelNames }),
  "msg": string("Message"),
}, { short: "Syslog" });
const { f } = syslog;

const FACILITIES = [
  "KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS", "UUCP", "CRON", "AUTHPRIV", "FTP", "NTP", "LOGAUDIT", "LOGALERT", "CRON",
  "LOCAL0", "LOCAL1", "LOCAL2", "LOCAL3", "LOCAL4", "LOCAL5", "LOCAL6", "LOCAL7",
];
const LEVELS = ["EMERG", "ALERT", "CRIT", "ERR", "WARNING", "NOTICE", "INFO", "DEBUG"];
const LESS = 0x3c, GREATER = 0x3e;

attach(dissector(syslog, (d) => {
  const at = d.start, priority = readPriority(d), start = at + priority.length, length = d.end - start;
  d.setProtocol("Syslog");
  const message = d.columns || d.drawing ? printable(d.text(start, length)) : "";
  const facility = priority.value >> 3;
  const origin = priority.length > 0 ? `${FACILITIES[facility] ?? "UNKNOWN"}.${LEVELS[priority.value & 7]}: ` : "";
  d.setInfo(origin + message);
  d.begin(syslog, d.end - at, d.drawing ? `Syslog message: ${origin || "(unknown): "}${message}` : undefined);
  if (priority.length > 0) {
    d.put(f.facility, at, priority.length, facility);
    d.put(f.level, at, priority.length, priority.value & 7);
  }
  d.need(start, length);
  const end = d.bytes.indexOf(0, start);
  d.put(f.msg, start, length, d.text(start, end < 0 || end > start + length ? length : end - start));
}), "udp.port", 514);

/** `<0>` to `<999>` (RFC 3164 §4.1.1); of length 0 where a message has none. */
function readPriority(d: Dissection): { length: number; value: number } {
  const at = d.start;
  if (d.u8(at) !== LESS) return { length: 0, value: 0 };
  let value = 0, pos = at + 1;
  while (pos < d.end && pos < at + 4) {
    const digit = (d.bytes[pos] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    pos++;
  }
  if (pos === at + 1) return { length: 0, value: 0 };
  if (pos < d.end && d.bytes[pos] === GREATER) pos++;
  return { length: pos - at, value };
}
