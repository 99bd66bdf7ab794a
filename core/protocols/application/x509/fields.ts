/**
 * What certificates are made of (ITU-T X.509, RFC 5280). tshark spreads it over the modules in which the
 * types were first defined, and so do the names here.
 */
import { abstime, bool, bytes, heading, i32, ipv4, ipv6, oid, protocol, string, u16, u32, u64, u8 } from "../../../fields/declare";
import { hashAlgorithms, signatureAlgorithms, signatureSchemes } from "../../../fields/tables/tls-parameters";
import { values } from "../../../fields/values";

const nameForms = values({ 0: "rdnSequence" });
const times = values({ 0: "utcTime", 1: "generalizedTime" });
const directoryStrings = values({ 0: "teletexString", 1: "printableString", 2: "universalString", 3: "bmpString", 4: "uTF8String" });
const generalNames = values({
  0: "otherName", 1: "rfc822Name", 2: "dNSName", 3: "x400Address", 4: "directoryName", 5: "ediPartyName", 6: "uniformResourceIdentifier", 7: "iPAddress", 8: "registeredID",
});
const displayTexts = values({ 0: "ia5String", 1: "visibleString", 2: "bmpString", 3: "utf8String" });

export const ber = protocol("ber", "Basic Encoding Rules (ASN.1 X.690)", {
  "bitstring.padding": u8("Padding", { help: "How many bits of the bit string's last byte are not in use." }),
}, { short: "BER" });

export const x509af = protocol("x509af", "X.509 Authentication Framework", {
  "algorithm.id": oid("Algorithm Id"),
  "extension.id": oid("Extension Id"),
  "signedCertificate_element": heading("signedCertificate", { help: "What the issuer has signed." }),
  "version": i32("version", { values: values({ 0: "v1", 1: "v2", 2: "v3" }) }),
  "serialNumber": bytes("serialNumber", { help: "The issuer gives every certificate a number of its own." }),
  "signature_element": heading("signature", { help: "How the certificate is signed; the same as beside the signature itself." }),
  "issuer": u32("issuer", { values: nameForms, help: "Who signed the certificate." }),
  "validity_element": heading("validity"),
  "subject": u32("subject", { values: nameForms, help: "Whose public key this is." }),
  "subjectPublicKeyInfo_element": heading("subjectPublicKeyInfo"),
  "issuerUniqueIdentifier": bytes("issuerUniqueIdentifier"),
  "subjectUniqueIdentifier": bytes("subjectUniqueIdentifier"),
  "extensions": u32("extensions"),
  "algorithmIdentifier_element": heading("algorithmIdentifier"),
  "encrypted": bytes("encrypted", { help: "The issuer's signature." }),
  "rdnSequence": u32("rdnSequence"),
  "notBefore": u32("notBefore", { values: times, help: "The certificate is valid from here on." }),
  "notAfter": u32("notAfter", { values: times, help: "The certificate is valid up to here." }),
  "algorithm_element": heading("algorithm"),
  "subjectPublicKey": bytes("subjectPublicKey"),
  "utcTime": string("utcTime"),
  "generalizedTime": abstime("generalizedTime"),
  "Extension_element": heading("Extension"),
  "critical": bool("critical", { help: "Whoever does not know the extension must reject the certificate." }),
  "DSS_Params_element": heading("DSS-Params"),
  "p": bytes("p"),
  "q": bytes("q"),
  "g": bytes("g"),
}, { short: "X509AF" });

export const x509if = protocol("x509if", "X.509 Information Framework", {
  "oid": oid("Object Id"),
  "rdnSequence": u32("rdnSequence"),
  "RDNSequence_item": u32("RDNSequence item"),
  "RelativeDistinguishedName_item_element": heading("RelativeDistinguishedName item"),
}, { short: "X509IF" });

