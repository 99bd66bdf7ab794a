/** Certificate extensions (RFC 5280 §4.2) and what some authorities add to them. */
import type { Dissection } from "../../../dissect/dissection";
import type { Field } from "../../../fields/field";
import { netscape, pkix1explicit, pkix1implicit, pkixproxy, x509af, x509ce, x509sat } from "./fields";
import { generalName, generalNames, generalNamesContent, relativeNameUnder } from "./names";
import { oidName } from "./oids";
import { certificatePolicies, policyMappings } from "./policies";
import {
  bitString, bitStringContent, booleanContent, expectValue, generalizedTimeContent, inside, integer, integerContent, isNext, list, listContent,
  objectIdentifier, octets, readValue, sequence, Tag, text,
} from "./reader";
import type { Body } from "./reader";
import { signedTimestamps } from "./timestamps";

const af = x509af.f, ce = x509ce.f, pi = pkix1implicit.f, sat = x509sat.f;

const KEY_USAGE = [
  ce["KeyUsage.digitalSignature"], ce["KeyUsage.contentCommitment"], ce["KeyUsage.keyEncipherment"], ce["KeyUsage.dataEncipherment"],
  ce["KeyUsage.keyAgreement"], ce["KeyUsage.keyCertSign"], ce["KeyUsage.cRLSign"], ce["KeyUsage.encipherOnly"], ce["KeyUsage.decipherOnly"],
];
const REASONS = [
  ce["ReasonFlags.unused"], ce["ReasonFlags.keyCompromise"], ce["ReasonFlags.cACompromise"], ce["ReasonFlags.affiliationChanged"],
  ce["ReasonFlags.superseded"], ce["ReasonFlags.cessationOfOperation"], ce["ReasonFlags.certificateHold"], ce["ReasonFlags.privilegeWithdrawn"],
  ce["ReasonFlags.aACompromise"],
];
const ENTRUST = [
  ce["EntrustInfoFlags.keyUpdateAllowed"], ce["EntrustInfoFlags.newExtensions"], ce["EntrustInfoFlags.pKIXCertificate"],
  ce["EntrustInfoFlags.enterpriseCategory"], ce["EntrustInfoFlags.webCategory"], ce["EntrustInfoFlags.sETCategory"],
];

/** Reads implicitly tagged members up to `end`: `read` gets the tag's number and where the member's content ends. */
function members(d: Dissection, end: number, read: (tag: number, stop: number) => void): void {
  while (d.pos < end) {
    const member = readValue(d, end);
    read(member.first & 0x1f, member.end);
    d.pos = member.end;
  }
}

function authorityKey(d: Dissection, end: number): void {
  members(d, end, (tag, stop) => {
    if (tag === 0) d.read(ce.keyIdentifier, stop - d.pos);
    else if (tag === 1) generalNamesContent(d, stop, ce.authorityCertIssuer);
    else if (tag === 2) d.read(ce.authorityCertSerialNumber, stop - d.pos);
  });
}

function basicConstraints(d: Dissection, end: number): void {
  if (isNext(d, end, Tag.boolean)) inside(d, end, Tag.boolean, (_, stop) => booleanContent(d, stop, ce.cA));
  if (d.pos < end) integer(d, end, ce.pathLenConstraint);
}

function usagePeriod(d: Dissection, end: number): void {
  members(d, end, (tag, stop) => { if (tag < 2) generalizedTimeContent(d, stop, tag === 0 ? ce.notBefore : ce.notAfter); });
}

function subtree(d: Dissection, end: number): void {
  sequence(d, end, ce.GeneralSubtree_element, (_, stop) => {
    generalName(d, stop, ce.base);
    members(d, stop, (tag, limit) => { if (tag < 2) integerContent(d, limit, tag === 0 ? ce.minimum : ce.maximum); });
  });
}

