import { currencyName, date, id, localDate, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { firstDayOfVersion } from '../prices/index.ts';
import { lockTariff } from './tariff-versions.ts';

/**
 * Has the calls of one reseller, or of one company, charged by a tariff from a day on, today or later: what held on that day ends
 * there. INVALID_INPUT for who is billed in another currency. [B2]
 */
export const assignTariff = verb({
  name: 'assignTariff',
  permission: 'PRICE_LIST_WRITE',
  description: 'Whoever has no tariff of their own has the one that is for everyone.',
  input: input('AssignTariffInput', {
    tariffId: id(),
    resellerId: id().nullish(),
    companyId: id().nullish(),
    validFrom: optional(date()),
  }),
  async run(scope, { tariffId, resellerId: forReseller, companyId, validFrom }) {
    const tariff = await lockTariff(scope, tariffId);
    const [path, other] =
      tariff.kind === 'RETAIL'
        ? (['companyId', 'resellerId'] as const)
        : (['resellerId', 'companyId'] as const);
    const customerId = path === 'companyId' ? companyId : forReseller;
    if (path === 'companyId' ? forReseller : companyId)
      throw invalid(
        other,
        `Must be left out: this tariff is for ${path === 'companyId' ? 'companies' : 'resellers'}.`,
      );
    if (!customerId) throw invalid(path, 'Must be filled in.');
    const customer = await (path === 'companyId'
      ? scope.load(Company, customerId)
      : scope.load(Reseller, customerId));
    if (
      customer instanceof Company
        ? customer.resellerId !== tariff.resellerId
        : customer.id === tariff.resellerId
    )
      throw notFound(path === 'companyId' ? 'company' : 'reseller');
    if (customer.currency !== tariff.currency)
      throw invalid(
        path,
        `${customer.name} is billed in ${currencyName(customer.currency)}, and this tariff is in ${currencyName(tariff.currency)}.`,
      );
    const from = firstDayOfVersion(scope.now, validFrom ?? localDate(scope.now));
    const column = path === 'companyId' ? 'company_id' : 'for_reseller_id';
    await scope.sql(
      `update tariff_customer set valid_until = $3 where reseller_id = $1 and ${column} = $2 and valid_from <= $3
         and coalesce(valid_until > $3, true)`,
      [tariff.resellerId, customerId, from],
    );
    await scope.sql(
      `insert into tariff_customer (id, reseller_id, tariff_id, ${column}, valid_from, valid_until, created_at)
         select $1, $2, $3, $4, $5, min(valid_from) filter (where valid_from > $5), $6
           from tariff_customer where reseller_id = $2 and ${column} = $4 and coalesce(valid_until > valid_from, true)`,
      [newId(), tariff.resellerId, tariffId, customerId, from, scope.now],
    );
    const { resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});