export const x509sat = protocol("x509sat", "X.509 Selected Attribute Types", {
  "DirectoryString": u32("DirectoryString", { values: directoryStrings }),
  "teletexString": string("teletexString"),
  "printableString": string("printableString"),
  "universalString": string("universalString"),
  "bmpString": string("bmpString"),
  "uTF8String": string("uTF8String"),
  "CountryName": string("CountryName"),
  "TelephoneNumber": string("TelephoneNumber"),
  "UniqueIdentifier": bytes("UniqueIdentifier"),
  "PrintableString": string("PrintableString"),
  "IA5String": string("IA5String"),
  "UTF8String": string("UTF8String"),
  "BMPString": string("BMPString"),
  "OctetString": bytes("OctetString"),
  "Integer": i32("Integer"),
}, { short: "X509SAT" });

export const x509ce = protocol("x509ce", "X.509 Certificate Extensions", {
  "id": oid("Id"),
  "IPAddress.ipv4": ipv4("iPAddress"),
  "IPAddress.ipv6": ipv6("iPAddress"),
  "AuthorityKeyIdentifier_element": heading("AuthorityKeyIdentifier"),
  "keyIdentifier": bytes("keyIdentifier", { help: "Tells which of the issuer's keys made the signature." }),
  "authorityCertIssuer": u32("authorityCertIssuer"),
  "authorityCertSerialNumber": bytes("authorityCertSerialNumber"),
  "SubjectKeyIdentifier": bytes("SubjectKeyIdentifier"),
  "KeyUsage": bytes("KeyUsage", { help: "What the key may be used for." }),
  "KeyUsage.digitalSignature": bool("digitalSignature", { mask: 0x80, words: ["True", "False"] }),
  "KeyUsage.contentCommitment": bool("contentCommitment", { mask: 0x40, words: ["True", "False"] }),
  "KeyUsage.keyEncipherment": bool("keyEncipherment", { mask: 0x20, words: ["True", "False"] }),
  "KeyUsage.dataEncipherment": bool("dataEncipherment", { mask: 0x10, words: ["True", "False"] }),
  "KeyUsage.keyAgreement": bool("keyAgreement", { mask: 0x08, words: ["True", "False"] }),
  "KeyUsage.keyCertSign": bool("keyCertSign", { mask: 0x04, words: ["True", "False"] }),
  "KeyUsage.cRLSign": bool("cRLSign", { mask: 0x02, words: ["True", "False"] }),
  "KeyUsage.encipherOnly": bool("encipherOnly", { mask: 0x01, words: ["True", "False"] }),
  "KeyUsage.decipherOnly": bool("decipherOnly", { mask: 0x80, words: ["True", "False"] }),
  "KeyPurposeIDs": u32("KeyPurposeIDs"),
  "KeyPurposeId": oid("KeyPurposeId"),
  "PrivateKeyUsagePeriod_element": heading("PrivateKeyUsagePeriod"),
  "notBefore": abstime("notBefore"),
  "notAfter": abstime("notAfter"),
  "CertificatePoliciesSyntax": u32("CertificatePoliciesSyntax"),
  "PolicyInformation_element": heading("PolicyInformation"),
  "policyIdentifier": oid("policyIdentifier"),
  "policyQualifiers": u32("policyQualifiers"),
  "PolicyQualifierInfo_element": heading("PolicyQualifierInfo"),
  "PolicyMappingsSyntax": u32("PolicyMappingsSyntax"),
  "PolicyMappingsSyntax_item_element": heading("PolicyMappingsSyntax item"),
  "issuerDomainPolicy": oid("issuerDomainPolicy"),
  "subjectDomainPolicy": oid("subjectDomainPolicy"),
  "GeneralNames": u32("GeneralNames"),
  "GeneralName": u32("GeneralName", { values: generalNames }),
  "otherName_element": heading("otherName"),
  "type_id": oid("type-id"),
  "rfc822Name": string("rfc822Name"),
  "dNSName": string("dNSName"),
  "x400Address_element": heading("x400Address"),
  "directoryName": u32("directoryName", { values: nameForms }),
  "ediPartyName_element": heading("ediPartyName"),
  "uniformResourceIdentifier": string("uniformResourceIdentifier"),
  "registeredID": oid("registeredID"),
  "BasicConstraintsSyntax_element": heading("BasicConstraintsSyntax"),
  "cA": bool("cA", { help: "The subject may sign certificates itself." }),
  "pathLenConstraint": u64("pathLenConstraint", { help: "How many certificates of authorities may follow below this one." }),
  "NameConstraintsSyntax_element": heading("NameConstraintsSyntax"),
  "permittedSubtrees": u32("permittedSubtrees"),
  "excludedSubtrees": u32("excludedSubtrees"),
  "GeneralSubtree_element": heading("GeneralSubtree"),
  "base": u32("base", { values: generalNames }),
  "minimum": u64("minimum"),
  "maximum": u64("maximum"),
  "PolicyConstraintsSyntax_element": heading("PolicyConstraintsSyntax"),
  "requireExplicitPolicy": u64("requireExplicitPolicy"),
  "inhibitPolicyMapping": u64("inhibitPolicyMapping"),
  "SkipCerts": u64("SkipCerts"),
  "CRLDistPointsSyntax": u32("CRLDistPointsSyntax"),
  "DistributionPoint_element": heading("DistributionPoint"),
  "distributionPoint": u32("distributionPoint", { values: values({ 0: "fullName", 1: "nameRelativeToCRLIssuer" }) }),
  "fullName": u32("fullName"),
  "nameRelativeToCRLIssuer": u32("nameRelativeToCRLIssuer"),
  "reasons": bytes("reasons"),
  "ReasonFlags.unused": bool("unused", { mask: 0x80, words: ["True", "False"] }),
  "ReasonFlags.keyCompromise": bool("keyCompromise", { mask: 0x40, words: ["True", "False"] }),
  "ReasonFlags.cACompromise": bool("cACompromise", { mask: 0x20, words: ["True", "False"] }),
  "ReasonFlags.affiliationChanged": bool("affiliationChanged", { mask: 0x10, words: ["True", "False"] }),
  "ReasonFlags.superseded": bool("superseded", { mask: 0x08, words: ["True", "False"] }),
  "ReasonFlags.cessationOfOperation": bool("cessationOfOperation", { mask: 0x04, words: ["True", "False"] }),
  "ReasonFlags.certificateHold": bool("certificateHold", { mask: 0x02, words: ["True", "False"] }),
  "ReasonFlags.privilegeWithdrawn": bool("privilegeWithdrawn", { mask: 0x01, words: ["True", "False"] }),
  "ReasonFlags.aACompromise": bool("aACompromise", { mask: 0x80, words: ["True", "False"] }),
  "cRLIssuer": u32("cRLIssuer"),
  "CertificateTemplate_element": heading("CertificateTemplate"),
  "templateID": oid("templateID"),
  "templateMajorVersion": i32("templateMajorVersion"),
  "templateMinorVersion": i32("templateMinorVersion"),
  "EntrustVersionInfo_element": heading("EntrustVersionInfo"),
  "entrustVers": string("entrustVers"),
  "entrustVersInfoFlags": bytes("entrustVersInfoFlags"),
  "EntrustInfoFlags.keyUpdateAllowed": bool("keyUpdateAllowed", { mask: 0x80, words: ["True", "False"] }),
  "EntrustInfoFlags.newExtensions": bool("newExtensions", { mask: 0x40, words: ["True", "False"] }),
  "EntrustInfoFlags.pKIXCertificate": bool("pKIXCertificate", { mask: 0x20, words: ["True", "False"] }),
  "EntrustInfoFlags.enterpriseCategory": bool("enterpriseCategory", { mask: 0x10, words: ["True", "False"] }),
  "EntrustInfoFlags.webCategory": bool("webCategory", { mask: 0x08, words: ["True", "False"] }),
  "EntrustInfoFlags.sETCategory": bool("sETCategory", { mask: 0x04, words: ["True", "False"] }),
}, { short: "X509CE" });

