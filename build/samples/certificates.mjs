import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const configuration = (name) => `
[ca]
default_ca = samples
[samples]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = empty
[empty]
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
certificatePolicies = 2.23.140.1.2.2
crlDistributionPoints = URI:http://crl.samples.example/root.crl
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:${name}, DNS:wx.qq.com, DNS:*.wx.qq.com
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
certificatePolicies = 2.23.140.1.2.2
crlDistributionPoints = URI:http://crl.samples.example/tls.crl
authorityInfoAccess = OCSP;URI:http://ocsp.samples.example, caIssuers;URI:http://pki.samples.example/tls.crt
`;

/**
 * Makes a root, an authority under it and a server certificate for `name`, all RSA 2048, in `folder`:
 * `leaf.key`, and `chain.pem` with the leaf and the authority (a server leaves the root out, RFC 5246 §7.4.2).
 * Keys are fresh at every run; validity is the story's, not today's.
 * @param {string} folder
 * @param {string} name host name
 */
export function makeCertificates(folder, name) {
  const work = join(folder, "authority");
  mkdirSync(work);
  const openssl = (...words) => execFileSync("openssl", words, { cwd: work, stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(work, "index"), "");
  writeFileSync(join(work, "serial"), "0A7D3C59E1B24F6894D05C2B7E8F1A01\n");
  writeFileSync(join(work, "conf"), configuration(name));

  const request = (file, subject) => openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "conf", "-subj", subject, "-keyout", `${file}.key`, "-out", `${file}.csr`);
  const sign = (file, signer, section, from, to) => openssl("ca", "-batch", "-notext", "-config", "conf", "-extensions", section, "-in", `${file}.csr`, "-out", `${file}.pem`, "-startdate", from, "-enddate", to, ...signer);
  request("root", "/O=Wirelens Samples/CN=Wirelens Samples Root");
  sign("root", ["-selfsign", "-keyfile", "root.key"], "authority", "20240101000000Z", "20440101000000Z");
  request("tls", "/O=Wirelens Samples/CN=Wirelens Samples TLS CA");
  sign("tls", ["-cert", "root.pem", "-keyfile", "root.key"], "authority", "20250101000000Z", "20350101000000Z");
  request("leaf", `/C=CN/O=Wirelens Samples/CN=${name}`);
  sign("leaf", ["-cert", "tls.pem", "-keyfile", "tls.key"], "leaf", "20260401000000Z", "20270430235959Z");

  const read = (file) => readFileSync(join(work, file));
  writeFileSync(join(folder, "leaf.key"), read("leaf.key"));
  writeFileSync(join(folder, "chain.pem"), Buffer.concat([read("leaf.pem"), read("tls.pem")]));
}
