import { today } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { managesServices } from '../../trade/subscriptions/index.ts';
import type { ChosenCompany } from '../directory/index.ts';
import { plain } from './file/columns.ts';

/** A product as a file may name it. */
export interface Service {
  id: string;
  code: string;
  name: string;
  perUser: boolean;
  needsAddress: boolean;
  /** Whether it can be ordered; what somebody has can end whether or not. */
  active: boolean;
  /** What the company pays for it, per unit and month; none where it has no price in the company's currency. */
  retailMinor: number | null;
  currency: string;
}

/** The services that a file may be about. */
export interface Services {
  /** By code and by name in lower case; what is sold comes before what was. */
  byWord: ReadonlyMap<string, Service>;
  byId: ReadonlyMap<string, Service>;
  /** Ids of those for single people that are sold, by what the title of a column may be. */
  byTitle: ReadonlyMap<string, string>;
}

/** Whether whoever acts may have a file order and end services of this company. */
export async function mayChangeServices(scope: Scope, company: ChosenCompany): Promise<boolean> {
  const { actor } = scope;
  if (actor.kind === 'member' && !actor.permissions.has('SUBSCRIPTION_WRITE')) return false;
  return managesServices(scope, company.id);
}

/** What a file may order and end for this company; null if whoever acts may not do so there. */
export async function servicesFor(scope: Scope, company: ChosenCompany): Promise<Services | null> {
  if (!(await mayChangeServices(scope, company))) return null;
  const products = await scope.sql<Service>(
    `select p.id, p.code, p.name, p.unit = 'PER_USER' as "perUser", p.needs_address as "needsAddress", p.active, r.currency,
        r.minor::float8 as "retailMinor"
       from product p cross join lateral retail_here(p.id, $1, priced_units(p.id, $1, 1), ${today}) r
      order by p.active, p.code`,
    [company.id],
  );
  const sold = products.filter(({ perUser, active }) => perUser && active);
  return {
    byWord: new Map([
      ...products.map((product) => [product.name.toLowerCase(), product] as const),
      ...products.map((product) => [product.code.toLowerCase(), product] as const),
    ]),
    byId: new Map(products.map((product) => [product.id, product])),
    byTitle: new Map([
      ...sold.map(({ id, name }) => [plain(name), id] as const),
      ...sold.map(({ id, code }) => [plain(code), id] as const),
    ]),
  };
}

/** Those that a column of a file may be about, as people choose among them. */
export const choosable = (services: Services | null): { id: string; code: string; name: string }[] =>
  [...(services?.byId.values() ?? [])]
    .filter(({ perUser, active }) => perUser && active)
    .map(({ id, code, name }) => ({ id, code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
