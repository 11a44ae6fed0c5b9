import { date, id, optional, type ParameterValues } from '@steward/shared';
import { z } from 'zod';
import { input, namedValues, nested } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDay } from './dates.ts';
import { assertJudged, judgeNew, type NewProblem } from './judge-new.ts';
import { makeSubscriptions } from './make-subscriptions.ts';
import { offeredProducts } from './offered-products.ts';
import { companyOfRecipients } from './recipients.ts';

const MOST_USERS = 500;
const MOST_PRODUCTS = 10;

const several = (most: number, what: string) =>
  z.array(id()).min(1, `Must name at least one ${what}.`).max(most, `May name at most ${most}.`);

/** What is chosen of one of the products, for all who are given it. */
const settings = nested('ProductSettingsInput', z.object({ productId: id(), parameters: namedValues() }));

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
    settings: z.array(settings).max(MOST_PRODUCTS, `May name at most ${MOST_PRODUCTS}.`).nullish(),
    startsOn: optional(date()),
  }),
  async run(scope, { endUserIds, productIds, settings: given, startsOn: from }) {
    const startsOn = firstDay(scope.now, from);
    const products = await offeredProducts(scope, productIds);
    const forCompanies = products.find(({ unit }) => unit !== 'PER_USER');
    if (forCompanies)
      throw invalid('productIds', `Must be for single end users: ${forCompanies.name} is for a company.`);
    const company = await companyOfRecipients(scope, endUserIds, 'endUserIds');
    const chosen = chosenOf(given ?? [], productIds);
    const wanted = [...new Set(endUserIds)].flatMap((endUserId) =>
      products.map(({ id: productId }) => ({
        endUserId,
        productId,
        parameters: chosen.get(productId)?.parameters,
      })),
    );
    const { settled, problems } = await judgeNew(scope, company, wanted, startsOn);
    assertJudged(firstOfEach(problems), ({ at, setting }) => {
      const productId = wanted[at]?.productId ?? '';
      const place = productIds.indexOf(productId);
      if (setting === null) return `productIds.${place}`;
      return `settings.${chosen.get(productId)?.place ?? chosen.size}.parameters.${setting}`;
    });
    const made = await makeSubscriptions(scope, company, settled, {
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

/** The settings by product. INVALID_INPUT for one that is not given, or named twice. */
function chosenOf(
  given: readonly z.infer<typeof settings>[],
  productIds: readonly string[],
): Map<string, { place: number; parameters: ParameterValues }> {
  const chosen = new Map<string, { place: number; parameters: ParameterValues }>();
  for (const [place, { productId, parameters }] of given.entries()) {
    const path = `settings.${place}.productId`;
    if (!productIds.includes(productId)) throw invalid(path, 'Must be one of the products that are given.');
    if (chosen.has(productId)) throw invalid(path, 'Must not be named twice.');
    chosen.set(productId, { place, parameters });
  }
  return chosen;
}

/** A setting is the same for everybody: it is said once. */
function firstOfEach(problems: readonly NewProblem[]): NewProblem[] {
  const once = new Set<string>();
  return problems.filter(({ message }) => {
    const first = !once.has(message);
    once.add(message);
    return first;
  });
}
