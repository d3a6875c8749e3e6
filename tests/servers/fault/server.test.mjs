// node --test tests/servers/fault/      checks the fault server itself, over raw sockets and with the curl command

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { connect as tlsConnect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const SERVER = join(dirname(fileURLToPath(import.meta.url)), 'server.mjs');
let child;
let at;

function launch() {
  const process_ = spawn(process.execPath, [SERVER, '--until-stdin-closes'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve) => process_.stdout.once('data', (line) => resolve([process_, JSON.parse(line)])));
}

before(async () => ([child, at] = await launch()));
after(() => child.stdin.end());
beforeEach(() => control('reset'));

async function control(command, body) {
  const answer = await fetch(`${at.control}/${command}`, { method: 'POST', body: body === undefined ? '' : JSON.stringify(body) });
  const value = await answer.json();
  if (answer.status !== 200) throw new Error(value.error);
  return value;
}
const script = (...faults) => control('script', faults);
const probe = (token) => control('probe', { token });
const seed = async () => (await control('seed'))[0];

/** A client connection that shows the bytes: `ask` sends a request and resolves when the answer is complete, or the connection ended. */
class Client {
  constructor(url = at.http) {
    const { protocol, port } = new URL(url);
    this.bytes = '';
    this.ended = null;
    this.reads = 0;
    this.socket = protocol === 'https:' ? tlsConnect({ port, host: '127.0.0.1', ca: readFileSync(at.ca) }) : connect(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      this.bytes += data.toString('latin1');
      this.reads++;
    });
    this.socket.on('end', () => (this.ended ??= 'end')).on('error', (error) => (this.ended ??= error.code));
  }

  async until(done, ms = 2000) {
    for (const end = Date.now() + ms; !done() && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 2));
    return this;
  }

  async ask(method, path, body = '', headers = '', ms = 2000) {
    this.bytes = '';
    this.socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`);
    return this.until(() => {
      const head = this.bytes.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(this.bytes)?.[1];
      return this.ended || (head >= 0 && length !== undefined && this.bytes.length >= head + 4 + Number(length));
    }, ms);
  }

  refresh(token, ms) {
    return this.ask('POST', '/token', `grant_type=refresh_token&refresh_token=${encodeURIComponent(token)}`, '', ms);
  }

  get status() { return Number(this.bytes.slice(9, 12)); }
  get body() { return this.bytes.slice(this.bytes.indexOf('\r\n\r\n') + 4); }
  get json() { return JSON.parse(this.body); }
}

const refresh = (token, url, ms) => new Client(url).refresh(token, ms);

const curl = (...words) => new Promise((resolve) => {
  execFile('curl', ['-sS', '--max-time', '10', ...words], { maxBuffer: 1 << 28, encoding: 'latin1' }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
});
const data = (token) => ['-d', 'grant_type=refresh_token', '--data-urlencode', `refresh_token=${token}`];

// ---- truth

test('strict: a used token ends the login', async () => {
  const { refresh_token: r0, access_token: a0 } = await seed();
  const r1 = (await refresh(r0)).json.refresh_token;
  assert.equal((await probe(r1)).live, true);
  assert.equal((await probe(r0)).live, false);
  const again = await refresh(r0);
  assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant']);
  assert.equal((await probe(r1)).live, false);
  assert.equal((await probe(a0)).live, false);
  const { presented, processed, rejected, revoked } = await probe(r0);
  assert.deepEqual({ presented, processed, rejected, revoked }, { presented: 2, processed: 1, rejected: 1, revoked: true });
  assert.deepEqual((await control('truth'))[0].reused, 1);
});

test('plain: a used token is refused, the login lives', async () => {
  await control('mode', { mode: 'plain' });
  const { refresh_token: r0 } = await seed();
  const r1 = (await refresh(r0)).json.refresh_token;
  assert.equal((await refresh(r0)).status, 400);
  assert.equal((await refresh(r1)).status, 200);
});

test('grace: a sibling within the time, the end of the login after it', async () => {
  await control('mode', { mode: 'grace', grace_ms: 150 });
  const { refresh_token: r0 } = await seed();
  const first = (await refresh(r0)).json.refresh_token;
  const second = (await refresh(r0)).json.refresh_token;
  assert.notEqual(first, second);
  assert.ok((await probe(first)).live && (await probe(second)).live);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await refresh(r0)).status, 400);
  assert.equal((await probe(second)).live, false);
});

test('no_rotation and same', async () => {
  await control('mode', { mode: 'no_rotation' });
  const { refresh_token: r0 } = await seed();
  assert.equal((await refresh(r0)).json.refresh_token, undefined);
  await control('mode', { mode: 'same' });
  assert.equal((await refresh(r0)).json.refresh_token, r0);
  assert.equal((await probe(r0)).live, true);
});

test('tokens with letters that need encoding', async () => {
  await control('mode', { token_suffix: '+/= &' });
  const { refresh_token: r0 } = await seed();
  assert.equal((await refresh(r0)).status, 200);
  await assert.rejects(control('mode', { mode: 'lax' }), /mode is one of/);
  await assert.rejects(control('mode', { grace: 1 }), /unknown setting/);
});

test('code with PKCE, by way of the authorization page', async () => {
  await control('mode', { iss: true });
  const verifier = 'a'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ response_type: 'code', client_id: 'me', redirect_uri: 'http://localhost/cb?x=1', state: 's&1', code_challenge: challenge, code_challenge_method: 'S256' });
  const page = await new Client().ask('GET', `/authorize?${query}`);
  const callback = new URL(/Location: (\S+)/.exec(page.bytes)[1]);
  assert.deepEqual([callback.searchParams.get('state'), callback.searchParams.get('x'), callback.searchParams.get('iss')], ['s&1', '1', at.http]);
  const code = callback.searchParams.get('code');
  const exchange = (more) => new Client().ask('POST', '/token', new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: 'http://localhost/cb?x=1', ...more }).toString());
  assert.equal((await exchange({ code_verifier: 'b'.repeat(43) })).status, 400);
  assert.equal((await exchange({ code_verifier: verifier, redirect_uri: 'http://localhost/' })).status, 400);
  const tokens = (await exchange({ code_verifier: verifier })).json;
  assert.equal((await probe(tokens.refresh_token)).live, true);
  assert.equal((await exchange({ code_verifier: verifier })).status, 400);
  assert.equal((await probe(tokens.refresh_token)).live, false, 'a code used twice ends its login');
  assert.equal((await probe(code)).presented, 4);
});

test('other grants', async () => {
  const grant = (form) => new Client().ask('POST', '/token', new URLSearchParams(form).toString());
  assert.ok((await grant({ grant_type: 'password', username: 'u', password: 'p' })).json.refresh_token);
  assert.equal((await grant({ grant_type: 'password', username: 'u', password: 'wrong' })).json.error, 'invalid_grant');
  assert.equal((await grant({ grant_type: 'client_credentials', scope: 'eggs' })).json.scope, 'eggs');
  assert.equal((await grant({ grant_type: 'client_credentials' })).json.refresh_token, undefined);
  assert.equal((await grant({ grant_type: 'x' })).json.error, 'unsupported_grant_type');
  const { code } = await control('code');
  assert.equal((await grant({ grant_type: 'authorization_code', code })).status, 200);
});

test('API, userinfo, revocation, introspection', async () => {
  const { access_token: a, refresh_token: r, login } = await seed();
  const bearer = `Authorization: Bearer ${a}\r\nX-Odd:  two\r\n`;
  const echo = (await new Client().ask('PUT', '/api/u1/eggs?n=1&n=2', 'hello', bearer)).json;
  assert.deepEqual([echo.method, echo.path, echo.query, echo.body, echo.login], ['PUT', '/api/u1/eggs', 'n=1&n=2', 'hello', login]);
  assert.deepEqual(echo.headers.at(-2), ['X-Odd', 'two']);
  assert.equal((await new Client().ask('GET', '/userinfo', '', bearer)).json.email, 'u1@example.com');
  const introspect = async (token) => (await new Client().ask('POST', '/introspect', `token=${token}`)).json.active;
  assert.equal(await introspect(a), true);
  await control('expire-access-tokens');
  assert.equal(await introspect(a), false);
  assert.match((await new Client().ask('GET', '/api/', '', bearer)).bytes, /^HTTP\/1.1 401 [^]*WWW-Authenticate: Bearer .*invalid_token/);
  assert.match((await new Client().ask('GET', '/api/')).bytes, /WWW-Authenticate: Bearer realm="fault"\r\n/);
  assert.equal(await introspect(r), true);
  assert.equal((await new Client().ask('POST', '/revoke', `token=${r}`)).status, 200);
  assert.equal(await introspect(r), false);
  assert.equal((await new Client().ask('POST', '/revoke', 'token=unknown')).status, 200);
});

test('aliases of paths', async () => {
  await control('mode', { aliases: { '/index.php?option=token&api=oauth2': '/token' } });
  const { refresh_token: r } = await seed();
  await script({ status: 503 });
  const form = `grant_type=refresh_token&refresh_token=${r}`;
  assert.equal((await new Client().ask('POST', '/index.php?option=token&api=oauth2', form)).status, 503);
  assert.equal((await new Client().ask('POST', '/index.php?option=token&api=oauth2', form)).status, 200);
});

// ---- faults

test('fixed answers, with the tokens or without', async () => {
  const { refresh_token: r } = await seed();
  await script(
    { status: 503, headers: { 'Retry-After': 3, 'Content-Type': null, 'X-Twice': ['a', 'b'] }, body: 'busy' },
    { status: 500, rotate: true },
  );
  const busy = await refresh(r);
  assert.match(busy.bytes, /^HTTP\/1.1 503 Service Unavailable\r\nRetry-After: 3\r\nX-Twice: a\r\nX-Twice: b\r\nContent-Length: 4\r\n\r\nbusy$/);
  assert.equal((await probe(r)).live, true);
  assert.equal((await refresh(r)).status, 500);
  assert.equal((await probe(r)).live, false);
  const [{ live: [r1] }] = await control('truth');
  await script({ status: 200, body: '{"refresh_token":"{{refresh_token}}",}' });
  const r2 = /"(rt_[^"]+)",}/.exec((await refresh(r1)).body)[1];
  assert.equal((await probe(r2)).live, true);
});

test('raw bytes', async () => {
  const { refresh_token: r } = await seed();
  await script(
    { raw_base64: Buffer.from('\xff\0no http').toString('base64'), end: 'reset' },
    { raw: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', end: 'keep' },
    { raw: 'x {{refresh_token}}' },
  );
  const odd = await refresh(r);
  assert.ok(Buffer.from(odd.bytes, 'latin1').includes('\0no http'));
  await odd.until(() => odd.ended);
  assert.equal(odd.ended, 'ECONNRESET');
  const client = await refresh(r);
  assert.equal(client.ended, null);
  await client.refresh(r);
  assert.match(client.bytes, /^x rt_u1_1_/);
  assert.equal(client.ended, 'end');
});

for (const url of ['http', 'https']) {
  test(`lost answers over ${url}`, async () => {
    const { refresh_token: r } = await seed();
    await script({ lose: true, rotate: false }, { lose_silent: true, rotate: false }, { reset_on_request: true }, { lose_reset: true });
    assert.equal((await refresh(r, at[url])).ended, 'end');
    assert.equal((await refresh(r, at[url], 100)).ended, null);
    assert.equal((await refresh(r, at[url])).ended, 'ECONNRESET');
    assert.equal((await probe(r)).live, true);
    assert.equal((await refresh(r, at[url])).ended, 'ECONNRESET');
    const { live, presented, processed } = await probe(r);
    assert.deepEqual({ live, presented, processed }, { live: false, presented: 4, processed: 1 });
  });
}

test('cuts at every byte', async () => {
  await control('mode', { mode: 'same' });
  const { refresh_token: r } = await seed();
  const whole = (await refresh(r)).bytes.length;
  for (const cut of [0, 1, 20, 100, whole - 1, -1, whole + 9]) {
    await script({ cut, end: cut % 2 ? 'reset' : 'close' });
    const client = await refresh(r);
    await client.until(() => client.ended);
    assert.equal(client.bytes.length, Math.min(whole, cut < 0 ? whole + cut : cut));
    assert.equal(client.ended, cut % 2 ? 'ECONNRESET' : 'end');
  }
  await script({ cut_body: 5 }, { cut_body: -5 }, { eof_in_headers: true });
  assert.equal((await refresh(r)).body, '{"acc');
  assert.match((await refresh(r)).body, /"ba$/);
  assert.match((await refresh(r)).bytes, /Content-Length: \d+$/);
});

test('slow answers', async () => {
  const { refresh_token: r } = await seed();
  await script({ delay: 150 }, { slice: true }, { trickle: 1 });
  let start = Date.now();
  const r1 = (await refresh(r)).json.refresh_token;
  assert.ok(Date.now() - start >= 150);
  const sliced = await refresh(r1);
  start = Date.now();
  const trickled = await refresh(sliced.json.refresh_token);
  assert.ok(trickled.json.refresh_token && trickled.reads > 100);
  assert.ok(Date.now() - start >= 200);
});

test('close_idle: a complete answer, then the end', async () => {
  const { refresh_token: r } = await seed();
  await script({ close_idle: 50 });
  const client = await refresh(r);
  assert.deepEqual([client.status, client.ended], [200, null]);
  assert.doesNotMatch(client.bytes, /^connection:/im);
  await client.until(() => client.ended);
  assert.equal(client.ended, 'end');
});

test('redirects', async () => {
  const { refresh_token: r } = await seed();
  await script({ redirect: 307 }, { redirect: 301, to: 'http://x/' });
  const away = await refresh(r);
  assert.ok(away.bytes.startsWith('HTTP/1.1 307') && away.bytes.includes(`Location: ${at.otherHttp}/token\r\n`));
  assert.match((await refresh(r)).bytes, /Location: http:\/\/x\/\r\n/);
  assert.equal((await probe(r)).live, true);
  await script({ redirect: 307 });
  await curl('-L', ...data(r), `${at.http}/token`);
  const { otherHttp } = (await control('stats')).listeners;
  assert.deepEqual([otherHttp.connections, otherHttp.requests], [1, 1]);
  assert.equal((await control('stats')).requests, 3);
});

test('encodings and framings, as the curl command sees them', async () => {
  await control('mode', { mode: 'same' });
  const { refresh_token: r } = await seed();
  const ask = (...words) => curl(...words, ...data(r), `${at.http}/token`);
  const good = /^\{"access_token".*\}$/;
  await script({ gzip: true }, { gzip: true }, { chunked: true }, { chunked: { size: 3, extension: '', trailers: {} } }, { http10: true },
    { http09: true }, { http09: true }, { informational: 3 }, { informational: { status: 103, times: 2 } });
  assert.match(gunzipSync(Buffer.from((await ask()).stdout, 'latin1')).toString(), good);
  assert.match((await ask('--compressed')).stdout, good);
  assert.match((await ask()).stdout, good);
  assert.match((await ask()).stdout, good);
  assert.match((await ask()).stdout, good);
  assert.equal((await ask()).code, 1, 'HTTP/0.9 is refused');
  assert.match((await ask('--http0.9')).stdout, good);
  const informed = (await ask('-i')).stdout;
  assert.equal(informed.split('HTTP/1.1 100 Continue').length, 4);
  assert.match(informed.split('\r\n\r\n').at(-1), good);
  assert.equal((await ask('-i')).stdout.split('HTTP/1.1 103 Early Hints').length, 3);
});

test('floods end when the client has had enough', async () => {
  await control('mode', { mode: 'same' });
  const { refresh_token: r } = await seed();
  const ask = (...words) => curl(...words, ...data(r), `${at.http}/token`);
  await script({ endless_headers: true }, { endless_body: true }, { endless_body: 'close' }, { informational: { times: 0 } }, { gzip_bomb: 20 });
  assert.notEqual((await ask()).code, 0);
  for (let n = 0; n < 2; n++) {
    const { code, stdout } = await ask('--max-time', '0.5');
    assert.equal(code, 28);
    assert.ok(stdout.length > 1e6 && stdout.startsWith('{"access_token":"at_'));
  }
  assert.notEqual((await ask('--max-time', '0.5')).code, 0);
  const bomb = await ask('--compressed');
  assert.ok(bomb.code === 0 && bomb.stdout.length > 20 * 1024 * 1024);
  assert.equal(JSON.parse(bomb.stdout).refresh_token, r);
});

test('connections refused after accept', async () => {
  const { refresh_token: r } = await seed();
  await script({ reset_on_accept: true }, { silent_on_accept: true, listener: 'https' });
  assert.equal((await refresh(r)).ended, 'ECONNRESET');
  assert.equal((await refresh(r)).status, 200);
  assert.equal((await curl('--max-time', '0.3', '--cacert', at.ca, `${at.https}/token`)).code, 28);
  assert.equal((await control('stats')).faults_left, 0);
});

test('which request a fault hits', async () => {
  await control('mode', { mode: 'same' });
  const [one, two] = await control('seed', { n: 2 });
  const statuses = async (n, client = new Client()) => {
    const list = [];
    for (let i = 0; i < n; i++) list.push((await client.refresh(one.refresh_token)).status);
    return list;
  };
  await script({ status: 503, times: 2 }, { status: 502 });
  assert.deepEqual(await statuses(4), [503, 503, 502, 200]);
  await script({ status: 503, match: { path: '/token', nth: 3 } }, { status: 500 });
  assert.deepEqual(await statuses(4), [500, 200, 503, 200]);
  await script({ status: 503, every: 2 });
  assert.deepEqual(await statuses(4), [200, 503, 200, 503]);
  await script({ status: 503, connection_nth_mod: 2, times: 1 }, { status: 502, connection_nth: 1, times: 1 });
  assert.deepEqual(await statuses(4), [502, 503, 200, 200]);
  await script({ status: 503, login: two.login }, { status: 502, grant: 'password' }, { status: 501, path: '/api/*', method: 'GET' }, { status: 505, listener: 'https' });
  assert.deepEqual(await statuses(1), [200]);
  assert.equal((await refresh(two.refresh_token)).status, 503);
  assert.equal((await refresh(two.refresh_token, at.https)).status, 505);
  assert.equal((await new Client().ask('GET', '/api/x')).status, 501);
  assert.equal((await control('stats')).faults_left, 1);
  await assert.rejects(script({ loose: true }), /unknown in a fault: loose/);
  await assert.rejects(script({ nth: 1 }), /without an effect/);
});

test('what arrived is kept byte for byte', async () => {
  const client = await new Client().ask('POST', '/api/x?y', '\x01\x02', 'X-Name:  spaced \r\n');
  await client.ask('GET', '/userinfo');
  const [first, second] = await control('requests');
  assert.equal(Buffer.from(first.head_base64, 'base64').toString(), 'POST /api/x?y HTTP/1.1\r\nHost: x\r\nX-Name:  spaced \r\nContent-Length: 2\r\n\r\n');
  assert.equal(Buffer.from(first.body_base64, 'base64').toString(), '\x01\x02');
  assert.deepEqual([second.nth, second.connection === first.connection, second.answered], [2, true, client.bytes.length]);
  const stats = await control('stats');
  assert.deepEqual([stats.connections, stats.requests, stats.requests_per_connection], [1, 2, [2]]);
});

test('requests under way at once are counted', async () => {
  await script({ path: '/userinfo', delay: 100, times: 0 });
  const clients = Array.from({ length: 3 }, () => new Client());
  await clients[0].ask('GET', '/userinfo');
  assert.equal((await control('stats')).concurrent_requests, 1);
  await Promise.all(clients.map((client) => client.ask('GET', '/userinfo')));
  assert.equal((await control('stats')).concurrent_requests, 3);
});

// ---- what it is for

test('libcurl sends a token request twice when a kept-alive connection ends without an answer', async () => {
  const [a, b] = await control('seed', { n: 2 });
  await script({ lose: true, connection_nth_mod: 2 });
  const { code } = await curl(...data(a.refresh_token), `${at.http}/token`, '--next', '-sS', ...data(b.refresh_token), `${at.http}/token`);
  const stats = await control('stats');
  assert.deepEqual([code, stats.requests, stats.requests_per_connection], [0, 3, [2, 1]]);
  assert.equal((await probe(a.refresh_token)).presented, 1);
  const { presented, processed, rejected, revoked } = await probe(b.refresh_token);
  assert.deepEqual({ presented, processed, rejected, revoked }, { presented: 2, processed: 1, rejected: 1, revoked: true });
});

test('certificates', async () => {
  const { refresh_token: r } = await seed();
  const ask = async (name, ...words) => (await curl('--cacert', at.ca, ...words, ...data(r), `${at[name]}/token`)).code;
  assert.equal(await ask('https'), 0);
  assert.equal(await ask('https', '--tls-max', '1.2'), 0);
  for (const name of ['expired', 'selfSigned', 'wrongHost']) assert.equal(await ask(name), 60, name);
  assert.equal(await ask('oldTls', '--tlsv1.2'), 35);
  const { listeners } = await control('stats');
  for (const name of ['expired', 'selfSigned', 'wrongHost', 'oldTls']) assert.deepEqual([listeners[name].connections, listeners[name].requests], [1, 0], name);
  assert.equal(await ask('oldTls', '--tlsv1.0', '--tls-max', '1.1', '--ciphers', 'DEFAULT@SECLEVEL=0'), 0, 'an old client can talk to it');
  assert.equal(await ask('wrongHost', '--resolve', `wrong.example:${new URL(at.wrongHost).port}:127.0.0.1`, '--connect-to', '::127.0.0.1:', '-k'), 0);
});

test('nothing is left behind', async () => {
  for (const end of [(server) => server.stdin.end(), (server) => server.kill('SIGTERM'), (server) => server.kill('SIGINT')]) {
    const [server, { ca }] = await launch();
    assert.ok(existsSync(ca));
    end(server);
    assert.equal(await new Promise((resolve) => server.on('exit', resolve)), 0);
    assert.ok(!existsSync(dirname(ca)));
  }
});
