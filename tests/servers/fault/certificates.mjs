// Test certificates, made anew at each start: a private key in a repository would sooner or later be trusted somewhere.

import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = fault server
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
[wrong_host]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:wrong.example
[ca]
default_ca = past
[past]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
CN = supplied
`;

const EC_KEY = { namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } };

/**
 * Makes the authority and its certificates in `folder` and leaves only ca.pem there.
 * Returns {ca: path, good, expired, selfSigned, wrongHost: {key, cert}}.
 */
export async function makeCertificates(folder) {
  const openssl = (...words) => run('openssl', words, { cwd: folder });
  const file = (name) => join(folder, name);
  const key = generateKeyPairSync('ec', EC_KEY).privateKey;
  writeFileSync(file('ca.key'), generateKeyPairSync('ec', EC_KEY).privateKey, { mode: 0o600 });
  writeFileSync(file('server.key'), key, { mode: 0o600 });
  writeFileSync(file('openssl.cnf'), CONFIG);
  writeFileSync(file('index.txt'), '');

  const x509 = ['req', '-x509', '-config', 'openssl.cnf', '-days', '30'];
  const signed = ['-key', 'server.key', '-CA', 'ca.pem', '-CAkey', 'ca.key'];
  await Promise.all([
    openssl(...x509, '-extensions', 'authority', '-subj', '/CN=fault server test authority', '-key', 'ca.key', '-out', 'ca.pem'),
    openssl(...x509, '-extensions', 'server', '-subj', '/CN=localhost', '-key', 'server.key', '-out', 'selfSigned.pem'),
    openssl('req', '-new', '-config', 'openssl.cnf', '-subj', '/CN=localhost', '-key', 'server.key', '-out', 'server.csr'),
  ]);
  await Promise.all([
    openssl(...x509, ...signed, '-extensions', 'server', '-subj', '/CN=localhost', '-out', 'good.pem'),
    openssl(...x509, ...signed, '-extensions', 'wrong_host', '-subj', '/CN=wrong.example', '-out', 'wrongHost.pem'),
    // Only `openssl ca` takes dates in every version 3; the others take a number of days from now.
    openssl('ca', '-batch', '-notext', '-config', 'openssl.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-extensions', 'server',
      '-startdate', '20200101000000Z', '-enddate', '20200201000000Z', '-in', 'server.csr', '-out', 'expired.pem'),
  ]);

  const certificates = { ca: file('ca.pem') };
  for (const name of ['good', 'expired', 'selfSigned', 'wrongHost']) {
    certificates[name] = { key, cert: readFileSync(file(`${name}.pem`)) };
  }
  // Certificates and keys are in memory now; clients need only the authority.
  for (const name of readdirSync(folder)) {
    if (name !== 'ca.pem') rmSync(file(name));
  }
  return certificates;
}

/** Removes the folder; called at the very end, also on a signal, so nothing asynchronous. */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
}
