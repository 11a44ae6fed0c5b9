/** Thrown to answer so. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown = null, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
export const problem = (status: number, code: string, message: string, headers = {}) =>
  new Answer(status, { error: { code, message, innerError: { date: '2026-11-30T00:00:00' } } }, headers);
export const bad = (message: string) => problem(400, 'Request_BadRequest', message);
