import { localDate, newId, newReference, type ParameterValues } from '@steward/shared';
import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { subscriptionStarted } from './events.ts';
import { assertNothingLacking, lacking } from './lacking.ts';

export interface NewSubscription {
  id?: string;
  /** Null: for the company itself. */
  endUserId: string | null;
  productId: string;
  /** How many, where not all are as many. */
  quantity?: number;
  /** What was chosen; the database fills in what is usual. */
  parameters?: ParameterValues;
  /** Per unit and month, as an order was placed at; of no effect unless the product itself carries it out. */
  retailMinor?: number;
  wholesaleMinor?: number;
}

export interface MadeSubscription {
  id: string;
  reference: string;
}

/**
 * Makes subscriptions of one company in one statement and returns those made: an end user who has a product
 * already does not get it again. Prices are those of the catalogue, set by the database, or of the order. What begins today or earlier is provisioned at once,
 * the rest on its day. CONFLICT if the company or its reseller is suspended, and, at the input's `path`, if somebody lacks
 * what a product needs. [C3] [C4]
 */
export async function makeSubscriptions(
  scope: Scope,
  company: { id: string; resellerId: string },
  wanted: readonly NewSubscription[],
  terms: { startsOn: string; quantity: number; path: string },
): Promise<MadeSubscription[]> {
  const people = wanted.flatMap(({ endUserId }) => endUserId ?? []);
  const products = wanted.map(({ productId }) => productId);
  if (people.length) assertNothingLacking(await lacking(scope, people, products), terms.path);
  const begins = terms.startsOn <= localDate(scope.now);
  const rows = wanted.map((row) => ({ id: newId(), reference: newReference('S'), ...row }));
  const priced = wanted.some(({ retailMinor }) => retailMinor !== undefined);
  const made = await scope.sql<MadeSubscription>(
    `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, parameters, state, starts_on,
         started_at, created_at${priced ? ', retail_minor, wholesale_minor' : ''})
       select r.id, $2, $3, r."endUserId", r."productId", r.reference, coalesce(r.quantity, $4), coalesce(r.parameters, '{}'), 'PENDING', $5, $6, $7
           ${priced ? ', r."retailMinor", r."wholesaleMinor"' : ''}
         from jsonb_to_recordset($1) r(id uuid, reference text, "endUserId" uuid, "productId" uuid, quantity integer, parameters jsonb,
           "retailMinor" integer, "wholesaleMinor" integer)
     on conflict (end_user_id, product_id) where end_user_id is not null and state not in ('ENDING', 'ENDED') do nothing
     returning id, reference`,
    [
      JSON.stringify(rows),
      company.resellerId,
      company.id,
      terms.quantity,
      terms.startsOn,
      begins ? scope.now : null,
      scope.now,
    ],
  );
  if (begins && made.length) {
    const subscriptionIds = made.map(({ id }) => id);
    await emit(scope, subscriptionStarted, { resellerId: company.resellerId, subscriptionIds });
  }
  return made;
}
