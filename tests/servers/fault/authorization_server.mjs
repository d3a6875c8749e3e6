// An OAuth 2 server that knows the truth: which refresh token of each login is live, and how often each was used.

import { createHash, randomBytes } from 'node:crypto';

const MODES = ['strict', 'plain', 'grace', 'no_rotation', 'same'];

// Refresh tokens are never forgotten, they are the truth. Of a login's access tokens the newest are enough.
const ACCESS_TOKENS_KEPT = 16;

const DEFAULTS = {
  mode: 'strict',
  grace_ms: 2000,
  expires_in: 3600,
  scope: 'basic',
  token_suffix: '', // appended to every token: '+/=' to test encoding, 10,000 letters to test columns
  iss: false, // false, true (this server's base URL) or any string
  aliases: {}, // other path, with or without query => path of an endpoint
};

const CODE_PARAMETERS = ['scope', 'code_challenge', 'code_challenge_method', 'redirect_uri', 'client_id'];

const json = (status, value, headers = []) => ({
  status,
  headers: [['Content-Type', 'application/json'], ['Cache-Control', 'no-store'], ...headers],
  body: JSON.stringify(value),
});

const oauthError = (error, description, status = 400) => json(status, { error, error_description: description });

const bearerToken = (request) => /^bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];

export class AuthorizationServer {
  constructor(settings = {}) {
    this.initial = settings;
    this.reset();
  }

  reset() {
    this.settings = { ...DEFAULTS };
    this.logins = new Map();
    this.tokens = new Map(); // token => what is known of it: refresh and access tokens, authorization codes
    this.counts = { presented: 0, unknown: 0, issued: 0, rotations: 0, rejections: 0, reuses: 0, revoked: 0 };
    this.configure(this.initial);
  }

  configure(changes) {
    for (const name of Object.keys(changes)) {
      if (!(name in DEFAULTS)) throw new Error(`unknown setting ${name}`);
    }
    if ('mode' in changes && !MODES.includes(changes.mode)) throw new Error(`mode is one of ${MODES.join(', ')}`);
    Object.assign(this.settings, changes);
    return this.settings;
  }

  // ---- logins and tokens

