// The gateway's DNS resolver: answers A queries for the story's names (RFC 1035 §4).
import { createSocket } from "node:dgram";
import { gateway, hosts } from "./story.mjs";

const labels = (name) => Buffer.concat([...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);
const u16 = (...values) => { const b = Buffer.alloc(2 * values.length); values.forEach((v, i) => b.writeUInt16BE(v, 2 * i)); return b; };
const pointer = (offset) => u16(0xc000 | offset);

function resource(owner, type, ttl, data) {
  const lifetime = Buffer.alloc(4);
  lifetime.writeUInt32BE(ttl);
  return Buffer.concat([owner, u16(type, 1), lifetime, u16(data.length), data]);
}

function answer(query) {
  const host = hosts.find(({ name }) => query.subarray(12).indexOf(labels(name)) === 0);
  if (!host) throw new Error("a name outside the story was asked for");
  const question = query.subarray(12, 12 + labels(host.name).length + 4);
  const records = [];
  let owner = pointer(12);
  if (host.cname) {
    // Its suffix ".qq.com" need not be shared: only whole names are pointed at here.
    const alias = resource(owner, 5, host.cname.ttl, labels(host.cname.name));
    owner = pointer(12 + question.length + 12);
    records.push(alias);
  }
  const ttl = host.cname ? Math.min(host.cname.ttl, host.ttl) : host.ttl;
  for (const address of host.addresses) records.push(resource(owner, 1, ttl, Buffer.from(address.split(".").map(Number))));
  return Buffer.concat([query.subarray(0, 2), u16(0x8180, 1, records.length, 0, 0), question, ...records]);
}

const socket = createSocket("udp4");
socket.on("message", (query, from) => {
  const reply = answer(query);
  // The resolver itself has to ask further up.
  setTimeout(() => socket.send(reply, from.port, from.address), 7 + (query[0] % 6));
});
socket.bind(53, gateway.ip, () => console.log("ready"));
