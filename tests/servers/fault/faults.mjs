// The script: which requests are answered wrongly, and how. README.md lists the words.

import { createGzip, gzipSync } from 'node:zlib';
import { render, sleep } from './connection.mjs';

const CONDITIONS = ['path', 'method', 'listener', 'grant', 'login', 'nth', 'every', 'connection_nth', 'connection_nth_mod', 'times'];
const ACCEPT_EFFECTS = ['reset_on_accept', 'silent_on_accept'];
const EFFECTS = [
  'rotate', 'delay', 'end',
  'status', 'headers', 'body', 'body_base64', 'raw', 'raw_base64', 'redirect', 'to',
  'lose', 'lose_reset', 'lose_silent', 'reset_on_request', 'close_idle',
  'cut', 'cut_body', 'eof_in_headers', 'trickle', 'slice',
  'gzip', 'gzip_bomb', 'endless_headers', 'endless_body', 'informational', 'chunked', 'http10', 'http09',
  ...ACCEPT_EFFECTS,
];
const BLOCK = 16 * 1024;

// ---- choosing the fault

export class Script {
  applied = 0;
  #faults = [];

  /** Replaces the script. A word nobody knows is an error: a misspelt fault would let a test pass. */
  load(faults) {
    if (!Array.isArray(faults)) throw new Error('a script is a list of faults');
    this.#faults = faults.map((given) => {
      const { match = {}, ...rest } = given;
      const fault = { path: '/token', ...rest, ...match };
      const unknown = Object.keys(fault).filter((word) => !CONDITIONS.includes(word) && !EFFECTS.includes(word));
      if (unknown.length) throw new Error(`unknown in a fault: ${unknown.join(', ')}`);
      if (!EFFECTS.some((word) => word in fault)) throw new Error('a fault without an effect');
      if (![undefined, 'close', 'reset', 'keep'].includes(fault.end)) throw new Error('end is close, reset or keep');
      const periodic = 'every' in fault || 'connection_nth' in fault || 'connection_nth_mod' in fault;
      // times 0 means without end
      return { ...fault, left: fault.times === 0 || (periodic && !('times' in fault)) ? Infinity : (fault.times ?? 1), seen: 0 };
    });
    this.applied = 0;
    return this.#faults.length;
  }

  get left() {
    return this.#faults.reduce((sum, { left }) => sum + (left === Infinity ? 0 : left), 0);
  }

  #use(fault) {
    fault.left--;
    this.applied++;
    return fault;
  }

  /** The fault for a request: of those that match and have times left, the first one. */
  choose(request, connection) {
    let chosen = null;
    for (const fault of this.#faults) {
      if (isForAccept(fault) || !matches(fault, request, connection)) continue;
      // Every fault counts the requests that match it, also those another fault takes: so nth does not depend on its neighbours.
      fault.seen++;
      const due = (fault.nth === undefined || fault.seen === fault.nth) && (fault.every === undefined || fault.seen % fault.every === 0);
      if (due && fault.left > 0) chosen ??= fault;
    }
    return chosen && this.#use(chosen);
  }

  /** 'reset', 'silent' or null for a connection that has just been accepted. */
  chooseForAccept(listener) {
    const fault = this.#faults.find((each) => isForAccept(each) && each.left > 0 && (each.listener ?? listener) === listener);
    if (!fault) return null;
    this.#use(fault);
    return fault.reset_on_accept ? 'reset' : 'silent';
  }
}

const isForAccept = (fault) => ACCEPT_EFFECTS.some((word) => fault[word]);

function matches(fault, request, connection) {
  const { path } = fault;
  if (path.endsWith('*') ? !request.path.startsWith(path.slice(0, -1)) : path !== request.path && path !== request.endpoint) return false;
  return (fault.method ?? request.method) === request.method
    && (fault.listener ?? connection.listener) === connection.listener
    && (fault.grant === undefined || fault.grant === request.form.get('grant_type'))
    && (fault.login === undefined || fault.login === request.login)
    && (fault.connection_nth ?? connection.requests) === connection.requests
    && connection.requests % (fault.connection_nth_mod ?? 1) === 0;
}

/** A short name for the log of requests. */
export const nameOf = (fault) => Object.keys(fault).filter((word) => EFFECTS.includes(word)).join('+');

// ---- answering

/**
 * Answers a request, wrongly if there is a fault. `perform()` lets the authorization server do what was asked and returns its answer.
 * Returns true if the connection serves further requests.
 */
