import type { Scope } from '../../../kernel/scope.ts';
import { tellingWords } from './customer-code.ts';

/** For names without a Latin letter or digit. */
const FALLBACK = 'R';
const MOST_INITIALS = 4;

/** What the invoice numbers of a reseller of this name may begin with: its initials, or the beginning of its one word. */
export function prefixFromName(name: string): string {
  const words = tellingWords(name);
  const [only = FALLBACK] = words;
  if (words.length < 2) return only.slice(0, 3);
  return words
    .slice(0, MOST_INITIALS)
    .map((word) => word[0])
    .join('');
}

/** Such a prefix that nobody has: NI, else NI2, NI3 … Whoever derives the same at the same moment waits. [T1] */
export async function freeInvoicePrefix(scope: Scope, name: string): Promise<string> {
  const prefix = prefixFromName(name);
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`invoice prefix ${prefix}`]);
  const taken = await scope.sql<{ prefix: string }>(
    'select invoice_prefix as prefix from reseller where invoice_prefix ^@ $1',
    [prefix],
  );
  const prefixes = new Set(taken.map((reseller) => reseller.prefix));
  let candidate = prefix;
  for (let n = 2; prefixes.has(candidate); n += 1) candidate = `${prefix}${n}`;
  return candidate;
}
