import { newId } from '@steward/shared';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { DomainState } from './domain.entity.ts';
import { canonicalAddress, domainOf } from './domain-name.ts';

/** Domain names that a message shows at most. */
const NAMED = 10;

/** The names of a company's domains, in order. */
export interface CompanyDomains {
  proved: readonly string[];
  /** Those in which nothing is allocated yet. */
  waiting: readonly string[];
}

export async function domainsOf(scope: Scope, companyId: string): Promise<CompanyDomains> {
  const rows = await scope.sql<{ name: string; state: DomainState }>(
    'select name, state from domain where company_id = $1 order by name',
    [companyId],
  );
  const inState = (state: DomainState) => rows.filter((row) => row.state === state).map(({ name }) => name);
  return { proved: inState('PROVED'), waiting: inState('WAITING') };
}

/** What to say of an address in `domain`, in which the company cannot allocate any. */
export function outsideDomains(domain: string, { proved, waiting }: CompanyDomains): string {
  if (waiting.includes(domain)) {
    return `${domain} is not proved yet: set the record that stands under Domains first.`;
  }
  if (!proved.length && !waiting.length) return 'The company has no domain yet: add one first.';
  if (!proved.length)
    return 'The company has proved no domain yet: set the record that stands under Domains.';
  const more = proved.length > NAMED ? ' …' : '';
  const one = proved.length === 1 ? "the company's domain" : "one of the company's domains";
  return `Must be in ${one}: ${proved.slice(0, NAMED).join(', ')}${more}`;
}

/** Whom an address is allocated to. */
export interface Addressee {
  id: string;
  resellerId: string;
  companyId: string;
}

/**
 * Allocates an address to an end user and returns it as kept, with its id. `path` is the input field it came in:
 * INVALID_INPUT if it is in none of the domains that the company has proved, CONFLICT if someone has it already. [U1]
 */
export async function allocate(
  scope: Scope,
  to: Addressee,
  given: string,
  options: { primary: boolean; path: string },
): Promise<{ id: string; address: string }> {
  const address = canonicalAddress(given);
  const within = domainOf(address);
  // The lock keeps the domain from being removed before the address is there.
  const [domain] = await scope.sql<{ id: string }>(
    `select id from domain where company_id = $1 and name = $2 and state = 'PROVED' for key share`,
    [to.companyId, within],
  );
  if (!domain) throw invalid(options.path, outsideDomains(within, await domainsOf(scope, to.companyId)));
  const id = newId();
  const made = await scope.sql(
    `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [id, to.resellerId, to.companyId, to.id, domain.id, address, options.primary, scope.now],
  );
  if (!made.length) throw conflict(`${address} is already allocated.`, options.path);
  return { id, address };
}
