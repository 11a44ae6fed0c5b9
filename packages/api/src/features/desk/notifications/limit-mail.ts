import { rateLimited } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** A text to everyone of a tenant counts as so many letters, however many get it. */
const CIRCULAR = 10;

/**
 * Whoever sends a letter by what they do may send 200 in an hour, their tenant 500, and one address is sent 5; RATE_LIMITED.
 * It stands where letters are queued, so that no verb can forget it. What the product sends by itself is not counted. [S19]
 * @param to undefined for a circular.
 */
export async function limitMail(scope: Scope, to: string | undefined): Promise<void> {
  if (scope.actor.kind !== 'member') return;
  const [taken] = await scope.sql<{ wait: Date | null }>('select take_mail_allowance($1, $2, $3) as wait', [
    to ?? null,
    to === undefined ? CIRCULAR : 1,
    scope.now,
  ]);
  if (taken?.wait) throw rateLimited('messages', taken.wait.getTime() - scope.now.getTime());
}