export const pkcs1 = protocol("pkcs-1", "PKCS#1", {
  "modulus": bytes("modulus", { name: "pkcs1.modulus" }),
  "publicExponent": i32("publicExponent", { name: "pkcs1.publicExponent" }),
  "ECParameters": u32("ECParameters", { name: "pkcs1.ECParameters", values: values({ 0: "specifiedCurve", 1: "namedCurve", 2: "implicitCurve" }) }),
  "namedCurve": oid("namedCurve", { name: "pkcs1.namedCurve" }),
  "RSASSA_PSS_params_element": heading("RSASSA-PSS-params", { name: "pkcs1.RSASSA_PSS_params_element" }),
  "hashAlgorithm_element": heading("hashAlgorithm", { name: "pkcs1.hashAlgorithm_element" }),
  "maskGenAlgorithm_element": heading("maskGenAlgorithm", { name: "pkcs1.maskGenAlgorithm_element" }),
  "saltLength": i32("saltLength", { name: "pkcs1.saltLength" }),
  "trailerField": i32("trailerField", { name: "pkcs1.trailerField" }),
}, { short: "PKCS-1" });

export const pkix1explicit = protocol("pkix1explicit", "PKIX1Explicit", {
  "DirectoryString": string("DirectoryString"),
  "Features": u32("Features"),
  "Features_item": u16("Features item", { help: "An extension of TLS that the server must support (RFC 7633)." }),
}, { short: "PKIX1EXPLICIT" });