export async function answer(connection, request, fault, perform) {
  if (!fault) {
    const { head, body } = render(perform(), { close: !request.keepsAlive });
    return send(connection, request, request.method === 'HEAD' ? head : Buffer.concat([head, body]), request.keepsAlive ? 'keep' : 'close');
  }
  if (fault.reset_on_request) return end(connection, 'reset');
  // What happens at the server happens at once; a delay is one of the answer.
  const performed = performs(fault) ? perform() : null;
  if (fault.delay) await sleep(fault.delay);
  if (fault.lose) return end(connection, 'close');
  if (fault.lose_reset) return end(connection, 'reset');
  if (fault.lose_silent) return false;
  if (fault.informational) await sendInformational(connection, fault.informational);
  if (fault.endless_headers) return sendEndlessHeaders(connection);

  const pair = performed?.pair;
  if ('raw' in fault || 'raw_base64' in fault) {
    return deliver(connection, request, fault, fillIn(bytesOf(fault, 'raw'), pair), 0, fault.end ?? 'close');
  }
  const message = compose(fault, performed, request);
  if (fault.endless_body) return sendEndlessBody(connection, message, fault.endless_body);
  if (fault.gzip_bomb) return sendBomb(connection, message, fault.gzip_bomb);
  const { head, body, end: framedEnd } = frame(fault, message, request);
  return deliver(connection, request, fault, Buffer.concat([head, body]), head.length, fault.end ?? framedEnd);
}

/** Is the request performed? Where the normal answer is the material of the fault, yes; where the answer is fixed, only if it wants the tokens. */
function performs(fault) {
  if ('rotate' in fault) return fault.rotate;
  const fixed = ['status', 'raw', 'raw_base64', 'redirect'].some((word) => word in fault);
  if (!fixed) return true;
  const text = JSON.stringify(fault.headers ?? {}) + bytesOf(fault, 'raw').toString('latin1') + bytesOf(fault, 'body').toString('latin1');
  return /\{\{(access|refresh)_token\}\}/.test(text);
}

function bytesOf(fault, word) {
  const coded = fault[`${word}_base64`];
  return coded === undefined ? Buffer.from(fault[word] ?? '') : Buffer.from(coded, 'base64');
}

/** Puts the tokens just issued into a template, byte for byte (the template need not be text). */
function fillIn(bytes, pair = {}) {
  const filled = bytes.toString('latin1').replace(/\{\{(access_token|refresh_token)\}\}/g, (_all, name) => pair[name] ?? '');
  return Buffer.from(filled, 'latin1');
}

/** The message before it is framed: a fixed one, or the normal one. */
function compose(fault, performed, request) {
  if ('redirect' in fault) return { status: fault.redirect, headers: [['Location', fault.to ?? request.elsewhere]], body: '' };
  if (!('status' in fault)) return performed ?? { status: 200, headers: [['Content-Type', 'application/json']], body: '{}' };
  // Headers are {name: value}, {name: [values]}, {name: null} to leave one out, or a list of pairs.
  const given = Array.isArray(fault.headers)
    ? fault.headers
    : Object.entries(fault.headers ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]));
  if (!given.some(([name]) => name.toLowerCase() === 'content-type')) given.unshift(['Content-Type', 'application/json']);
  const headers = given.filter(([, value]) => value !== null).map(([name, value]) => [name, fillIn(Buffer.from(String(value)), performed?.pair).toString('latin1')]);
  return { status: fault.status, headers, body: fillIn(bytesOf(fault, 'body'), performed?.pair) };
}

/** Head and body as bytes, and how the connection ends if the fault does not say. */
function frame(fault, message, request) {
  let { headers, body } = message;
  if (fault.gzip) {
    headers = [...headers, ['Content-Encoding', 'gzip']];
    body = gzipSync(body);
  }
  if (fault.http09) return { head: Buffer.alloc(0), body: Buffer.from(body), end: 'close' };
  if (fault.http10) return { ...render({ ...message, version: '1.0', headers, body }, { framed: false }), end: 'close' };
  if (fault.chunked) {
    headers = [...headers, ['Transfer-Encoding', 'chunked']];
    body = chunked(Buffer.from(body), fault.chunked);
  }
  const close = !request.keepsAlive;
  return { ...render({ ...message, headers, body }, { close }), end: close ? 'close' : 'keep' };
}

