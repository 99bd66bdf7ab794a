/** SVCB and HTTPS records: where and how a service is reached (RFC 9460 §2). */
import type { Dissection } from "../../../dissect/dissection";
import { hex } from "../../../base/text";
import { ipv4Text, ipv6Text } from "../../../fields/format";
import { dns } from "./fields";
import { readName } from "../domain-name";
import type { RecordReader } from "./record-data";
import { serviceKeys } from "./values";

const { f } = dns;

export const serviceBinding: RecordReader = (d, r) => {
  d.read(f["svcb.svcpriority"]);
  const target = readName(d, d.pos, r.base);
  d.put(f["svcb.targetname"], d.pos, target.length, target.text);
  d.pos += target.length;
  while (d.pos < r.end) parameter(d);
};

/** One parameter (RFC 9460 §2.2). */
function parameter(d: Dissection): void {
  const at = d.pos;
  const node = d.open(f["svcb.svcparam"], at, d.end - at);
  const key = d.read(f["svcb.svcparam.key"]), length = d.read(f["svcb.svcparam.value.length"]);
  const name = serviceKeys.name(key) ?? `key${key}`;
  d.setLength(node, Math.min(4 + length, d.end - at));
  if (d.drawing) d.setLabel(node, `SvcParam: ${name}`);
  const values: string[] = [];
  const end = d.pos + length;
  switch (key) {
    case 0:
      while (d.pos < end) { const wanted = d.read(f["svcb.svcparam.mandatory.key"]); values.push(serviceKeys.name(wanted) ?? `key${wanted}`); }
      break;
    case 1:
      while (d.pos < end) values.push(d.readText(f["svcb.svcparam.alpn"], d.read(f["svcb.svcparam.alpn.length"]), "ascii"));
      break;
    case 2: break;
    case 3: values.push(String(d.read(f["svcb.svcparam.port"]))); break;
    case 4: while (d.pos < end) values.push(ipv4Text(d.read(f["svcb.svcparam.ipv4hint.ip"]))); break;
    case 5: values.push(hex(d.read(f["svcb.svcparam.echconfig"], length))); break;
    case 6: while (d.pos < end) values.push(ipv6Text(d.read(f["svcb.svcparam.ipv6hint.ip"]))); break;
    case 32769: values.push(hex(d.read(f["svcb.svcparam.odohconfig"], length))); break;
    default: if (length > 0) values.push(hex(d.read(f["svcb.svcparam.value"], length)));
  }
  if (d.drawing && values.length > 0) d.append(node, `=${values.join(",")}`);
  d.close();
}
