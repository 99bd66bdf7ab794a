/** Telnet (RFC 854, options of RFC 855 and later). */
import { attach, dissector } from "../../dissect/tables";
import { bytes, protocol, string, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const commands = values({
  236: "End of File", 237: "Suspend Current Process", 238: "Abort Process", 239: "End of Record", 240: "Suboption End", 241: "No Operation", 242: "Data Mark", 243: "Break",
  244: "Interrupt Process", 245: "Abort Output", 246: "Are You There?", 247: "Escape Character", 248: "Erase Line", 249: "Go Ahead", 250: "Suboption", 251: "Will", 252: "Won't", 253: "Do", 254: "Don't",
});
const options = values({
  0: "Binary Transmission", 1: "Echo", 2: "Reconnection", 3: "Suppress Go Ahead", 4: "Approx Message Size Negotiation", 5: "Status", 6: "Timing Mark",
  24: "Terminal Type", 25: "End of Record", 31: "Negotiate About Window Size", 32: "Terminal Speed", 33: "Remote Flow Control", 34: "Linemode", 35: "X Display Location",
  36: "Environment Option", 37: "Authentication Option", 38: "Encryption Option", 39: "New Environment Option", 40: "TN3270E", 42: "CHARSET", 44: "Com Port Control Option",
});

export const telnet = protocol("telnet", "Telnet", {
  "cmd": u8("Command", { values: commands }),
  "subcmd": u8("Subcommand", { display: "name", values: options }),
  "data": string("Data"),
  "option_data": bytes("Option data"),
}, { short: "TELNET" });

const IAC = 255, SUBOPTION = 250, SUBOPTION_END = 240;

attach(dissector(telnet, (d) => {
  const { f } = telnet;
  d.setProtocol("TELNET");
  d.setInfo("Telnet Data ...");
  d.begin(telnet);
  for (let at = d.start; at < d.end;) {
    if (d.bytes[at] !== IAC || d.bytes[at + 1] === IAC) {
      // data is shown a line at a time
      let end = at;
      while (end < d.end && (d.bytes[end] !== IAC || d.bytes[end + 1] === IAC)) {
        const byte = d.bytes[end++] as number;
        if (byte === IAC) end++;
        else if (byte === 10 || byte === 13 && d.bytes[end] !== 10) break;
      }
      end = Math.min(end, d.end);
      d.put(f.data, at, end - at, "", d.drawing ? `Data: ${d.text(at, end - at)}` : undefined);
      at = end;
      continue;
    }
    const command = d.u8(at + 1);
    const name = commands.name(command) ?? "Unknown";
    if (command >= 251 && command <= 254) {
      const option = d.u8(at + 2);
      d.openText(at, 3, `${name} ${options.name(option) ?? "<unknown option>"}`);
      d.item(f.cmd, at + 1);
      d.item(f.subcmd, at + 2);
      d.close();
      at += 3;
    } else if (command === SUBOPTION) {
      const option = d.u8(at + 2);
      let end = at + 3;
      while (end < d.end && !(d.bytes[end] === IAC && d.bytes[end + 1] === SUBOPTION_END)) end++;
      d.openText(at, end - at, `${name} ${options.name(option) ?? "<unknown option>"}`);
      d.item(f.cmd, at + 1);
      d.item(f.subcmd, at + 2);
      d.push(d.last);
      if (end > at + 3) d.item(f.option_data, at + 3, end - at - 3);
      d.close();
      d.close();
      at = end;
    } else {
      d.openText(at, 2, name);
      d.item(f.cmd, at + 1);
      d.close();
      at += 2;
    }
  }
}), "tcp.port", 23);
