// What arrived: the last requests byte for byte, and how many came over each of the last connections.

const KEPT = 1000;
const KEPT_BODY = 64 * 1024;

export class RequestLog {
  #requests = [];
  #connections = new Map();
  #atWork = 0;
  total = 0;
  incomplete = 0;
  concurrent = 0;

  add(request, connection, fault) {
    const entry = {
      number: ++this.total,
      listener: connection.listener,
      connection: connection.id,
      port: connection.port,
      nth: connection.requests,
      method: request.method,
      path: request.path,
      query: request.query,
      headers: request.headers,
      head: request.head,
      body: request.body,
      fault,
      answered: request,
    };
    this.#requests.push(entry);
    // Trimmed rarely: shifting an array of a thousand at every request is work for nothing.
    if (this.#requests.length >= 2 * KEPT) this.#requests.splice(0, this.#requests.length - KEPT);
    this.#connections.delete(connection.id);
    this.#connections.set(connection.id, connection.requests);
    if (this.#connections.size > KEPT) this.#connections.delete(this.#connections.keys().next().value);
  }

  /** Awaits an answer; `concurrent` is how many were under way at once, at most. */
  async during(answer) {
    this.concurrent = Math.max(this.concurrent, ++this.#atWork);
    try {
      return await answer;
    } finally {
      this.#atWork--;
    }
  }

  get perConnection() {
    return [...this.#connections.values()];
  }

  /** As base64, because what a client sends need not be text. */
  list() {
    return this.#requests.slice(-KEPT).map(({ head, body, answered, ...entry }) => ({
      ...entry,
      answered: answered.answered,
      head_base64: head.toString('base64'),
      body_base64: body.subarray(0, KEPT_BODY).toString('base64'),
    }));
  }
}
