import { line, localDate, newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Currency, Reseller } from '../../platform/tenancy/index.ts';
import { assertFitting, customerFields, setCustomers } from './customers.ts';
import { addVersion } from './list-versions.ts';
import { PriceListKind } from './price-list.entity.ts';

/**
 * Begins a price list, with an empty draft of its first version: of the platform for its resellers, or of whoever sells to
 * companies for these, in one currency. CONFLICT if another one of it is for everyone, or any for one of those who are named. [C2]
 */
export const addPriceList = verb({
  name: 'addPriceList',
  permission: 'PRICE_LIST_WRITE',
  description:
    'Begins with a draft. Without everyone it is for those who are named; without a currency in that of whoever issues it.',
  input: input('AddPriceListInput', {
    name: line(80),
    kind: oneOf(PriceListKind).optional(),
    currency: oneOf(Currency).optional(),
    ...customerFields,
  }),
  async run(scope, { name, kind: given, currency: wanted, everyone = false, ...named }) {
    const { level, resellerId } = memberOf(scope.actor);
    const kind = given ?? (level === 'PLATFORM' ? 'WHOLESALE' : 'RETAIL');
    if (kind === 'WHOLESALE' && level !== 'PLATFORM')
      throw invalid('kind', 'Must be RETAIL: what you pay is the operator’s to say.');
    assertFitting(kind, named);
    if (everyone && Object.values(named).some((ids) => ids?.length))
      throw invalid('everyone', 'Must be left out where it is said whom the list is for.');
    const id = newId();
    const currency = wanted ?? (await scope.load(Reseller, resellerId)).currency;
    await scope.sql(
      `insert into price_list (id, reseller_id, kind, name, currency, everyone, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, resellerId, kind, name, currency, everyone, scope.now],
    );
    const list = { id, resellerId, currency };
    await setCustomers(scope, list, named);
    await addVersion(scope, list, { from: localDate(scope.now), state: 'DRAFT', copyOf: null });
    return { result: id, subject: { type: 'PriceList', id, resellerId, reference: name } };
  },
});
