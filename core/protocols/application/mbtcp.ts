/** Modbus over TCP ("Modbus Messaging on TCP/IP Implementation Guide" 1.0b) and the commonest functions ("Modbus Application Protocol" 1.1b3). */
import { framed } from "../../dissect/stream-framing";
import { attach, dissector } from "../../dissect/tables";
import { protocol, u16, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const functions = values({
  1: "Read Coils", 2: "Read Discrete Inputs", 3: "Read Holding Registers", 4: "Read Input Registers", 5: "Write Single Coil", 6: "Write Single Register",
  7: "Read Exception Status", 8: "Diagnostics", 11: "Get Comm. Event Counters", 12: "Get Comm. Event Log", 15: "Write Multiple Coils",
  16: "Write Multiple Registers", 17: "Report Slave ID", 20: "Read File Record", 21: "Write File Record", 22: "Mask Write Register",
  23: "Read Write Register", 24: "Read FIFO Queue", 43: "Encapsulated Interface Transport",
});

const mbtcp = protocol("mbtcp", "Modbus/TCP", {
  "trans_id": u16("Transaction Identifier"),
  "prot_id": u16("Protocol Identifier"),
  "len": u16("Length", { help: "Bytes that follow, the unit identifier among them." }),
  "unit_id": u8("Unit Identifier"),
}, { short: "Modbus/TCP" });

const modbus = protocol("modbus", "Modbus", {
  "func_code": u8("Function Code", { mask: 0x7f, values: functions }),
  "reference_num": u16("Reference Number"),
  "word_cnt": u16("Word Count"),
  "byte_cnt": u8("Byte Count"),
}, { short: "Modbus" });

const PORT = 502, HEADER = 7, FUNCTION = 7;
const READ_HOLDING = 3, READ_INPUT = 4;

const application = dissector(modbus, (d) => {
  const { f } = modbus;
  d.begin(modbus);
  const code = d.u8(d.start);
  d.read(f.func_code);
  if (code !== READ_HOLDING && code !== READ_INPUT) return;
  if (d.destinationPort === PORT) { d.read(f.reference_num); d.read(f.word_cnt); } else d.read(f.byte_cnt);
});

const message = dissector(mbtcp, (d) => {
  const { f } = mbtcp;
  const at = d.start, isQuery = d.destinationPort === PORT;
  d.setProtocol("Modbus/TCP");
  d.begin(mbtcp);
  const transaction = d.read(f.trans_id);
  d.read(f.prot_id);
  d.read(f.len);
  const unit = d.read(f.unit_id);
  const code = d.u8(at + FUNCTION) & 0x7f;
  if (d.columns) {
    const direction = isQuery ? "   Query" : "Response";
    d.setInfo(`${direction}: Trans: ${String(transaction).padStart(5)}; Unit: ${String(unit).padStart(3)}, Func: ${String(code).padStart(3)}: ${functions.name(code) ?? "Unknown function"}`);
  }
  d.call(application, at + FUNCTION, d.reported - at - FUNCTION);
});

attach(framed(message, HEADER + 1, (d, at) => (d.u16(at + 2) === 0 && d.u16(at + 4) >= 2 ? 6 + d.u16(at + 4) : -1)), "tcp.port", PORT);
