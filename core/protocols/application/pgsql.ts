/** PostgreSQL's frontend/backend protocol, version 3 (PostgreSQL documentation, chapter "Frontend/Backend Protocol"). */
import { framed } from "../../dissect/stream-framing";
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { bool, bytes, i32, protocol, string, stringz, u16, u32, u8 } from "../../fields/declare";
import type { Field } from "../../fields/field";
import { values } from "../../fields/values";

const authentications = values({
  0: "Success", 1: "Kerberos V4", 2: "Kerberos V5", 3: "Plaintext password", 4: "crypt()ed password", 5: "MD5 password", 6: "SCM credentials",
  7: "GSSAPI", 8: "GSSAPI/SSPI continue", 9: "SSPI", 10: "SASL", 11: "SASL continue", 12: "SASL complete",
});
const statuses = values({ 0x49: "Idle", 0x54: "In a transaction", 0x45: "In a failed transaction" });
const formats = values({ 0: "Text", 1: "Binary" });

export const pgsql = protocol("pgsql", "PostgreSQL", {
  "type": string("Type"),
  "length": u32("Length"),
  "frontend": bool("Frontend", { words: ["True", "False"] }),
  "parameter_name": stringz("Parameter name"),
  "parameter_value": stringz("Parameter value"),
  "status": u8("Status", { values: statuses }),
  "query": stringz("Query"),
  "tag": stringz("Tag"),
  "authtype": u32("Authentication type", { values: authentications }),
  "salt": bytes("Salt value"),
  "pid": u32("PID"),
  "key": u32("Key"),
  "field.count": u16("Field count"),
  "col.name": stringz("Column name"),
  "oid.table": u32("Table OID"),
  "col.index": u32("Column index"),
  "oid.type": u32("Type OID"),
  "val.length": i32("Column length"),
  "col.typemod": i32("Type modifier"),
  "format": u16("Format", { values: formats }),
  "val.data": bytes("Data"),
  "statement": stringz("Statement"),
  "portal": stringz("Portal"),
}, { short: "PGSQL" });

const { f } = pgsql;
const PORT = 5432, HEADER = 5;

const FRONTEND: Readonly<Record<string, string>> = {
  p: "Password message", Q: "Simple query", P: "Parse", B: "Bind", E: "Execute", D: "Describe", C: "Close", H: "Flush", S: "Sync",
  F: "Function call", d: "Copy data", c: "Copy completion", f: "Copy failure", X: "Termination",
};
const BACKEND: Readonly<Record<string, string>> = {
  R: "Authentication request", K: "Backend key data", S: "Parameter status", 1: "Parse completion", 2: "Bind completion", 3: "Close completion",
  C: "Command completion", t: "Parameter description", T: "Row description", D: "Data row", I: "Empty query", n: "No data", E: "Error", N: "Notice",
  s: "Portal suspended", Z: "Ready for query", A: "Notification", V: "Function call response", G: "CopyIn response", H: "CopyOut response",
  d: "Copy data", c: "Copy completion", v: "Negotiate protocol version",
};
const SSL_REQUEST = 80877103, CANCEL_REQUEST = 80877102, GSS_REQUEST = 80877104, VERSION_3 = 196608;

/** The string of zero-terminated bytes at `pos`. */
function text(d: Dissection, field: Field<string>, end: number): void {
  const zero = d.bytes.indexOf(0, d.pos);
  d.read(field, (zero < 0 || zero >= end ? end : zero + 1) - d.pos);
}

function isStartup(d: Dissection, at: number): boolean { return d.destinationPort === PORT && d.u8(at) === 0; }

function startup(d: Dissection, end: number): string {
  const code = d.u32(d.start + 4);
  const name = code === SSL_REQUEST ? "SSL request" : code === GSS_REQUEST ? "GSS encrypt request" : code === CANCEL_REQUEST ? "Cancel request" : code === VERSION_3 ? "Startup message" : "Unknown";
  d.put(f.type, d.start, 0, name);
  d.put(f.length, d.start, 4, d.u32(d.start));
  d.pos = d.start + 8;
  if (code === CANCEL_REQUEST) { d.read(f.pid); d.read(f.key); }
  else if (code === VERSION_3) while (d.pos < end && d.u8(d.pos) !== 0) { text(d, f.parameter_name, end); text(d, f.parameter_value, end); }
  return "";
}

function backend(d: Dissection, kind: string, end: number): void {
  switch (kind) {
    case "S": text(d, f.parameter_name, end); text(d, f.parameter_value, end); break;
    case "Z": d.read(f.status); break;
    case "C": text(d, f.tag, end); break;
    case "K": d.read(f.pid); d.read(f.key); break;
    case "R": if (d.read(f.authtype) === 5) d.read(f.salt, 4); break;
    case "T": {
      const count = d.read(f["field.count"]);
      for (let i = 0; i < count; i++) {
        const at = d.pos, zero = d.bytes.indexOf(0, at);
        if (zero < 0 || zero >= end) return;
        d.open(f["col.name"], at, zero + 1 - at, d.text(at, zero - at));
        d.pos = zero + 1;
        d.read(f["oid.table"]);
        d.put(f["col.index"], d.pos, 2, d.u16(d.pos)); d.pos += 2;
        d.read(f["oid.type"]);
        d.put(f["val.length"], d.pos, 2, (d.u16(d.pos) << 16) >> 16); d.pos += 2;
        d.read(f["col.typemod"]);
        d.read(f.format);
        d.close();
      }
      break;
    }
    case "D": {
      const count = d.read(f["field.count"]);
      for (let i = 0; i < count; i++) {
        const length = d.read(f["val.length"]);
        if (length > 0) d.read(f["val.data"], length);
      }
    }
  }
}

const message = dissector(pgsql, (d) => {
  const fromClient = d.destinationPort === PORT, at = d.start;
  const first = isStartup(d, at);
  const kind = first ? "" : d.text(at, 1, "latin-1");
  d.setProtocol("PGSQL");
  if (d.columns) {
    const before = d.info;
    if (d.stream && /^[<>]/.test(before.slice(before.lastIndexOf(" ") + 1)) && !/=/.test(before)) d.appendInfo(`/${kind}`);
    else d.setInfo(`${fromClient ? ">" : "<"}${kind}`);
  }
  d.begin(pgsql);
  const end = d.end;
  if (first) startup(d, end);
  else if (end - at === 1) d.put(f.type, at, 1, "SSL response");
  else {
    d.put(f.type, at, 1, (fromClient ? FRONTEND : BACKEND)[kind] ?? "Unknown");
    d.pos = at + 1;
    d.read(f.length);
    if (!fromClient) backend(d, kind, end);
    else if (kind === "Q") text(d, f.query, end);
  }
  d.hidden(f.frontend, at, 0, fromClient ? 1 : 0);
});

// the answer to a request for TLS is one letter
attach(framed(message, 1, (d, at) => {
  if (d.reported - at < HEADER) return d.sourcePort === PORT && d.reported - at === 1 ? 1 : HEADER;
  return isStartup(d, at) ? d.u32(at) : d.u32(at + 1) + 1;
}), "tcp.port", PORT);
