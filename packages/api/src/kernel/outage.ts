import type { Log } from './log.ts';
import { Problem } from './problem.ts';

/** When callers may try again. */
const RETRY_MS = 5_000;
/** For so long nothing may have failed before it is over: on a full disk reads are answered while every write fails. */
const QUIET_MS = 5_000;

/** SQLSTATE classes: lost connection, out of resources such as disk, the operator stops the server, errors of the system. */
const OUT_OF_ORDER = /^(08|53|57P|58)/;
/** What the driver says without a code, and the system about connections. */
const NO_CONNECTION = /^Connection terminated|not queryable/;
const SYSTEM_CODE = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENOTFOUND|EAI_AGAIN)/;

/**
 * Whether the database can be reached. Callers are told one clear word while it cannot, and the log gets one line when that
 * begins and one when it is over, however many ask meanwhile.
 */
export class Outage {
  readonly #log: Log;
  readonly #nowMs: () => number;
  #sinceMs: number | undefined;
  #lastMs = 0;

  constructor(log: Log, nowMs = () => performance.now()) {
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** What to throw for an error of the database: UNAVAILABLE if it says that there is none, else the error itself. */
  judge(thrown: unknown): unknown {
    if (thrown instanceof Problem) return thrown;
    // The ORM wraps what the driver reports.
    const error = (thrown as { previous?: unknown }).previous ?? thrown;
    const { code = '', message = '' } = error as { code?: string; message?: string };
    const lost = OUT_OF_ORDER.test(code) || SYSTEM_CODE.test(code) || NO_CONNECTION.test(message);
    return lost ? this.begin(error) : thrown;
  }

  /** Notes that the database is out of reach, and returns what callers are told. */
  begin(error: unknown): Problem {
    this.#lastMs = this.#nowMs();
    if (this.#sinceMs === undefined) {
      this.#sinceMs = this.#lastMs;
      const { code, message } = error as { code?: string; message?: string };
      this.#log.error({ code, why: message }, 'the database is out of reach');
    }
    const message = 'Steward is out of order for a moment. Please try again.';
    return new Problem('UNAVAILABLE', message, [], RETRY_MS);
  }

  /** Notes that the database has answered: it is back if nothing has failed for a while. */
  end(): void {
    if (this.#sinceMs === undefined || this.#nowMs() < this.#lastMs + QUIET_MS) return;
    this.#log.warn({ ms: Math.round(this.#lastMs - this.#sinceMs) }, 'the database is back');
    this.#sinceMs = undefined;
  }
}
