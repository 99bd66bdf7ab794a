/** What MMTLS declares: the transport encryption of a messenger's apps, as public reports describe it. */
import { abstime, bytes, heading, protocol, string, u16, u32, u8 } from "../../../fields/declare";
import { cipherSuites } from "../../../fields/tables/tls-ciphers";
import { values } from "../../../fields/values";

export const recordTypes = values({ 0x15: "Alert", 0x16: "Handshake", 0x17: "Data", 0x19: "Handshake Resumption (0-RTT)" });
export const versions = values({ 0xf103: "MMTLS (older)", 0xf104: "MMTLS" });
export const handshakeTypes = values({ 1: "Client Hello", 2: "Server Hello", 4: "New Session Ticket", 8: "Encrypted Extensions", 15: "Certificate Verify", 20: "Finished" });
export const extensionTypes = values({ 0x0f: "Pre-Shared Key", 0x10: "Key Share (client)", 0x11: "Key Share (server)", 0x12: "Client Time", 0x13: "Server Numbers" });
export const levels = values({ 1: "Warning", 2: "Fatal" });

export const mmtls = protocol("mmtls", "MMTLS", {
  "record": heading("Record"),
  "record.type": u8("Type", { display: "dec-hex", values: recordTypes, help: "What the record is for. It stays readable when the record is encrypted." }),
  "record.version": u16("Version", { display: "hex", values: versions, help: "The same in every record of a connection." }),
  "record.length": u16("Length", { unit: "bytes", help: "Bytes after the five of the record header; in an encrypted record 16 of them are the authentication tag." }),
  "handshake": heading("Handshake Message"),
  "handshake.length": u32("Length", { unit: "bytes", help: "Bytes of the message after this number; a record holds one message." }),
  "handshake.type": u8("Handshake Type", { values: handshakeTypes, help: "Which step of the key agreement this is. Only the hellos travel unencrypted." }),
  "handshake.version": u16("Version", { display: "hex", values: versions, littleEndian: true, help: "The version again, here with its low byte first." }),
  "handshake.ciphersuites.count": u8("Cipher Suites Count", { help: "How many cipher suites the client offers." }),
  "handshake.ciphersuite": u16("Cipher Suite", { display: "hex", values: cipherSuites, help: "A way of agreeing on keys and of encrypting, by its TLS number: offered by the client, chosen by the server." }),
  "handshake.random": bytes("Random", { help: "32 fresh bytes that make the keys of this connection unlike those of any other." }),
  "handshake.time": abstime("Client Time", { help: "The clock of the client when it sent the hello, in whole seconds." }),
  "handshake.extensions.length": u32("Extensions Length", { unit: "bytes", help: "Bytes of all extensions with their count." }),
  "handshake.extensions.count": u8("Extensions Count"),
  "handshake.extension": heading("Extension"),
  "handshake.extension.len": u32("Length", { unit: "bytes", help: "Bytes of the extension after this number, its type included." }),
  "handshake.extension.type": u16("Type", { display: "hex", values: extensionTypes, help: "What the extension carries." }),
  "handshake.extension.data": bytes("Data", { help: "Contents of an extension of unknown meaning." }),
  "handshake.extension.number": u32("Number", { help: "One of two numbers the server sends; their meaning is not known." }),
  "psk.count": u8("Tickets Count"),
  "psk.ticket": heading("Ticket"),
  "psk.ticket.len": u32("Length", { unit: "bytes" }),
  "psk.ticket.type": u8("Ticket Type", { values: values({ 1: "Access", 2: "Refresh" }), help: "An access ticket resumes a session; a refresh ticket, which lives longer, gets a new access ticket." }),
  "psk.ticket.lifetime": u32("Lifetime", { unit: "seconds", help: "How long after its issue the ticket is good." }),
  "psk.ticket.age_add.len": u16("Age Add Length", { unit: "bytes" }),
  "psk.ticket.age_add": bytes("Age Add", { help: "What is added to the age of the ticket so that onlookers cannot tell it." }),
  "psk.ticket.unknown": u32("Unknown", { help: "A number of unknown meaning." }),
  "psk.ticket.nonce.len": u16("Nonce Length", { unit: "bytes" }),
  "psk.ticket.nonce": bytes("Nonce", { help: "Goes into the key that belongs to the ticket." }),
  "psk.ticket.data.len": u16("Ticket Data Length", { unit: "bytes" }),
  "psk.ticket.data": bytes("Ticket Data", { help: "The session as the server stored it, readable to the server alone. The same ticket in two connections tells that they are of one client." }),
  "key_share.count": u8("Key Shares Count"),
  "key_share": heading("Key Share"),
  "key_share.len": u32("Length", { unit: "bytes" }),
  "key_share.id": u32("Key Id", { help: "Number by which the server says which of the client's keys it took." }),
  "key_share.point.len": u16("Point Length", { unit: "bytes" }),
  "key_share.point": bytes("Point", { help: "Public key: a point of the elliptic curve." }),
  "key_share.tail": bytes("Tail", { help: "What follows the keys; its contents vary." }),
  "alert": heading("Alert Message"),
  "alert.length": u32("Length", { unit: "bytes", help: "Bytes of the alert after this number." }),
  "alert.code": u16("Code", { help: "Why the alert was sent." }),
  "alert.level": u8("Level", { values: levels, help: "A fatal alert ends the connection." }),
  "encrypted": bytes("Encrypted", { help: "Encrypted contents of a record (AES-128-GCM) with the 16-byte tag at the end." }),
  "likely": string("Likely", { help: "What the encrypted record probably holds, guessed from its type and length alone." }),
}, { short: "MMTLS", help: "Transport encryption of a messenger's apps, modelled on a draft of TLS 1.3. Travels in the bodies of HTTP messages or directly over TCP." });