function nameConstraints(d: Dissection, end: number): void {
  members(d, end, (tag, stop) => { if (tag < 2) listContent(d, stop, tag === 0 ? ce.permittedSubtrees : ce.excludedSubtrees, subtree); });
}

function policyConstraints(d: Dissection, end: number): void {
  members(d, end, (tag, stop) => { if (tag < 2) integerContent(d, stop, tag === 0 ? ce.requireExplicitPolicy : ce.inhibitPolicyMapping); });
}

function pointName(d: Dissection, limit: number): void {
  const choice = readValue(d, limit), tag = choice.first & 0x1f;
  if (tag > 1) return;
  d.open(ce.distributionPoint, choice.content, choice.end - choice.content, tag);
  if (tag === 0) generalNamesContent(d, choice.end, ce.fullName);
  else relativeNameUnder(d, choice.end, ce.nameRelativeToCRLIssuer);
  d.close();
}

function distributionPoint(d: Dissection, end: number): void {
  members(d, end, (tag, stop) => {
    if (tag === 0) pointName(d, stop);
    else if (tag === 1) bitStringContent(d, stop, ce.reasons, REASONS);
    else if (tag === 2) generalNamesContent(d, stop, ce.cRLIssuer);
  });
}

function distributionPoints(d: Dissection, limit: number): void {
  list(d, limit, ce.CRLDistPointsSyntax, (_, end) => { sequence(d, end, ce.DistributionPoint_element, distributionPoint); });
}

function informationAccess(d: Dissection, limit: number): void {
  list(d, limit, pi.AuthorityInfoAccessSyntax, (_, end) => {
    sequence(d, end, pi.AccessDescription_element, (__, stop) => {
      objectIdentifier(d, stop, pi.accessMethod);
      generalName(d, stop, pi.accessLocation);
    });
  });
}

function certificateTemplate(d: Dissection, end: number): void {
  objectIdentifier(d, end, ce.templateID);
  if (d.pos < end) integer(d, end, ce.templateMajorVersion);
  if (d.pos < end) integer(d, end, ce.templateMinorVersion);
}

function entrustVersion(d: Dissection, end: number): void {
  if (d.pos < end && !isNext(d, end, Tag.bitString)) text(d, end, ce.entrustVers);
  if (d.pos < end) bitString(d, end, ce.entrustVersInfoFlags, ENTRUST);
}

function proxyInformation(d: Dissection, end: number): void {
  if (isNext(d, end, Tag.integer)) integer(d, end, pkixproxy.f.pCPathLenConstraint);
  sequence(d, end, pkixproxy.f.proxyPolicy_element, (_, stop) => {
    objectIdentifier(d, stop, pkixproxy.f.policyLanguage);
    if (d.pos < stop) octets(d, stop, pkixproxy.f.policy, Tag.octetString);
  });
}

/** A reader of an extension's value, and the module that `frame.protocols` names for it ("" where the reader does). */
type Reader = readonly [module: string, read: Body];

function structure(field: Field, body: Body): Reader { return ["x509ce", (d, end) => { sequence(d, end, field, body); }]; }
function string(module: string, field: Field<string>): Reader { return [module, (d, end) => { text(d, end, field); }]; }

