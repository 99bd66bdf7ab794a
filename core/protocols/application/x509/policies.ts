/** Certificate policies with their qualifiers (RFC 5280 §4.2.1.4). */
import { MALFORMED } from "../../../dissect/cursor";
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { pkix1explicit, pkix1implicit, x509ce } from "./fields";
import { integer, isNext, list, objectIdentifier, readValue, sequence, Tag, text, textContent } from "./reader";

const ce = x509ce.f, pi = pkix1implicit.f;
const STATEMENT = "1.3.6.1.5.5.7.2.1", NOTICE = "1.3.6.1.5.5.7.2.2";

function displayText(d: Dissection, limit: number, field: Field<number>): void {
  const { first, start, end } = readValue(d, limit);
  let string: Field<string>, kind: number;
  switch (first) {
    case Tag.ia5String: string = pi.ia5String; kind = 0; break;
    case Tag.visibleString: string = pi.visibleString; kind = 1; break;
    case Tag.bmpString: string = pi.bmpString; kind = 2; break;
    case Tag.utf8String: string = pi.utf8String; kind = 3; break;
    default: throw MALFORMED;
  }
  d.open(field, start, end - start, kind);
  textContent(d, end, string, first);
  d.close();
}

function userNotice(d: Dissection, end: number): void {
  if (isNext(d, end, Tag.sequence)) {
    sequence(d, end, pi.noticeRef_element, (_, stop) => {
      displayText(d, stop, pi.organization);
      list(d, stop, pi.noticeNumbers, (__, limit) => integer(d, limit, pi.noticeNumbers_item));
    });
  }
  if (d.pos < end) displayText(d, end, pi.explicitText);
}

function qualifier(d: Dissection, end: number): void {
  const type = objectIdentifier(d, end, ce.id);
  if (type === STATEMENT) {
    d.stack.push("pkix1explicit");
    text(d, end, pkix1explicit.f.DirectoryString);
  } else if (type === NOTICE) {
    d.stack.push("pkix1implicit");
    sequence(d, end, pi.UserNotice_element, userNotice);
  }
}

function policy(d: Dissection, end: number): void {
  objectIdentifier(d, end, ce.policyIdentifier);
  if (d.pos < end) list(d, end, ce.policyQualifiers, (_, limit) => { sequence(d, limit, ce.PolicyQualifierInfo_element, qualifier); });
}

/** The value of certificatePolicies. */
export function certificatePolicies(d: Dissection, limit: number): void {
  list(d, limit, ce.CertificatePoliciesSyntax, (_, end) => { sequence(d, end, ce.PolicyInformation_element, policy); });
}

/** The value of policyMappings (RFC 5280 §4.2.1.5). */
export function policyMappings(d: Dissection, limit: number): void {
  list(d, limit, ce.PolicyMappingsSyntax, (_, end) => {
    sequence(d, end, ce.PolicyMappingsSyntax_item_element, (__, stop) => {
      objectIdentifier(d, stop, ce.issuerDomainPolicy);
      objectIdentifier(d, stop, ce.subjectDomainPolicy);
    });
  });
}
