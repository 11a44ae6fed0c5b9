import { newId } from '@steward/shared';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { canonicalAddress, domainOf } from './domain-name.ts';

/** Domain names that a message shows at most. */
const NAMED = 10;

/** What to say of an address outside the company's domains, whose names are given. */
export function outsideDomains(names: readonly string[]): string {
  if (!names.length) return 'The company has no domain yet: add one first.';
  const more = names.length > NAMED ? ' …' : '';
  const one = names.length === 1 ? "the company's domain" : "one of the company's domains";
  return `Must be in ${one}: ${names.slice(0, NAMED).join(', ')}${more}`;
}

/** The names of a company's domains, in order. */
export async function domainNames(scope: Scope, companyId: string): Promise<string[]> {
  const rows = await scope.sql<{ name: string }>(
    'select name from domain where company_id = $1 order by name',
    [companyId],
  );
  return rows.map(({ name }) => name);
}

/** Whom an address is allocated to. */
export interface Addressee {
  id: string;
  resellerId: string;
  companyId: string;
}

/**
 * Allocates an address to an end user and returns it as kept, with its id. `path` is the input field it came in:
 * INVALID_INPUT if it is in none of the company's domains, CONFLICT if someone has it already. [U1]
 */
export async function allocate(
  scope: Scope,
  to: Addressee,
  given: string,
  options: { primary: boolean; path: string },
): Promise<{ id: string; address: string }> {
  const address = canonicalAddress(given);
  // The lock keeps the domain from being removed before the address is there.
  const [domain] = await scope.sql<{ id: string }>(
    'select id from domain where company_id = $1 and name = $2 for key share',
    [to.companyId, domainOf(address)],
  );
  if (!domain) throw invalid(options.path, outsideDomains(await domainNames(scope, to.companyId)));
  const id = newId();
  const made = await scope.sql(
    `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [id, to.resellerId, to.companyId, to.id, domain.id, address, options.primary, scope.now],
  );
  if (!made.length) throw conflict(`${address} is already allocated.`, options.path);
  return { id, address };
}
