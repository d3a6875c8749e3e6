// One client connection: reads HTTP/1.1 requests and writes whatever bytes a test wants to see.
// node:http is not used because it refuses to send most of the answers this server exists for.

import { STATUS_CODES } from 'node:http';

const HEAD_LIMIT = 64 * 1024;
const BODY_LIMIT = 1024 * 1024;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class BadRequest extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** A request as it arrived. `head` has the exact bytes, the blank line included. */
class Request {
  constructor(head) {
    this.head = head;
    this.body = Buffer.alloc(0);
    const [first, ...lines] = head.toString('latin1').slice(0, -4).split('\r\n');
    const match = /^([!-~]+) ([!-~]+) HTTP\/(1\.[01])$/.exec(first);
    if (!match) throw new BadRequest(400, 'unreadable request line');
    [, this.method, this.target, this.version] = match;
    const mark = this.target.indexOf('?');
    this.path = mark < 0 ? this.target : this.target.slice(0, mark);
    this.query = mark < 0 ? '' : this.target.slice(mark + 1);
    this.headers = lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new BadRequest(400, 'unreadable header');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  }

  header(name) {
    return this.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  }

  get form() {
    return (this.parsedForm ??= new URLSearchParams(this.body.toString()));
  }

  get keepsAlive() {
    const connection = (this.header('connection') ?? '').toLowerCase();
    return this.version === '1.1' ? connection !== 'close' : connection === 'keep-alive';
  }
}

export class Connection {
  #input = Buffer.alloc(0);
  #wake = () => {};

  /** `socket` carries the plain text; `tcp` is the socket under TLS, or the same one. */
  constructor(socket, tcp) {
    this.socket = socket;
    this.tcp = tcp;
    this.port = socket.remotePort; // the client's
    this.closed = false;
    socket.on('data', (chunk) => {
      this.#input = this.#input.length ? Buffer.concat([this.#input, chunk]) : chunk;
      // Nobody reads while an answer is under way; what a client sends meanwhile must not grow for ever.
      if (this.#input.length > HEAD_LIMIT + BODY_LIMIT) socket.destroy();
      this.#wake();
    });
    const over = () => {
      this.closed = true;
      this.#wake();
    };
    socket.on('end', over).on('close', over).on('error', over);
  }

  /** Bytes of a request that has not arrived completely. */
  get pendingBytes() {
    return this.#input.length;
  }

  /** The next request, or null when the client has gone. */
  async readRequest() {
    let end;
    while ((end = this.#input.indexOf('\r\n\r\n')) < 0) {
      if (this.#input.length > HEAD_LIMIT) throw new BadRequest(431, 'head too long');
      if (!(await this.#more())) return null;
    }
    const request = new Request(this.#input.subarray(0, end + 4));
    if (request.header('transfer-encoding')) throw new BadRequest(411, 'chunked requests are not read');
    const length = Number(request.header('content-length') ?? 0);
    if (!Number.isSafeInteger(length) || length < 0) throw new BadRequest(400, 'unreadable Content-Length');
    if (length > BODY_LIMIT) throw new BadRequest(413, 'body too long');
    this.#input = this.#input.subarray(end + 4);
    if (request.header('expect')?.toLowerCase() === '100-continue') this.write('HTTP/1.1 100 Continue\r\n\r\n');
    while (this.#input.length < length) {
      if (!(await this.#more())) return null;
    }
    request.body = this.#input.subarray(0, length);
    this.#input = this.#input.subarray(length);
    return request;
  }

  #more() {
    if (this.closed) return false;
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve(!this.closed);
      };
    });
  }

  /** Resolves when the kernel has the bytes, or with false when the client has gone. */
  write(bytes) {
    if (this.closed || bytes.length === 0) return Promise.resolve(!this.closed);
    return new Promise((resolve) => {
      this.socket.write(bytes, (error) => resolve(!error && !this.closed));
    });
  }

  /** An orderly end: FIN, under TLS after close_notify. */
  close() {
    this.closed = true;
    this.socket.end();
  }

  /** The rude end: RST. */
  reset() {
    this.closed = true;
    this.tcp.resetAndDestroy();
  }

  /** Ends the connection as a fault says: 'close', 'reset' or 'keep'. */
  async finish(end) {
    if (end === 'close') this.close();
    if (end === 'reset') {
      // A reset overtakes bytes that are still on their way.
      await sleep(10);
      this.reset();
    }
  }
}

/** Head and body as bytes. A Content-Length is added unless `headers` frame the body or `framed` is false. */
export function render({ version = '1.1', status, headers = [], body = '' }, { framed = true, close = false } = {}) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const lines = [`HTTP/${version} ${status} ${STATUS_CODES[status] ?? ''}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const has = (wanted) => headers.some(([name]) => name.toLowerCase() === wanted);
  if (framed && !has('content-length') && !has('transfer-encoding') && status !== 204 && status !== 304) {
    lines.push(`Content-Length: ${bytes.length}`);
  }
  if (close && !has('connection')) lines.push('Connection: close');
  return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body: bytes };
}