  #token(kind, login, more = {}) {
    // The login's number inside the token makes traces readable; the rest makes it unguessable and unique.
    const token = `${kind[0]}t_${login.id}_${login.generation}_${randomBytes(9).toString('hex')}${this.settings.token_suffix}`;
    this.tokens.set(token, { kind, login, presented: 0, processed: 0, rejected: 0, usedAt: null, ...more });
    return token;
  }

  #accessToken(login) {
    const lifetime = Number(this.settings.expires_in);
    const token = this.#token('access', login, { expiresAt: Date.now() + 1000 * (Number.isFinite(lifetime) ? lifetime : 3600), revoked: false });
    login.accessTokens.push(token);
    if (login.accessTokens.length > ACCESS_TOKENS_KEPT) this.tokens.delete(login.accessTokens.shift());
    return token;
  }

  #refreshToken(login) {
    const token = this.#token('refresh', login);
    login.live.add(token);
    return token;
  }

  /** A new login with its first pair. */
  newLogin(scope = this.settings.scope) {
    const login = {
      id: `u${this.logins.size + 1}`, generation: 0, scope, live: new Set(), accessTokens: [],
      revoked: false, presented: 0, processed: 0, rejected: 0, reused: 0,
    };
    this.logins.set(login.id, login);
    return { login, access_token: this.#accessToken(login), refresh_token: this.#refreshToken(login) };
  }

  seed(n) {
    return Array.from({ length: n }, () => {
      const { login, access_token, refresh_token } = this.newLogin();
      return { login: login.id, access_token, refresh_token };
    });
  }

  newCode({ scope = this.settings.scope, code_challenge = null, code_challenge_method = 'plain', redirect_uri = null, client_id = null } = {}) {
    const code = `ac_${randomBytes(12).toString('hex')}${this.settings.token_suffix}`;
    this.tokens.set(code, {
      kind: 'code', login: null, presented: 0, processed: 0, rejected: 0, usedAt: null, scope, code_challenge, code_challenge_method, redirect_uri, client_id,
    });
    return code;
  }

  expireAccessTokens() {
    for (const known of this.tokens.values()) {
      if (known.kind === 'access') known.expiresAt = 0;
    }
  }

  /** The whole login ends: every token of it is dead. */
  revokeLogin(login) {
    if (!login.revoked) this.counts.revoked++;
    login.revoked = true;
    login.live.clear();
  }

  #accessTokenLives(known) {
    return known?.kind === 'access' && !known.login.revoked && !known.revoked && Date.now() < known.expiresAt;
  }

  // ---- the truth, for tests

  probe(token) {
    const known = this.tokens.get(token);
    if (!known) return { known: false, live: false, presented: 0, processed: 0, rejected: 0 };
    const live = { access: () => this.#accessTokenLives(known), refresh: () => known.login.live.has(token), code: () => known.usedAt === null }[known.kind]();
    const { kind, login, presented, processed, rejected } = known;
    return { known: true, kind, live, presented, processed, rejected, login: login?.id ?? null, revoked: login?.revoked ?? false };
  }

  truth() {
    return [...this.logins.values()].map(({ id, accessTokens, live, ...login }) => ({ login: id, ...login, live: [...live] }));
  }

  // ---- requests

  /** The name under which a request is known here, whatever path this test's provider uses. */
  endpoint(request) {
    const { aliases } = this.settings;
    return aliases[request.target] ?? aliases[request.path] ?? request.path;
  }

  /** The id of the login whose token a request carries, or null. */
  loginOf(request) {
    const token = request.endpoint === '/token' || request.endpoint === '/revoke' || request.endpoint === '/introspect'
      ? (request.form.get('refresh_token') ?? request.form.get('token'))
      : bearerToken(request);
    return this.tokens.get(token)?.login?.id ?? null;
  }

  /** Counts a token as presented. Called for every complete request, also for those a fault keeps from being processed. */
  notice(request) {
    if (request.method !== 'POST' || request.endpoint !== '/token') return;
    const token = request.form.get('refresh_token') ?? request.form.get('code');
    if (token === null) return;
    this.counts.presented++;
    const known = this.tokens.get(token);
    if (!known) this.counts.unknown++;
    else known.presented++;
    if (known?.login) known.login.presented++;
  }

  /** Performs a request. The answer's `pair` holds the tokens it gives out, for templates. */
  handle(request) {
    const { endpoint, method } = request;
    if (endpoint === '/token' && method === 'POST') return this.#grant(request);
    if (endpoint === '/revoke' && method === 'POST') return this.#revoke(request);
    if (endpoint === '/introspect' && method === 'POST') return this.#introspect(request);
    if (endpoint === '/authorize' && method === 'GET') return this.#authorize(request);
    if (endpoint === '/userinfo' || endpoint.startsWith('/api/')) return this.#echo(request);
    return json(404, { error: 'not_found', error_description: `${method} ${endpoint} is not here` });
  }

  #grant(request) {
    switch (request.form.get('grant_type')) {
      case 'refresh_token': return this.#refresh(request.form.get('refresh_token'));
      case 'authorization_code': return this.#exchange(request.form);
      case 'password': return this.#password(request.form);
      case 'client_credentials': {
        const { login, access_token } = this.newLogin(request.form.get('scope') ?? undefined);
        login.live.clear(); // RFC 6749 4.4.3: no refresh token here
        return this.#tokens(login, { access_token });
      }
      case null: return oauthError('invalid_request', 'grant_type is missing');
      default: return oauthError('unsupported_grant_type', 'not known here');
    }
  }

  #tokens(login, pair) {
    this.counts.issued++;
    const { expires_in } = this.settings;
    const { access_token, refresh_token } = pair;
    return { ...json(200, { access_token, token_type: 'Bearer', expires_in, refresh_token, scope: login.scope }), pair };
  }

  #refresh(token) {
    if (!token) return oauthError('invalid_request', 'refresh_token is missing');
    const known = this.tokens.get(token);
    if (known?.kind !== 'refresh') {
      this.counts.rejections++;
      return oauthError('invalid_grant', 'Invalid refresh token');
    }
    const { login } = known;
    const { mode, grace_ms } = this.settings;
    const now = Date.now();
    const used = known.usedAt !== null;
    const inGrace = mode === 'grace' && used && now - known.usedAt < grace_ms;
    if (login.revoked || (used && !inGrace)) return this.#reject(known, mode);

    known.processed++;
    login.processed++;
    login.generation++;
    if (mode === 'no_rotation') return this.#tokens(login, { access_token: this.#accessToken(login) });
    if (mode === 'same') return this.#tokens(login, { access_token: this.#accessToken(login), refresh_token: token });
    known.usedAt ??= now;
    login.live.delete(token);
    this.counts.rotations++;
    return this.#tokens(login, { access_token: this.#accessToken(login), refresh_token: this.#refreshToken(login) });
  }

  #reject(known, mode) {
    known.rejected++;
    known.login.rejected++;
    this.counts.rejections++;
    if (known.usedAt !== null) {
      known.login.reused++;
      this.counts.reuses++;
      if (mode !== 'plain') this.revokeLogin(known.login);
    }
    return oauthError('invalid_grant', 'Invalid refresh token');
  }

  #exchange(form) {
    const code = this.tokens.get(form.get('code'));
    const refuse = (why) => {
      this.counts.rejections++;
      if (code) code.rejected++;
      return oauthError('invalid_grant', why);
    };
    if (code?.kind !== 'code') return refuse('Invalid authorization code');
    if (code.usedAt !== null) {
      if (code.login) this.revokeLogin(code.login); // RFC 6749 4.1.2
      return refuse('Authorization code was used before');
    }
    if (code.client_id !== null && form.has('client_id') && form.get('client_id') !== code.client_id) return refuse('Code of another client');
    if (code.redirect_uri !== null && form.get('redirect_uri') !== code.redirect_uri) return refuse('redirect_uri differs');
    if (code.code_challenge !== null) {
      const verifier = form.get('code_verifier') ?? '';
      const answer = code.code_challenge_method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
      if (answer !== code.code_challenge) return refuse('code_verifier does not fit');
    }
    code.usedAt = Date.now();
    code.processed++;
    const { login, ...pair } = this.newLogin(code.scope);
    code.login = login;
    return this.#tokens(login, pair);
  }

  #password(form) {
    if (!form.get('username') || !form.has('password')) return oauthError('invalid_request', 'username or password is missing');
    if (form.get('password') === 'wrong') return oauthError('invalid_grant', 'Invalid username and password combination');
    const { login, ...pair } = this.newLogin(form.get('scope') ?? undefined);
    return this.#tokens(login, pair);
  }

  #authorize(request) {
    const asked = new URLSearchParams(request.query);
    const given = Object.fromEntries([...asked].filter(([name]) => CODE_PARAMETERS.includes(name)));
    if (!given.redirect_uri || asked.get('response_type') !== 'code') return oauthError('invalid_request', 'redirect_uri or response_type=code is missing');
    const parameters = new URLSearchParams({ code: this.newCode(given) });
    if (asked.has('state')) parameters.set('state', asked.get('state'));
    const { iss } = this.settings;
    if (iss) parameters.set('iss', iss === true ? request.origin : iss);
    const location = `${given.redirect_uri}${given.redirect_uri.includes('?') ? '&' : '?'}${parameters}`;
    return { status: 302, headers: [['Location', location]], body: '' };
  }

  #revoke(request) {
    const known = this.tokens.get(request.form.get('token'));
    if (known?.kind === 'refresh') this.revokeLogin(known.login);
    if (known?.kind === 'access') known.revoked = true;
    return json(200, {});
  }

  #introspect(request) {
    const token = request.form.get('token');
    const known = this.tokens.get(token);
    if (!known || known.kind === 'code' || !this.probe(token).live) return json(200, { active: false });
    const expiry = known.kind === 'access' ? { exp: Math.floor(known.expiresAt / 1000), token_type: 'Bearer' } : {};
    return json(200, { active: true, scope: known.login.scope, sub: known.login.id, ...expiry });
  }

  #echo(request) {
    const token = bearerToken(request);
    const known = this.tokens.get(token);
    if (!this.#accessTokenLives(known)) {
      const challenge = token ? 'Bearer realm="fault", error="invalid_token", error_description="The access token is not live"' : 'Bearer realm="fault"';
      return json(401, { error: token ? 'invalid_token' : 'unauthorized' }, [['WWW-Authenticate', challenge]]);
    }
    const user = { id: known.login.id, sub: known.login.id, email: `${known.login.id}@example.com`, firstName: 'First', lastName: 'Last' };
    const { method, path, query, headers, body } = request;
    const echo = { login: known.login.id, method, path, query, headers, body: body.toString(), body_base64: body.toString('base64') };
    return json(200, request.endpoint === '/userinfo' ? { ...user, ...echo } : echo);
  }
}
