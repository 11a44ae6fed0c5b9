import { newId, type PlainDate } from '@steward/shared';
import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { TestCompany, World } from '../../../kernel/testing/world.ts';
import { finishBilling } from './bill-customers.ts';

/** A subscription of a company, for itself or for one of its end users, as the catalogue prices it. */
export async function addSubscription(
  { sql }: World,
  { id: companyId, resellerId }: Pick<TestCompany, 'id' | 'resellerId'>,
  given: {
    productId: string;
    startsOn: PlainDate;
    endsOn?: PlainDate;
    endUserId?: string;
    quantity?: number;
    /** When it was entered; the morning of its first day if not given. */
    createdAt?: string;
  },
): Promise<{ id: string; reference: string }> {
  const id = newId();
  const reference = `S-${id.slice(-12).toUpperCase()}`;
  const { productId, startsOn, endsOn = null, endUserId = null, quantity = 1 } = given;
  await sql(
    `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on, ends_on,
       retail_minor, wholesale_minor, currency, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', $8, $9, 0, 0, 'GBP', $10)`,
    [
      id,
      resellerId,
      companyId,
      endUserId,
      productId,
      reference,
      quantity,
      startsOn,
      endsOn,
      given.createdAt ?? `${startsOn}T08:00:00Z`,
    ],
  );
  return { id, reference };
}

/** A company of a reseller that nobody signs in for. */
export async function addCompany(
  { sql }: World,
  resellerId: string,
  name: string,
): Promise<Pick<TestCompany, 'id' | 'resellerId'>> {
  const id = newId();
  await sql(
    `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
     select $1, $2, $3, upper($3), address, 'ACTIVE', '2026-01', created_at from reseller where id = $2`,
    [id, resellerId, name],
  );
  return { id, resellerId };
}

/** A product with prices of its own, in pence a month. */
export async function addProduct(
  { sql }: World,
  code: string,
  prices: { wholesale: number; retail: number },
): Promise<string> {
  const id = newId();
  await sql(
    `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
     values ($1, $2, $2, 'A service.', 'EMAIL', 'PER_COMPANY', 'MANUAL', $3, $4, '2026-01-01')`,
    [id, code, prices.wholesale, prices.retail],
  );
  return id;
}

/** What a billing run says of itself. */
export interface TestRun {
  id: string;
  state: string;
  period: string;
  customerCount: number;
  customersDone: number;
  invoiceCount: number;
  totalMinor: number;
  startedByName: string;
  issuer: { name: string };
}

const RUN =
  'id state period customerCount customersDone invoiceCount totalMinor startedByName issuer { name }';

/** Asks for a month's billing as this person; jobs do it. */
export const startBilling = async ({ app, world, email }: Billing, period: string) =>
  app.ask<{ runBilling: TestRun }>(
    `mutation ($period: String!) { runBilling(input: { period: $period }) { ${RUN} } }`,
    { period },
    await world.signIn(email),
  );

interface Billing {
  app: TestApp;
  world: World;
  email: string;
}

/** Bills a month as this person, to the end, and returns the person's own run. */
export async function bill(who: Billing, period: string): Promise<TestRun> {
  const { data, errors } = await startBilling(who, period);
  if (errors) throw new Error(JSON.stringify(errors));
  const { scopes, services, log } = who.app.app;
  await finishBilling({
    scopes,
    services,
    log,
    requestId: 'test',
    credentials: { kind: 'system', task: 'test', resellerId: null },
  });
  const runs = await who.app.ask<{ billingRuns: { nodes: TestRun[] } }>(
    `{ billingRuns(first: 100) { nodes { ${RUN} } } }`,
    {},
    await who.world.signIn(who.email),
  );
  const run = runs.data.billingRuns.nodes.find(({ id }) => id === data.runBilling.id);
  if (!run) throw new Error('The run that was started is not listed.');
  return run;
}
