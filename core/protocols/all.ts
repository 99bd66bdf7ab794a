/** Every protocol. Importing this file declares them; adding one means adding a file and its line here. */
import "./application/data";
import "./link/ethernet";
import "./link/frame";
import "./network/ipv4";
import "./transport/udp";
import { sealRegistry } from "../fields/registry";
import type { Registry } from "../fields/registry";

let sealed: Registry | undefined;

/** The registry of everything declared. */
export function loadProtocols(): Registry { return (sealed ??= sealRegistry()); }
