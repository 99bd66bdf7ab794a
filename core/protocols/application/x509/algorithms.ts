/** Algorithm identifiers (RFC 5280 §4.1.1.2) with their parameters, and public keys (RFC 3279, RFC 4055, RFC 5480). */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { pkcs1, x509af } from "./fields";
import { oidName } from "./oids";
import { bitString, bitStringContent, expectValue, inside, integer, isNext, longInteger, objectIdentifier, sequence, Tag } from "./reader";

const af = x509af.f, pk = pkcs1.f;
const RSA = "1.2.840.113549.1.1.1", RSA_PSS = "1.2.840.113549.1.1.10", EC = "1.2.840.10045.2.1", DSA = "1.2.840.10040.4.1";

function pssParameters(d: Dissection, end: number): void {
  if (isNext(d, end, 0xa0)) inside(d, end, 0xa0, (_, stop) => void algorithm(d, stop, pk.hashAlgorithm_element));
  if (isNext(d, end, 0xa1)) inside(d, end, 0xa1, (_, stop) => void algorithm(d, stop, pk.maskGenAlgorithm_element));
  if (isNext(d, end, 0xa2)) inside(d, end, 0xa2, (_, stop) => integer(d, stop, pk.saltLength));
  if (isNext(d, end, 0xa3)) inside(d, end, 0xa3, (_, stop) => integer(d, stop, pk.trailerField));
}

function dsaParameters(d: Dissection, end: number): void {
  for (const field of [af.p, af.q, af.g]) longInteger(d, end, field);
}

function parameters(d: Dissection, end: number, dotted: string): void {
  if (dotted === EC && isNext(d, end, Tag.oid)) {
    d.stack.push("pkcs-1");
    const start = d.pos, curve = expectValue(d, end, Tag.oid);
    d.pos = start;
    d.open(pk.ECParameters, start, curve.end - start, 1);
    objectIdentifier(d, end, pk.namedCurve);
    d.close();
  } else if (dotted === RSA_PSS && isNext(d, end, Tag.sequence)) {
    d.stack.push("pkcs-1");
    sequence(d, end, pk.RSASSA_PSS_params_element, pssParameters);
  } else if (dotted === DSA && isNext(d, end, Tag.sequence)) {
    d.stack.push("x509af");
    sequence(d, end, af.DSS_Params_element, dsaParameters);
  }
}

/** An AlgorithmIdentifier as the node `field`; returns the algorithm's dotted name. */
export function algorithm(d: Dissection, limit: number, field: Field): string {
  let dotted = "";
  const node = sequence(d, limit, field, (_, end) => {
    dotted = objectIdentifier(d, end, af["algorithm.id"]);
    parameters(d, end, dotted);
  });
  d.append(node, ` (${oidName(dotted) ?? dotted})`);
  return dotted;
}

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export function publicKey(d: Dissection, limit: number): void {
  sequence(d, limit, af.subjectPublicKeyInfo_element, (_, end) => {
    const dotted = algorithm(d, end, af.algorithm_element);
    if (dotted !== RSA) { bitString(d, end, af.subjectPublicKey); return; }
    const bits = expectValue(d, end, Tag.bitString), key = bits.content + 1;
    if (bits.end < key) { bitStringContent(d, bits.end, af.subjectPublicKey); return; }
    d.pos = key;
    d.item(af.subjectPublicKey, key, bits.end - key);
    d.push(d.last);
    // the bit string holds an RSAPublicKey (RFC 8017 §A.1.1)
    inside(d, bits.end, Tag.sequence, (__, stop) => {
      longInteger(d, stop, pk.modulus);
      integer(d, stop, pk.publicExponent);
    });
    d.close();
  });
}
