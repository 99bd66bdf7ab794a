import { describe, expect, it } from "vitest";
import "../../all";
import { bytesOf, dissectAll, harden, linesOf } from "../../../dissect/testing";
import { nodeLabel } from "../../../dissect/labels";
import { ACK, PSH, server } from "../../transport/tcp/segments.test-support";

/** Made for this test with a key of 512 bits and most of the extensions of RFC 5280. */
const RSA_CERTIFICATE = `
  30820331308202dba00302010202021234300d06092a864886f70d01010b05003035310b30090603550406130244453110300e060355040a0c074578616d706c653114301206
  035504030c0b6578616d706c652e636f6d301e170d3236313132323138323935305a170d3336313131393138323935305a3035310b30090603550406130244453110300e0603
  55040a0c074578616d706c653114301206035504030c0b6578616d706c652e636f6d305c300d06092a864886f70d0101010500034b003048024100d3284902f18f38a6f71474
  e43536141e530fe08f0648a7dfb4057671bad306489bb7e82adbe458bc46bfce28e446af206ae1b18c5f28cef1c4145311dd9586850203010001a38201d3308201cf30120603
  551d130101ff040830060101ff020101300e0603551d0f0101ff04040302010630130603551d25040c300a06082b06010505070301301d0603551d0e04160414ffee0e0a6110
  44e8d02c43e03b2c3a56004437dd304e0603551d1104473045820b6578616d706c652e636f6d8704c0000201871020010db8000000000000000000000001810d61406578616d
  706c652e636f6da40f300d310b300906035504061302474230390603551d1f04323030302ea015a0138611687474703a2f2f632e6578616d706c652f81020640a211a40f300d
  310b3009060355040613024742302d06082b060105050701010421301f301d06082b060105050730018611687474703a2f2f6f2e6578616d706c652f30520603551d20044b30
  49304706032a03043040301d06082b060105050702011611687474703a2f2f702e6578616d706c652f301f06082b060105050702023013300d1a034f72673006020101020102
  0c02686930280603551d1e0421301fa00f300d820b6578616d706c652e636f6da10c300a8708c0000200ffffff00300c0603551d2404053003800103300a0603551d36040302
  0102301106082b0601050507011804053003020105301006096086480186f842010d040316016e300d06092a864886f70d01010b05000341003bc8e9092ef4fe2af2f3f1fb9d
  9bf9958411e9f8e168bb77298e17aa6ef8541590e1ed9a8fca89076829235b6b9d227997cd1567d51853c9f40eed40ececcf53`;
/** Made for this test with a key on secp256r1. */
const EC_CERTIFICATE = `
  308201003081a8020101300a06082a8648ce3d040302300c310a300806035504030c01653020170d3236313132323138323935305a180f32303531303731343138323935305a
  300c310a300806035504030c01653059301306072a8648ce3d020106082a8648ce3d0301070342000476b82203cb6fc75df68f595088775722dc8bc5f344255166c540abb4d4
  7b0f4ccbcf2325d2f1e8a691c69335d1e8644a7079f5588b38b858c53337ab99630c79300a06082a8648ce3d040302034700304402205f5ff7977f121ed18683f9e41044feb3
  323152be2b3b521d59d6dbcf29d16b440220488ce2ae595f830590d5c1d0f9a4acd11879d551eed14fe4dc259f6cdc438a29`;

const size = (hexadecimal: string): number => bytesOf(hexadecimal).length;
const number = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, "0");

/** A TLS 1.2 record with one handshake message, in a segment: its data begins at byte 54 of the packet. */
function handshake(type: number, body: string): Uint8Array {
  const length = size(body);
  return server({ port: 443, seq: 1, ack: 1, flags: PSH | ACK, data: bytesOf(`16 0303 ${number(length + 4, 2)} ${number(type, 1)} ${number(length, 3)} ${body}`) });
}

function certificate(...list: string[]): Uint8Array {
  const body = list.map((one) => number(size(one), 3) + one).join("");
  return handshake(11, number(size(body), 3) + body);
}

function shown(packet: Uint8Array, name: RegExp): { lines: string[]; labels: string[]; stack: string[] } {
  const result = { lines: [] as string[], labels: [] as string[], stack: [] as string[] };
  dissectAll([packet], (d) => {
    result.lines = linesOf(d.tree).map((line) => line.trim()).filter((line) => name.test(line));
    for (let i = 0; i < d.tree.count; i++) result.labels.push(nodeLabel(d.tree, i));
    result.stack = [...d.stack];
  });
  return result;
}

