import { localDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { makeSubscriptions } from '../../trade/subscriptions/index.ts';
import type { ChosenCompany } from '../directory/index.ts';
import type { BatchRow } from './batch.ts';
import type { Known } from './compare.ts';
import type { ServicesOfRow } from './judge-services.ts';

/** Why a row that orders services cannot be applied any more; undefined if it can. */
export async function unorderable(
  scope: Scope,
  rows: readonly BatchRow[],
): Promise<
  (row: BatchRow, person: { status: string; email: string | null } | undefined) => string | undefined
> {
  const ids = [...new Set(rows.flatMap(({ productIds }) => productIds))];
  const products = ids.length
    ? await scope.sql<{ id: string; name: string; active: boolean; needsAddress: boolean }>(
        'select id, name, active, needs_address as "needsAddress" from product where id = any ($1)',
        [ids],
      )
    : [];
  const byId = new Map(products.map((product) => [product.id, product]));
  return ({ productIds, values }, person) => {
    if (productIds.length && person?.status === 'SUSPENDED')
      return 'This end user is suspended and can be given no service.';
    for (const id of productIds) {
      const product = byId.get(id);
      if (!product?.active) return `${product?.name ?? 'A service'} is not sold any more.`;
      if (product.needsAddress && !(person ? (person.email ?? values.email) : values.email))
        return `${product.name} needs an e-mail address.`;
    }
    return undefined;
  };
}

/** What the rows begin, of what nobody has been given since, and what they end. */
export async function servicesOfRows(
  scope: Scope,
  rows: readonly BatchRow[],
  people: ReadonlyMap<string, Known>,
  endings: ReadonlyMap<string, { id: string; productId: string } | string>,
): Promise<ServicesOfRow[]> {
  const held = new Set(
    (
      await scope.sql<{ held: string }>(
        `select end_user_id || ' ' || product_id as held from subscription
          where end_user_id = any ($1) and state not in ('ENDING', 'ENDED')`,
        [rows.flatMap(({ endUserId, productIds }) => (productIds.length ? endUserId : []))],
      )
    ).map((one) => one.held),
  );
  return rows.map(({ id, endUserId, productIds, endingIds, values }) => {
    const { firstName, lastName } = people.get(endUserId) ?? values;
    return {
      key: id,
      endUserId,
      person: `${firstName} ${lastName}`,
      begin: productIds.filter((productId) => !held.has(`${endUserId} ${productId}`)),
      end: endingIds.flatMap((one) => {
        const ending = endings.get(one);
        return typeof ending === 'object' ? { subscriptionId: ending.id, productId: ending.productId } : [];
      }),
    };
  });
}

/** What taking rows back ends, and what it begins anew because it is gone. */
export async function servicesTakenBack(
  scope: Scope,
  rows: readonly BatchRow[],
  people: ReadonlyMap<string, Known>,
): Promise<ServicesOfRow[]> {
  const ids = rows.flatMap(({ subscriptionIds, ended }) => [
    ...subscriptionIds,
    ...ended.map(({ id }) => id),
  ]);
  const found = await scope.sql<{ id: string; productId: string; gone: boolean }>(
    `select id, product_id as "productId", state in ('ENDING', 'ENDED') as gone from subscription where id = any ($1)`,
    [ids],
  );
  const byId = new Map(found.map((one) => [one.id, one]));
  return rows.map(({ id, kind, endUserId, subscriptionIds, ended, values }) => {
    const { firstName, lastName } = people.get(endUserId) ?? values;
    const of = (some: readonly string[], gone: boolean) =>
      some.flatMap((one) => {
        const subscription = byId.get(one);
        return subscription?.gone === gone ? subscription : [];
      });
    return {
      key: id,
      endUserId,
      person: `${firstName} ${lastName}`,
      begin:
        kind === 'CHANGE'
          ? of(
              ended.map((one) => one.id),
              true,
            ).map(({ productId }) => productId)
          : [],
      end: of(subscriptionIds, false).map((one) => ({ subscriptionId: one.id, productId: one.productId })),
    };
  });
}

/** Orders what the rows order from today on, and says which subscriptions that made for whom. */
export async function orderServices(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
): Promise<Map<string, string[]>> {
  const made = new Map<string, string[]>();
  // Those who get the same, together: what one of them lacks is not asked of the others.
  const groups = Map.groupBy(
    rows.filter(({ productIds }) => productIds.length),
    ({ productIds }) => productIds.toSorted().join(),
  );
  for (const group of groups.values()) {
    const wanted = group.flatMap(({ endUserId, productIds }) =>
      productIds.map((productId) => ({ endUserId, productId })),
    );
    const terms = { startsOn: localDate(scope.now), quantity: 1, path: 'id' };
    const ids = (await makeSubscriptions(scope, company, wanted, terms)).map(({ id }) => id);
    const owners = await scope.sql<{ id: string; endUserId: string }>(
      'select id, end_user_id as "endUserId" from subscription where id = any ($1)',
      [ids],
    );
    for (const { id, endUserId } of owners) made.set(endUserId, [...(made.get(endUserId) ?? []), id]);
  }
  if (made.size) scope.hint({ kind: 'Subscription', resellerId: company.resellerId, companyId: company.id });
  return made;
}
