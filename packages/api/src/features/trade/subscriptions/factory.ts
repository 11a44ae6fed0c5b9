import { newId, type PlainDate } from '@steward/shared';
import { expect } from 'vitest';
import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { TestCompany, World } from '../../../kernel/testing/world.ts';
import type { SubscriptionState } from './subscription.entity.ts';

export interface GivenSubscription {
  productId: string;
  startsOn: PlainDate;
  endsOn?: PlainDate | null;
  endUserId?: string | null;
  quantity?: number;
  state?: SubscriptionState;
  reference?: string;
  /** When it was entered; the morning of its first day if not given. */
  createdAt?: string;
}

/** Subscriptions of a company, for itself or for its end users, as the catalogue prices them. */
export async function addSubscriptions(
  { sql }: World,
  { id: companyId, resellerId }: Pick<TestCompany, 'id' | 'resellerId'>,
  given: readonly GivenSubscription[],
): Promise<{ id: string; reference: string }[]> {
  const rows = given.map(({ quantity = 1, state = 'ACTIVE', reference, createdAt, ...one }) => {
    const id = newId();
    return {
      id,
      quantity,
      state,
      reference: reference ?? `S-${id.slice(-12).toUpperCase()}`,
      createdAt: createdAt ?? `${one.startsOn}T08:00:00Z`,
      ...one,
    };
  });
  await sql(
    `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on, ends_on,
       retail_minor, wholesale_minor, currency, created_at)
     select id, $1, $2, "endUserId", "productId", reference, quantity, state, "startsOn", "endsOn", 0, 0, 'GBP', "createdAt"
       from json_to_recordset($3) s (id uuid, "endUserId" uuid, "productId" uuid, reference text, quantity int, state text, "startsOn" date,
         "endsOn" date, "createdAt" timestamptz)`,
    [resellerId, companyId, JSON.stringify(rows)],
  );
  return rows.map(({ id, reference }) => ({ id, reference }));
}

/** One of them. */
export async function addSubscription(
  world: World,
  company: Pick<TestCompany, 'id' | 'resellerId'>,
  given: GivenSubscription,
): Promise<{ id: string; reference: string }> {
  const [added] = await addSubscriptions(world, company, [given]);
  return added as { id: string; reference: string };
}

/** Runs the hourly job that keeps days, and waits until all that it led to is done. */
export async function hourOfDays(app: TestApp, world: World): Promise<void> {
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    (scope) => scope.enqueue('due-subscriptions', {}),
  );
  const left = () =>
    world.sql(
      `select from graphile_worker.jobs where task_identifier in ('due-subscriptions', 'keep-subscription-days', 'remind-of-terms')`,
    );
  await expect.poll(left, { timeout: 20_000 }).toEqual([]);
}
