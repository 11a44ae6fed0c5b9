import { date, id, optional } from '@steward/shared';
import { z } from 'zod';
import { input, namedValues } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { type ChosenCompany, chosenCompany } from '../../people/directory/index.ts';
import { firstDay } from './dates.ts';
import { assertJudged, judgeNew } from './judge-new.ts';
import { makeSubscriptions } from './make-subscriptions.ts';
import { type OfferedProduct, offeredProducts } from './offered-products.ts';
import { companyOfRecipients } from './recipients.ts';

const quantity = z.number().int().min(1, 'Must be at least 1.').max(100_000, 'May be at most 100,000.');

/** Takes a service for a company or one of its end users, from a day on, at the prices of now. [C3] [C4] */
export const subscribe = verb({
  name: 'subscribe',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('SubscribeInput', {
    companyId: optional(id()),
    endUserId: optional(id()),
    productId: id(),
    quantity: optional(quantity),
    parameters: optional(namedValues()),
    startsOn: optional(date()),
  }),
  async run(scope, { companyId, endUserId, productId, quantity: given, parameters, startsOn: from }) {
    const startsOn = firstDay(scope.now, from);
    const [product] = await offeredProducts(scope, [productId]);
    const company = await companyFor(scope, product as OfferedProduct, companyId, endUserId);
    const terms = { startsOn, quantity: given ?? 1, path: 'endUserId' };
    const judged = await judgeNew(
      scope,
      company,
      [{ endUserId, productId, parameters, quantity: given ?? 1 }],
      startsOn,
    );
    assertJudged(judged.problems, ({ setting }) => (setting ? `parameters.${setting}` : 'productId'));
    const [made] = await makeSubscriptions(scope, company, judged.settled, terms);
    if (!made) throw conflict(`This end user has ${product?.name} already.`, 'productId');
    const tenancy = { resellerId: company.resellerId, companyId: company.id, endUserId };
    return { result: made.id, subject: { type: 'Subscription', ...made, ...tenancy } };
  },
});

/** Whose subscription it is: the end user's company, or the company itself, as the product is sold. */
async function companyFor(
  scope: Scope,
  { name, unit }: OfferedProduct,
  companyId: string | null,
  endUserId: string | null,
): Promise<ChosenCompany> {
  if (unit !== 'PER_USER') {
    if (endUserId) throw invalid('endUserId', `Must be left out: ${name} is for the company as a whole.`);
    return chosenCompany(scope, companyId);
  }
  if (!endUserId) throw invalid('endUserId', `Must be filled in: ${name} is for single end users.`);
  const company = await companyOfRecipients(scope, [endUserId], 'endUserId');
  if (companyId && companyId !== company.id)
    throw invalid('endUserId', 'Must be an end user of this company.');
  return company;
}
