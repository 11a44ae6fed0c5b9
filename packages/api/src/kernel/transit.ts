import { z } from 'zod';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import { contextOf, type OpenKey, type WrappedKey, type Wrapper } from './wrapping.ts';

/** A key service that did not answer, or refused. Callers may try again; `why` is for whoever runs this. */
export class KeyServiceError extends Problem {
  readonly why: string;

  constructor(why: string) {
    super(
      'UNAVAILABLE',
      'What is confidential cannot be opened for a moment. Please try again.',
      [],
      RETRY_MS,
    );
    this.why = why;
  }
}

const RETRY_MS = 5_000;
const TIMEOUT_MS = 5_000;
/** Keys to one request: some 100 kB. */
const AT_ONCE = 500;

/** The answer to a batch: an item for each that was asked, in order. */
const Answer = z.object({
  data: z.object({
    batch_results: z.array(
      z.object({ ciphertext: z.string(), plaintext: z.string(), error: z.string() }).partial(),
    ),
  }),
});
const Refusal = z.object({ errors: z.array(z.string()) });

/**
 * The transit engine of HashiCorp Vault or OpenBao: wraps data keys under a key that never leaves it, many to a request,
 * each bound to its id.
 * @param address `https://TOKEN@host:8200/MOUNT/KEY`; without a token an agent on this machine adds one.
 */
export class Transit implements Wrapper {
  readonly #api: string;
  readonly #mount: string;
  readonly #key: string;
  readonly #token: string;
  readonly #prefix: string;
  readonly #log: Log;
  readonly #timeoutMs: number;

  constructor(address: string, log: Log, timeoutMs = TIMEOUT_MS) {
    const url = new URL(address);
    const path = url.pathname.replace(/^\/+|\/+$/g, '');
    const cut = path.lastIndexOf('/');
    this.#api = `${url.origin}/v1`;
    this.#mount = path.slice(0, cut);
    this.#key = path.slice(cut + 1);
    this.#token = decodeURIComponent(url.username);
    this.#prefix = `kms ${path}.`;
    this.#log = log;
    this.#timeoutMs = timeoutMs;
  }

  owns(wrapped: string): boolean {
    return wrapped.startsWith(this.#prefix);
  }

  isCurrent(wrapped: string): boolean {
    return this.owns(wrapped);
  }

  async wrap(keys: readonly OpenKey[]): Promise<WrappedKey[]> {
    const texts = await this.#batch('encrypt', 'plaintext', 'ciphertext', keys, ({ key }) =>
      key.toString('base64'),
    );
    return keys.map(({ id }, i) => ({ id, wrapped: `${this.#prefix}${texts[i]}` }));
  }

  async unwrap(keys: readonly WrappedKey[]): Promise<OpenKey[]> {
    const texts = await this.#batch('decrypt', 'ciphertext', 'plaintext', keys, ({ wrapped }) =>
      wrapped.slice(this.#prefix.length),
    );
    return keys.map(({ id }, i) => ({ id, key: Buffer.from(texts[i] as string, 'base64') }));
  }

  /** Renews the token, so that a periodic one never expires. */
  async tend(): Promise<void> {
    if (this.#token) await this.#post('auth/token/renew-self', {}).catch(() => {});
  }

  async #batch<Key extends { id: string }>(
    verb: 'encrypt' | 'decrypt',
    given: 'plaintext' | 'ciphertext',
    wanted: 'ciphertext' | 'plaintext',
    keys: readonly Key[],
    textOf: (key: Key) => string,
  ): Promise<string[]> {
    const texts: string[] = [];
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      const asked = keys.slice(at, at + AT_ONCE);
      const items = asked.map((key) => ({
        [given]: textOf(key),
        associated_data: Buffer.from(contextOf(key.id)).toString('base64'),
      }));
      const answer = Answer.safeParse(
        await this.#post(`${this.#mount}/${verb}/${this.#key}`, { batch_input: items }),
      );
      const results = answer.data?.data.batch_results ?? [];
      if (results.length !== asked.length) throw this.#failed('it answered something else than was asked');
      for (const result of results) {
        const text = result[wanted];
        if (result.error || !text)
          throw this.#failed(`it could not ${verb} a key: ${result.error || 'nothing came back'}`);
        texts.push(text);
      }
    }
    return texts;
  }

  async #post(path: string, body: object): Promise<unknown> {
    try {
      const response = await fetch(`${this.#api}/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-vault-request': 'true',
          ...(this.#token && { 'x-vault-token': this.#token }),
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      const answer: unknown = await response.json().catch(() => undefined);
      // An item that does not open makes it 400, with what became of each.
      if (response.ok || Answer.safeParse(answer).success) return answer;
      const said = Refusal.safeParse(answer)
        .data?.errors.map((error) => error.trim())
        .join(', ');
      throw this.#failed(`it answered ${response.status}${said ? ` (${said})` : ''}`);
    } catch (error) {
      if (error instanceof KeyServiceError) throw error;
      const { name, message, cause } = error as Error & { cause?: { code?: string } };
      throw this.#failed(
        name === 'TimeoutError' ? `no answer within ${this.#timeoutMs} ms` : (cause?.code ?? message),
      );
    }
  }

  #failed(what: string): KeyServiceError {
    const why = `${this.#api} with the key ${this.#mount}/${this.#key}: ${what}`;
    this.#log.error({ why }, 'the key service failed');
    return new KeyServiceError(why);
  }
}