describe("X.509", () => {
  it("reads a certificate with an elliptic curve's key", () => {
    const whole = shown(certificate(RSA_CERTIFICATE, EC_CERTIFICATE), /^(x509|pkcs1|ber)/);
    const second = whole.lines.slice(whole.lines.lastIndexOf("x509af.signedCertificate_element@897+171"));
    expect(second.filter((line) => !/encrypted|subjectPublicKey@/.test(line))).toEqual([
      "x509af.signedCertificate_element@897+171", "x509af.serialNumber@902+1=01", "x509af.signature_element@903+12",
      "x509af.algorithm.id@907+8=1.2.840.10045.4.3.2", "x509af.issuer@915+14=0", "x509if.rdnSequence@917+12=1", "x509if.RDNSequence_item@919+10=1",
      "x509if.RelativeDistinguishedName_item_element@919+10", "x509if.oid@923+3=2.5.4.3", "x509sat.DirectoryString@926+3=4",
      'x509sat.uTF8String@928+1="e"', "x509af.validity_element@929+34", "x509af.notBefore@931+15=0",
      'x509af.utcTime@933+13="2026-11-22 18:29:50 (UTC)"', "x509af.notAfter@946+17=1",
      "x509af.generalizedTime@948+15=Jul 14, 2051 18:29:50.000000000 UTC", "x509af.subject@963+14=0", "x509af.rdnSequence@965+12=1",
      "x509if.RDNSequence_item@967+10=1", "x509if.RelativeDistinguishedName_item_element@967+10", "x509if.oid@971+3=2.5.4.3",
      "x509sat.DirectoryString@974+3=4", 'x509sat.uTF8String@976+1="e"', "x509af.subjectPublicKeyInfo_element@977+91",
      "x509af.algorithm_element@979+21", "x509af.algorithm.id@983+7=1.2.840.10045.2.1", "pkcs1.ECParameters@990+10=1",
      "pkcs1.namedCurve@992+8=1.2.840.10045.3.1.7", "ber.bitstring.padding@1002+1=0", "x509af.algorithmIdentifier_element@1068+12",
      "x509af.algorithm.id@1072+8=1.2.840.10045.4.3.2", "ber.bitstring.padding@1082+1=0",
    ]);
    expect(whole.labels).toContain("Algorithm Id: 1.2.840.10045.4.3.2 (ecdsa-with-SHA256)");
    expect(whole.labels.some((label) => label.startsWith("Certificate: 3082") && label.endsWith("(id-at-commonName=e)"))).toBe(true);
  });

  it("reads the extensions", () => {
    expect(shown(certificate(RSA_CERTIFICATE, EC_CERTIFICATE), /^(x509ce|pkix|ns_cert)/).lines).toEqual([
      "x509ce.BasicConstraintsSyntax_element@357+8", "x509ce.cA@361+1=1", "x509ce.pathLenConstraint@364+1=1", "x509ce.KeyUsage@380+1=06",
      "x509ce.KeyUsage.digitalSignature@380+1=0", "x509ce.KeyUsage.contentCommitment@380+1=0", "x509ce.KeyUsage.keyEncipherment@380+1=0",
      "x509ce.KeyUsage.dataEncipherment@380+1=0", "x509ce.KeyUsage.keyAgreement@380+1=0", "x509ce.KeyUsage.keyCertSign@380+1=1",
      "x509ce.KeyUsage.cRLSign@380+1=1", "x509ce.KeyUsage.encipherOnly@380+1=0", "x509ce.KeyUsage.decipherOnly@380+1=0",
      "x509ce.KeyPurposeIDs@392+10=1", "x509ce.KeyPurposeId@394+8=1.3.6.1.5.5.7.3.1",
      "x509ce.SubjectKeyIdentifier@413+20=ffee0e0a611044e8d02c43e03b2c3a56004437dd", "x509ce.GeneralNames@444+69=5", "x509ce.GeneralName@446+11=2",
      'x509ce.dNSName@446+11="example.com"', "x509ce.GeneralName@459+4=7", "x509ce.IPAddress.ipv4@459+4=192.0.2.1", "x509ce.GeneralName@465+16=7",
      "x509ce.IPAddress.ipv6@465+16=2001:db8::1", "x509ce.GeneralName@483+13=1", 'x509ce.rfc822Name@483+13="a@example.com"',
      "x509ce.GeneralName@498+15=4", "x509ce.directoryName@498+15=0", "x509ce.CRLDistPointsSyntax@524+48=1",
      "x509ce.DistributionPoint_element@524+48", "x509ce.distributionPoint@530+19=0", "x509ce.fullName@530+19=1", "x509ce.GeneralName@532+17=6",
      'x509ce.uniformResourceIdentifier@532+17="http://c.example/"', "x509ce.reasons@552+1=40", "x509ce.ReasonFlags.unused@552+1=0",
      "x509ce.ReasonFlags.keyCompromise@552+1=1", "x509ce.ReasonFlags.cACompromise@552+1=0", "x509ce.ReasonFlags.affiliationChanged@552+1=0",
      "x509ce.ReasonFlags.superseded@552+1=0", "x509ce.ReasonFlags.cessationOfOperation@552+1=0", "x509ce.ReasonFlags.certificateHold@552+1=0",
      "x509ce.ReasonFlags.privilegeWithdrawn@552+1=0", "x509ce.ReasonFlags.aACompromise@552+1=0", "x509ce.cRLIssuer@555+17=1",
      "x509ce.GeneralName@557+15=4", "x509ce.directoryName@557+15=0", "pkix1implicit.AuthorityInfoAccessSyntax@588+31=1",
      "pkix1implicit.AccessDescription_element@588+31", "pkix1implicit.accessMethod@592+8=1.3.6.1.5.5.7.48.1",
      "pkix1implicit.accessLocation@602+17=6", 'x509ce.uniformResourceIdentifier@602+17="http://o.example/"',
      "x509ce.CertificatePoliciesSyntax@630+73=1", "x509ce.PolicyInformation_element@630+73", "x509ce.policyIdentifier@634+3=1.2.3.4",
      "x509ce.policyQualifiers@639+64=2", "x509ce.PolicyQualifierInfo_element@639+31", "x509ce.id@643+8=1.3.6.1.5.5.7.2.1",
      'pkix1explicit.DirectoryString@653+17="http://p.example/"', "x509ce.PolicyQualifierInfo_element@670+33", "x509ce.id@674+8=1.3.6.1.5.5.7.2.2",
      "pkix1implicit.UserNotice_element@682+21", "pkix1implicit.noticeRef_element@684+15", "pkix1implicit.organization@686+5=1",
      'pkix1implicit.visibleString@688+3="Org"', "pkix1implicit.noticeNumbers@693+6=2", "pkix1implicit.noticeNumbers_item@695+1=1",
      "pkix1implicit.noticeNumbers_item@698+1=2", "pkix1implicit.explicitText@699+4=3", 'pkix1implicit.utf8String@701+2="hi"',
      "x509ce.NameConstraintsSyntax_element@712+33", "x509ce.permittedSubtrees@716+15=1", "x509ce.GeneralSubtree_element@716+15",
      "x509ce.base@720+11=2", 'x509ce.dNSName@720+11="example.com"', "x509ce.excludedSubtrees@733+12=1", "x509ce.GeneralSubtree_element@733+12",
      "x509ce.base@737+8=7", "x509ce.PolicyConstraintsSyntax_element@754+5", "x509ce.requireExplicitPolicy@758+1=3", "x509ce.SkipCerts@770+1=2",
      "pkix1explicit.Features@787+3=1", "pkix1explicit.Features_item@789+1=5", 'ns_cert_exts.Comment@807+1="n"',
    ]);
  });

  it("reads an RSA key, and names the modules in frame.protocols", () => {
    const whole = shown(certificate(RSA_CERTIFICATE, EC_CERTIFICATE), /^pkcs1/);
    expect(whole.lines.slice(0, 2).map((line) => line.slice(0, 41))).toEqual(["pkcs1.modulus@267+65=00d3284902f18f38a6f7", "pkcs1.publicExponent@334+3=65537"]);
    expect(whole.stack.join(":").replace(/^.*tls:/, "")).toBe("x509sat:x509sat:x509sat:x509sat:x509sat:x509sat:x509ce:x509ce:x509ce:x509ce:x509ce:x509sat:x509ce:x509sat:pkix1implicit:x509ce:pkix1explicit:pkix1implicit:x509ce:x509ce:x509ce:pkix1explicit:ns_cert_exts:x509sat:x509sat:pkcs-1");
  });

  it("reads the names in a certificate request, several attributes to a part too", () => {
    const request = "01 01 0002 0401 0028 0026 3024 310b 3009 0603550406 13024442 3115 3008 0603550403 0c0161 3009 060355040b 13026263";
    const whole = shown(handshake(13, request), /^x509/);
    expect(whole.labels).toContain("Distinguished Name: (id-at-commonName=a+id-at-organizationalUnitName=bc,id-at-countryName=DB)");
  });

  it("stops at a length beyond its parent, at one without end and at absurd identifiers", () => {
    const fake = (content: string): string[] => shown(certificate(content), /^(_ws.malformed|x509)/).lines;
    expect(fake("3003 3084 7fff")[0]).toMatch(/^_ws.malformed/);
    expect(fake("3080 3080 0000 0000")[0]).toMatch(/^_ws.malformed/);
    expect(fake(`30820110 3082010c 020101 30820105 06820101 ${"ff".repeat(257)}`).slice(-1)[0]).toMatch(/^_ws.malformed/);
  });

  it("stands deep nesting", () => {
    let nested = "";
    for (let i = 0; i < 300; i++) nested = `30${size(nested) < 128 ? number(size(nested), 1) : `82${number(size(nested), 2)}`}${nested}`;
    expect(shown(certificate(nested), /^_ws.malformed/).lines.length).toBeGreaterThan(0);
  });

  it("stands every cut and every flipped bit", () => {
    harden(certificate(EC_CERTIFICATE));
    harden(certificate(RSA_CERTIFICATE), { flips: 200 });
  });
});