export const pkix1implicit = protocol("pkix1implicit", "PKIX1Implitit", {
  "AuthorityInfoAccessSyntax": u32("AuthorityInfoAccessSyntax"),
  "AccessDescription_element": heading("AccessDescription"),
  "accessMethod": oid("accessMethod"),
  "accessLocation": u32("accessLocation"),
  "UserNotice_element": heading("UserNotice"),
  "noticeRef_element": heading("noticeRef"),
  "organization": u32("organization", { values: displayTexts }),
  "noticeNumbers": u32("noticeNumbers"),
  "noticeNumbers_item": i32("noticeNumbers item"),
  "explicitText": u32("explicitText", { values: displayTexts }),
  "ia5String": string("ia5String"),
  "visibleString": string("visibleString"),
  "bmpString": string("bmpString"),
  "utf8String": string("utf8String"),
}, { short: "PKIX1IMPLICIT" });

export const pkixproxy = protocol("pkixproxy", "PKIXProxy (RFC3820)", {
  "ProxyCertInfoExtension_element": heading("ProxyCertInfoExtension"),
  "pCPathLenConstraint": i32("pCPathLenConstraint"),
  "proxyPolicy_element": heading("proxyPolicy"),
  "policyLanguage": oid("policyLanguage"),
  "policy": bytes("policy"),
}, { short: "PKIXPROXY" });

export const netscape = protocol("ns_cert_exts", "NetScape Certificate Extensions", {
  "BaseUrl": string("BaseUrl"),
  "RevocationUrl": string("RevocationUrl"),
  "CaRevocationUrl": string("CaRevocationUrl"),
  "CaPolicyUrl": string("CaPolicyUrl"),
  "Comment": string("Comment"),
  "SslServerName": string("SslServerName"),
  "CertRenewalUrl": string("CertRenewalUrl"),
  "CertType": bytes("CertType"),
}, { short: "NS_CERT_EXTS" });

/** Signed certificate timestamps (RFC 6962 §3.2), whose names are TLS's. */
export const transparency = protocol("tls.sct", "Signed Certificate Timestamps", {
  "scts_length": u16("Serialized SCT List Length"),
  "sct_length": u16("Serialized SCT Length"),
  "sct_version": u8("SCT Version"),
  "sct_logid": bytes("Log ID", { help: "The SHA-256 of the public key of the log." }),
  "sct_timestamp": abstime("Timestamp"),
  "sct_extensions_length": u16("Extensions length"),
  "sct_extensions": bytes("Extensions"),
  "scheme": u16("Signature Algorithm", { name: "tls.handshake.sig_hash_alg", display: "hex", values: signatureSchemes }),
  "hash": u8("Signature Hash Algorithm Hash", { name: "tls.handshake.sig_hash_hash", values: hashAlgorithms }),
  "signer": u8("Signature Hash Algorithm Signature", { name: "tls.handshake.sig_hash_sig", values: signatureAlgorithms }),
  "sct_signature_length": u16("Signature Length"),
  "sct_signature": bytes("Signature"),
}, { pseudo: true });
