/** MySQL's client/server protocol (MySQL internals, "Client/Server Protocol"): packet headers, commands, greetings and errors. */
import { conversationState, frameFact } from "../../dissect/capture-state";
import { framed } from "../../dissect/stream-framing";
import { attach, dissector } from "../../dissect/tables";
import { protocol, string, stringz, u16, u24, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const commands = values({
  0: "SLEEP", 1: "Quit", 2: "Use Database", 3: "Query", 4: "Show Fields", 5: "Create Database", 6: "Drop Database", 7: "Refresh", 8: "Shutdown", 9: "Statistics",
  10: "Process List", 11: "Connect", 12: "Kill Server Thread", 13: "Dump Debuginfo", 14: "Ping", 15: "Time", 16: "Insert Delayed", 17: "Change User",
  18: "Send Binlog", 19: "Send Table", 20: "Slave Connect", 21: "Register Slave", 22: "Prepare Statement", 23: "Execute Statement", 24: "Send BLOB",
  25: "Close Statement", 26: "Reset Statement", 27: "Set Option", 28: "Fetch Data", 29: "Daemon", 30: "Send Binlog GTID", 31: "Reset Connection",
  250: "Execute Bulk Statement",
});

export const mysql = protocol("mysql", "MySQL Protocol", {
  "packet_length": u24("Packet Length", { littleEndian: true }),
  "packet_number": u8("Packet Number"),
  "protocol": u8("Protocol"),
  "version": stringz("Version"),
  "thread_id": u32("Thread ID", { littleEndian: true }),
  "command": u8("Command", { values: commands }),
  "error_code": u16("Error Code", { littleEndian: true }),
  "error.message": string("Error message"),
}, { short: "MySQL" });

const { f } = mysql;
const PORT = 3306, HEADER = 4, ERROR = 0xff, OK = 0;
const VERSION_10 = 10;

/** How far a connection is: the server greets, the client logs in, then commands follow. */
type Phase = "greeting" | "login" | "commands";
const phaseKey = conversationState<{ phase: Phase }>("mysql.phase", () => ({ phase: "greeting" }));
const phasesKey = frameFact<Phase>("mysql.phases");

const message = dissector(mysql, (d) => {
  const at = d.start, isServer = d.sourcePort === PORT;
  const number = d.u8(at + 3);
  let phase = d.fact(phasesKey) ?? "commands";
  if (d.tracking) {
    const state = d.conversationState(phaseKey);
    if (state.phase === "greeting" && !(isServer && number === 0)) state.phase = !isServer && number === 1 ? "login" : "commands";
    phase = state.phase;
    d.setFact(phasesKey, phase);
    if (phase === "greeting") state.phase = "login";
    else if (phase === "login" && !isServer) state.phase = "commands";
    return;
  }
  d.setProtocol("MySQL");
  d.begin(mysql);
  d.read(f.packet_length);
  d.read(f.packet_number);
  const first = d.u8(d.pos);
  const fails = (): void => {
    d.pos += 1;
    const code = d.read(f.error_code);
    d.appendInfo(` Error ${code} `);
  };
  if (isServer && phase === "greeting") {
    d.setInfo("Server Greeting ");
    if (first === ERROR) { fails(); return; }
    d.read(f.protocol);
    const zero = d.bytes.indexOf(0, d.pos);
    const version = d.read(f.version, (zero < 0 || zero >= d.end ? d.end : zero + 1) - d.pos);
    d.appendInfo(` proto=${first} version=${version} `);
    if (first === VERSION_10) d.read(f.thread_id);
  } else if (isServer) {
    if (d.info.startsWith("Response ")) d.appendInfo("Response "); else d.setInfo("Response ");
    if (first === ERROR) fails();
    else if (first === OK && number > 0) d.appendInfo(" OK ");
  } else if (phase === "login") d.setInfo("Login Request");
  else {
    d.setInfo("Request");
    if (number === 0) {
      d.appendInfo(` ${commands.name(first) ?? `Unknown (${first})`}`);
      d.read(f.command);
    }
  }
});

attach(framed(message, HEADER + 1, (d, at) => HEADER + (d.u8(at) | (d.u8(at + 1) << 8) | (d.u8(at + 2) << 16))), "tcp.port", PORT);
