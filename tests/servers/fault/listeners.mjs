// Sockets that listen, and the count of what came in through each.

import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Connection } from './connection.mjs';

export class Listeners {
  #servers = [];
  #sockets = new Set();
  #nextConnection = 0;
  #address;
  counts = {};

  constructor(address) {
    this.#address = address;
  }

  /**
   * Opens a listener on a free port and returns the port.
   * `serve(connection)` is called for each connection that is ready for HTTP; `onAccept()` may answer
   * 'reset' or 'silent' to treat a connection so before anything is read. Counted as `name`, if given.
   */
  async open({ name = null, tls = null, serve, onAccept = () => null }) {
    const counts = { connections: 0, tls_connections: 0, tls_failures: 0, requests: 0 };
    if (name) this.counts[name] = counts;
    const start = (socket, tcp) => {
      const connection = new Connection(socket, tcp);
      Object.assign(connection, { id: ++this.#nextConnection, listener: name, counts, requests: 0 });
      serve(connection);
    };
    const secure = tls && this.#secure(tls, counts, start);
    const server = createServer({ noDelay: true }, (tcp) => {
      counts.connections++;
      this.#sockets.add(tcp);
      tcp.on('close', () => this.#sockets.delete(tcp)).on('error', () => {});
      const treatment = onAccept();
      if (treatment === 'reset') return tcp.resetAndDestroy();
      if (treatment === 'silent') return tcp.resume();
      return secure ? secure(tcp) : start(tcp, tcp);
    });
    this.#servers.push(server);
    await new Promise((resolve, reject) => server.once('error', reject).listen(0, this.#address, resolve));
    return server.address().port;
  }

  /** TLS over sockets accepted above: so a connection counts even if its handshake fails, and can be reset. */
  #secure(options, counts, start) {
    const waiting = new Map();
    const server = createTlsServer(options);
    server.on('secureConnection', (socket) => {
      counts.tls_connections++;
      start(socket, waiting.get(socket.remotePort));
    });
    server.on('tlsClientError', (_error, socket) => {
      counts.tls_failures++;
      socket.destroy();
    });
    return (tcp) => {
      const port = tcp.remotePort;
      waiting.set(port, tcp);
      tcp.on('close', () => waiting.get(port) === tcp && waiting.delete(port));
      server.emit('connection', tcp);
    };
  }

  resetCounts() {
    for (const counts of Object.values(this.counts)) {
      for (const key of Object.keys(counts)) counts[key] = 0;
    }
  }

  /** Closes all connections but one; the listeners stay. */
  dropConnections(but = null) {
    for (const socket of this.#sockets) {
      if (socket !== but) socket.destroy();
    }
  }

  close() {
    for (const server of this.#servers) server.close();
    this.dropConnections();
  }
}