const points: Reader = ["x509ce", distributionPoints];
const alternativeNames: Reader = ["x509ce", (d, end) => generalNames(d, end, ce.GeneralNames)];
const policies: Reader = ["x509ce", certificatePolicies];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["2.5.29.14", ["x509ce", (d, end) => octets(d, end, ce.SubjectKeyIdentifier, Tag.octetString)]],
  ["2.5.29.15", ["x509ce", (d, end) => bitString(d, end, ce.KeyUsage, KEY_USAGE)]],
  ["2.5.29.16", structure(ce.PrivateKeyUsagePeriod_element, usagePeriod)],
  ["2.5.29.17", alternativeNames],
  ["2.5.29.18", alternativeNames],
  ["2.5.29.19", structure(ce.BasicConstraintsSyntax_element, basicConstraints)],
  ["2.5.29.30", structure(ce.NameConstraintsSyntax_element, nameConstraints)],
  ["2.5.29.31", points],
  ["2.5.29.32", policies],
  ["2.5.29.33", ["x509ce", policyMappings]],
  ["2.5.29.35", structure(ce.AuthorityKeyIdentifier_element, authorityKey)],
  ["2.5.29.36", structure(ce.PolicyConstraintsSyntax_element, policyConstraints)],
  ["2.5.29.37", ["x509ce", (d, end) => { list(d, end, ce.KeyPurposeIDs, (_, stop) => { objectIdentifier(d, stop, ce.KeyPurposeId); }); }]],
  ["2.5.29.46", points],
  ["2.5.29.54", ["x509ce", (d, end) => integer(d, end, ce.SkipCerts)]],
  ["1.3.6.1.5.5.7.1.1", ["pkix1implicit", informationAccess]],
  ["1.3.6.1.5.5.7.1.11", ["pkix1implicit", informationAccess]],
  ["1.3.6.1.5.5.7.1.14", ["pkixproxy", (d, end) => { sequence(d, end, pkixproxy.f.ProxyCertInfoExtension_element, proxyInformation); }]],
  ["1.3.6.1.5.5.7.1.24", ["pkix1explicit", (d, end) => {
    list(d, end, pkix1explicit.f.Features, (_, stop) => integer(d, stop, pkix1explicit.f.Features_item));
  }]],
  ["1.3.6.1.4.1.11129.2.4.2", ["", signedTimestamps]],
  ["1.3.6.1.4.1.311.20.2", string("x509sat", sat.BMPString)],
  ["1.3.6.1.4.1.311.21.1", ["x509sat", (d, end) => integer(d, end, sat.Integer)]],
  ["1.3.6.1.4.1.311.21.2", ["x509sat", (d, end) => octets(d, end, sat.OctetString, Tag.octetString)]],
  ["1.3.6.1.4.1.311.21.7", structure(ce.CertificateTemplate_element, certificateTemplate)],
  ["1.3.6.1.4.1.311.21.10", policies],
  ["1.2.840.113533.7.65.0", structure(ce.EntrustVersionInfo_element, entrustVersion)],
  ["2.16.840.1.113730.1.1", ["ns_cert_exts", (d, end) => bitString(d, end, netscape.f.CertType)]],
  ["2.16.840.1.113730.1.2", string("ns_cert_exts", netscape.f.BaseUrl)],
  ["2.16.840.1.113730.1.3", string("ns_cert_exts", netscape.f.RevocationUrl)],
  ["2.16.840.1.113730.1.4", string("ns_cert_exts", netscape.f.CaRevocationUrl)],
  ["2.16.840.1.113730.1.7", string("ns_cert_exts", netscape.f.CertRenewalUrl)],
  ["2.16.840.1.113730.1.8", string("ns_cert_exts", netscape.f.CaPolicyUrl)],
  ["2.16.840.1.113730.1.12", string("ns_cert_exts", netscape.f.SslServerName)],
  ["2.16.840.1.113730.1.13", string("ns_cert_exts", netscape.f.Comment)],
]);

function extension(d: Dissection, limit: number): void {
  sequence(d, limit, af.Extension_element, (_, end) => {
    const type = objectIdentifier(d, end, af["extension.id"]);
    if (d.drawing) d.append(d.parent, ` (${oidName(type) ?? type})`);
    if (isNext(d, end, Tag.boolean)) inside(d, end, Tag.boolean, (__, stop) => booleanContent(d, stop, af.critical));
    const value = expectValue(d, end, Tag.octetString), reader = READERS.get(type);
    if (!reader) return;
    if (reader[0] !== "") d.stack.push(reader[0]);
    reader[1](d, value.end);
  });
}

/** The extensions of a certificate. */
export function extensions(d: Dissection, limit: number): void { list(d, limit, af.extensions, extension); }
