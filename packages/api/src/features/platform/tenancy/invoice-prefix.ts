import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

const LONGEST = 8;
const PROPOSALS = 50;

/**
 * Throws CONFLICT with a free one like it unless this prefix can be taken. Invoices of two issuers must not be taken for one
 * another; that there is another, and who, is not said. [S1]
 */
export async function assertPrefixFree(scope: Scope, prefix: string): Promise<void> {
  const alike = Array.from({ length: PROPOSALS }, (_, i) => {
    const number = String(i + 2);
    return prefix.slice(0, LONGEST - number.length) + number;
  });
  const [found] = await scope.sql<{ free: string | null }>('select first_free_prefix($1) as free', [
    [prefix, ...alike],
  ]);
  const free = found?.free;
  if (free === prefix) return;
  throw conflict(
    `${prefix} is not available. ${free ? `${free} is.` : 'Choose another one.'}`,
    'invoicePrefix',
  );
}
