/** Encapsulating Security Payload (RFC 4303); what is encrypted stays so. */
import { attach, dissector } from "../../dissect/tables";
import { protocol, u32 } from "../../fields/declare";

export const esp = protocol("esp", "Encapsulating Security Payload", {
  "spi": u32("ESP SPI", { display: "hex-dec" }),
  "sequence": u32("ESP Sequence"),
}, { short: "ESP" });
const { f } = esp;

const dissectEsp = dissector(esp, (d) => {
  d.setProtocol("ESP");
  d.setInfo("");
  d.begin(esp);
  const spi = d.read(f.spi);
  d.read(f.sequence);
  d.setInfo(`ESP (SPI=0x${spi.toString(16).padStart(8, "0")})`);
});
attach(dissectEsp, "ip.proto", 50);
attach(dissectEsp, "udpencap", "esp");
