/** Public key certificates (ITU-T X.509, RFC 5280 §4.1) and distinguished names, as TLS hands them on. */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import { attach, dissector } from "../../../dissect/tables";
import type { Field } from "../../../fields/field";
import { algorithm, publicKey } from "./algorithms";
import { extensions } from "./extensions";
import { x509af, x509if } from "./fields";
import { name, nameContent } from "./names";
import { bitString, bitStringContent, expectValue, generalizedTimeContent, inside, integer, isNext, longInteger, readValue, sequence, Tag, utcTimeContent } from "./reader";

const af = x509af.f;

/** A Time: a choice of the two ways to write it (RFC 5280 §4.1.2.5). */
function time(d: Dissection, limit: number, field: Field<number>): void {
  const { first, start, end } = readValue(d, limit);
  if (first !== Tag.utcTime && first !== Tag.generalizedTime) throw MALFORMED;
  const isShort = first === Tag.utcTime;
  d.open(field, start, end - start, isShort ? 0 : 1);
  if (isShort) utcTimeContent(d, end, af.utcTime);
  else generalizedTimeContent(d, end, af.generalizedTime);
  d.close();
}

/** TBSCertificate (RFC 5280 §4.1.2). */
function signedPart(d: Dissection, end: number): void {
  if (isNext(d, end, 0xa0)) inside(d, end, 0xa0, (_, stop) => integer(d, stop, af.version));
  longInteger(d, end, af.serialNumber);
  algorithm(d, end, af.signature_element);
  name(d, end, af.issuer);
  sequence(d, end, af.validity_element, (_, stop) => {
    time(d, stop, af.notBefore);
    time(d, stop, af.notAfter);
  });
  const subject = name(d, end, af.subject, af.rdnSequence);
  // known before anything behind it can turn out to be malformed
  if (d.drawing && subject !== "") d.append(d.root, ` (${subject})`);
  publicKey(d, end);
  while (d.pos < end) {
    const part = readValue(d, end);
    if (part.first === 0xa3) extensions(d, part.end);
    else if (part.first === 0x81) bitStringContent(d, part.end, af.issuerUniqueIdentifier);
    else if (part.first === 0x82) bitStringContent(d, part.end, af.subjectUniqueIdentifier);
    d.pos = part.end;
  }
}

attach(dissector(x509af, (d) => {
  // a certificate is no layer of its own in frame.protocols, only parts of it are
  d.stack.pop();
  if (d.tracking) return;
  inside(d, d.reported, Tag.sequence, (_, end) => {
    sequence(d, end, af.signedCertificate_element, signedPart);
    algorithm(d, end, af.algorithmIdentifier_element);
    bitString(d, end, af.encrypted);
  });
}), "tls.certificate", "x509");

attach(dissector(x509if, (d) => {
  d.stack.pop();
  if (d.tracking) return;
  const { end } = expectValue(d, d.reported, Tag.sequence);
  const whole = nameContent(d, end);
  if (d.drawing && whole !== "") d.append(d.root, `: (${whole})`);
}), "tls.certificate", "name");
