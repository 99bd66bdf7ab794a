/** Bytes that no other protocol knew. */
import { attach, dissector } from "../../dissect/tables";
import { bytes, protocol, u32 } from "../../fields/declare";

export const data = protocol("data", "Data", {
  "data": bytes("Data"),
  "len": u32("Length"),
}, { short: "Data" });

attach(dissector(data, (d) => {
  const length = d.end - d.start;
  d.begin(data, length, d.drawing ? `Data (${length} byte${length === 1 ? "" : "s"})` : undefined);
  d.put(data.f.data, d.start, length);
  d.generated(data.f.len, length);
}), "fallback", "data");
