import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Someone who does not have what a product needs. */
export interface Lacking {
  endUserId: string;
  displayName: string;
  product: string;
}

const NAMED = 3;

/** Who of these end users has no e-mail address although one of the products needs it. */
export function lacking(
  scope: Scope,
  endUserIds: readonly string[],
  productIds: readonly string[],
): Promise<Lacking[]> {
  return scope.sql<Lacking>(
    `select distinct p.name_key, u.last_key, u.first_key, u.id as "endUserId", u.first_name || ' ' || u.last_name as "displayName", p.name as product
       from end_user u cross join product p
       where u.id = any ($1) and p.needs_address and u.email is null and (p.id = any ($2)
         or p.id in (select x.product_id from unnest($2::uuid[]) bundle cross join lateral parts_of(bundle) x))
       order by p.name_key, u.last_key, u.first_key, u.id`,
    [endUserIds, productIds],
  );
}

/** CONFLICT at `path` that names the first product that somebody lacks something for, and who that is. */
export function assertNothingLacking(found: readonly Lacking[], path: string): void {
  const [first] = found;
  if (!first) return;
  const names = found
    .filter(({ product }) => product === first.product)
    .map(({ displayName }) => displayName);
  const listed = new Intl.ListFormat('en-GB').format(
    names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names,
  );
  const have = names.length === 1 ? 'does not have' : 'do not have';
  throw conflict(
    `${first.product} needs an e-mail address, which ${listed} ${have} yet: allocate one first.`,
    path,
  );
}
