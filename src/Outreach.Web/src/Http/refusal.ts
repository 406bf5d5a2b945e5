/** The server said no; problem details (RFC 9457). */
export class Refusal extends Error {
  readonly status: number;
  /** Stable; empty when the answer was no problem details. */
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** No answer: no connection, a refused one, or none in time. */
export class NetworkError extends Error {}
