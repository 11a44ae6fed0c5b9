import { date, id, optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDay } from './dates.ts';
import { makeSubscriptions } from './make-subscriptions.ts';
import { offeredProducts } from './offered-products.ts';
import { companyOfRecipients } from './recipients.ts';

const MOST_USERS = 500;
const MOST_PRODUCTS = 10;

const several = (most: number, what: string) =>
  z.array(id()).min(1, `Must name at least one ${what}.`).max(most, `May name at most ${most}.`);

/**
 * Gives several end users of one company several services at once, one of each, and says how many subscriptions that
 * made: whoever has a service already keeps it and is passed over. [C4]
 */
export const subscribeEndUsers = verb({
  name: 'subscribeEndUsers',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('SubscribeEndUsersInput', {
    endUserIds: several(MOST_USERS, 'end user'),
    productIds: several(MOST_PRODUCTS, 'product'),
    startsOn: optional(date()),
  }),
  async run(scope, { endUserIds, productIds, startsOn: from }) {
    const startsOn = firstDay(scope.now, from);
    const products = await offeredProducts(scope, productIds);
    const forCompanies = products.find(({ unit }) => unit !== 'PER_USER');
    if (forCompanies)
      throw invalid('productIds', `Must be for single end users: ${forCompanies.name} is for a company.`);
    const company = await companyOfRecipients(scope, endUserIds, 'endUserIds');
    const wanted = [...new Set(endUserIds)].flatMap((endUserId) =>
      products.map((product) => ({ endUserId, productId: product.id })),
    );
    const made = await makeSubscriptions(scope, company, wanted, {
      startsOn,
      quantity: 1,
      path: 'endUserIds',
    });
    if (!made.length) return { result: 0, subject: null };
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    scope.hint({ kind: 'Subscription', ...tenancy });
    const reference = made.length === 1 ? '1 subscription' : `${made.length} subscriptions`;
    return { result: made.length, subject: { type: 'Company', id: company.id, ...tenancy, reference } };
  },
});
