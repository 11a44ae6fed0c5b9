import { localDate, newId, type PlainDate } from '@steward/shared';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { PriceListKind, PriceListState } from './price-list.entity.ts';

/** A list that is locked until the transaction ends: of two who change its versions the second waits. */
export interface LockedList {
  id: string;
  resellerId: string;
  kind: PriceListKind;
  name: string;
  currency: string;
  everyone: boolean;
}

/** One of whoever acts' own lists; NOT_FOUND for others. */
export async function lockList(scope: Scope, id: string): Promise<LockedList> {
  const [list] = await scope.sql<LockedList>(
    `select id, reseller_id as "resellerId", kind, name, currency, everyone from price_list where id = $1 for no key update`,
    [id],
  );
  if (!list) throw notFound('price list');
  return list;
}

export interface LockedVersion {
  id: string;
  number: number;
  state: PriceListState;
  validFrom: PlainDate;
  list: LockedList;
}

/** A version with its list, both held; NOT_FOUND for others'. */
export async function lockVersion(scope: Scope, id: string): Promise<LockedVersion> {
  const [found] = await scope.sql<{ listId: string }>(
    'select price_list_id as "listId" from price_list_version where id = $1',
    [id],
  );
  if (!found) throw notFound('version');
  const list = await lockList(scope, found.listId);
  const [version] = await scope.sql<Omit<LockedVersion, 'list'>>(
    `select id, number, state, valid_from::text as "validFrom" from price_list_version where id = $1 for update`,
    [id],
  );
  if (!version) throw notFound('version');
  return { ...version, list };
}

interface NewVersion {
  from: PlainDate;
  state: PriceListState;
  /** The version whose prices it begins with. */
  copyOf: string | null;
  /** The product that it leaves out of them. */
  without?: string;
  belowCostReason?: string | null;
}

/**
 * A further version of a list with the prices and rules of another; without one it is empty. As a draft, or in force from its day
 * on: whichever held on that day ends there.
 *
 * @param list locked
 */
export async function addVersion(
  scope: Scope,
  list: Pick<LockedList, 'id' | 'resellerId'>,
  { from, state, copyOf, without, belowCostReason }: NewVersion,
): Promise<string> {
  const id = newId();
  const published = state === 'PUBLISHED';
  const until = published ? await makeRoom(scope, list.id, from) : null;
  await scope.sql(
    `insert into price_list_version (id, reseller_id, price_list_id, number, state, valid_from, valid_until, published_at, created_at,
         below_cost_reason)
       select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9 from price_list_version where price_list_id = $3`,
    [
      id,
      list.resellerId,
      list.id,
      state,
      from,
      until,
      published ? scope.now : null,
      scope.now,
      belowCostReason ?? null,
    ],
  );
  if (copyOf) await copyPrices(scope, list, copyOf, id, without ?? null);
  return id;
}

async function copyPrices(
  scope: Scope,
  { resellerId }: Pick<LockedList, 'resellerId'>,
  from: string,
  to: string,
  without: string | null,
): Promise<void> {
  await scope.sql(
    `insert into list_price (id, reseller_id, price_list_version_id, product_id, from_quantity, minor)
       select uuidv7(), $1, $3, product_id, from_quantity, minor from list_price
         where price_list_version_id = $2 and product_id is distinct from $4`,
    [resellerId, from, to, without],
  );
  await scope.sql(
    `insert into price_rule (id, reseller_id, price_list_version_id, product_id, category, percent_bp, amount_minor, rounding)
       select uuidv7(), $1, $3, product_id, category, percent_bp, amount_minor, rounding
         from price_rule where price_list_version_id = $2`,
    [resellerId, from, to],
  );
}

/** Ends what holds on a day there, and says on which day the next version comes; null if none does. */
export async function makeRoom(scope: Scope, listId: string, from: PlainDate): Promise<PlainDate | null> {
  await scope.sql(
    `update price_list_version set valid_until = $2
      where price_list_id = $1 and state = 'PUBLISHED' and valid_from <= $2 and coalesce(valid_until > $2, true)`,
    [listId, from],
  );
  const [next] = await scope.sql<{ day: PlainDate | null }>(
    `select min(valid_from)::text as day from price_list_version
      where price_list_id = $1 and state = 'PUBLISHED' and valid_from > $2 and coalesce(valid_until > valid_from, true)`,
    [listId, from],
  );
  return next?.day ?? null;
}

/** The version that holds on a day, today if none is given; null if none does. */
export async function versionOn(scope: Scope, listId: string, day?: PlainDate): Promise<string | null> {
  const [held] = await scope.sql<{ id: string }>(
    `select id from price_list_version where price_list_id = $1 and state = 'PUBLISHED' and valid_from <= $2
        and coalesce(valid_until > $2, true)`,
    [listId, day ?? localDate(scope.now)],
  );
  return held?.id ?? null;
}