function chunked(body, { size = 16, extension = 'name="value"', trailers = { 'X-Trailer': 'late' } }) {
  const parts = [];
  for (let at = 0; at < body.length; at += size) parts.push(chunk(body.subarray(at, at + size), extension));
  const tail = Object.entries(trailers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([...parts, Buffer.from(`0${extension && `;${extension}`}\r\n${tail}\r\n`)]);
}

function chunk(bytes, extension = '') {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}${extension && `;${extension}`}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** Sends the answer as the fault wants it delivered: cut, in slices, slowly. */
async function deliver(connection, request, fault, bytes, headLength, ending) {
  let length = bytes.length;
  let stop = ending;
  const cutAt = (n) => {
    length = Math.max(0, Math.min(n, bytes.length));
    stop = fault.end ?? 'close';
  };
  // A negative number counts from the end.
  if ('cut' in fault) cutAt(fault.cut < 0 ? bytes.length + fault.cut : fault.cut);
  else if ('cut_body' in fault) cutAt(fault.cut_body < 0 ? bytes.length + fault.cut_body : headLength + fault.cut_body);
  else if (fault.eof_in_headers) cutAt(headLength - 4);

  if ('trickle' in fault || fault.slice) {
    for (let at = 0; at < length; at++) {
      if (!(await connection.write(bytes.subarray(at, at + 1)))) return false;
      request.answered++;
      if ('trickle' in fault) await sleep(fault.trickle);
    }
    return end(connection, stop);
  }
  if ('close_idle' in fault) {
    await send(connection, request, bytes.subarray(0, length), 'keep');
    await sleep(Number(fault.close_idle === true ? 0 : fault.close_idle));
    return end(connection, fault.end ?? 'close');
  }
  return send(connection, request, bytes.subarray(0, length), stop);
}

async function send(connection, request, bytes, ending) {
  request.answered += bytes.length;
  await connection.write(bytes);
  return end(connection, ending);
}

/** A connection kept after an incomplete answer goes on reading too: that is what a stalled server looks like. */
async function end(connection, ending) {
  await connection.finish(ending);
  return ending === 'keep';
}

async function sendInformational(connection, wanted) {
  const { status = 100, times = 1 } = typeof wanted === 'object' ? wanted : { times: wanted };
  const { head } = render({ status, headers: status === 103 ? [['Link', '</x>; rel=preload']] : [] }, { framed: false });
  const block = Buffer.concat(Array(Math.max(1, Math.floor(BLOCK / head.length))).fill(head));
  // times 0 never ends
  for (let left = times === 0 ? Infinity : times; left > 0;) {
    const now = Math.min(left, block.length / head.length);
    if (!(await connection.write(block.subarray(0, now * head.length)))) return;
    left -= now;
  }
}

async function sendEndlessHeaders(connection) {
  await connection.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n');
  for (let n = 0; ; n++) {
    if (!(await connection.write(`X-Endless-${n}: ${'x'.repeat(1000)}\r\n`))) return false;
  }
}

/** The body without its closing brace, so that what follows is inside a JSON string for ever. */
const opened = (body) => Buffer.from(`${Buffer.from(body).toString().replace(/\}\s*$/, '')},"padding":"`);

/** The true answer followed by padding for ever; chunked, or 'close': framed by the end of the connection. */
async function sendEndlessBody(connection, message, way) {
  const headers = way === 'close' ? message.headers : [...message.headers, ['Transfer-Encoding', 'chunked']];
  const wrap = (bytes) => (way === 'close' ? bytes : chunk(bytes));
  const { head } = render({ ...message, headers }, { framed: false, close: way === 'close' });
  if (!(await connection.write(Buffer.concat([head, wrap(opened(message.body))])))) return false;
  const padding = wrap(Buffer.alloc(BLOCK, 'x'));
  for (;;) {
    if (!(await connection.write(padding))) return false;
  }
}

/** The true answer with `mebibytes` of padding, gzipped to about a thousandth of it. Made while it is sent: nothing big is held. */
async function sendBomb(connection, message, mebibytes) {
  const headers = [...message.headers, ['Content-Encoding', 'gzip'], ['Transfer-Encoding', 'chunked']];
  await connection.write(render({ ...message, headers }, { framed: false }).head);
  const gzip = createGzip();
  const produce = async () => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    gzip.write(opened(message.body));
    for (let n = 0; n < mebibytes && !connection.closed; n++) await new Promise((resolve) => gzip.write(block, resolve));
    gzip.end('"}');
  };
  produce();
  for await (const bytes of gzip) {
    if (!(await connection.write(chunk(bytes)))) return false;
  }
  await connection.write('0\r\n\r\n');
  return true;
}
