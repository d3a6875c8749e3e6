// The control port: JSON over HTTP, one path per command. Errors come back as 400 {"error": ...}.

import { render } from './connection.mjs';

const COMMANDS = {
  '/urls': ({ urls }) => urls,
  '/seed': ({ server }, { n = 1 }) => server.seed(n),
  '/code': ({ server }, options) => ({ code: server.newCode(options) }),
  '/mode': ({ server }, settings) => server.configure(settings),
  '/script': ({ script }, faults) => ({ faults: script.load(faults) }),
  '/probe': ({ server }, { token, tokens }) => (tokens ? tokens.map((each) => server.probe(each)) : server.probe(token)),
  '/truth': ({ server }) => server.truth(),
  '/stats': (world) => world.stats(),
  '/requests': ({ log }) => log.list(),
  '/expire-access-tokens': ({ server }) => {
    server.expireAccessTokens();
    return {};
  },
  '/revoke': ({ server }, { token }) => {
    const login = server.tokens.get(token)?.login;
    if (!login) throw new Error('no login has this token');
    server.revokeLogin(login);
    return {};
  },
  '/drop-connections': ({ listeners }, _body, own) => {
    listeners.dropConnections(own);
    return {};
  },
  '/reset': (world, _body, own) => {
    world.reset(own);
    return {};
  },
};

export async function serveControl(world, connection) {
  let request;
  while ((request = await connection.readRequest().catch(() => null))) {
    let status = 200;
    let value;
    try {
      const command = COMMANDS[request.path];
      if (!command) throw new Error(`no command ${request.path}; there are ${Object.keys(COMMANDS).join(' ')}`);
      value = command(world, request.body.length ? JSON.parse(request.body.toString()) : {}, connection.tcp);
    } catch (error) {
      status = 400;
      value = { error: error.message };
    }
    const { head, body } = render({ status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(value) }, { close: !request.keepsAlive });
    await connection.write(Buffer.concat([head, body]));
    if (!request.keepsAlive) return connection.close();
  }
}
