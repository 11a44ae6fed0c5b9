import { isDeepStrictEqual } from 'node:util';
import { invalidRequest, StripeFailure } from './failure.ts';
import type { FormTree } from './form.ts';

export interface SavedAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The request that the answer was first given to. */
  readonly requestId: string;
}

export interface IdempotentRequest {
  readonly key: string;
  readonly account: string | undefined;
  readonly path: string;
  readonly parameters: FormTree;
}

export interface IdempotencyStore {
  /**
   * The answer that this key was given before, if any.
   * @throws {StripeFailure} `idempotency_error` when the key was used for something else.
   */
  find(request: IdempotentRequest): SavedAnswer | undefined;
  save(request: IdempotentRequest, answer: SavedAnswer): void;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

/** Stripe's rules (https://docs.stripe.com/api/idempotent_requests): keys are kept for 24 hours, up to 255 characters. */
export function createIdempotencyStore(now: () => Date): IdempotencyStore {
  const saved = new Map<string, { request: IdempotentRequest; answer: SavedAnswer; at: number }>();
  const name = ({ account, key }: IdempotentRequest) => `${account ?? ''} ${key}`;
  return {
    find(request) {
      if (request.key.length > 255) {
        throw invalidRequest('Idempotency keys can be at most 255 characters long.');
      }
      const earlier = saved.get(name(request));
      if (!earlier || now().getTime() - earlier.at >= KEPT_MS) return undefined;
      if (earlier.request.path !== request.path)
        throw misused(request.key, 'for the same endpoint they were first used for');
      if (!isDeepStrictEqual(earlier.request.parameters, request.parameters)) {
        throw misused(request.key, 'with the same parameters they were first used with');
      }
      return earlier.answer;
    },
    save(request, answer) {
      saved.set(name(request), { request, answer, at: now().getTime() });
    },
  };
}

function misused(key: string, how: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used ${how}. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}
