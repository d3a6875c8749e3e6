#!/usr/bin/env node
// A scripted fault server that knows the truth. See README.md.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AuthorizationServer } from './authorization_server.mjs';
import { makeCertificates, removeFolder } from './certificates.mjs';
import { render } from './connection.mjs';
import { serveControl } from './control.mjs';
import { answer, nameOf, Script } from './faults.mjs';
import { Listeners } from './listeners.mjs';
import { RequestLog } from './request_log.mjs';

const { values: options } = parseArgs({
  options: {
    'until-stdin-closes': { type: 'boolean', default: false },
    settings: { type: 'string', default: '{}' },
    address: { type: 'string', default: '127.0.0.1' },
  },
});

/** Everything a test can look at or change. */
class World {
  server = new AuthorizationServer(JSON.parse(options.settings));
  script = new Script();
  log = new RequestLog();
  listeners = new Listeners(options.address);

  stats() {
    const { counts } = this.listeners;
    const own = Object.entries(counts).filter(([name]) => !name.startsWith('other')).map(([, each]) => each);
    const sum = (word) => own.reduce((total, each) => total + each[word], 0);
    return {
      requests: sum('requests'),
      connections: sum('connections'),
      requests_per_connection: this.log.perConnection,
      incomplete_requests: this.log.incomplete,
      concurrent_requests: this.log.concurrent,
      listeners: counts,
      tokens: this.server.counts,
      logins: this.server.logins.size,
      faults_applied: this.script.applied,
      faults_left: this.script.left,
    };
  }

  /** As after the start; `own` is the control connection that asked. */
  reset(own) {
    this.listeners.dropConnections(own);
    this.listeners.resetCounts();
    this.server.reset();
    this.script.load([]);
    this.log = new RequestLog();
  }
}

const world = new World();

async function serveClient(connection, origin, elsewhere) {
  // Taken once: after a reset the end of an old connection must not be counted in the new log.
  const { server, script, log } = world;
  for (let goesOn = true; goesOn;) {
    let request;
    try {
      request = await connection.readRequest();
    } catch (error) {
      // Not what an HTTP client sends.
      log.incomplete++;
      const { head } = render({ status: error.status ?? 400 }, { close: true });
      await connection.write(head);
      return connection.close();
    }
    if (!request) {
      if (connection.pendingBytes) log.incomplete++;
      return undefined;
    }
    connection.requests++;
    connection.counts.requests++;
    Object.assign(request, { answered: 0, origin, elsewhere: elsewhere + request.target, endpoint: server.endpoint(request) });
    request.login = server.loginOf(request);
    server.notice(request);
    const fault = script.choose(request, connection);
    log.add(request, connection, fault && nameOf(fault));
    goesOn = await log.during(answer(connection, request, fault, () => server.handle(request)));
  }
  return undefined;
}

/** The other origin has nothing to offer; whoever comes here was led astray. */
async function serveStray(connection) {
  let request;
  while ((request = await connection.readRequest().catch(() => null))) {
    connection.requests++;
    connection.counts.requests++;
    request.answered = 0;
    world.log.add(request, connection, null);
    await answer(connection, request, null, () => ({ status: 200, headers: [['Content-Type', 'application/json']], body: '{"other":true}' }));
  }
}

async function start(folder) {
  const certificates = await makeCertificates(folder);
  const { listeners } = world;
  const control = await listeners.open({ serve: (connection) => serveControl(world, connection) });
  const urls = { control: `http://${options.address}:${control}` };

  urls.otherHttp = `http://${options.address}:${await listeners.open({ name: 'otherHttp', serve: serveStray })}`;
  urls.otherHttps = `https://${options.address}:${await listeners.open({ name: 'otherHttps', tls: certificates.good, serve: serveStray })}`;

  const modern = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' };
  // OpenSSL 3 allows the old versions only at security level 0.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  const origins = {
    http: null,
    https: { ...certificates.good, ...modern },
    expired: { ...certificates.expired, ...modern },
    selfSigned: { ...certificates.selfSigned, ...modern },
    wrongHost: { ...certificates.wrongHost, ...modern },
    oldTls: { ...certificates.good, ...old },
  };
  for (const [name, tls] of Object.entries(origins)) {
    const port = await listeners.open({
      name,
      tls,
      serve: (connection) => serveClient(connection, urls[name], urls.otherHttp),
      onAccept: () => world.script.chooseForAccept(name),
    });
    urls[name] = `${tls ? 'https' : 'http'}://${options.address}:${port}`;
  }
  world.urls = { ready: true, pid: process.pid, ...urls, ca: certificates.ca };
  return world.urls;
}

const folder = mkdtempSync(join(tmpdir(), 'fault-server-'));
process.on('exit', () => removeFolder(folder));
const stop = () => process.exit(0);
process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop);
if (options['until-stdin-closes']) process.stdin.resume().on('end', stop).on('close', stop).on('error', stop);

console.log(JSON.stringify(await start(folder)));
